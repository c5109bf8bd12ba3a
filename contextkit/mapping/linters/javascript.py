"""Objects of JavaScript, found by their braces; strings and comments do not mislead."""

from __future__ import annotations

import re

_NOISE = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""")


def blank(text: str) -> str:
    """The text with spaces for comments; all else stands where it stood."""
    return _NOISE.sub(lambda m: m[1] or re.sub(r"[^\n]", " ", m[0]), text)


def enclosing(text: str, at: int) -> tuple[int, int] | None:
    """Start and end of the innermost object around a place, its braces included; None where there is none."""
    plain = _without_strings(text)
    depth = 0
    for start in range(at - 1, -1, -1):
        depth += (plain[start] == "}") - (plain[start] == "{")
        if depth < 0:
            return start, _closing(plain, start)
    return None


def own_text(text: str, start: int, end: int) -> str:
    """An object's text without that of the objects in it."""
    plain = _without_strings(text)
    kept, depth = [], 0
    for at in range(start, end):
        depth -= plain[at] == "}"
        if depth <= 1:
            kept.append(text[at])
        depth += plain[at] == "{"
    return "".join(kept)


def _closing(plain: str, start: int) -> int:
    depth = 0
    for at in range(start, len(plain)):
        depth += (plain[at] == "{") - (plain[at] == "}")
        if depth == 0:
            return at + 1
    return len(plain)


def _without_strings(text: str) -> str:
    return _STRING.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
