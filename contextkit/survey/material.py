"""What the parts of a survey read: manifests, guide documents and heads of source files, each once."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.facts.source_files import is_example, is_test
from contextkit.repo import EXECUTABLE, FILE
from contextkit.survey.commands.terms import Sources
from contextkit.survey.documents import is_agent_file
from contextkit.survey.manifests import Manifests
from contextkit.syntax.grammars import language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from contextkit.facts.document import Document
    from contextkit.facts.heads import Head
    from contextkit.survey.ground import Ground

WRITTEN = ".contextkit/written.json"
DOCUMENT_SUFFIXES = (".md", ".mdx", ".mdc", ".rst", ".markdown")
_SITES = ("docs.json", "mint.json", "book.toml", "docusaurus.config.js", "docusaurus.config.ts", "conf.py")
_MANY_PAGES = 25
_SAMPLE = 3
_MOST_GUIDES = 600

_FOREIGN = re.compile(
    r"(^|/)(node_modules|templates?|vendor|third_party|site-packages|fixtures?|__fixtures__|__snapshots__|testdata|cassettes)/"
)
_RECORDS = (
    "change-?log|changes|history|news|releases?|breaking_changes|licen[cs]e|copying|notice|authors|contributors|"
    "code[-_]of[-_]conduct|governance|sponsors|backers|third[-_]party[^/]*|thanks|cla|articles|newsletter"
)
_RECORD = re.compile(
    rf"(^|/)(?:(?:{_RECORDS})([-_.][^/]*)?\.\w+$|change-?logs?/|\.changes/|\.changeset/|release[-_]notes/|v\d+(?:\.\d+)*/)",
    re.IGNORECASE,
)
_FOLDERS = (
    r"contribut\w*|developers?|development|dev|dev-?docs|internals|internal-docs|architecture|adrs?|decisions?|rfcs?|plans?"
    r"|decision-records|designs?|engineering|agent_docs|maintain\w*|hacking|testing|specs?|proposals?|references"
    r"|\.agents|\.claude|\.github"
)
_AGENTS = re.compile(r"^(?:docs/)?agents?(/|$)")
_GUIDE_FOLDERS = re.compile(rf"(^|/)(?:{_FOLDERS})(/|$)", re.IGNORECASE)
_NAMES = (
    r"readme|index|contribut\w*|architecture|develop\w*|hacking|testing|design|spec(?:ification)?|style(?:[-_]?guide)?|skill"
    r"|internals|onboarding|plans?|releas(?:e|ing)|agents?|claude|pull_request_template"
)
_GUIDE_NAMES = re.compile(rf"(^|/)(?:{_NAMES})\.\w+$", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"(^|/)(?:locales?|i18n|translations?)/|[._-](?:[a-z]{2}|zh[-_]\w+|pt[-_]BR|spanish|chinese|japanese)\.mdx?$",
    re.IGNORECASE,
)
_CODE = re.compile(r"(^|/)(src|lib|resources)/(?!.*(?:/\.|(?:README|CONTRIBUTING|AGENTS|CLAUDE)\.md$))")
_SITE = re.compile(r"(^|/)(docs?|website|site|docs-site|content|pages|guides?|tutorials?)/")


class Material:
    """One tree, as the parts of its survey read it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.tree = ground.tree
        self.manifests = Manifests(ground.repo)
        self.sources = Sources(ground.repo, ground.tree, ground.packages)

    def files(self, *names: str, under: str = "") -> Iterator[str]:
        """The files of these base names, those near the root first; what is vendored or a fixture is left out."""
        found = [p for name in names for p in self.tree.named(name) if p.startswith(under) and not is_foreign(p)]
        yield from sorted(found, key=lambda p: (p.count("/"), p))

    @cached_property
    def written(self) -> frozenset[str]:
        """What contextkit wrote itself: no evidence of anything."""
        try:
            files = json.loads(self.manifests.text(WRITTEN) or "{}").get("files", {})
        except (ValueError, AttributeError):
            return frozenset()
        return frozenset(files)

    @cached_property
    def guide_paths(self) -> Sequence[str]:
        """The documents that are written for those who work on this repository, near the root first."""
        found = [
            p
            for p, e in self.tree.entries.items()
            if e.mode in {FILE, EXECUTABLE} and p.endswith(DOCUMENT_SUFFIXES) and is_guide(p) and self._is_prose(p)
        ]
        return sorted(found, key=lambda p: (p.count("/"), p))[:_MOST_GUIDES]

    def _is_prose(self, path: str) -> bool:
        """Whether it is a text for people: not ours, nor a text that the code beside it reads."""
        if path in self.written:
            return False
        folder = path.rpartition("/")[0]
        is_named = not folder or _GUIDE_NAMES.search(path) is not None or folder.startswith((".", "docs"))
        return is_named or not any(language_of(p) for p in self.tree.beside(folder))

    @cached_property
    def guides(self) -> Mapping[str, Document]:
        """The same, read; without those that agents load, which may speak of any repository."""
        paths = [p for p in self.guide_paths if not is_agent_file(p) and "skills" not in p.split("/")]
        return self.ground.facts.documents(paths)

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """What source files say of themselves; of tests and examples a few of each folder and ending."""
        own, samples = [], defaultdict(list)
        for path in self.ground.facts.sources.paths:
            if is_test(path) or is_example(path):
                samples[_kind(path)].append(path)
            else:
                own.append(path)
        chosen = [p for paths in samples.values() for p in paths[:_SAMPLE]]
        return self.ground.facts.heads(own + chosen)

    @cached_property
    def site_folders(self) -> frozenset[str]:
        """Folders whose pages a site shows to users, or that are so full that they must be for them."""
        found = {p.rpartition("/")[0] for name in _SITES for p in self.files(name)}
        full = sum(p.endswith(DOCUMENT_SUFFIXES) for p in self.tree.beside("docs")) >= _MANY_PAGES
        return frozenset(found | ({"docs"} if full or self.manifests.has("mkdocs.yml") else set()) - {""})

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """By folder: how many files lie below it."""
        found: dict[str, int] = defaultdict(int)
        for path in self.tree.entries:
            folder = path.rpartition("/")[0]
            while folder:
                found[folder] += 1
                folder = folder.rpartition("/")[0]
        return found


def is_guide(path: str) -> bool:
    """Whether a document is written for those who work on the repository, as far as its place tells."""
    if is_foreign(path) or _RECORD.search(path) or _CODE.search(path):
        return False
    folder = path.rpartition("/")[0]
    if _LANGUAGE.search(path):
        return False
    near = "/".join(folder.split("/")[:2]) if _SITE.match(path) else folder
    if folder in {"", "docs"} or _GUIDE_FOLDERS.search(near) or _AGENTS.search(folder):
        return True
    is_of_site = _SITE.search(path) is not None and "/" in folder
    return not is_of_site and _GUIDE_NAMES.search(path) is not None


def is_foreign(path: str) -> bool:
    """Whether a path lies among other people's files, or those that tests read."""
    return _FOREIGN.search(path) is not None


def below(path: str, folders: Collection[str]) -> bool:
    """Whether `path` is one of the folders or lies in one."""
    return any(path == f or path.startswith(f"{f}/") for f in folders)


def _kind(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name[name.rfind(".") :]
