"""Managed blocks: the parts of a person's file that contextkit writes, each between two marks.

    <!-- contextkit:begin map/commands sha256:0123456789ab -->
    ...
    <!-- contextkit:end map/commands -->

The name's first part is the command that writes the block. The hash is of what stands between the marks, so that a
person's edit is seen; space at the ends of lines, and blank lines beside the marks, are nobody's. A first mark without
a hash, and nothing below it, asks for the block. All bytes outside stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME = r"[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*"
_BEGIN = re.compile(rf"<!-- contextkit:begin ({_NAME})(?: sha256:([0-9a-f]+))? -->")
_END = re.compile(rf"<!-- contextkit:end ({_NAME}) -->")
_SKIP = re.compile(rf"<!-- contextkit:skip ({_NAME}) -->")
_LIKE_A_MARK = re.compile(r"<!--\s*contextkit:\s*(?:begin|end)\b")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_MOST_INDENT = 3
"""What is indented further is code."""
_BOM = b"\xef\xbb\xbf"
_HASH_DIGITS = 12
_MEND = "Put the two marks back as they were, or delete both; what stands between them is yours to keep"


@dataclass(frozen=True, slots=True)
class Block:
    """A managed block in a file's bytes."""

    name: str
    line: int
    """Of its first mark, counted from 1."""
    start: int
    """Offset of the line of the first mark."""
    end: int
    """Offset behind the line of the last mark."""
    text: str
    """What stands between the marks: lines that end in "\\n", without blank ones at either side."""
    hash: str
    """Of what was written; "" where the mark has none."""

    @property
    def is_edited(self) -> bool:
        """Whether a person changed what stands between the marks."""
        return bool(self.text) if not self.hash else self.hash != hash_of(self.text)


def read_blocks(content: bytes, path: str) -> tuple[Block, ...]:
    """The blocks of the file at `path`. Marks that do not pair are a ContextkitError with file and line."""
    found: list[Block] = []
    begun: tuple[re.Match[str], int, int, int] | None = None
    for number, start, end, mark in _marks(content):
        begin, close = _BEGIN.fullmatch(mark), _END.fullmatch(mark)
        if begin is None and close is None:
            raise _broken(path, number, f"`{mark}` is no mark that contextkit wrote, or does not stand alone")
        if begun is None and begin is not None:
            begun = (begin, number, start, end)
        elif begun is None:
            raise _broken(path, number, f"`{mark}` ends what nothing begins")
        elif close is None or close[1] != begun[0][1]:
            raise _broken(path, number, f"`{mark}` stands inside of the block that begins in line {begun[1]}")
        else:
            mark_of, first, begins, inner = begun
            text = _tidied(content[inner:start].decode("utf-8", "surrogateescape"))
            found.append(Block(mark_of[1], first, begins, end, text, mark_of[2] or ""))
            begun = None
    if begun is not None:
        raise _broken(path, begun[1], f"`{begun[0][0]}` begins what nothing ends")
    _refuse_twins(found, path)
    return tuple(found)


def skipped_blocks(content: bytes) -> frozenset[str]:
    """The names of blocks that a person does not want: `<!-- contextkit:skip map/rules -->`."""
    return frozenset(m[1] for m in _SKIP.finditer(content.decode("utf-8", "replace")))


def block_text(name: str, text: str, newline: str = "\n") -> str:
    """The block with both marks; each line ends in `newline`."""
    text = _tidied(text)
    whole = f"<!-- contextkit:begin {name} sha256:{hash_of(text)} -->\n{text}<!-- contextkit:end {name} -->\n"
    return whole.replace("\n", newline)


def with_blocks(content: bytes, path: str, texts: Mapping[str, str]) -> bytes:
    """The file with these texts in its blocks of these names; a block that says so already keeps its bytes."""
    for block in reversed(read_blocks(content, path)):
        text = texts.get(block.name)
        if text is None or (_tidied(text) == block.text and not block.is_edited and block.hash):
            continue
        made = _encoded(block_text(block.name, text, newline_of(content)))
        if not content[block.start : block.end].endswith(b"\n"):
            made = made.rstrip(b"\r\n")
        bom = _BOM if block.start == 0 and content.startswith(_BOM) else b""
        content = content[: block.start] + bom + made + content[block.end :]
    return content


def inserted(content: bytes, at: int, blocks: str) -> bytes:
    """The file with this text at `at`, the start of a line or the end, parted by blank lines from what is there."""
    newline = newline_of(content)
    before, after = content[:at], content[at:]
    made = _encoded(blocks.strip("\n").replace("\n", newline) + newline)
    gap, blank = b"", newline.encode()
    if before and before != _BOM:
        gap = b"" if before.endswith(b"\n") else blank
        gap += b"" if (before + gap).endswith((b"\n\n", b"\n\r\n")) else blank
    close = blank if after and not after.startswith((b"\n", b"\r\n")) else b""
    return before + gap + made + close + after


def newline_of(content: bytes) -> str:
    """How most lines of a file end."""
    return "\r\n" if content.count(b"\r\n") * 2 > content.count(b"\n") else "\n"


def hash_of(text: str) -> str:
    """What a first mark says of the text below it."""
    return sha256(_encoded(_tidied(text))).hexdigest()[:_HASH_DIGITS]


def _marks(content: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Lines that are a mark, or like one, outside of fences: number, start, end, and what stands there."""
    at, fence, inside = 0, "", False
    for number, raw in enumerate(content.split(b"\n"), 1):
        end = min(at + len(raw) + 1, len(content))
        line = (raw.removeprefix(_BOM) if at == 0 else raw).decode("utf-8", "surrogateescape").rstrip()
        bare = line.lstrip(" ")
        if len(line) - len(bare) <= _MOST_INDENT:
            if (not fence or inside) and _LIKE_A_MARK.match(bare):
                inside = _BEGIN.fullmatch(bare) is not None
                fence = ""
                yield number, at, end, bare
            fence = _fence_after(bare, fence)
        at = end


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open below a line."""
    found = _FENCE.match(line)
    if found is None:
        return fence
    if not fence:
        return "" if found[1][0] == "`" and "`" in line[found.end() :] else found[1]
    return "" if found[1].startswith(fence) and found[1] == line else fence


def _tidied(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "".join(f"{line}\n" for line in lines)


def _refuse_twins(blocks: list[Block], path: str) -> None:
    seen: dict[str, int] = {}
    for block in blocks:
        if block.name in seen:
            raise _broken(path, block.line, f"the block `{block.name}` stands in line {seen[block.name]} already")
        seen[block.name] = block.line


def _broken(path: str, line: int, problem: str) -> ContextkitError:
    return ContextkitError(f"{path}:{line}: {problem}", _MEND)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
