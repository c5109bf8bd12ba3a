"""Markdown and MDX as blocks, by CommonMark's rules for what contains what.

A general parser takes a millisecond for a kilobyte, which no cold run over hundreds of pages can pay. What is read
here is held equal to markdown-it by a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.syntax.definitions import is_definitions
from contextkit.syntax.leaves import Leaves
from contextkit.syntax.marks import is_rule, is_underline, makes_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.syntax.blocks import Block, Line

_OPEN_TEXT = ("paragraph", "table")
_MOST_CONTAINERS = 60
_MARKER = pattern(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_ADMONITION = pattern(r'(?:!!!|\?\?\?\+?)[ \t]+[\w"]|===[!+]?[ \t]+["\x27]')
_FOOTNOTE = pattern(r"\[\^[^\]\s]+\]:[ \t]*")


def read_blocks(text: str, *, is_mdx: bool = False, first_line: int = 1, start: int = 0) -> list[Block]:
    """The blocks of `text` from the offset `start`, which is the beginning of line `first_line`."""
    reader = _Reader(is_mdx=is_mdx)
    feed = reader.feed
    for number, line in enumerate((text[start:] if start else text).split("\n"), first_line):
        feed(number, start, line.removesuffix("\r"))
        start += len(line) + 1
    reader.close()
    return reader.blocks


def read_lines(lines: Iterable[Line]) -> list[Block]:
    """The blocks of Markdown whose lines stand inside of something else."""
    reader = _Reader(is_mdx=False)
    for number, start, text in lines:
        reader.feed(number, start, text)
    reader.close()
    return reader.blocks


class _Container:
    """A block quote (`width` 0), a list item, or what else indents its content."""

    __slots__ = ("is_empty", "item", "width")

    def __init__(self, width: int, item: int) -> None:
        self.width = width
        self.item = item
        self.is_empty = True


class _Reader(Leaves):
    """Takes lines in turn: finds the containers of each, then the leaf."""

    def __init__(self, *, is_mdx: bool) -> None:
        super().__init__(is_mdx=is_mdx)
        self._containers: list[_Container] = []
        self._matched = 0
        self._item_count = 0

    def feed(self, number: int, start: int, line: str) -> None:
        self.number, self.start, self.line = number, start, line
        self.spaced = spaced = line.expandtabs(4) if "\t" in line else line
        at = self._enter(spaced) if self._containers else 0
        leaf, is_inside = self.leaf, self._matched == len(self._containers)
        if leaf is not None and is_inside and leaf.kind not in _OPEN_TEXT and self.goes_on(at):
            return
        if spaced[at:].strip(" "):
            self._open(at)
        elif self.leaf is not None or not is_inside:
            self.make_room()

    def make_room(self) -> None:
        """Closes the leaf and the containers that the line does not belong to."""
        self.close()
        if self._matched < len(self._containers):
            del self._containers[self._matched :]
            self._count_items()

    def _enter(self, spaced: str) -> int:
        """Where the line goes on inside of the open containers that it belongs to, which are counted."""
        at = 0
        for matched, container in enumerate(self._containers):
            rest = len(spaced) - len(spaced[at:].lstrip(" "))
            self._matched = matched
            if container.width == 0:
                if rest - at > 3 or not spaced.startswith(">", rest):
                    return at
                at = rest + 2 if spaced.startswith(" ", rest + 1) else rest + 1
            elif rest - at >= container.width:
                at += container.width
            elif rest >= len(spaced) and not container.is_empty:
                at = len(spaced)
            else:
                return at
        self._matched = len(self._containers)
        return at

    def _push(self, width: int, item: int = 0) -> None:
        self._containers.append(_Container(width, item))
        self._matched = len(self._containers)
        self._count_items()

    def _count_items(self) -> None:
        self.items = tuple([c.item for c in self._containers if c.item])
        self.is_nested = bool(self._containers)

    def _open(self, at: int) -> None:
        """Opens containers as the line names them, then a leaf, or goes on with the paragraph."""
        if self.leaf is not None and self.leaf.kind == "paragraph" and self.leaf.lines[0].text.startswith("["):
            self._end_definitions(self.leaf, at)
        while True:
            rest = self.spaced[at:].lstrip(" ")
            if not rest:
                self.make_room()
                return
            indent = len(self.spaced) - at - len(rest)
            if self._matched:
                self._containers[self._matched - 1].is_empty = False
            if indent > 3 and not self._is_mdx:
                self._indented(at, indent)
                return
            is_text = rest[0].isalpha() or len(self._containers) > _MOST_CONTAINERS
            inner = None if is_text else self._container(rest, at, indent)
            if inner is None:
                break
            at = inner
        self.column = at
        self._text_or_leaf(rest, at + indent)

    def _end_definitions(self, paragraph: Block, at: int) -> None:
        """A definition is no paragraph that the line could go on with, unless the line is its title."""
        if not self.spaced[at:].lstrip(" ").startswith(('"', "'", "(")) and is_definitions(paragraph):
            self.close()

    def _indented(self, at: int, indent: int) -> None:
        if self.leaf is not None and self.leaf.kind == "paragraph":
            self.add_text(at + indent)
        else:
            self.make_room()
            self.begin("code", self.cut(at + 4))

    def _text_or_leaf(self, rest: str, at: int) -> None:
        leaf = self.leaf
        is_inside = self._matched == len(self._containers)
        may_begin = not rest[0].isalpha() or (self._is_mdx and rest[0] in "ei")
        if may_begin and self.begins(rest, at, leaf if is_inside else None):
            return
        if leaf is None or not (is_inside or leaf.kind == "paragraph"):
            self.make_room()
        self.add_text(at)

    def _container(self, rest: str, at: int, indent: int) -> int | None:
        """Opens a block quote, a list item or the like; where its content begins."""
        mark = rest[0]
        if mark == ">":
            self.make_room()
            self._push(0)
            return at + indent + (2 if rest.startswith(" ", 1) else 1)
        if mark in "!?=[":
            return self._aside(rest, at, indent)
        marker = _MARKER.match(rest)
        if marker is None or is_rule(rest):
            return None
        leaf = self.leaf if self._matched == len(self._containers) else None
        if leaf is not None and leaf.kind == "paragraph":
            is_blank = not rest[marker.end() :].strip()
            is_underlined = is_underline(rest) or makes_table(leaf.lines[-1].text, rest)
            if is_underlined or is_blank or (marker[1] and int(marker[1]) != 1):
                return None
        return self._list_item(rest, at, indent, marker.end())

    def _list_item(self, rest: str, at: int, indent: int, marker: int) -> int:
        content = rest[marker:].lstrip(" ")
        padding = len(rest) - marker - len(content)
        if not content or padding > 4:
            padding = 1
        self.make_room()
        self._item_count += 1
        self._push(indent + marker + padding, self._item_count)
        return at + indent + marker + padding

    def _aside(self, rest: str, at: int, indent: int) -> int | None:
        """`!!! note`, `=== "Tab"` and `[^1]: text` hold what is indented below them by four."""
        footnote = _FOOTNOTE.match(rest)
        if footnote is None and (self._is_mdx or self.leaf is not None or not _ADMONITION.match(rest)):
            return None
        self.make_room()
        self._push(indent + 4)
        self._containers[-1].is_empty = False
        return at + indent + footnote.end() if footnote else len(self.spaced)
