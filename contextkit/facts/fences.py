"""Fences and code blocks: commands, and drawings of folders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.facts.scopes import compose
from contextkit.facts.shell import SHELLS, read_commands
from contextkit.facts.trees import read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.facts.page import Page, Place
    from contextkit.model import Mention
    from contextkit.syntax.blocks import Block

_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w+#-]*)")
_TREES = frozenset(
    ["", "text", "txt", "plain", "plaintext", "tree", "ascii", "md", "markdown", "none", "filetree", "console", *SHELLS]
)


def fence_mentions(page: Page, block: Block, place: Place) -> Iterator[Mention]:
    """The mentions of a fence or of an indented code block."""
    found = _LANGUAGE.match(block.info)
    language = found[1].lower() if found else ""
    if language not in _TREES and language != "cmd":
        return
    is_tree = False
    for entry in read_tree(block.lines):
        is_tree = True
        context = f"{entry.name} {entry.comment}".strip()
        kind = "glob" if "*" in entry.name else "path"
        scope = compose(entry.scope, place.scope) if place.scope else entry.scope
        yield page.text.mention(
            "glob" if kind == "glob" else "path",
            "tree",
            entry.name,
            entry.number,
            entry.start,
            context=context,
            heading=place.heading,
            scope=scope,
            label=language,
        )
    if is_tree:
        return
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
