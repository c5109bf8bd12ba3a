"""What of a document an agent leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_FRONT_MATTER = re.compile(rb"\A---[ \t]*\r?\n(?:.*\n)*?---[ \t]*(?:\r?\n|\Z)")
_FENCE = re.compile(rb" {0,3}(`{3,}|~{3,})")
_BEGIN, _END = re.compile(rb" {0,3}<!--"), b"-->"


def without(content: bytes, left_out: Collection[str]) -> bytes:
    """The content without these parts."""
    if "front-matter" in left_out:
        content = _FRONT_MATTER.sub(b"", content, count=1)
    if "comments" in left_out:
        content = b"".join(_uncommented(content.splitlines(keepends=True)))
    return content


def _uncommented(lines: list[bytes]) -> Iterator[bytes]:
    """The lines without the comments that begin one of them, outside of fences."""
    fence, is_within, is_dropping = b"", False, False
    for line in lines:
        if is_dropping and not line.strip():
            continue  # a comment takes the empty lines below with it
        opened = None if is_within else _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence):
            fence = b""
        if not fence and (is_within or _BEGIN.match(line)):
            _, end, rest = line.partition(_END)
            is_within = not end
            is_dropping = bool(end) and not rest.strip()
            if rest.strip():
                yield rest
            continue
        is_dropping = False
        yield line
