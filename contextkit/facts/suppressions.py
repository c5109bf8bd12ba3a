"""`contextkit: ignore LINT -- reason` in a comment, and the lines that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contextkit.patterns import pattern

_MARK = "contextkit:"
_COMMENT = pattern(
    r"contextkit:\s*ignore(?P<file>-file)?(?![\w-])(?P<lints>(?:[ \t,]+(?!--)[\w-]+)*)\s*(?:--\s*(?P<reason>.*?))?\s*$",
    re.DOTALL,
)
_ENDS = pattern(r"^\s*(?:<!--|\{/\*|#+|\.\.)|(?:-->|\*/\s*\})\s*$")
_FENCE = pattern(r"[ \t>]*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A person's word that findings here are not to be told."""

    lints: tuple[str, ...]
    reason: str
    """"" where none was given, which is a finding of its own."""
    line: int
    covers: tuple[int, int]
    """First and last line: its own line, or the block below where it stands alone, or the whole file."""


def read_suppression(comment: str, number: int, lines: list[str]) -> Suppression | None:
    """The suppression that a comment, its marks included, holds. `number` is its first line."""
    if _MARK not in comment:
        return None
    found = _COMMENT.search(_ENDS.sub("", comment))
    if found is None:
        return None
    lints = tuple(w for w in re.split(r"[\s,]+", found["lints"]) if w)
    reason = " ".join((found["reason"] or "").split())
    if found["file"]:
        return Suppression(lints, reason, number, (1, max(1, len(lines) - (lines[-1] == ""))))
    last = number + comment.count("\n")
    own = "\n".join(lines[number - 1 : last]).strip()
    covers = _below(last, lines) if own == comment.strip() else (number, last)
    return Suppression(lints, reason, number, covers)


def _below(last: int, lines: list[str]) -> tuple[int, int]:
    """The next block: to the next blank line, or to the end of a fence."""
    at = last
    while at < len(lines) and not lines[at].strip():
        at += 1
    first = min(at + 1, len(lines))
    mark = ""
    while at < len(lines) and (mark or lines[at].strip()):
        fence = _FENCE.match(lines[at])
        if fence:
            mark = "" if mark and fence[1].startswith(mark) else mark or fence[1]
        at += 1
    return first, max(at, first)
