"""What is stale, once a line: a link and its own label, or a name that is written twice, are one finding."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contextkit.model import Reference

_ORDER = ("link", "anchor", "import", "command", "glob", "path", "symbol")
"""Of several that name the same, the first of these kinds is told."""


def once_a_line(references: Iterable[Reference]) -> Iterator[tuple[Reference, Sequence[Reference]]]:
    """Each stale reference that is to be told, by place, with those of its line that name the same."""
    stale = sorted((r for r in references if r.verdict.is_stale), key=lambda r: (r.path, r.mention.line))
    for _, line in groupby(stale, key=lambda r: (r.path, r.mention.line)):
        yield from _of_one_line(sorted(line, key=_rank))


def _rank(reference: Reference) -> tuple[int, int]:
    return _ORDER.index(reference.kind), reference.mention.column


def _of_one_line(references: Sequence[Reference]) -> list[tuple[Reference, Sequence[Reference]]]:
    groups: list[tuple[Reference, list[Reference]]] = []
    for reference in references:
        told = next((same for first, same in groups if _name_the_same(first, reference)), None)
        if told is None:
            groups.append((reference, []))
        else:
            told.append(reference)
    return sorted(groups, key=lambda group: group[0].mention.column)


def _name_the_same(first: Reference, other: Reference) -> bool:
    one, two = first.mention, other.mention
    if one.raw == two.raw or (one.label and first.kind in {"link", "anchor"} and two.raw in one.label):
        return True
    is_one_place = (first.target, first.commit) == (other.target, other.commit) != (None, None)
    return is_one_place and (two.raw in one.raw or one.raw in two.raw)
