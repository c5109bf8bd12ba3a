"""Names that occur in no source file any more: whether they were defined here once, and which commit took them out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from contextkit.facts.source import Definition, declared_in, declares, definitions_of
from contextkit.facts.source_files import ASSIGNING, is_assigning, is_example, is_source, is_test, ranked
from contextkit.model import UNCOMMITTED
from contextkit.patterns import pattern
from contextkit.references.roles import role_of
from contextkit.syntax.grammars import LANGUAGES, language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.model import Commit
    from contextkit.references.ground import Asked, Ground
    from contextkit.repo import Fate

MOST_COMMITS = 40
"""So many past trees are searched at most, the newest first: one takes about 0.15 s for 6,000 files."""
MOST_FILES = 200
SIMILAR = 0.6
SIMILAR_NAMES = 0.75
_MOST_MOVES = 4
_MOST_PLACES = 20

_OTHER_CODE = (
    ".cs .fs .vb .kt .kts .scala .groovy .swift .m .mm .c .h .cc .cpp .hpp .cxx .hh .rb .ex .exs .erl .zig .php .lua "
    ".dart .jl .hs .ml .clj .nim .vue .svelte .astro .prisma .proto .graphql .sql .sh .bzl"
)
_CODE = tuple(dict.fromkeys((*(s for g in LANGUAGES.values() for s in g.suffixes), *_OTHER_CODE.split(), *ASSIGNING)))
_SMALL = frozenset({"parameter", "property", "tag"})
_KINDS = {"name": "defined", "enum": "an enum", "interface": "an interface", "tag": "a key"}
# Where component registries put what is copied from them: its names live on there.
_COPIED = "components/ui/"
_FENCE = pattern(r"^[ \t>]*(```+|~~~+)[^\n]*\n(.*?)^[ \t>]*\1", re.MULTILINE | re.DOTALL)


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
EXAMPLE = Lost()


@dataclass(frozen=True, slots=True)
class _Proof:
    """Where a name was defined, in the tree of which commit."""

    commit: str
    path: str
    definition: Definition


def lost_symbols(names: Mapping[Asked, Sequence[str]], ground: Ground) -> Mapping[Asked, Mapping[str, Lost]]:
    """For each mention and each of its names: what became of it. History is asked for all of them at once."""
    since = _since(names, ground)
    looked_at = sorted(set(since.values()), key=lambda c: (c.date, c.id), reverse=True)[:MOST_COMMITS]
    wanted: dict[str, set[str]] = defaultdict(set)
    for (_, name), commit in since.items():
        if commit in looked_at:
            wanted[commit.id].add(name)
    now = ground.repo.commit or ""
    if now:
        wanted[now].update(n for own in names.values() for n in own)
    proofs = _proofs(wanted, ground)
    fates = _fates({name: proof for (_, name), proof in proofs.items()}, ground)
    vendored = _vendored(fates, ground)
    fates = {name: NEVER if name in vendored else lost for name, lost in fates.items()}
    found: dict[Asked, dict[str, Lost]] = {}
    for asked, own in names.items():
        shown = set(_shown(asked.path, [n for n in own if n in fates], ground))
        for name in own:
            written = since.get((asked, name))
            is_proven = (now, name) in proofs or (written is not None and (written.id, name) in proofs)
            lost = fates[name] if is_proven else _unproven(written, looked_at, ground)
            found.setdefault(asked, {})[name] = EXAMPLE if name in shown else lost
    return found


def _vendored(names: Collection[str], ground: Ground) -> Collection[str]:
    """The names that stand in a copy of others' code: they are no longer ours, and not gone."""
    now = ground.repo.commit
    here = ground.repo.entries
    has_copies = any(p.endswith(_CODE) and not is_source(p) for p in here) if names else False
    found = ground.history.words_at(now, names, _CODE) if now and has_copies else {}
    return {name for name, paths in found.items() if any(p in here and not is_source(p) for p in paths)}


