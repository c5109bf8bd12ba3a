"""Link definitions: `[label]: target "title"` at the head of a paragraph."""

from __future__ import annotations

import re

from contextkit.patterns import pattern
from contextkit.syntax.blocks import Block, Line

_TITLE = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)"""
_DEFINITION = pattern(
    r"\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*(<(?:[^<>\n\\]|\\.)*>|[^\s<]\S*)"
    rf"(?:[ \t]*(?:[ \t]|\n)[ \t]*(?:{_TITLE}))?[ \t]*(?:\n|$)",
    re.DOTALL,
)


def is_definitions(paragraph: Block) -> bool:
    """Whether a paragraph, so far, is made of whole definitions alone."""
    text, at = paragraph.text, 0
    while (found := _DEFINITION.match(text, at)) and found[1].strip():
        at = found.end()
    return at == len(text)


def take_definitions(paragraph: Block) -> list[Block]:
    """The definitions that a paragraph begins with, as blocks of their own; it keeps the lines below them."""
    text, positions, at = paragraph.text, paragraph.positions(), 0
    found = []
    while (definition := _DEFINITION.match(text, at)) and definition[1].strip():
        number, start = paragraph.offset_of(positions, definition.start(2))
        line = Line(number, start, definition[2])
        found.append(Block("definition", number, [line], info=definition[1], items=paragraph.items, end=number))
        at = definition.end()
        while at < len(text) and text[at] in " \t":
            at += 1
    if found:
        paragraph.lines = paragraph.lines[sum(1 for p in positions if p < at) :]
        paragraph.line = paragraph.lines[0].number if paragraph.lines else paragraph.line
    return found
