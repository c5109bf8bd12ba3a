"""The user's text as it may be shown: what steers a terminal or a log, or hides, is spelled out."""

from __future__ import annotations

import re

# controls, soft hyphen and other zero widths, bidi controls, separators, tags, and bytes that are not UTF-8
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""One line in which each character can be seen; what cannot is spelled as in Python: `\x1b`, `\u202e`.

    Nor can it command the runner of a GitHub workflow, which obeys `##[` wherever it is printed.
    """
    return _HIDDEN.sub(_spelled, text).replace("##[", "#\\x23[")


def tamed(line: str) -> str:
    """A line to print that commands no GitHub runner: those obey what stands behind `::` at the start of a line."""
    bare = line.lstrip()
    return f"{line[: len(line) - len(bare)]}\\x3a{bare[1:]}" if bare.startswith("::") else line


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def encodable(text: str) -> str:
    """The text with U+FFFD for what is not UTF-8."""
    return _SURROGATE.sub("\ufffd", text)


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8, surrogate-escaped
        return f"\\x{code - 0xDC00:02x}"
    if match[0] in _SHORT:
        return _SHORT[match[0]]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
