"""Lines that make something of the lines around them: rules, underlines, a table's rows."""

from __future__ import annotations

import re
from itertools import pairwise

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_MARK = re.compile(r"(?<!\\)\|")


def is_rule(text: str) -> bool:
    """Whether a line, without its indent, is a thematic break."""
    return _RULE.match(text) is not None


def is_underline(text: str) -> bool:
    """Whether a line, without its indent, makes a heading of the paragraph above it."""
    return _UNDERLINE.match(text) is not None


def is_delimiter_row(text: str) -> bool:
    """Whether a line, without its indent, may part a table's header from its rows."""
    return _DELIMITER_ROW.match(text) is not None


def underlines(text: str) -> bool:
    """Whether a line makes a heading or a table of the paragraph above it."""
    return is_underline(text) or ("|" in text and is_delimiter_row(text))


def cells(row: str) -> list[tuple[int, str]]:
    """The cells of a table row with their offsets in it."""
    marks = [m.start() for m in _CELL_MARK.finditer(row)]
    first = len(row) - len(row.lstrip())
    edges = [first - 1, *marks] if not marks or marks[0] != first else marks
    last = len(row.rstrip())
    if edges[-1] != last - 1:
        edges = [*edges, last]
    return [(a + 1, row[a + 1 : b]) for a, b in pairwise(edges)]
