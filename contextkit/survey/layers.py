"""The layers that uses suggest: who uses nobody stands below; those that use each other stand together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.survey.inventory import Use


def find_layers(uses: Sequence[Use]) -> tuple[tuple[str, ...], ...]:
    """Packages from the top down; those in one layer do not use each other, but for cycles."""
    used: dict[str, set[str]] = defaultdict(set)
    for use in uses:
        used[use.user].add(use.used)
        used[use.used] |= set()
    group = {name: members for members in groups(used) for name in members}
    height: dict[tuple[str, ...], int] = {}
    for members in groups(used):  # those that are used come first
        below = {group[u] for m in members for u in used[m]} - {members}
        height[members] = 1 + max((height[b] for b in below), default=-1)
    layers: dict[int, list[str]] = defaultdict(list)
    for members, level in height.items():
        layers[level] += members
    return tuple(tuple(sorted(layers[level])) for level in sorted(layers, reverse=True))


def find_cycles(uses: Sequence[Use]) -> tuple[tuple[str, ...], ...]:
    """Packages that use each other, directly or through others."""
    used: dict[str, set[str]] = defaultdict(set)
    for use in uses:
        used[use.user].add(use.used)
        used[use.used] |= set()
    return tuple(sorted(members for members in groups(used) if len(members) > 1))


def groups(used: Mapping[str, set[str]]) -> Sequence[tuple[str, ...]]:
    """Strongly connected ones together, in an order in which what is used stands before its users (Tarjan)."""
    walk = _Walk(used)
    for name in sorted(used):
        if name not in walk.number:
            walk.visit(name)
    return walk.found


class _Walk:
    """A depth-first walk with a stack of its own, since a chain of packages may be long."""

    def __init__(self, used: Mapping[str, set[str]]) -> None:
        self._used = used
        self.number: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: list[str] = []
        self.found: list[tuple[str, ...]] = []

    def visit(self, start: str) -> None:
        path: list[tuple[str, Iterator[str]]] = [self._enter(start)]
        while path:
            name, rest = path[-1]
            following = next((u for u in rest), None)
            if following is None:
                path.pop()
                self._leave(name)
                if path:
                    above = path[-1][0]
                    self._low[above] = min(self._low[above], self._low[name])
            elif following not in self.number:
                path.append(self._enter(following))
            elif following in self._open:
                self._low[name] = min(self._low[name], self.number[following])

    def _enter(self, name: str) -> tuple[str, Iterator[str]]:
        self.number[name] = self._low[name] = len(self.number)
        self._open.append(name)
        return name, iter(sorted(self._used.get(name, ())))

    def _leave(self, name: str) -> None:
        if self._low[name] == self.number[name]:
            at = self._open.index(name)
            self.found.append(tuple(sorted(self._open[at:])))
            del self._open[at:]
