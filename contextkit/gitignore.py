"""One .gitignore file, and what it says of the paths below its folder."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathspec import GitIgnoreSpec

NAME = ".gitignore"
_BOM = b"\xef\xbb\xbf"


class IgnoreFile:
    """The patterns of `folder` (with a final `/`; "" is the root). A line that git would not understand is left out."""

    def __init__(self, folder: str, content: bytes) -> None:
        self._start = len(folder)
        text = content.removeprefix(_BOM).decode("utf-8", "surrogateescape")
        lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._spec = _spec(lines) or _spec(list(_sound(lines)))

    def verdict(self, path: str) -> bool | None:
        """Whether the path is ignored; None where no pattern speaks of it. Folders have a final `/`."""
        return self._spec.check_file(path[self._start :]).include if self._spec else None


def _sound(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if _spec([line]))


def _spec(lines: list[str]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of regular expressions made from classes like [[:alpha:]]
        try:
            return GitIgnoreSpec.from_lines(lines)
        except (ValueError, re.error):
            return None
