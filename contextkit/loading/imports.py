"""The `@path` lines of instructions that agents follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.syntax.inline import scan
from contextkit.syntax.markdown import read_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.syntax.blocks import Block

# Up to the next space, a full stop or a comma at its end included: agents look for a file of just that name.
_IMPORT = re.compile(r"(?:(?<![^\s])|(?<=\*\*)|(?<=[*_]))@((?:\\ |[^\s\\])+)")
_EMPHASIS = re.compile(r"\*\*?$|(?<!\w)__?$")
_READ = {"paragraph", "heading", "table"}
_BINARY = re.compile(
    r"\.(?:png|jpe?g|gif|webp|ico|pdf|zip|gz|mp[34]|woff2?|ttf|exe|so|dylib|bin|wasm)\Z", re.IGNORECASE
)


def imports_of(text: str) -> Iterator[tuple[int, str]]:
    """Line and path of each import, as it is written but for escapes; none of those in code, comments and HTML."""
    if "@" not in text:
        return
    for block in read_blocks(text):
        if block.kind in _READ and any("@" in line.text for line in block.lines):
            yield from _in_block(block)


def _in_block(block: Block) -> Iterator[tuple[int, str]]:
    text, positions = block.text, block.positions()
    raw = [s for s in scan(text) if s.kind in {"code", "tag", "comment", "link", "image"}]
    for found in _IMPORT.finditer(text):
        if not any(s.start <= found.start() < s.end for s in raw):
            path = _plain(found[1], text[max(0, found.start() - 2) : found.start()])
            if path and not _BINARY.search(path):
                yield block.offset_of(positions, found.start())[0], path


def _plain(path: str, before: str) -> str:
    """Without escapes, a fragment, and the marks of emphasis that began before it."""
    mark = _EMPHASIS.search(before)
    if mark:
        path = path.partition(mark[0])[0]
    return path.partition("#")[0].replace("\\ ", " ")
