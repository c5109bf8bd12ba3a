"""What a repository that begins with contextkit is offered: the configuration, and a file for its pipelines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from posixpath import dirname
from typing import TYPE_CHECKING, Literal

from contextkit.mapping.lines import Outline
from contextkit.mapping.plan import Write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.config import Config
    from contextkit.mapping.filling import Filler
    from contextkit.repo import Repo

Forge = Literal["github", "gitlab", ""]

CONFIGURATION = "contextkit.toml"
PIPELINES = {"github": ".github/workflows/contextkit.yml", "gitlab": ".gitlab-ci.yml"}
_ACTION = re.compile(r"(?:https://|ssh://git@|git@)?github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?\Z")
_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml\Z")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where contextkit itself is taken from in a pipeline."""

    repository: str
    """OWNER/NAME on GitHub."""
    commit: str


def origin_of(address: str, commit: str) -> Origin | None:
    """The origin of a git address; None where it is not on GitHub, whose addresses pipelines know how to use."""
    found = _ACTION.match(address)
    return Origin(found[1], commit) if found and commit else None


def named_origin(text: str) -> Origin | None:
    """OWNER/NAME@COMMIT as a person writes it; None where it has another form."""
    repository, _, commit = text.rpartition("@")
    whole = re.fullmatch(r"[\w.-]+/[\w.-]+", repository) and re.fullmatch(r"[\w./-]+", commit)
    return Origin(repository, commit) if whole else None


def forge_of(repo: Repo, address: str) -> Forge:
    """The forge whose pipelines this repository uses; "" where nothing tells."""
    if any(_WORKFLOW.match(path) for path in repo.entries):
        return "github"
    if ".gitlab-ci.yml" in repo.entries:
        return "gitlab"
    host = re.sub(r"\A(?:\w+://)?(?:[^/@]*@)?", "", address).split("/")[0].split(":")[0]
    return "github" if host == "github.com" else "gitlab" if "gitlab" in host else ""


def is_in_pipeline(repo: Repo) -> bool:
    """Whether a pipeline names contextkit already."""
    paths = [p for p in repo.entries if _WORKFLOW.match(p) or p == ".gitlab-ci.yml"]
    return any(b"contextkit" in (repo.read(path) or b"") for path in paths)


def new_configuration(config: Config, filler: Filler) -> Write | None:
    """The configuration with what holds now, for a person to change; None where there is one."""
    if config.source is not None:
        return None
    values = {"agents": _listed(config.agents), "documents": _listed(config.documents)}
    return new_file(CONFIGURATION, filler.fill("init/contextkit.toml", values))


def new_pipeline(forge: Forge, origin: Origin, branch: str, filler: Filler) -> Write | None:
    """The file that has contextkit run in pipelines; None where there is no forge."""
    if not forge:
        return None
    values = {"repository": origin.repository, "commit": origin.commit, "branch": _word(branch)}
    return new_file(PIPELINES[forge], filler.fill(f"init/{forge}.yml", values))


def new_file(path: str, text: str) -> Write:
    """A file that is not there yet."""
    return Write(path, None, text.encode(), Outline.empty(dirname(path)))


def _word(text: str) -> str:
    """A text in YAML."""
    return text if re.fullmatch(r"[A-Za-z][\w./-]*", text) else json.dumps(text)


def _listed(words: Sequence[str]) -> str:
    return json.dumps(list(words))
