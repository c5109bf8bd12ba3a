"""A document as blocks of lines, each of which knows where it stands in the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "fence", "code", "table", "html", "definition", "comment", "script"]


class Line(NamedTuple):
    """A line of a block without the marks of what contains it."""

    number: int
    """Counted from 1."""
    start: int
    """Offset of `text` in the document, in characters."""
    text: str


@dataclass(slots=True)
class Block:
    """A leaf of the document. A table's delimiter row and a fence's own marks are no lines of theirs."""

    kind: BlockKind
    line: int
    """The first line, a fence's opening mark included; counted from 1."""
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    """Of a heading."""
    info: str = ""
    """The info string of a fence; the label of a definition."""
    items: tuple[int, ...] = ()
    """The list items that contain it, outermost first; each has a number of its own in the document."""
    end: int = 0
    """The last line, a fence's closing mark included."""

    @property
    def text(self) -> str:
        """Its lines, joined; `offset_of` leads back into the document."""
        lines = self.lines
        return lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])

    def offset_of(self, positions: list[int], at: int) -> tuple[int, int]:
        """The line number and the document's offset of a position in `text`."""
        index = bisect_right(positions, at) - 1
        line = self.lines[index]
        return line.number, line.start + at - positions[index]

    def positions(self) -> list[int]:
        """Where in `text` each line begins."""
        found, at = [], 0
        for line in self.lines:
            found.append(at)
            at += len(line.text) + 1
        return found
