"""Globs as people write them in documents and rule files: `*`, `**`, `?`, `{a,b}`, `[ab]`."""

from __future__ import annotations

import re
from functools import lru_cache

_MAGIC = re.compile(r"[*?{]|\[[^\]/]+\]")


def is_glob(text: str) -> bool:
    """Whether `text` holds a star, a question mark, or braces with alternatives. `[id].tsx` alone is a route folder."""
    return "*" in text or "?" in text or bool(re.search(r"\{[^{}]*,[^{}]*\}", text))


def static_prefix(glob: str) -> str:
    """The folders before the first magic segment, without a final `/`; "" where there are none."""
    fixed = []
    for segment in glob.split("/")[:-1]:
        if _MAGIC.search(segment):
            break
        fixed.append(segment)
    return "/".join(fixed)


@lru_cache(maxsize=4096)
def compiled(glob: str) -> re.Pattern[str]:
    """A pattern that full-matches the paths of files that `glob` names; a final `/` or `/**` means all below."""
    text = glob + "**" if glob.endswith("/") else glob
    return re.compile("".join(_translated(text)) + r"\Z", re.DOTALL)


def _translated(glob: str) -> list[str]:
    out: list[str] = []
    depth = i = 0
    while i < len(glob):
        piece, used, depth = _piece(glob, i, depth)
        out.append(piece)
        i += used
    return [*out, ")" * depth]


def _piece(glob: str, i: int, depth: int) -> tuple[str, int, int]:
    """The regular expression for what stands at `i`, how many characters it used, and the depth of braces."""
    if glob.startswith("**/", i) and (i == 0 or glob[i - 1] in "/{,"):
        return "(?:[^/]+/)*", 3, depth
    if glob.startswith("**", i):
        return ".*", 2, depth
    match glob[i]:
        case "*":
            return "[^/]*", 1, depth
        case "?":
            return "[^/]", 1, depth
        case "{" if "}" in glob[i:]:
            return "(?:", 1, depth + 1
        case "}" if depth:
            return ")", 1, depth - 1
        case "," if depth:
            return "|", 1, depth
        case "[":
            return _bracket(glob, i), (glob.find("]", i + 2) - i + 1) if glob.find("]", i + 2) > 0 else 1, depth
        case character:
            return re.escape(character), 1, depth


def _bracket(glob: str, i: int) -> str:
    end = glob.find("]", i + 2)
    if end < 0:
        return r"\["
    inside = glob[i + 1 : end]
    # `[id]` is a route folder more often than a class: both are matched.
    as_class = ("^" + inside[1:] if inside[0] in "!^" else inside).replace("\\", "\\\\")
    try:
        re.compile(f"[{as_class}]")
    except re.error:
        return re.escape(glob[i : end + 1])
    return f"(?:[{as_class}]|{re.escape(glob[i : end + 1])})"
