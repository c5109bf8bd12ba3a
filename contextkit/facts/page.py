"""A document while it is read: its text, and what has been collected so far beside the mentions."""

from __future__ import annotations

from typing import NamedTuple

from contextkit.facts.anchors import Anchors
from contextkit.facts.document import Heading
from contextkit.facts.suppressions import Suppression, read_suppression
from contextkit.facts.text import Text


class Place(NamedTuple):
    """What a mention stands under."""

    heading: str
    scope: tuple[str, ...]


class Page:
    """Collects headings, anchors, suppressions and the uses of link definitions."""

    def __init__(self, content: bytes, *, is_mdx: bool = False) -> None:
        self.text = Text(content)
        self.lines = [line.removesuffix("\r") for line in self.text.text.split("\n")]
        self.is_mdx = is_mdx
        self.labels: frozenset[str] = frozenset()
        """Of the link definitions, as they are compared."""
        self.uses: dict[str, tuple[str, str, Place]] = {}
        """By label: the sentence and the text of the first link that uses it, and its place."""
        self.headings: list[Heading] = []
        self.anchors = Anchors()
        self.suppressions: list[Suppression] = []

    def add_heading(self, level: int, source: str, number: int) -> str:
        """Adds a heading and its anchor; its plain text."""
        text, slug = self.anchors.heading(source)
        self.headings.append(Heading(level, text, number, slug))
        return text

    def add_comment(self, comment: str, number: int) -> None:
        """Adds the suppression that a comment holds, if it holds one."""
        found = read_suppression(comment, number, self.lines)
        if found:
            self.suppressions.append(found)

    @property
    def line_count(self) -> int:
        return len(self.lines) - (self.lines[-1] == "")
