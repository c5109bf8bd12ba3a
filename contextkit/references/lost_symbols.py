"""Names that occur in no source file any more: whether they were defined here once, and which commit took them out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from contextkit.facts.source import Definition, declares, definitions_of
from contextkit.facts.sources import is_example, is_source, is_test, ranked
from contextkit.syntax.grammars import LANGUAGES, language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.model import Commit
    from contextkit.references.ground import Asked, Ground
    from contextkit.repo import History

MOST_COMMITS = 40
"""So many past trees are searched at most, the newest first: one takes about 0.15 s for 6,000 files."""
MOST_FILES = 200
SIMILAR = 0.6

_OTHER_CODE = (
    ".cs .fs .vb .kt .kts .scala .groovy .swift .m .mm .c .h .cc .cpp .hpp .cxx .hh .rb .ex .exs .erl .zig .php .lua "
    ".dart .jl .hs .ml .clj .nim .vue .svelte .astro .prisma .proto .graphql .sql .sh .bzl"
)
_CODE = (*(s for g in LANGUAGES.values() for s in g.suffixes), *_OTHER_CODE.split())
_OWN_API = frozenset({"parameter", "property", "key"})
_KINDS = {"name": "defined", "key": "a key", "enum": "an enum", "interface": "an interface"}


@dataclass(frozen=True, slots=True)
class Lost:
    """What history says of a name. Without a commit it was not defined here, or (`why`) that is not known."""

    commit: Commit | None = None
    path: str = ""
    kind: str = ""
    """With its article: `a class`."""
    now: str | None = None
    """The one name of the same kind that took its place, where there is one."""
    why: str = ""


NEVER = Lost()


@dataclass(frozen=True, slots=True)
class _Proof:
    path: str
    definition: Definition


def lost_symbols(names: Mapping[Asked, Sequence[str]], ground: Ground) -> Mapping[Asked, Mapping[str, Lost]]:
    """For each mention and each of its names: what became of it. History is asked once for every commit."""
    written = _written(names, ground)
    dated = sorted({c for c in written.values()}, key=lambda c: (c.date, c.id), reverse=True)
    looked_at = dated[:MOST_COMMITS]
    proofs: dict[str, tuple[Commit, _Proof]] = {}
    for commit in looked_at:
        wanted = {n for a, ns in names.items() if written.get(a) == commit for n in ns} - set(proofs)
        proofs |= {n: (commit, p) for n, p in _proofs(commit, wanted, ground.history).items()}
    fates = {n: _fate(n, commit, proof, ground) for n, (commit, proof) in proofs.items()}
    known = set(looked_at)
    return {a: {n: fates.get(n) or _unproven(written.get(a), known, ground) for n in ns} for a, ns in names.items()}


def _written(names: Iterable[Asked], ground: Ground) -> Mapping[Asked, Commit]:
    """The commit that wrote the line of each mention; blame is asked of these lines alone."""
    lines: dict[str, list[Asked]] = defaultdict(list)
    for asked in names:
        lines[ground.tree.resolve(asked.path) or asked.path].append(asked)
    found = {}
    for path, here in lines.items():
        commits = ground.history.written(path, {a.mention.line for a in here})
        found |= {a: commits[a.mention.line] for a in here if a.mention.line in commits}
    return found


def _unproven(written: Commit | None, known: Collection[Commit], ground: Ground) -> Lost:
    if written is None:
        return Lost(why="git does not say when this line was written")
    if written not in known:
        return Lost(why=f"written in one of more than {MOST_COMMITS} commits, of which only the newest are searched")
    return Lost(why="history is cut") if ground.history.cut else NEVER


def _proofs(commit: Commit, names: Collection[str], history: History) -> Mapping[str, _Proof]:
    """Which of the names were defined in the tree of a commit, and where."""
    if not names:
        return {}
    stood = history.words_at(commit.id, names, _CODE)
    files = {n: ranked(n, [p for p in paths if is_source(p)])[:MOST_FILES] for n, paths in stood.items()}
    contents = history.read_at(commit.id, {p for paths in files.values() for p in paths})
    found = ((n, _proof(n, paths, contents)) for n, paths in sorted(files.items()))
    return {n: proof for n, proof in found if proof}


def _proof(name: str, paths: Sequence[str], contents: Mapping[str, bytes]) -> _Proof | None:
    found = (_Proof(p, d) for p in paths if p in contents for d in _definitions(name, p, contents[p]) if _counts(p, d))
    return next(found, None)


def _definitions(name: str, path: str, content: bytes) -> Iterator[Definition]:
    language = language_of(path)
    if language:
        yield from (d for d in _parsed(content, language) if d.name == name)
    elif line := declares(content, name):
        yield Definition(name, "name", line, "")


@lru_cache(maxsize=256)
def _parsed(content: bytes, language: str) -> Sequence[Definition]:
    return tuple(definitions_of(content, language))


def _counts(path: str, definition: Definition) -> bool:
    """Examples are the user's code; a key or a property in a test or a tool's configuration is the tool's word."""
    if is_example(path):
        return False
    return definition.kind not in _OWN_API or not (is_test(path) or ".config." in path or path.startswith("."))


def _fate(name: str, written: Commit, proof: _Proof, ground: Ground) -> Lost:
    path = proof.path
    commit = ground.history.removals(name, path)
    if (fate := ground.history.fates([path]).get(path)) and fate.target:
        commit = ground.history.removals(name, fate.target) or commit
    if commit is None:
        return Lost(why=f"defined in {path} at {written}, and the commit that removed it is not at hand")
    kind = proof.definition.kind
    now = _successor(name, path, commit, ground)
    return Lost(commit, path, _KINDS.get(kind, f"a {kind}"), now)


def _successor(name: str, path: str, commit: Commit, ground: Ground) -> str | None:
    """The one definition that the removing commit put in the same file in the place of this one."""
    language = language_of(path)
    before = ground.history.read_at(f"{commit.id}^", [path]).get(path)
    after = ground.history.read_at(commit.id, [path]).get(path)
    if not language or before is None or after is None:
        return None
    old, new = _parsed(before, language), _parsed(after, language)
    lost = next((d for d in old if d.name == name), None)
    if lost is None:
        return None
    there = {d.name for d in old}
    added = [d for d in new if d.name not in there and (d.kind, d.container) == (lost.kind, lost.container)]
    alike = [d.name for d in added if _alike(_body(before, lost), _body(after, d).replace(d.name, name))]
    return alike[0] if len(alike) == 1 else None


def _body(content: bytes, definition: Definition) -> str:
    lines = content.decode("utf-8", "replace").splitlines()
    return "\n".join(lines[definition.line - 1 : definition.line + 11])


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= SIMILAR
