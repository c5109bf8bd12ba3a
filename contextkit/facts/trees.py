"""Drawings of folders: with box characters, or by indentation alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from contextkit.facts.shapes import has_extension, kind_of
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.syntax.blocks import Line

_BRANCH = pattern(r"[\s│┃|]*(?:[├└┣┗╰]|[|+`\\](?=-))[─━┬\-]*[ \t\u00a0]*|[\s│┃]*│[\s│┃]*")
_DRAWN = pattern(r"[├└┣┗╰][─━]|^[ \t|]*[|+`\\]-- ", re.MULTILINE)
_DIAGRAM = pattern(r"[┌┐┘╔╗╚╝▼▲►◄]|[┴┼]|-->|==>")
_NAME = pattern(r"[\w.@$~*+<>{}\[\]()-][\w.@$~*+<>{}\[\](),:=-]*(?:/[\w.@$~*+<>{}\[\](),:=-]*)*")
_COMMENT = pattern(r"\s*$|\s*(?:#|//|\u2014|\u2013|←|<-|->|→|\(|:\s|-\s|--\s)|\s{2,}|\t|,\s")
_ASIDE = pattern(r"\(.*\)|\[.*\]")
_ELLIPSIS = pattern(r"\.{2,}|…|etc\.?$")


class Entry(NamedTuple):
    """A name in a tree."""

    name: str
    """As written."""
    number: int
    start: int
    scope: tuple[str, ...]
    """The folder above it: with the tree's root, and without."""
    comment: str


class _Row(NamedTuple):
    name: str
    column: int
    """-1 for a line without a branch: the root of what follows."""
    line: Line
    at: int
    comment: str


def read_tree(lines: Sequence[Line]) -> Iterator[Entry]:
    """The entries of a tree, or nothing where the lines draw none."""
    text = "\n".join(line.text for line in lines)
    if _DRAWN.search(text):
        if _DIAGRAM.search(text):
            return
        rows = [row for line in lines if (row := _drawn(line)) is not None]
    else:
        rows = _indented(lines)
    if any(row.name.endswith("/") or has_extension(row.name) for row in rows):
        yield from _entries(rows)


def _drawn(line: Line) -> _Row | None:
    branch = _BRANCH.match(line.text)
    at = branch.end() if branch else len(line.text) - len(line.text.lstrip())
    return _row(line, at, at if branch else at - 1000)


def _row(line: Line, at: int, column: int) -> _Row | None:
    found = _NAME.match(line.text, at)
    if found is None or _ELLIPSIS.match(found[0]):
        return None
    name = found[0].rstrip(",:")
    end = at + len(name)
    if not _COMMENT.match(line.text, end) or "..." in name:
        return None
    return _Row(name, column, line, at, line.text[end:].strip())


def _indented(lines: Sequence[Line]) -> list[_Row]:
    """Names alone on their lines, of which a folder has others below it; an empty list for anything else."""
    rows = []
    for line in lines:
        if not line.text.strip() or line.text.lstrip().startswith(("#", "...", "…")):
            continue
        at = len(line.text) - len(line.text.lstrip())
        row = _row(line, at, len(line.text[:at].expandtabs(4)))
        if row is None or not _names_a_file(row):
            return []
        rows.append(row)
    if rows and sum(row.column <= rows[0].column for row in rows) == 1:
        rows[0] = rows[0]._replace(column=-1)
    has_child = any(a.name.endswith("/") and b.column > a.column for a, b in pairwise(rows))
    return rows if has_child else []


def _names_a_file(row: _Row) -> bool:
    return row.name.endswith("/") or has_extension(row.name) or kind_of(row.name) in ("path", "glob")


def _entries(rows: list[_Row]) -> Iterator[Entry]:
    above: list[_Row] = []
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        while above and above[-1].column >= row.column:
            above.pop()
        is_folder = row.name.endswith("/") or (below is not None and below.column > row.column)
        is_mere_root = row.column < 0 and "/" not in row.name.strip("./")
        if _is_entry(row, is_folder=is_folder) and not is_mere_root:
            yield Entry(row.name, row.line.number, row.line.start + row.at, _scope(above), row.comment)
        above.append(row)


def _is_entry(row: _Row, *, is_folder: bool) -> bool:
    return (is_folder or _names_a_file(row)) and row.name.strip("./") != "" and not _ASIDE.fullmatch(row.name)


def _scope(above: list[_Row]) -> tuple[str, ...]:
    names = [row.name.strip("/").removeprefix("./") for row in above]
    names = ["" if name == "." else name for name in names]
    whole = "/".join(name for name in names if name)
    if not above or above[0].column >= 0:
        return (whole,) if whole else ()
    without = "/".join(name for name in names[1:] if name)
    is_elsewhere = above[0].name.startswith(("~", "$", "<", "/"))
    return (whole,) if is_elsewhere or whole == without else (whole, without)
