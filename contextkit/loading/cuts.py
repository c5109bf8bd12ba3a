"""Where an agent stops reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.loading.models import Model


def read_sizes(contents: Sequence[bytes], model: Model, limit: int | None) -> list[int]:
    """How many bytes of each file are read: the limit is spent in order, and cuts the file in which it ends."""
    left, sizes = limit, []
    for content in contents:
        bounds = [bound for bound in (left, model.file_limit) if bound is not None]
        kept = _head(content, min(bounds), model.limit_unit) if bounds else content
        if left is not None:
            left -= _size(kept, model.limit_unit)
        sizes.append(len(kept))
    return sizes


def cut_line(content: bytes, read: int) -> int | None:
    """The first line that is not read to its end, counted from 1; None where all is read."""
    return None if read >= len(content) else content.count(b"\n", 0, read) + 1


def line_count(content: bytes) -> int:
    return content.count(b"\n") + (not content.endswith(b"\n") and bool(content))


def _head(content: bytes, bound: int, unit: str) -> bytes:
    if unit == "bytes":
        return content[:bound]
    if len(content) <= bound:
        return content
    return content.decode("utf-8", "surrogateescape")[:bound].encode("utf-8", "surrogateescape")


def _size(content: bytes, unit: str) -> int:
    return len(content) if unit == "bytes" else len(content.decode("utf-8", "surrogateescape"))
