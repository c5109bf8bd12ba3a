"""The sentences of a document's running text: what it tells its reader, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.facts.directives import unfolded
from contextkit.facts.prose import plain, sentences
from contextkit.patterns import pattern
from contextkit.syntax.markdown import read_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.syntax.blocks import Block

_FRONT_MATTER = pattern(r"\ufeff?---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ONLY_A_LINK = pattern(r"\[(?:[^\[\]]|\[[^\]]*\])*\](?:\([^)]*\)|\[[^\]]*\])?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a paragraph or list item; never of a heading, table, fence or comment, or a bare link."""

    text: str
    """Without marks, on one line."""
    line: int
    column: int
    paragraph: int
    """The number of its paragraph; sentences of one paragraph share it, and stand in order."""
    items: tuple[int, ...]
    """The list items that contain it, outermost first; each has a number of its own in the document."""


def statements_of(text: str, suffix: str = ".md") -> tuple[Statement, ...]:
    """The statements of a Markdown document, in order."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else int(text.startswith("\ufeff"))
    first_line = text.count("\n", 0, start) + 1
    blocks = read_blocks(text, is_mdx=suffix == ".mdx", first_line=first_line, start=start)
    paragraphs = (block for block in unfolded(blocks) if block.kind == "paragraph")
    return tuple(found for number, block in enumerate(paragraphs) for found in _in_paragraph(text, block, number))


def _in_paragraph(document: str, block: Block, number: int) -> Iterator[Statement]:
    text = block.text
    if _ONLY_A_LINK.fullmatch(text.strip()):
        return
    positions = block.positions()
    starts = sentences(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        shown = plain(text[start:end])
        if shown:
            at = start + len(text[start:end]) - len(text[start:end].lstrip())
            line, offset = block.offset_of(positions, at)
            column = offset - document.rfind("\n", 0, offset)
            yield Statement(shown, line, column, number, block.items)
