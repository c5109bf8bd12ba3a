"""What became of files and folders: each followed from hop to hop, all of them together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contextkit.edges.changes import EMPTY_BLOBS, tails
from contextkit.edges.folder_moves import majority_folder, most_frequent, telling_children
from contextkit.edges.renames import Hop
from contextkit.globs import compiled, static_prefix
from contextkit.repo import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contextkit.edges.history_index import Departure, HistoryIndex
    from contextkit.edges.renames import Renames
    from contextkit.repo import Tree

_MOST_HOPS = 12
_MOST_OF_A_SUFFIX = 24
_NEARLY_ALL = 0.9
_OF_THE_PAST = re.compile(
    r"(^|/)(v?\d+([._-]\w+)*|versioned_\w+|archived?|legacy|old|deprecated|vendor)/", re.IGNORECASE
)


class Trail(NamedTuple):
    """Where a file is now, where it went first, and which commits it left its places in."""

    target: str | None
    next: str | None
    is_sure: bool
    first: Departure
    last: Departure


class Lost(NamedTuple):
    """A file or folder that is gone, with the departure that took it, or its last file."""

    path: str
    is_folder: bool
    departure: Departure


@dataclass(slots=True)
class _Walk:
    """A file on its way."""

    at: str
    departure: Departure
    places: list[str]
    is_sure: bool = True
    is_over: bool = False


class Fates:
    """The fates of paths that are not in the tree."""

    def __init__(self, index: HistoryIndex, renames: Renames, tree: Tree) -> None:
        self._index = index
        self._renames = renames
        self._tree = tree

    def of(self, paths: Iterable[str]) -> dict[str, Fate]:
        lost = {p: found for p in paths if p and not self._tree.holds(p) and (found := self._lost(p))}
        return self._told(lost)

    def of_globs(self, globs: Iterable[str]) -> dict[str, Fate]:
        chosen = {g: latest for g in globs if (latest := self._latest_match(g))}
        fates = self._told({lost.path: lost for lost in chosen.values()})
        return {g: fates[lost.path] for g, lost in chosen.items()}

    def of_suffixes(self, suffixes: Iterable[str]) -> dict[str, Sequence[Fate]]:
        """The latest ones, where a suffix is as common as `index.ts`."""
        chosen = {}
        for suffix in suffixes:
            found = [lost for p in self._index.ending_in(suffix) if not self._tree.holds(p) and (lost := self._lost(p))]
            found.sort(key=lambda lost: (lost.departure, lost.path), reverse=True)
            if found:
                chosen[suffix] = found[:_MOST_OF_A_SUFFIX]
        fates = self._told({lost.path: lost for found in chosen.values() for lost in found})
        return {s: sorted((fates[lost.path] for lost in found), key=lambda f: f.was) for s, found in chosen.items()}

    def _lost(self, path: str) -> Lost | None:
        as_file = self._index.last(path)
        below = self._index.under(path)
        as_folder = max(below.values(), default=None)
        if as_folder and (not as_file or as_folder > as_file):
            return Lost(path, is_folder=True, departure=as_folder)
        return Lost(path, is_folder=False, departure=as_file) if as_file else None

    def _told(self, lost: Mapping[str, Lost]) -> dict[str, Fate]:
        files = {p: one.departure for p, one in lost.items() if not one.is_folder}
        folders = {p: telling_children(self._index.under(p)) for p, one in lost.items() if one.is_folder}
        trails = self._followed({c: d for wave in folders.values() for c, d in wave.items()} | files)
        told = {p: self._fate_of_file(p, trails[p]) for p in files}
        for path, wave in folders.items():
            told[path] = self._fate_of_folder(lost[path], {c: trails[c] for c in wave})
        return told

    def _fate_of_file(self, path: str, trail: Trail) -> Fate:
        first, last = (self._index.commit(d.number) for d in (trail.first, trail.last))
        fate = Fate(path, is_folder=False, commit=first, target=trail.target, is_exact=trail.is_sure)
        return replace(fate, last=last) if last != first else fate

    # --- one file after the other place

    def _followed(self, asked: Mapping[str, Departure]) -> dict[str, Trail]:
        walks = {p: _Walk(p, d, [p]) for p, d in asked.items()}
        for _ in range(_MOST_HOPS):
            under_way = [w for w in walks.values() if not w.is_over]
            if not under_way:
                break
            self._step(under_way)
        return {p: self._arrived(asked[p], walk) for p, walk in walks.items()}

    def _step(self, walks: Sequence[_Walk]) -> None:
        # Two files may have come to one place: they part no more, so one question serves both.
        latest: dict[str, Departure] = {}
        for walk in walks:
            latest[walk.at] = max(walk.departure, latest.get(walk.at, walk.departure))
        hops = self._renames.hops(latest)
        for walk in walks:
            self._move(walk, hops[walk.at])

    def _move(self, walk: _Walk, hop: Hop) -> None:
        if hop.target is None and (twin := self._twin(walk.at, hop.blob)):
            hop = twin
        if hop.target is None or hop.target in walk.places:
            walk.is_over = True
            return
        walk.at = hop.target
        walk.is_sure = walk.is_sure and hop.is_sure
        walk.places.append(hop.target)
        departure = None if self._tree.holds(hop.target) else self._index.last(hop.target)
        if departure is None:
            walk.is_over = True
        else:
            walk.departure = departure

    def _arrived(self, first: Departure, walk: _Walk) -> Trail:
        is_there = self._tree.holds(walk.at)
        following = walk.places[1] if len(walk.places) > 1 else None
        return Trail(walk.at if is_there else None, following, is_there and walk.is_sure, first, walk.departure)

    def _twin(self, path: str, blob: str) -> Hop | None:
        """The same content under the same name, or alone in the tree: it had been copied before it was deleted."""
        if not blob or blob in EMPTY_BLOBS:
            return None
        twins = self._tree_by_blob.get(blob, ())
        name = path.rpartition("/")[2]
        namesakes = [t for t in twins if t.rpartition("/")[2] == name] or twins
        if len(namesakes) != 1:
            return None
        is_sure = len(twins) == 1 and namesakes is not twins and not _OF_THE_PAST.search(namesakes[0])
        return Hop(namesakes[0], is_sure, blob)

    @cached_property
    def _tree_by_blob(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for path, entry in self._tree.entries.items():
            found.setdefault(entry.blob, []).append(path)
        return found

    # --- folders

    def _fate_of_folder(self, lost: Lost, trails: Mapping[str, Trail]) -> Fate:
        gone = self._index.commit(lost.departure.number)
        nowhere = Fate(lost.path, is_folder=True, commit=gone)
        places = [majority_folder(lost.path, {p: t.next for p, t in trails.items()})]
        places.append(majority_folder(lost.path, {p: t.target for p, t in trails.items()}))
        target, share = next(((p, s) for p, s in places if p in self._tree.folders), (None, 0.0))
        first = self._index.commit(most_frequent(t.first for t in trails.values()).number)
        if target:
            is_exact = share >= _NEARLY_ALL and all(t.is_sure for t in trails.values() if t.next)
            return Fate(lost.path, is_folder=True, commit=first, target=target, is_exact=is_exact)
        following = places[0][0]
        later = self._lost(following) if following else None
        if not later or not later.is_folder or later.departure <= lost.departure:
            return nowhere
        fate = self._told({later.path: later})[later.path]
        if fate.target is None:
            return nowhere
        return replace(fate, was=lost.path, commit=first, is_exact=False, last=fate.last or fate.commit)

    # --- globs

    def _latest_match(self, glob: str) -> Lost | None:
        pattern = compiled(glob)
        prefix = static_prefix(glob)
        if any(pattern.match(p) for p in (*self._tree.under(prefix), *self._tree.folders)):
            return None
        best: Lost | None = None
        for path, departure in self._candidates(glob, prefix):
            if best and best.departure > departure:
                continue
            matched = next((part for part in _ways_up(path) if pattern.match(part)), None)
            if matched and not self._tree.holds(matched):
                found = Lost(matched, matched != path, departure)
                best = found if not best or (departure, best.path) > (best.departure, matched) else best
        return best

    def _candidates(self, glob: str, prefix: str) -> Iterator[tuple[str, Departure]]:
        tail = glob[max(glob.rfind(c) for c in "*?]}/") + 1 :]
        if prefix or not tail:
            yield from self._index.under(prefix).items()
            return
        for path in self._index.ending_with(tail):
            if departure := self._index.last(path):
                yield path, departure


def _ways_up(path: str) -> Iterator[str]:
    yield path
    yield from (folder for folder, _ in tails(path) if folder)
