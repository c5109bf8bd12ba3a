"""Commands that differ between packages by the package's name alone: one line says them for all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.section_commands import ORDER, without_scope
from contextkit.mapping.wording import code, folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contextkit.survey.inventory import Area, Command

_PLACE = "<package>"
_TEST = "<test>"
_LEAST_PACKAGES = 3
_MOST_ONES = 2
_TEST_ID = re.compile(r"[\w./-]*(?:/|::|\.(?:test|spec)\.|\.\w{2,4}$)\S*")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """A command with the package's name taken out, and whether it is typed in the package's folder."""

    line: str
    is_inside: bool


class Scopes:
    """The shapes that several packages share."""

    def __init__(self, commands: Iterable[Command], areas: Iterable[Area]) -> None:
        self._names = {area.folder: area.name for area in areas if area.name}
        self._users: dict[Shape, list[Command]] = defaultdict(list)
        for command in commands:
            shape = self._shape(command)
            if shape is not None:
                self._users[shape].append(command)
        counts = Counter({shape: len({c.package for c in used}) for shape, used in self._users.items()})
        self._common = frozenset(shape for shape, count in counts.items() if count >= _LEAST_PACKAGES)

    def is_common(self, command: Command) -> bool:
        """Whether other packages are worked with in the same way."""
        return self._shape(command) in self._common

    def lines(self) -> list[Line]:
        """A line for each way in which packages are worked with one by one."""
        shapes = sorted((s for s in self._common if self._is_headline(s)), key=self._rank)
        ones = [s for s in shapes if _TEST in s.line]
        groups = _grouped([s for s in shapes if s not in ones])
        return [*(self._line(group) for group in groups), *(self._line([one]) for one in ones[:_MOST_ONES])]

    def _is_headline(self, shape: Shape) -> bool:
        return any(command.is_headline for command in self._users[shape])

    def _rank(self, shape: Shape) -> tuple[bool, bool, int, int, str]:
        """Scopes before folders, and the test first."""
        purpose = self._users[shape][0].purpose
        return shape.is_inside, purpose != "test", ORDER.index(purpose), -len(self._users[shape]), shape.line

    def _line(self, group: Sequence[Shape]) -> Line:
        first, *others = sorted(group, key=self._rank)
        example = next(c for c in self._users[first] if c.is_headline)
        if _TEST in first.line:
            where = f" in {folder(example.folder)}" if first.is_inside else ""
            text = f"One test of one package, as{where}: {code(example.line)}"
        else:
            where = "In a package's folder" if first.is_inside else "One package"
            text = f"{where}: {code(first.line)}"
        if others:
            words = [_difference(first, other) for other in others[:_MOST_WORDS]]
            text += f"; so too {', '.join(code(word) for word in words)}"
        evidence = tuple(e for command in self._users[first][:3] for e in command.evidence[:1])
        count = len({c.package for c in self._users[first]})
        why = f"one line in place of {count} packages' own; the form of the scope is not to be guessed"
        return Line(text, evidence, why, 14.0, first.line)

    def _shape(self, command: Command) -> Shape | None:
        package = command.package
        if not package:
            return None
        line = without_scope(command.line, _PLACE)
        for name in () if line != command.line else _names_of(package, self._names):
            line, count = re.subn(rf"(?<![\w@/.-]){re.escape(name)}(?![\w.-])", _PLACE, command.line, count=1)
            if count:
                break
        if command.purpose == "test-one":
            line = _without_test(line)
        is_inside = command.folder == package
        return Shape(line, is_inside) if is_inside or _PLACE in line else None


def _without_test(line: str) -> str:
    """The line without the test that it runs: all words that are a path or an id of one."""
    words = line.split(" ")
    return " ".join([words[0], *(_TEST if w != _PLACE and _TEST_ID.match(w) else w for w in words[1:])])


def _names_of(package: str, names: Mapping[str, str]) -> Iterator[str]:
    if package in names:
        yield names[package]
    yield package
    yield package.replace("/", ":")
    last = package.rpartition("/")[2]
    if len(last) > 2:
        yield last


def _grouped(shapes: Sequence[Shape]) -> Iterator[list[Shape]]:
    """Shapes that differ in one word, most of them together."""
    left = list(shapes)
    while left:
        patterns = Counter(pattern for shape in left for pattern in _patterns(shape))
        best, count = max(patterns.items(), key=lambda item: (item[1], item[0][0]))
        group = [s for s in left if best in set(_patterns(s))] if count > 1 else left[:1]
        yield group
        left = [s for s in left if s not in group]


def _patterns(shape: Shape) -> Iterator[tuple[bool, tuple[str, ...]]]:
    words = shape.line.split()
    for index, word in enumerate(words):
        if index and word != _PLACE:
            yield shape.is_inside, (*words[:index], "", *words[index + 1 :])


def _difference(first: Shape, other: Shape) -> str:
    """The one word in which another shape differs."""
    pairs = zip(first.line.split(), other.line.split(), strict=False)
    return next((b for a, b in pairs if a != b), other.line)
