"""Takes back what was exported into one file; what a person wrote since stays."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.mapping.blocks import inserted, read_blocks
from contextkit.mapping.lines import Outline
from contextkit.mapping.plan import Write
from contextkit.mapping.record import file_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from contextkit.mapping.record import Exported


def taken_back(
    path: str, row: Exported, read: Callable[[str], bytes | None], backup: Callable[[str, str], bytes | None]
) -> tuple[Write, Exported | None]:
    """The file without what was exported, and what the record still has to say of it."""
    old = read(path)
    outline = Outline.empty(dirname(path))
    if old is None:
        return Write(path, None, None, outline), None
    if row.block:
        return _without_block(path, old, row, backup(path, row.before))
    if row.hash != file_hash(old):
        note = f"{path} was edited by hand since it was written, and stays"
        return Write(path, old, old, outline, notes=(note,)), None
    before = backup(path, row.before)
    if before is None and not row.is_new:
        note = f"{path} stays: what stood there before is not kept in this clone, but in the history of git"
        return Write(path, old, old, outline, notes=(note,)), None
    return Write(path, old, before, outline), None


def _without_block(path: str, old: bytes, row: Exported, before: bytes | None) -> tuple[Write, Exported | None]:
    outline = Outline.empty(dirname(path))
    block = next((b for b in read_blocks(old, path) if b.name == row.block), None)
    if block is None:
        return Write(path, old, old, outline), None
    if block.is_edited:
        note = f"{path}:{block.line}: the block {block.name} was edited by hand, and stays"
        return Write(path, old, old, outline, notes=(note,)), row
    text = old[block.start : block.end].decode("utf-8", "surrogateescape")
    rest = _cut(old, block.start, block.end)
    if before is not None and _is_before(before, old, path, text, rest):
        return Write(path, old, before, outline), None
    return Write(path, old, None if row.is_new and not rest.strip() else rest, outline), None


def _is_before(before: bytes, now: bytes, path: str, block: str, rest: bytes) -> bool:
    """Whether a file is what was kept of it, and the block, and nothing else."""
    if not before.strip():
        return not rest.strip()
    places = {len(before), *(b.end for b in read_blocks(before, path))}
    return any(inserted(before, at, block) == now for at in places)


def _cut(content: bytes, start: int, end: int) -> bytes:
    """Without the lines from `start` to `end`, and without the blank line that parted them from what is above."""
    before, after = content[:start], content[end:]
    for blank in (b"\r\n", b"\n"):
        if before.endswith(blank + blank) and (not after or after.startswith(blank)):
            return before[: -len(blank)] + after
    return before + after
