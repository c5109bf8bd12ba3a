"""What history knows of commands that are not defined any more; paths are asked of it in bulk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.commands.terms import Sources
from contextkit.survey.packages import find_packages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from contextkit.model import Commit
    from contextkit.references.ground import Ground
    from contextkit.survey.commands.answers import Open
    from contextkit.survey.commands.terms import Definition

    _Names = Mapping[str, Definition]

_SHORTEST_BODY = 4
_BROUGHT_IN: Mapping[str, tuple[str, ...]] = {
    "rakefile": (".rb", ".rake"),
    "makefile": (".mk", ".mak", ".make", "Makefile", "makefile"),
}
"""By manifest, the files that it may bring in."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Proof that a command was here once."""

    commit: Commit
    evidence: str
    base: str | None = None
    target: str | None = None
    replacement: str | None = None
    """What to write for the name or path."""
    is_exact: bool = False


class CommandPast:
    """The answers of history to all open questions of a run."""

    def __init__(self, questions: Sequence[Open], ground: Ground, sources: Sources) -> None:
        self._history = ground.history
        self._facts = ground.facts
        self._sources = sources
        self._fates = ground.history.fates({p for q in questions for p in self._absent_paths(q)})
        self._suffix_fates = ground.history.suffix_fates({s for q in questions for s in q.suffixes})
        self._removals = ground.history.removals_of(_asked_texts(questions))
        self._around: dict[tuple[object, str, str], tuple[_Names, _Names]] = {}

    def of(self, question: Open) -> Gone | None:
        """What became of it; None where it never was here, or that cannot be told."""
        if question.paths:
            return self._file(question)
        return self._member(question) if question.suffixes else self._name(question)

    def _absent_paths(self, question: Open) -> Iterator[str]:
        yield from (path for _, path in question.paths)
        yield from (path for _, path in question.manifests if not self._sources.files.has(path))

    def _file(self, question: Open) -> Gone | None:
        for base, path in question.paths:
            fate = self._fates.get(path)
            if fate is None:
                continue
            if fate.target is None:
                return Gone(fate.commit, f"{path} was deleted in {fate.commit}", base)
            written = _as_written(question.name, base, fate.target)
            said = f"{path} was moved to {fate.target} in {fate.commit}"
            return Gone(fate.commit, said, base, fate.target, written, fate.is_exact)
        return None

    def _member(self, question: Open) -> Gone | None:
        fates = [f for s in question.suffixes for f in self._suffix_fates.get(s, ())]
        fate = max(fates, key=lambda f: f.commit.date, default=None)
        if fate is None:
            return None
        became = f"moved to {fate.target}" if fate.target else "deleted"
        return Gone(fate.commit, f"{fate.was} was {became} in {fate.commit}", target=fate.target)

    def _name(self, question: Open) -> Gone | None:
        for folder, manifest in question.manifests:
            commit = self._removal(question, folder, manifest)
            if commit is not None and self._may_be_elsewhere(question, folder, manifest):
                return None
            if commit is not None:
                renamed = self._renamed(question, folder, manifest, commit)
                became = (
                    f"{question.name!r} was renamed to {renamed!r}" if renamed else f"{question.name!r} was removed"
                )
                said = f"{manifest}: {became} in {commit}"
                return Gone(commit, said, folder, renamed, renamed, is_exact=renamed is not None)
            if question.is_weak and self._sources.files.has(manifest):
                return None  # what is no script there is a program, whatever the folders above define
        return None

    def _may_be_elsewhere(self, question: Open, folder: str, manifest: str) -> bool:
        """Whether more is defined than was understood, and the name still stands in a file that may define it."""
        now = question.listing(folder, self._sources) if question.listing else None
        if now is None or not now.is_open or not self._facts.words_in_source({question.name}):
            return False
        endings = next((e for part, e in _BROUGHT_IN.items() if part in manifest.casefold()), ())
        whole = re.compile(rf"(?<![\w-]){re.escape(question.name)}(?![\w-])")
        others = (p for p in self._sources.tree.entries if p.endswith(endings) and p != manifest)
        return any(whole.search(self._sources.files.text(p) or "") for p in others)

    def _renamed(self, question: Open, folder: str, manifest: str, commit: Commit) -> str | None:
        """The name that took over what the old one ran, in the same commit, and has it still."""
        before, after = self._names_around(question, folder, manifest, commit)
        now = question.listing(folder, self._sources) if question.listing else None
        body = before[question.name].body if question.name in before else ""
        heirs = [n for n, d in after.items() if d.body == body and n not in before and now and n in now.names]
        return heirs[0] if len(heirs) == 1 and len(body) >= _SHORTEST_BODY else None

    def _removal(self, question: Open, folder: str, manifest: str) -> Commit | None:
        """The commit before which `manifest` defined the name, and after which it did not."""
        fate = self._fates.get(manifest)
        if not self._sources.files.has(manifest) and fate is None:
            return None
        if fate and self._defined_before(question, folder, fate.was, fate.commit):
            return fate.commit
        for needle in _needles(question.name, manifest):
            commit = self._removals.get((manifest, needle))
            if commit and self._defined_before(question, folder, manifest, commit):
                return commit
        return None

    def _defined_before(self, question: Open, folder: str, manifest: str, commit: Commit) -> bool:
        before, after = self._names_around(question, folder, manifest, commit)
        return question.name in before and question.name not in after

    def _names_around(self, question: Open, folder: str, manifest: str, commit: Commit) -> tuple[_Names, _Names]:
        """What the manifest defined just before and just after a commit."""
        key = question.listing, manifest, commit.id
        if key not in self._around:
            revisions = (f"{commit.id}^", commit.id)
            before, after = (_names(question, folder, self._history.read_at(r, [manifest])) for r in revisions)
            self._around[key] = before, after
        return self._around[key]


def _asked_texts(questions: Sequence[Open]) -> Mapping[str, Collection[str]]:
    """By manifest, how the names asked for are spelled in it."""
    asked: dict[str, set[str]] = {}
    for question in questions:
        for _, manifest in question.manifests:
            asked.setdefault(manifest, set()).update(_needles(question.name, manifest))
    return asked


def _names(question: Open, folder: str, contents: Mapping[str, bytes]) -> _Names:
    if not contents or question.listing is None:
        return {}
    repo = MemoryRepo(contents)
    tree = Tree(repo)
    listing = question.listing(folder, Sources(repo, tree, find_packages(repo, tree)))
    return listing.names if listing else {}


def _needles(name: str, manifest: str) -> Iterator[str]:
    """How the definition of a name is spelled in a manifest, the surest form first."""
    file = manifest.rpartition("/")[2].casefold()
    if file.endswith((".json", ".jsonc")):
        yield f'"{name}":'
        yield f'"{name}"'
    elif "makefile" in file:
        yield f"\n{name}:"
        yield name
    else:
        yield name.rpartition(":")[2]


def _as_written(written: str, base: str, target: str) -> str:
    """The new path from the base that the old one was written from, with `./` if that had it."""
    path = posixpath.relpath(f"/{target}", f"/{base}")
    return f"./{path}" if written.startswith("./") and not path.startswith("../") else path