def _shown(path: str, names: Collection[str], ground: Ground) -> Iterator[str]:
    """The names that a page for users defines itself, in a block of code: its reader's own."""
    if not names or role_of(path) != "user":
        return
    text = (ground.repo.read(path) or b"").decode("utf-8", "replace")
    code = "\n".join(block[1] for block in _FENCE.findall(text)).encode()
    yield from (n for n in names if declares(code, n) is not None)


def _since(names: Mapping[Asked, Sequence[str]], ground: Ground) -> Mapping[tuple[Asked, str], Commit]:
    """For each name the commit since which its document holds it."""
    paths = {asked: ground.tree.resolve(asked.path) or asked.path for asked in names}
    wanted: dict[str, set[str]] = defaultdict(set)
    for asked, own in names.items():
        wanted[paths[asked]].update(own)
    since = ground.history.named_since(wanted)
    return {
        (a, n): commit
        for a, own in names.items()
        for n in own
        if (commit := since.get(paths[a], {}).get(n)) is not None
    }


def _unproven(written: Commit | None, known: Collection[Commit], ground: Ground) -> Lost:
    if written is None:
        return Lost(why="git does not say when this line was written")
    if written not in known:
        return Lost(why=f"written in one of more than {MOST_COMMITS} commits, of which only the newest are searched")
    return Lost(why="history is cut") if ground.history.cut else NEVER


def _proofs(wanted: Mapping[str, Collection[str]], ground: Ground) -> Mapping[tuple[str, str], _Proof]:
    """By commit and name: where the name was defined in that commit's tree."""
    found: dict[tuple[str, str], _Proof] = {}
    for commit, stood in ground.history.words_gone(wanted, _CODE).items():
        files = {n: ranked(n, [p for p in paths if is_source(p)])[:MOST_FILES] for n, paths in stood.items()}
        if files:
            contents = ground.history.read_at(commit, {p for paths in files.values() for p in paths})
            proofs = ((n, _proof(n, commit, paths, contents)) for n, paths in sorted(files.items()))
            found |= {(commit, n): proof for n, proof in proofs if proof}
    return found


def _proof(name: str, commit: str, paths: Sequence[str], contents: Mapping[str, bytes]) -> _Proof | None:
    there = (p for p in paths if p in contents)
    found = (_Proof(commit, p, d) for p in there for d in _definitions(name, p, contents[p]) if _counts(p, d))
    return next(found, None)


def _definitions(name: str, path: str, content: bytes) -> Iterator[Definition]:
    language = language_of(path)
    if language:
        yield from (d for d in _parsed(content, language) if d.name == name)
    elif line := declares(content, name, assigns=is_assigning(path)):
        yield Definition(name, "name", line, "")


@lru_cache(maxsize=256)
def _parsed(content: bytes, language: str) -> Sequence[Definition]:
    return tuple(definitions_of(content, language))


def _counts(path: str, definition: Definition) -> bool:
    """Examples are their reader's code; the key of an object may be another's option, and so in tests a property."""
    if definition.kind == "key" or is_example(path) or _COPIED in path:
        return False
    return definition.kind not in _SMALL or not (is_test(path) or ".config." in path or path.startswith("."))


def _fates(proofs: Mapping[str, _Proof], ground: Ground) -> Mapping[str, Lost]:
    """What became of each name that was defined once: the newest removal, from its file or where that was moved."""
    moved = ground.history.fates({p.path for p in proofs.values()})
    asked: dict[str, set[str]] = defaultdict(set)
    for name, proof in proofs.items():
        fate = moved.get(proof.path)
        asked[proof.path].add(name)
        if fate and fate.target:
            asked[fate.target].add(name)
    removals = ground.history.removals_of(asked)
    tops = {p.path.partition("/")[0] for p in proofs.values() if "/" in p.path}
    left = ground.history.fates({t for t in tops if not ground.tree.holds(t)})
    found = {}
    for name, proof in proofs.items():
        fate = moved.get(proof.path)
        later = removals.get((fate.target, name)) if fate and fate.target else None
        commit = later or removals.get((proof.path, name))
        path = str(fate.target) if fate and later else proof.path
        if commit and fate and commit == fate.commit and fate.target:
            path, commit = _followed(name, path, commit, ground)
        found[name] = _fate(name, replace(proof, path=path), commit, left, ground)
    return found


