"""Under which folders the text itself puts what it names: headings, list items, lead-in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contextkit.facts.shapes import folder_of, is_folder
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.model import Mention
    from contextkit.syntax.blocks import Block

Scope = tuple[str, ...]

_MARKS_ONLY = pattern(r"[\s*_\[\]xX(`~:🔴-🟿✅❌☐☑→▸•-]*")
_TITLE = pattern(r"[^`.:;,()]{1,60}\(`?")
_MOST = 6


class _Heading(NamedTuple):
    level: int
    text: str
    scope: Scope


class Scopes:
    """What holds for the block at hand; blocks are shown to it in order."""

    def __init__(self) -> None:
        self._headings: list[_Heading] = []
        self._items: dict[int, Scope] = {}
        self._seen_items: set[int] = set()
        self._lead: Scope = ()
        self._lead_items: tuple[int, ...] | None = None

    @property
    def heading(self) -> str:
        return " > ".join(h.text for h in self._headings)

    def enter_heading(self, level: int, text: str) -> None:
        while self._headings and self._headings[-1].level >= level:
            self._headings.pop()
        self._headings.append(_Heading(level, text, ()))
        self._lead_items = None

    def name_heading(self, mentions: Sequence[Mention]) -> None:
        """The heading names a folder: in backticks, or as its first word."""
        heading = self._headings.pop()
        named = [m.raw for m in mentions if m.kind in ("path", "glob")]
        word = heading.text.partition(" ")[0]
        if not named and re.fullmatch(r"[\w.@-]+(?:/[\w.@-]+)+/?|[\w.@-]+/", word):
            named = [word]
        folders = [folder_of(raw) for raw in named if is_folder(raw)]
        scope = compose(folders[:1], self._headings[-1].scope if self._headings else ()) if len(folders) == 1 else ()
        above = self._headings[-1].scope if self._headings else ()
        self._headings.append(heading._replace(scope=scope or above))

    def of(self, block: Block) -> Scope:
        """The scope of a block's mentions; a lead-in sentence reaches no further than the block after it."""
        is_deeper = self._lead_items is not None and _is_below(block.items, self._lead_items)
        lead = self._lead if is_deeper or (self._lead_items == block.items and block.kind in _HELD) else ()
        if self._lead_items is not None and not is_deeper:
            self._lead_items = None
        scope = self._headings[-1].scope if self._headings else ()
        scope = tuple(dict.fromkeys((*lead, *scope)))
        for item in block.items[: -1 if self.is_first(block) else None]:
            scope = tuple(dict.fromkeys((*self._items.get(item, ()), *scope)))
        return scope[:_MOST]

    def is_first(self, block: Block) -> bool:
        """Whether the block is the first of its list item."""
        return bool(block.items) and block.items[-1] not in self._seen_items

    def leave(self, block: Block, mentions: Sequence[Mention], scope: Scope) -> None:
        """What the block, now read, says of those that follow."""
        is_first = self.is_first(block)
        self._seen_items.update(block.items)
        if block.kind != "paragraph" or not mentions:
            return
        text = block.text
        folder = (leading_folder(mentions, text) or _titled_folder(mentions, text)) if is_first else None
        lead = folder or _led_folder(mentions, text)
        if lead is None:
            return
        composed = compose([lead], scope)
        if is_first:
            self._items[block.items[-1]] = composed
        else:
            self._lead, self._lead_items = composed, block.items


_HELD = ("fence", "code", "table")


def compose(folders: Sequence[str], scope: Scope) -> Scope:
    """Folders as seen from each scope, and as they stand; the nearest first."""
    below = [
        f"{outer}/{folder}" for folder in folders for outer in scope if outer and not folder.startswith(f"{outer}/")
    ]
    return tuple(dict.fromkeys([*below, *folders, *scope]))[:_MOST]


def leading_folder(mentions: Sequence[Mention], text: str) -> str | None:
    """The folder that a paragraph begins with."""
    first = next((m for m in mentions if m.kind in ("path", "glob", "link")), None)
    if first is None or not is_folder(first.raw):
        return None
    at = text.find(first.raw)
    return folder_of(first.raw) if at >= 0 and _MARKS_ONLY.fullmatch(text[:at]) else None


def _titled_folder(mentions: Sequence[Mention], text: str) -> str | None:
    """The folder that stands in brackets behind an item's title: "**Authentication** (`src/auth/`)"."""
    first = next((m for m in mentions if m.kind in ("path", "glob", "link")), None)
    if first is None or not is_folder(first.raw):
        return None
    before, _, after = text.partition(first.raw)
    return folder_of(first.raw) if _TITLE.fullmatch(before) and after.lstrip("`").startswith(")") else None


def _led_folder(mentions: Sequence[Mention], text: str) -> str | None:
    """The folder of a sentence that leads into what follows: it ends in a colon, or is the folder alone."""
    folders = [m.raw for m in mentions if m.kind in ("path", "glob") and is_folder(m.raw)]
    if not folders:
        return None
    bare = text.rstrip("*_ \n")
    if bare.endswith(":"):
        last = bare[bare.rfind(". ") + 1 :]
        return next((folder_of(raw) for raw in reversed(folders) if raw in last), None)
    return folder_of(folders[0]) if not re.sub(r"[\s*_`:]", "", text.replace(folders[0], "", 1)) else None


def _is_below(items: tuple[int, ...], outer: tuple[int, ...]) -> bool:
    return len(items) > len(outer) and items[: len(outer)] == outer
