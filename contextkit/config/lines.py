"""Where in a TOML text a key stands: tomllib gives values without places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Key = tuple[str | int, ...]

_NAME = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]\]?")
_PAIR = re.compile(rf"^\s*({_DOTTED})\s*=")
_ONE = re.compile(_NAME)
_FENCES = ('"""', "'''")


def line_of(text: str, key: Sequence[str | int]) -> int | None:
    """The line, counted from 1, of the longest part of `key` that is written out; None where no part is."""
    best, line = 0, None
    for number, written in _written(text):
        shared = len(written) if tuple(key[: len(written)]) == written else 0
        if shared > best:
            best, line = shared, number
    return line


def _written(text: str) -> Iterator[tuple[int, Key]]:
    """Every header and every key with its line."""
    table: Key = ()
    counts: dict[Key, int] = {}
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        was_within, within = within, _still_within(line, within)
        if was_within:
            continue
        if header := _HEADER.match(line):
            table = _numbered(_names(header[2]), header[1] == "[[", counts)
            yield number, table
        elif pair := _PAIR.match(line):
            yield number, (*table, *_names(pair[1]))


def _numbered(names: Key, is_array: bool, counts: dict[Key, int]) -> Key:  # noqa: FBT001
    """The table's key, with the index of each array of tables that it lies in."""
    if is_array:
        counts[names] = counts.get(names, -1) + 1
    found: list[str | int] = []
    for length in range(1, len(names) + 1):
        found.append(names[length - 1])
        if names[:length] in counts:
            found.append(counts[names[:length]])
    return tuple(found)


def _names(dotted: str) -> Key:
    return tuple(n[1:-1] if n[0] in "\"'" else n for n in _ONE.findall(dotted))


def _still_within(line: str, within: str) -> str:
    """The fence of the multi-line string that is open after `line`."""
    for fence in (within,) if within else _FENCES:
        if line.count(fence) % 2:
            return "" if within else fence
    return within
