"""Tables: a row is the context of what it names, and its first cell often the folder of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.facts.paragraphs import read_paragraph
from contextkit.facts.scopes import compose
from contextkit.facts.shapes import TREE_MARKS, folder_of, is_folder, kind_of
from contextkit.patterns import pattern
from contextkit.syntax.blocks import Block, Line
from contextkit.syntax.marks import cells

if TYPE_CHECKING:
    from contextkit.facts.page import Page, Place
    from contextkit.model import Mention

_BARE_PATH = pattern(r"[\w.@{}\[\]*-]*/[\w.@{}\[\]*/-]*")
_DRAWN = "├└│"


def table_mentions(page: Page, block: Block, place: Place) -> list[Mention]:
    """The mentions of a table, row by row."""
    found: list[Mention] = []
    above: list[tuple[int, str]] = []
    """Folders of the first column: how deep each is drawn, and its whole path."""
    width = len(cells(block.lines[0].text))
    for line in block.lines:
        row = [Line(line.number, line.start + at, text) for at, text in cells(line.text)[:width]]
        context = " ".join(line.text.split())
        first = _cell(page, block, row[0], _drawn_place(row[0], above, place), context) if row else []
        found += first
        inner = _row_place(row, first, above, place)
        for cell in row[1:]:
            found += _cell(page, block, cell, inner, context)
    return found


def _cell(page: Page, block: Block, cell: Line, place: Place, context: str) -> list[Mention]:
    leaf = Block("paragraph", cell.number, [cell], items=block.items)
    found = read_paragraph(page, leaf, place, context=context, syntax="table")
    bare = cell.text.strip()
    if not found and "](" not in bare and (_BARE_PATH.fullmatch(bare) or bare[:1] in tuple(_DRAWN)):
        kind = kind_of(bare)
        if kind in ("path", "glob") and (is_folder(bare) or "." in bare.rpartition("/")[2]):
            start = cell.start + cell.text.index(bare)
            found = [
                page.text.mention(
                    kind, "table", bare, cell.number, start, context=context, heading=place.heading, scope=place.scope
                )
            ]
    return found


def _depth(text: str) -> int:
    """How deep a cell is drawn: 0 without tree marks."""
    bare = text.strip().strip("`")
    marks = len(bare) - len(bare.lstrip(TREE_MARKS))
    return marks if marks and bare[0] in _DRAWN else 0


def _drawn_place(cell: Line, above: list[tuple[int, str]], place: Place) -> Place:
    depth = _depth(cell.text)
    if not depth:
        return place
    while above and above[-1][0] >= depth:
        above.pop()
    return place._replace(scope=compose([above[-1][1]], place.scope)) if above else place


def _row_place(row: list[Line], first: list[Mention], above: list[tuple[int, str]], place: Place) -> Place:
    """The first cell's folder holds what the other cells name, and the drawn rows below it."""
    named = next((m.raw for m in first if m.kind in ("path", "glob", "link") and is_folder(m.raw)), None)
    if named is None:
        return place
    folder, depth = folder_of(named), _depth(row[0].text)
    if depth:
        folder = f"{above[-1][1]}/{folder}" if above else folder
    else:
        above.clear()
    above.append((depth, folder))
    return place._replace(scope=compose([folder], place.scope))
