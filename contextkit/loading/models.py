"""Load models: one data file for an agent and a range of its versions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from contextkit.errors import ContextkitError

Folders = Literal["root", "start", "below", "way", "nearest"]
"""The root; root to start; from there to the file; root to the file; the folder nearest to the file that has some."""
Action = Literal["always", "globs", "offered"]
Part = Literal["front-matter", "comments"]
"""What of a document an agent may leave out: HTML comments that stand on lines of their own, outside of fences."""

_MODELS = Path(__file__).parent / "models"
_BOUND = re.compile(r"(>=|<)\s*(\d+(?:\.\d+)*)")


@dataclass(frozen=True, slots=True)
class Scope:
    """How the front matter of a rule says when it is loaded."""

    globs: str = ""
    """The key whose globs name the files that it is for."""
    forms: Sequence[str] = ()
    """The forms in which these globs work, as `Entry.form` names them; none given: all."""
    mode: str = ""
    """The key that says how it is loaded."""
    modes: Mapping[str, Action] = field(default_factory=dict)
    """By the value of that key."""
    otherwise: Action = "always"
    """Where the front matter says neither."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files of a folder that are loaded."""

    names: Sequence[str]
    """Paths and globs, relative to the folder, in order."""
    choose: Literal["all", "first"] = "all"
    foreign: Sequence[str] = ()
    """Names that are other agents' own: they may be read, but nobody misses them when they are not."""
    unless: Sequence[str] = ()
    """Names that turn these off, in the folder itself or from the root to the start."""
    from_settings: bool = False
    """Whether the agent's settings may name more, or others."""
    scope: Scope | None = None
    only: Literal["", "always", "globs"] = ""
    """Of those with a scope, which are meant: those for every file, or those for files that their globs name."""
    is_ordered: bool = True
    """Whether they come in the order of their names; else as the file system gives them."""


@dataclass(frozen=True, slots=True)
class Step:
    """In each of these folders, root first: these files."""

    folders: Folders
    when: str
    files: tuple[Files, ...]
    is_anew: bool = False
    """Whether a file that earlier steps loaded under another name is loaded once more."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where in the repository the agent's own settings change the model."""

    file: str
    names: str = ""
    """The dotted key of further file names."""
    replaces: bool = False
    """Whether they replace the names of the model, or come after them."""
    limit: str = ""
    """The dotted key of the limit."""
    left_out: str = ""
    """The dotted key of globs of files that are not read; they are matched against whole paths of the machine."""


@dataclass(frozen=True, slots=True)
class Model:
    """How one agent finds what it loads."""

    agent: str
    version: str
    verified: str
    sources: tuple[str, ...]
    steps: tuple[Step, ...]
    starts_in: Literal["root", "file"] = "root"
    """Where it is started unless that is said: agents that load nothing below are asked for their longest chain."""
    limit: int | None = None
    file_limit: int | None = None
    limit_unit: Literal["bytes", "characters"] = "bytes"
    import_hops: int = 0
    imports_within: Literal["root", "start"] = "root"
    """Where imports may lead without a person's leave."""
    reads_twice: bool = False
    """Whether a file that is there under two names is loaded under both."""
    leaves_out: tuple[Part, ...] = ()
    """What of each file is not passed on."""
    tokenizer: str = ""
    measured: str = ""
    """The version of the agent's program that was run beside it; "" where none was."""
    settings: Settings | None = None
    notes: tuple[str, ...] = ()


@cache
def known_agents() -> Sequence[str]:
    """The agents of which there is a model, sorted."""
    return tuple(sorted({_agent_of(path) for path in _paths()}))


def model_of(agent: str, version: str | None = None) -> Model:
    """The model of this version, or of the newest. Raises ContextkitError where there is none."""
    models = _models(agent)
    if not models:
        raise ContextkitError(f"There is no load model of `{agent}`", f"There is one of {', '.join(known_agents())}")
    for model in models:
        if covers(model.version, version):
            return model
    ranges = ", ".join(m.version for m in models)
    raise ContextkitError(f"No load model of {agent} is of version {version}", f"There are models of {ranges}")


def reads_nearest_alone(agent: str, name: str) -> bool:
    """Whether an agent, in its newest version, loads the nearest file of this name and none above it."""
    if agent not in known_agents():
        return False
    steps = (step for step in model_of(agent).steps if step.folders == "nearest")
    return any(name in files.names for step in steps for files in step.files)


def covers(span: str, version: str | None) -> bool:
    """Whether a version lies in `>=1.2,<2`; None is the newest, which no upper bound leaves out."""
    bounds = _BOUND.findall(span)
    if version is None:
        return all(sign == ">=" for sign, _ in bounds)
    asked = _numbers(version)
    return all((asked >= _numbers(bound)) == (sign == ">=") for sign, bound in bounds)


def _numbers(version: str) -> tuple[int, ...]:
    found = [int(n) for n in re.findall(r"\d+", version)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _paths() -> list[Path]:
    return sorted(_MODELS.glob("*.toml"))


def _agent_of(path: Path) -> str:
    """`claude.toml` and `claude@before-2.1.281.toml` are both of claude."""
    return path.name.removesuffix(".toml").partition("@")[0]


@cache
def _models(agent: str) -> tuple[Model, ...]:
    return tuple(_read(path) for path in _paths() if _agent_of(path) == agent)


def _read(path: Path) -> Model:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    settings = row.pop("settings", None)
    made = {
        "verified": str(row["verified"]),
        "sources": tuple(row["sources"]),
        "notes": tuple(row.get("notes", ())),
        "leaves_out": tuple(row.get("leaves_out", ())),
        "steps": tuple(_step(step) for step in row["steps"]),
        "settings": Settings(**settings) if settings else None,
    }
    return Model(**row | made)


def _step(row: Mapping[str, Any]) -> Step:
    files = tuple(_files(files) for files in row["files"])
    return Step(row["folders"], row["when"], files, is_anew=row.get("is_anew", False))


def _files(row: dict[str, Any]) -> Files:
    scope = row.pop("scope", None)
    return Files(**row, scope=Scope(**scope) if scope else None)
