"""Near misses: what a path that never existed was most likely meant to name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from contextkit.globs import static_prefix
from contextkit.references.bases import joined
from contextkit.references.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contextkit.references.bases import Bases
    from contextkit.repo import Tree

_COMMON_NAMES = frozenset(
    """index main mod lib init __init__ utils util helpers types constants config readme package test tests conftest
    setup license makefile dockerfile page layout route app server client models views schema skill agents claude cargo
    pyproject""".split()
)
_LIKE = 0.86


class Near(NamedTuple):
    """A path of the tree, the base that it is to be written from, and in which way the reference missed it."""

    path: str
    base: str
    how: str


def near_miss(target: Target, bases: Bases, tree: Tree) -> Near | None:
    """The one path that `target` must have meant, seen from the document's own bases; None where none stands out."""
    for base in bases.own:
        for way in (_other_case, _hidden, _deeper, _reordered, _other_suffix, _misspelt):
            found = list(dict.fromkeys(way(base, target, tree)))
            if len(found) == 1:
                return Near(found[0], base, _HOW[way.__name__])
            if found:
                return None
    return None


_HOW = {
    "_other_case": "differs in letter case",
    "_hidden": "nearest",
    "_deeper": "nearest",
    "_reordered": "the same folders in another order",
    "_other_suffix": "of another file type",
    "_misspelt": "spelt almost alike",
}


def _other_case(base: str, target: Target, tree: Tree) -> Iterator[str]:
    full = joined(base, target.path)
    if target.depth == 1 and not target.is_folder:
        return  # many a tool takes `nuget.config` for `NuGet.config`
    found = tree.other_case(full) if full else None
    if found:
        yield found


def _hidden(base: str, target: Target, tree: Tree) -> Iterator[str]:
    """`chloggen/a.yaml` for `.chloggen/a.yaml`; what is the root of one's own, and no bare name."""
    full = joined(base, f".{target.path}")
    if full and target.path[:1] not in (".", "") and (target.depth > 1 or target.is_folder) and tree.holds(full):
        yield full


def _deeper(base: str, target: Target, tree: Tree) -> Iterator[str]:
    """`src/locking.ts` for `src/engine/locking.ts`: the same segments in the same order, and some between them."""
    segments = target.path.split("/")
    if len(segments) < 2 or is_common(target.name):
        return
    first = joined(base, segments[0])
    if not first or first not in tree.folders:
        return
    for path in tree.ending_in(target.name):
        if path.startswith(first + "/") and _is_subsequence(segments, _relative(path, base).split("/")):
            yield path


def _reordered(base: str, target: Target, tree: Tree) -> Iterator[str]:
    segments = target.path.split("/")
    if len(segments) < 3:
        return
    for name in dict.fromkeys(segments):
        for path in tree.ending_in(name):
            if path != target.path and sorted(_relative(path, base).split("/")) == sorted(segments):
                yield path


def _other_suffix(base: str, target: Target, tree: Tree) -> Iterator[str]:
    full = joined(base, target.path)
    stem, dot, suffix = target.name.rpartition(".")
    if not full or not dot or not stem or target.depth < 2:
        return
    folder = full.rpartition("/")[0]
    family = _FAMILY.get(suffix, ())
    for other in family:
        candidate = f"{folder}/{stem}.{other}".lstrip("/")
        if candidate in tree.entries:
            yield candidate


_FAMILY = {
    "js": ("jsx", "mjs", "cjs"),
    "jsx": ("js",),
    "ts": ("tsx", "mts", "js"),
    "tsx": ("ts", "jsx"),
    "yml": ("yaml",),
    "yaml": ("yml",),
    "md": ("mdx", "rst"),
    "mdx": ("md",),
    "rst": ("md",),
    "json": ("jsonc", "json5"),
    "gradle": ("gradle.kts",),
}
"""File types that one is written for the other. `a.js` for `a.ts` is none: so TypeScript imports it."""


def _misspelt(base: str, target: Target, tree: Tree) -> Iterator[str]:
    full = joined(base, target.path)
    if not full or target.depth < 2 or len(target.name) < 6:
        return
    folder = full.rpartition("/")[0]
    if folder not in tree.folders:
        return
    for name in _children(folder, tree):
        if _alike(name, target.name):
            yield f"{folder}/{name}"


def _children(folder: str, tree: Tree) -> set[str]:
    start = len(folder) + 1
    return {path[start:].partition("/")[0] for path in tree.under(folder)}


def _alike(one: str, other: str) -> bool:
    """Whether one is a slip of the other: nearly the same letters, the same digits, the same suffix."""
    digits = [c for c in one if c.isdigit()] == [c for c in other if c.isdigit()]
    suffix = one.rpartition(".")[2] == other.rpartition(".")[2] or "." not in one + other
    return digits and suffix and abs(len(one) - len(other)) <= 2 and SequenceMatcher(None, one, other).ratio() >= _LIKE


def is_common(name: str) -> bool:
    """Whether a file of this name is in most projects."""
    return name.partition(".")[0].casefold() in _COMMON_NAMES


def is_distinctive(name: str) -> bool:
    """Whether a bare name is one that two projects would hardly share."""
    stem = name.partition(".")[0]
    return (
        not is_common(name)
        and not name.startswith(".")
        and len(stem) > 3
        and ("_" in stem or "-" in stem or stem != stem.lower() or len(stem) > 8)
    )


def _relative(path: str, base: str) -> str:
    return path[len(base) + 1 :] if base and path.startswith(base + "/") else path


def _is_subsequence(short: Sequence[str], long: Iterable[str]) -> bool:
    rest = iter(long)
    return all(segment in rest for segment in short)


def near_glob(target: Target, bases: Bases, tree: Tree) -> Near | None:
    """The glob that matches files when the fixed folders of `target` are put in another order, or further down."""
    fixed = static_prefix(target.path)
    if not fixed:
        return None
    rest = target.path[len(fixed) + 1 :]
    folder = Target(fixed, is_folder=True)
    is_bare = not rest.strip("*/") and not target.is_here  # `tool/*` for `.tool/*` is as often a branch or a package
    ways = (_other_case, _reordered, _misspelt) if is_bare else (_other_case, _hidden, _reordered, _misspelt)
    for base in bases.own:
        for way in ways:
            found = [(f, n) for f in dict.fromkeys(way(base, folder, tree)) if (n := len(tree.matching(f"{f}/{rest}")))]
            if len(found) == 1:
                path, count = found[0]
                shown = f"{_relative(path, base)}/{rest}"
                return Near(
                    f"{path}/{rest}", base, f"{count} files match {shown}" if count > 1 else f"one file matches {shown}"
                )
    return None
