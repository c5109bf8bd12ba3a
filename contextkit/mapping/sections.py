"""The sections of a page of instructions, and which of them another page holds already."""

from __future__ import annotations

import re

from contextkit.mapping.blocks import read_blocks

_POINTER = re.compile(r"\s*@(?:\./)?(?:AGENTS|CLAUDE)\.md\s*")
_HEADING = re.compile(r"#{1,6} ")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def own_text(content: bytes, path: str) -> str:
    """What a person wrote in a page: without our blocks, and without the line that points to the map."""
    for block in reversed(read_blocks(content, path)):
        content = content[: block.start] + content[block.end :]
    lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not _POINTER.fullmatch(line)).strip("\n").rstrip()


def with_missing(content: bytes, text: str) -> bytes:
    """A page with the sections of a text that it does not hold, at its end; a page that is empty becomes the text."""
    if not text.strip():
        return content
    if not content.strip():
        return f"{text}\n".encode("utf-8", "surrogateescape")
    said = _flat(content.decode("utf-8", "replace"))
    missing = [part for part in _sections(text) if _flat(_body(part)) not in said]
    if not missing:
        return content
    newline = "\r\n" if b"\r\n" in content else "\n"
    gap = newline if content.endswith(b"\n") else newline * 2
    added = gap + "\n\n".join(missing).replace("\n", newline) + newline
    return content + added.encode("utf-8", "surrogateescape")


def _sections(text: str) -> list[str]:
    """The parts of a page, each with its heading; a heading alone says nothing."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and _HEADING.match(line):
            parts.append([])
        parts[-1].append(line)
    joined = ("\n".join(part).strip("\n").rstrip() for part in parts)
    return [part for part in joined if _body(part).strip()]


def _body(part: str) -> str:
    first, _, rest = part.partition("\n")
    return rest if _HEADING.match(first) else part


def _flat(text: str) -> str:
    return " ".join(text.split())
