"""The text of a document and where its characters stand in its bytes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.model import Mention

if TYPE_CHECKING:
    from contextkit.model import Kind, Syntax

_BOM = b"\xef\xbb\xbf"


class Text:
    """Decoded so that bytes that are not UTF-8 come back as they were (`surrogateescape`)."""

    def __init__(self, content: bytes) -> None:
        self.bom = len(_BOM) if content.startswith(_BOM) else 0
        self.text = content[self.bom :].decode("utf-8", "surrogateescape")
        self._is_ascii = self.text.isascii()

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins, in characters; lines end at a newline."""
        found, at = [0], 0
        while (at := self.text.find("\n", at) + 1) > 0:
            found.append(at)
        return found

    @cached_property
    def _byte_starts(self) -> list[int]:
        found, at = [], 0
        for line in self.text.split("\n"):
            found.append(at)
            at += 1 + (len(line) if line.isascii() else len(line.encode("utf-8", "surrogateescape")))
        return found

    def line(self, number: int) -> str:
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r")

    def byte_of(self, number: int, start: int) -> int:
        """The byte offset of a character of line `number`."""
        if self._is_ascii:
            return self.bom + start
        before = self.text[self.starts[number - 1] : start]
        return self.bom + self._byte_starts[number - 1] + len(before.encode("utf-8", "surrogateescape"))

    def mention(  # noqa: PLR0913  (a mention has that many sides)
        self,
        kind: Kind,
        syntax: Syntax,
        raw: str,
        number: int,
        start: int,
        *,
        context: str = "",
        heading: str = "",
        scope: tuple[str, ...] = (),
        label: str = "",
    ) -> Mention:
        """A mention of what stands at the character `start`, if it stands there in one piece."""
        is_here = start >= 0 and self.text.startswith(raw, start)
        column = start - self.starts[number - 1] + 1 if start >= 0 else 1
        return Mention(
            kind,
            syntax,
            raw,
            number,
            column,
            self.byte_of(number, start) if is_here else -1,
            context,
            heading,
            scope,
            label,
        )
