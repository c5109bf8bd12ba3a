"""A source's words, short enough for a line."""

from __future__ import annotations

import re

from contextkit.facts.prose import plain, sentences

_CUT = re.compile(r"[,;:(\s]+\S*$")


def first_sentence(text: str) -> str:
    """The first sentence, without marks."""
    shown = plain(text)
    starts = sentences(shown)
    return shown[: starts[1]].strip() if len(starts) > 1 else shown


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word where it is too long."""
    line = plain(text)
    if len(line) <= limit:
        return line
    return _CUT.sub("", line[: limit - 1]) + "…"
