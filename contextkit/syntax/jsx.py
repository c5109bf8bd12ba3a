"""Where tags and expressions of MDX end, without understanding them."""

from __future__ import annotations

import re

from contextkit.patterns import pattern

_ATTRIBUTE_VALUE = r"""(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})"""
_TAG_TEXT = (
    r"<(?:/?[A-Za-z][\w.:-]*(?:\s+(?:[A-Za-z_:@][\w.:-]*(?:\s*=\s*" + _ATTRIBUTE_VALUE + r")?|\{[^{}]*\}))*\s*/?|/?)>"
)
TAG = pattern(_TAG_TEXT)
_TAGS = pattern(rf"(?:{_TAG_TEXT}[ \t]*)+")
_TAG_BEGINNING = pattern(r"</?[A-Za-z][\w.:-]*(?=[\s/>]|$)")
# A line: whole strings, comments, brackets, and a quote or comment that goes on below. An apostrophe never does.
_TOKEN = pattern(
    r"""\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|(?<!:)//.*|/\*.*?\*/|/\*|=>|[{}<>()\[\]"`]"""
)
_ENDS = {'"': re.compile(r'(?:\\.|[^"\\])*"'), "`": re.compile(r"(?:\\.|[^`\\])*`"), "/*": re.compile(r".*?\*/")}


class Open:
    """A tag (the text begins with `<`), or an expression or script, that is read line by line to its end."""

    def __init__(self) -> None:
        self._is_tag: bool | None = None
        self._depth = 0
        self._quote = ""

    def ends_with(self, line: str) -> bool:
        """Takes the next line; whether all that was opened is closed with it."""
        at = 0
        if self._is_tag is None:
            self._is_tag = line.lstrip().startswith("<")
            at = line.index("<") + 1 if self._is_tag else 0
        if self._quote:
            closing = _ENDS[self._quote].match(line)
            if closing is None:
                return False
            at, self._quote = closing.end(), ""
        for found in _TOKEN.finditer(line, at):
            if self._take(found[0]):
                return True
            if self._quote:
                return False
        return not self._is_tag and self._depth <= 0

    def _take(self, mark: str) -> bool:
        """Whether the tag ends with the mark."""
        if mark in ("{", "(", "["):
            self._depth += 1
        elif mark in ("}", ")", "]"):
            self._depth -= 1
        elif mark in _ENDS:
            self._quote = mark
        return mark == ">" and self._is_tag is True and self._depth == 0


def is_whole(line: str) -> bool:
    """Whether what a line opens ends in it."""
    return Open().ends_with(line)


def tags_end(line: str) -> int:
    """Where the tags that a line begins with end: 0 for no tag, -1 for a tag that goes on below."""
    found = _TAGS.match(line)
    if found:
        return len(line[: found.end()].rstrip())
    return -1 if _TAG_BEGINNING.match(line) and not is_whole(line) else 0
