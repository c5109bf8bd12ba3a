"""What became of a folder, judged by its children."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from contextkit.edges.history_index import Departure

MAJORITY = 0.5
_MOST_CHILDREN = 200
_MANY = 3


def telling_children(below: Mapping[str, Departure]) -> dict[str, Departure]:
    """The children that tell what became of a folder: those of the commit that took most of them, or all."""
    main = most_frequent(below.values())
    count = sum(d == main for d in below.values())
    if count >= _MANY or count >= MAJORITY * len(below):
        chosen: Collection[str] = sorted(p for p, d in below.items() if d == main)
    else:
        chosen = sorted(below, key=lambda p: (below[p], p), reverse=True)
    return {p: below[p] for p in list(chosen)[:_MOST_CHILDREN]}


def most_frequent(departures: Iterable[Departure]) -> Departure:
    """The one that comes most often; of several, the latest."""
    return max(Counter(departures).items(), key=lambda c: (c[1], c[0]))[0]


def majority_folder(folder: str, moves: Mapping[str, str | None]) -> tuple[str | None, float]:
    """Where most of the children went, and the share of them."""
    votes: Counter[str] = Counter()
    for path, target in moves.items():
        if target and (place := _place_of(folder, path, target)):
            votes[place] += 1
    if not votes:
        return None, 0.0
    place, count = max(votes.items(), key=lambda v: (v[1], v[0]))
    share = count / len(moves)
    return (place, share) if share >= MAJORITY else (None, share)


def _place_of(folder: str, path: str, target: str) -> str | None:
    """What `folder` became, if a file below it at `path` is at `target` now."""
    rest = path[len(folder) + 1 :]
    if target.endswith("/" + rest):
        return target[: -len(rest) - 1]
    below, new = rest.rpartition("/")[0], target.rpartition("/")[0]
    if not below:
        return new
    return new[: -len(below) - 1] if new.endswith("/" + below) else None
