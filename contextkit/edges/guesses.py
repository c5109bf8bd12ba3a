"""Where a deleted file may have gone, judged by names alone: for clones whose old contents are not at hand."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.edges.changes import shared_tail

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_INDEX_STEMS = frozenset({"index", "mod", "__init__", "readme", "main", "lib", "_index"})
_TELLING = 9
"""A name of so many letters is hardly borne by two files that have nothing to do with each other."""
_LIKE_IN_FOLDER = 0.6
_LIKE_ANYWHERE = 0.75
_CLEARLY = 0.1
"""A guess has to be better than the next one by so much."""
_MOST_CANDIDATES = 400
_DATE = re.compile(r"^\d{4}-\d\d-\d\d-")


class Guesses:
    """One commit's deleted and added paths that have no counterpart of the same content."""

    def __init__(self, deleted: Collection[str], added: Collection[str]) -> None:
        self._deleted = deleted
        self._added = added

    def became_a_folder(self, path: str) -> str | None:
        """`x.rs` to `x/mod.rs`, `x.md` to `x/index.md`, here or elsewhere."""
        stem, ending = _parted(path)
        inside = [a for a in self._added_by_parent.get(stem, ()) if _is_index(a, ending)]
        here = [a for a in inside if a.rpartition("/")[0] == path.removesuffix(ending)]
        return _only(here) or _only(inside)

    def namesake(self, path: str) -> str | None:
        """The one file that came under a name that only one file bore, whether with dashes or underscores."""
        stem, name = _parted(path)[0], _plain_name(path)
        is_telling = stem.lower() not in _INDEX_STEMS and (len(stem) >= _TELLING or re.search(r"\w[-_]\w", stem))
        deleted, added = self._plain_names
        return _only(added.get(name, ())) if is_telling and len(deleted.get(name, ())) == 1 else None

    def by_name(self, path: str) -> str | None:
        folder = path.rpartition("/")[0]
        ending = _parted(path)[1]
        return (
            self.became_a_folder(path)
            or self._same_name(path)
            or self.namesake(path)
            or self._other_ending(path)
            or self._one_for_one(folder, ending)
            or _likest(path, self._added_in(folder, ending), _LIKE_IN_FOLDER)
            or self._likest_anywhere(path, ending)
        )

    def _same_name(self, path: str) -> str | None:
        """Of the files of this name the only one, or the one whose folder got most of what this folder lost."""
        name = path.rpartition("/")[2]
        namesakes = self._added_by_name.get(name, ())
        is_telling = _parted(path)[0].lower() not in _INDEX_STEMS
        if is_telling and len(namesakes) == 1 and len(self._deleted_by_name.get(name, ())) == 1:
            return namesakes[0]
        ranked = sorted(((*self._support(path, a), a) for a in namesakes), reverse=True)
        if ranked and ranked[0][0] >= 2 and (len(ranked) == 1 or ranked[0][:-1] > ranked[1][:-1]):
            return ranked[0][-1]
        return None

    def _support(self, path: str, candidate: str) -> tuple[int, int, float]:
        """How many files are at the same place below both folders, how deep, and how like the folders' names are."""
        tail = shared_tail(path, candidate)
        old, new = ("/".join(p.split("/")[:-tail]) for p in (path, candidate))
        together = len(self._rests(self._deleted, old) & self._rests(self._added, new))
        return together, tail, SequenceMatcher(None, old, new).ratio()

    @staticmethod
    def _rests(paths: Iterable[str], folder: str) -> set[str]:
        prefix = f"{folder}/" if folder else ""
        return {p[len(prefix) :] for p in paths if p.startswith(prefix)}

    def _other_ending(self, path: str) -> str | None:
        """`x.mdx` to `x.md` beside it."""
        folder, stem = path.rpartition("/")[0], _parted(path)[0]
        return _only([a for a in self._added_by_folder.get(folder, ()) if _parted(a)[0] == stem])

    def _one_for_one(self, folder: str, ending: str) -> str | None:
        """In this folder one file of a kind went, and one of the kind came."""
        went = [d for d in self._deleted_by_folder.get(folder, ()) if d.endswith(ending)]
        return _only(self._added_in(folder, ending)) if ending and len(went) == 1 else None

    def _likest_anywhere(self, path: str, ending: str) -> str | None:
        if not ending or len(self._added) > _MOST_CANDIDATES:
            return None
        return _likest(path, [a for a in self._added if a.endswith(ending)], _LIKE_ANYWHERE)

    def _added_in(self, folder: str, ending: str) -> list[str]:
        return [a for a in self._added_by_folder.get(folder, ()) if _parted(a)[1] == ending]

    @cached_property
    def _added_by_name(self) -> Mapping[str, Sequence[str]]:
        return _grouped(self._added, -1)

    @cached_property
    def _deleted_by_name(self) -> Mapping[str, Sequence[str]]:
        return _grouped(self._deleted, -1)

    @cached_property
    def _plain_names(self) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
        return _named(self._deleted), _named(self._added)

    @cached_property
    def _added_by_parent(self) -> Mapping[str, Sequence[str]]:
        return _grouped((a for a in self._added if "/" in a), -2)

    @cached_property
    def _added_by_folder(self) -> Mapping[str, Sequence[str]]:
        return _by_folder(self._added)

    @cached_property
    def _deleted_by_folder(self) -> Mapping[str, Sequence[str]]:
        return _by_folder(self._deleted)


def are_related(old: str, new: str) -> bool:
    """Whether the names alone let one think that `old` became `new`: at the same place or below, or of like names."""
    folder = old.rpartition("/")[0]
    if folder and new.startswith(folder + "/"):
        return True
    one, other = _parted(old)[0], _parted(new)[0]
    return one.lower() not in _INDEX_STEMS and SequenceMatcher(None, one, other).ratio() >= _LIKE_IN_FOLDER


def _named(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[_plain_name(path)].append(path)
    return found


def _plain_name(path: str) -> str:
    return path.rpartition("/")[2].replace("_", "-").casefold()


def _grouped(paths: Iterable[str], segment: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.split("/")[segment]].append(path)
    return found


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.rpartition("/")[0]].append(path)
    return found


def _likest(path: str, candidates: Sequence[str], least: float) -> str | None:
    stem = _DATE.sub("", _parted(path)[0])
    ranked = sorted(((SequenceMatcher(None, stem, _parted(c)[0]).ratio(), c) for c in candidates), reverse=True)
    if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEARLY):
        return None
    return ranked[0][1]


def _is_index(path: str, ending: str) -> bool:
    stem, own = _parted(path)
    return stem.lower() in _INDEX_STEMS and own == ending


def _parted(path: str) -> tuple[str, str]:
    """The name without its ending, and the ending: `a/x.spec.ts` is `x` and `.spec.ts`."""
    name = path.rpartition("/")[2]
    stem, dot, ending = name[1:].partition(".")
    return name[:1] + stem, dot + ending


def _only(items: Sequence[str]) -> str | None:
    return items[0] if len(items) == 1 else None
