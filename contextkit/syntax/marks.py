"""Lines that make something of the lines around them: rules, underlines, a table's rows."""

from __future__ import annotations

from itertools import pairwise

from contextkit.patterns import pattern

_UNDERLINE = pattern(r"(?:=+|-+)[ \t]*$")
_RULE = pattern(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DELIMITER_ROW = pattern(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_MARK = pattern(r"(?<!\\)\|")


def is_rule(text: str) -> bool:
    """Whether a line, without its indent, is a thematic break."""
    return _RULE.match(text) is not None


def is_underline(text: str) -> bool:
    """Whether a line, without its indent, makes a heading of the paragraph above it."""
    return _UNDERLINE.match(text) is not None


def makes_table(header: str, row: str) -> bool:
    """Whether `row`, without its indent, parts the table's header above it from its rows."""
    if _DELIMITER_ROW.match(row) is None or "|" not in header:
        return False
    return len(cells(row)) == len(cells(header))


def cells(row: str) -> list[tuple[int, str]]:
    """The cells of a table row with their offsets in it."""
    marks = [m.start() for m in _CELL_MARK.finditer(row)]
    first = len(row) - len(row.lstrip())
    edges = [first - 1, *marks] if not marks or marks[0] != first else marks
    last = len(row.rstrip())
    if edges[-1] != last - 1:
        edges = [*edges, last]
    return [(a + 1, row[a + 1 : b]) for a, b in pairwise(edges)]
