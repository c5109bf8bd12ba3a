"""Links of a text that moves from one folder to another."""

from __future__ import annotations

import re
from posixpath import join, normpath, relpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.repo import Tree

_TARGET = re.compile(r"(?<=\]\()(?!/)[^)\s#:]+|(?<=(?<![\w`])@)(?!/)[\w./~-]*[\w-]")


def moved_text(text: str, old: str, new: str, tree: Tree) -> str:
    """A text from one folder as it reads in another: links and imports that lead to what is there still do."""

    def moved(found: re.Match[str]) -> str:
        target = normpath(join(old, found[0]))
        return relpath(target, new or ".") if target in tree.entries or target in tree.folders else found[0]

    return text if old == new else _TARGET.sub(moved, text)
