"""Fences and code blocks: commands, and drawings of folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.facts.scopes import compose
from contextkit.facts.shell import SHELLS, read_commands
from contextkit.facts.trees import read_tree
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.facts.page import Page, Place
    from contextkit.model import Mention
    from contextkit.syntax.blocks import Block

_LANGUAGE = pattern(r"\{?[ \t]*\.?([\w+#-]*)")
_STROKES = pattern(r"[ \t]*-+\|")
"""A folder drawn as `-| pages/`, in guides to a framework: it is the reader's."""
_TREES = frozenset(
    ["", "text", "txt", "plain", "plaintext", "tree", "ascii", "md", "markdown", "none", "filetree", "console", *SHELLS]
)


def fence_mentions(page: Page, block: Block, place: Place) -> Iterator[Mention]:
    """The mentions of a fence or of an indented code block."""
    found = _LANGUAGE.match(block.info)
    language = found[1].lower() if found else ""
    if language not in _TREES and language != "cmd":
        return
    if any(_STROKES.match(line.text) for line in block.lines):
        return
    tree = list(_tree(page, block, place, language))
    yield from tree or _commands(page, block, place, language)


def _tree(page: Page, block: Block, place: Place, language: str) -> Iterator[Mention]:
    for entry in read_tree(block.lines):
        yield page.text.mention(
            "glob" if "*" in entry.name else "path",
            "tree",
            entry.name,
            entry.number,
            entry.start,
            context=f"{entry.name} {entry.comment}".strip(),
            heading=place.heading,
            scope=compose(entry.scope, place.scope) if place.scope else entry.scope,
            label=language,
        )


def _commands(page: Page, block: Block, place: Place, language: str) -> Iterator[Mention]:
    for command in read_commands(block.lines, language):
        yield page.text.mention(
            "command",
            "fence",
            command.text,
            command.number,
            command.start,
            context=command.context,
            heading=place.heading,
            scope=compose(command.scope, place.scope) if command.scope else place.scope,
            label=language,
        )