def _followed(name: str, path: str, moved: Commit, ground: Ground) -> tuple[str, Commit]:
    """Where a name stood at last, and the commit that took it out, of a file that another commit had only moved."""
    for _ in range(_MOST_MOVES):
        stood = ranked(name, filter(is_source, ground.history.words_at(moved.id, [name], _CODE).get(name, ())))
        contents = ground.history.read_at(moved.id, stood[:_MOST_PLACES])
        defining = (p for p in contents if next(_definitions(name, p, contents[p]), None))
        removals = ground.history.removals_of({p: [name] for p in defining})
        newest = max(removals.items(), key=lambda found: found[1].date, default=None)
        if newest is None or newest[1] == moved or newest[1].date < moved.date:
            break
        (path, _), moved = newest
    return path, moved


def _fate(name: str, proof: _Proof, commit: Commit | None, left: Mapping[str, Fate], ground: Ground) -> Lost:
    kind = _KINDS.get(proof.definition.kind, f"a {proof.definition.kind}")
    if proof.commit == ground.repo.commit:
        return Lost(UNCOMMITTED, proof.path, kind)
    if commit is None:
        return Lost(why=f"it was defined in {proof.path}; the commit that took it out is not at hand")
    top = proof.path.partition("/")[0]
    if "/" in proof.path and not ground.tree.holds(top):
        gone = left.get(top)
        if gone is None or gone.target is None:
            return Lost(
                why=f"it was defined in {proof.path}; all of {top}/ is gone, perhaps to a repository of its own"
            )
    return Lost(commit, proof.path, kind, _successor(name, proof.path, commit, ground))


def _successor(name: str, path: str, commit: Commit, ground: Ground) -> str | None:
    """The one definition that the removing commit put in the place of this one, or that it only called otherwise."""
    before = ground.history.read_at(f"{commit.id}^", [path]).get(path)
    after = ground.history.read_at(commit.id, [path]).get(path)
    if after is None:
        after = _moved_in(path, commit, ground)
    if before is None or after is None:
        return None
    language = language_of(path)
    if not language:
        found = _declared(after) - _declared(before)
        return _only(n for n in found if _is_called_like(name, n))
    old = _parsed(before, language)
    lost = next((d for d in old if d.name == name), None)
    if lost is None:
        return None
    there = {d.name for d in old}
    added = [d for d in _parsed(after, language) if d.name not in there and d.kind == lost.kind]
    block, body = _replacing(before, after, lost.line), _body(before, lost)
    alike = [d.name for d in added if d.line in block and _alike(body, _body(after, d).replace(d.name, name))]
    return _only(alike or (d.name for d in added if _is_called_like(name, d.name)))


def _only(names: Iterable[str]) -> str | None:
    found = list(names)
    return found[0] if len(found) == 1 else None


def _declared(content: bytes) -> set[str]:
    return set(declared_in(content).decode("utf-8", "replace").split())


def _moved_in(path: str, commit: Commit, ground: Ground) -> bytes | None:
    """The file at `path` as the commit that moved it left it, where it lies there still."""
    fate = ground.history.fates([path]).get(path)
    if fate is None or fate.target is None or fate.commit != commit:
        return None
    return ground.history.read_at(commit.id, [fate.target]).get(fate.target)


def _is_called_like(old: str, new: str) -> bool:
    """`SafeWeights` and `Weights`: most of the letters, in the same order."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= SIMILAR_NAMES


def _replacing(before: bytes, after: bytes, line: int) -> range:
    """The lines that came in the place of the one that was at `line`."""
    changes = SequenceMatcher(None, before.splitlines(), after.splitlines()).get_opcodes()
    return next((range(j + 1, k + 1) for tag, a, b, j, k in changes if tag == "replace" and a < line <= b), range(0))


def _body(content: bytes, definition: Definition) -> str:
    lines = content.decode("utf-8", "replace").splitlines()
    return "\n".join(lines[definition.line - 1 : definition.line + 5])


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= SIMILAR
