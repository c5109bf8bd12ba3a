"""Words of a repository, as they may stand in one line of a map."""

from __future__ import annotations

import re

# controls, zero widths, bidi controls, tags, and bytes that are not UTF-8
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_COMMENT = re.compile(r"<!--|-->")
_CODE = re.compile(r"`[^`]*`")
_MOST_CHARACTERS = 140
_PART = re.compile(r"((?:; | \(| [\u2013\u2014-] ))")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*\"(])")


def sentence(text: str, limit: int = _MOST_CHARACTERS) -> str:
    """A text on one line, without what is hidden; cut behind a sentence or a word where it is too long."""
    plain = " ".join(_COMMENT.sub("", _HIDDEN.sub(" ", text)).split())
    if len(plain) <= limit:
        return plain
    first = _SENTENCE.split(plain)[0]
    if len(first) <= limit:
        return first
    whole = _PART.split(plain[:limit])[:-1]
    if whole and len(kept := plain[: len("".join(whole))].rstrip(" ,;:(-\u2013\u2014")) * 2 > limit:
        return kept
    cut = plain[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:(-")
    return f"{cut if cut.count('`') % 2 == 0 else cut.rpartition('`')[0].rstrip(' ,;:(-')}…"


def clause(text: str, limit: int = _MOST_CHARACTERS) -> str:
    """The same as part of a line: without the full stop at its end."""
    found = sentence(text, limit)
    return found[:-1] if found.endswith(".") and not found.endswith("..") and not found.endswith("etc.") else found


def code(text: str) -> str:
    """A command or a path as code."""
    plain = " ".join(_HIDDEN.sub(" ", text).split())
    if "`" not in plain:
        return f"`{plain}`"
    marks = "``" if "``" not in plain else "```"
    return f"{marks} {plain} {marks}"


def folder(path: str) -> str:
    """A folder as code, with a final slash so that it is seen to be one."""
    return code(f"{path.rstrip('/')}/")
