"""Where a path went in the commit that it left: the same content, a similar one, or its folder's new place."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contextkit.edges.changes import EMPTY_BLOBS, by_blob, changes, shared_tail, similar, tails
from contextkit.edges.guesses import Guesses, are_related
from contextkit.edges.objects import at_hand

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from contextkit.edges.changes import Change
    from contextkit.edges.history_index import Departure, HistoryIndex

_LEAST_PERCENT = 40
_ENOUGH_PERCENT = 50
"""Below this the names have to speak for it too: what every `main.go` begins with makes a third of a short one."""
_SURE_PERCENT = 90
_MAJORITY, _NEARLY_ALL = 0.5, 0.9
_OVERWHELMING = 5
"""So many siblings have to move the same way, and nearly all that moved, to prove a move that content does not."""
_MOST_MISSING = 500
_KNOWN, _GUESSED = "hop-2", "guess-2"
"""To be raised with every change of how a hop is found."""


class Hop(NamedTuple):
    """What one commit did with a path."""

    target: str | None
    is_sure: bool = False
    blob: str = ""
    """The content that was deleted."""


class Renames:
    """The hops of many paths at once; kept between runs."""

    def __init__(self, git_dir: str, index: HistoryIndex) -> None:
        self._git_dir = git_dir
        self._index = index

    def hops(self, asked: Mapping[str, Departure]) -> dict[str, Hop]:
        """Where each path went in the commit that it left in."""
        keys = {f"{d.commit} {path}": path for path, d in asked.items()}
        known = {keys[k]: _read(v) for k, v in self._index.recall(_KNOWN, keys).items()}
        known |= self._still_guessed({k: p for k, p in keys.items() if p not in known})
        by_commit: dict[str, list[str]] = {}
        for path in sorted(asked.keys() - known.keys()):
            by_commit.setdefault(asked[path].commit, []).append(path)
        if by_commit:
            known |= self._looked_up(by_commit)
        return known

    def _still_guessed(self, keys: Mapping[str, str]) -> dict[str, Hop]:
        """What was guessed for want of contents, where they are wanting still."""
        guessed = {keys[k]: _read(v) for k, v in self._index.recall(_GUESSED, keys).items()}
        here = at_hand(self._git_dir, {hop.blob for hop in guessed.values()}) if guessed else ()
        return {p: hop for p, hop in guessed.items() if hop.blob not in here}

    def _looked_up(self, by_commit: Mapping[str, Sequence[str]]) -> dict[str, Hop]:
        moves = {c: Moves(change) for c, change in changes(self._git_dir, by_commit).items()}
        self._compare({c: [p for p in paths if moves[c].identical(p) is None] for c, paths in by_commit.items()}, moves)
        found: dict[str, Hop] = {}
        kept: dict[str, dict[str, str]] = {_KNOWN: {}, _GUESSED: {}}
        for commit, paths in by_commit.items():
            for path in paths:
                found[path] = moves[commit].hop(path)
                kind = _KNOWN if moves[commit].is_certain(path) else _GUESSED
                kept[kind][f"{commit} {path}"] = _written(found[path])
        for kind, answers in kept.items():
            self._index.keep(kind, answers)
        return found

    def _compare(self, open_: Mapping[str, Sequence[str]], moves: Mapping[str, Moves]) -> None:
        """Lets git compare the contents in those commits where that of a path in question is at hand."""
        needed = {c: moves[c].blobs_to_compare for c, paths in open_.items() if paths}
        here = at_hand(self._git_dir, {b for blobs in needed.values() for b in blobs}) if needed else frozenset()
        for commit in needed:
            moves[commit].here = here
        missing = {
            c: blobs - here
            for c, blobs in needed.items()
            if any(moves[c].change.deleted.get(p) in here for p in open_[c]) and len(blobs - here) <= _MOST_MISSING
        }
        if missing:
            left_out = {c: moves[c].paths_of(blobs) for c, blobs in missing.items()}
            for commit, pairs in similar(self._git_dir, left_out, _LEAST_PERCENT).items():
                moves[commit].learn(pairs, missing[commit])


class Moves:
    """How one commit moved things."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self._similar: Mapping[str, tuple[str, int]] = {}
        self._missing: Collection[str] | None = None
        self.here: Collection[str] = ()
        """The blobs that are at hand, of those that git would compare."""

    def learn(self, pairs: Mapping[str, tuple[str, int]], missing: Collection[str]) -> None:
        """What git found similar among all contents but the `missing` ones."""
        self._similar = pairs
        self._missing = missing

    def is_certain(self, path: str) -> bool:
        """Whether more contents would change nothing, so that the answer is worth keeping for good."""
        blob = self.change.deleted.get(path)
        return blob is None or blob in EMPTY_BLOBS or blob in self.here or self.identical(path) is not None

    def paths_of(self, blobs: Collection[str]) -> list[str]:
        return [p for side in (self.change.deleted, self.change.added) for p, blob in side.items() if blob in blobs]

    def hop(self, path: str) -> Hop:
        blob = self.change.deleted.get(path, "")
        if same := self.identical(path):
            return same
        target, percent = self._similar.get(path, ("", 0))
        if percent >= _ENOUGH_PERCENT or (target and are_related(path, target)):
            return Hop(target, percent >= _SURE_PERCENT, blob)
        guess = self._with_its_folder(path) or self._by_name(path)
        return Hop(*guess, blob) if guess else Hop(None, blob=blob)

    @cached_property
    def blobs_to_compare(self) -> set[str]:
        """What git reads to find similar files: all that has no twin."""
        gone, come = set(self.change.deleted.values()), set(self.change.added.values())
        return (gone ^ come) - EMPTY_BLOBS

    def _is_compared(self, path: str) -> bool:
        return self._missing is not None and self.change.deleted.get(path) not in self._missing

    def identical(self, path: str) -> Hop | None:
        """The same content elsewhere; with several, the one whose path has most in common."""
        blob = self.change.deleted.get(path)
        if blob is None or blob in EMPTY_BLOBS:
            return None
        twins = self._added_by_blob.get(blob, ())
        if len(twins) < 2:
            return Hop(twins[0], is_sure=True, blob=blob) if twins else None
        return self._nearest(path, blob, twins)

    def _nearest(self, path: str, blob: str, twins: Sequence[str]) -> Hop:
        ranked = sorted(twins, key=lambda t: (-shared_tail(path, t), t))
        best, second = (shared_tail(path, t) for t in ranked[:2])
        moved = self._with_its_folder(path)
        if moved and moved[0] in twins:
            return Hop(moved[0], moved[1] or best > second, blob)
        return Hop(ranked[0], best > second, blob)

    @cached_property
    def _added_by_blob(self) -> Mapping[str, Sequence[str]]:
        return by_blob(self.change.added)

    @cached_property
    def _pairs(self) -> dict[str, str]:
        """What moved beyond doubt: content with one old and one new place, and what git found similar."""
        found = {p: t for p, (t, _) in self._similar.items()}
        for blob, paths in by_blob(self.change.deleted).items():
            twins = self._added_by_blob.get(blob, ())
            if len(paths) == len(twins) == 1:
                found[paths[0]] = twins[0]
        return found

    @cached_property
    def _folders(self) -> Mapping[str, Counter[str]]:
        """By old folder, the new folders of what was below it at the same place, counted."""
        found: dict[str, Counter[str]] = {}
        for old, new in self._pairs.items():
            for folder, rest in tails(old):
                if not new.endswith(rest) or (new != rest and new[: -len(rest)][-1] != "/"):
                    break
                found.setdefault(folder, Counter())[new[: -len(rest)].rstrip("/")] += 1
        return found

    @cached_property
    def _moved_below(self) -> Counter[str]:
        """By old folder, how many files below it moved."""
        return Counter(folder for old in self._pairs for folder, _ in tails(old))

    def _with_its_folder(self, path: str) -> tuple[str, bool] | None:
        """Where its siblings went, if a file of its name came there too."""
        is_compared = self._is_compared(path)
        for folder, rest in tails(path):
            moved = self._moved_below[folder]
            for new_folder, count in sorted(self._folders.get(folder, Counter()).items(), key=lambda f: (-f[1], f[0])):
                target = f"{new_folder}/{rest}" if new_folder else rest
                if target not in self.change.added or (is_compared and (count < 2 or count < _MAJORITY * moved)):
                    continue  # contents that differ need more than one witness
                is_plain = count >= _OVERWHELMING and count >= _NEARLY_ALL * moved
                return target, is_plain and not is_compared
        return None

    def _by_name(self, path: str) -> tuple[str, bool] | None:
        """A guess, for want of content. What became a folder, or has a namesake, is one whatever its content."""
        if not self._is_compared(path):
            guess = self._guesses.by_name(path)
        else:
            guess = self._guesses.became_a_folder(path) or self._guesses.namesake(path)
        return (guess, False) if guess else None

    @cached_property
    def _guesses(self) -> Guesses:
        taken = set(self._pairs.values())
        return Guesses(sorted(self.change.deleted.keys() - self._pairs), sorted(self.change.added.keys() - taken))


def _written(hop: Hop) -> str:
    return f"{int(hop.is_sure)}{hop.blob} {hop.target or ''}"


def _read(text: str) -> Hop:
    head, _, target = text.partition(" ")
    return Hop(target or None, head[:1] == "1", head[1:])
