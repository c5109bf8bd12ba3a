"""One .gitignore file, and what it says of the paths below its folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = ".gitignore"
_BOM = b"\xef\xbb\xbf"

_TRAILING_SPACES = re.compile(r"(?<!\\) +$")
_TOKEN = re.compile(
    r"(?P<inside>(?<=/)\*\*$)|(?P<folders>(?:(?<=/)|^)\*\*/)|(?P<stars>\*+)|(?P<one>\?)"
    r"|(?P<set>\[[!^]?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\])|\\(?P<escaped>.)|(?P<plain>[^\\\[])|(?P<broken>.)",
    re.DOTALL,
)
_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": r" \t", "cntrl": r"\x00-\x1f\x7f", "digit": "0-9",
    "graph": r"\x21-\x7e", "lower": "a-z", "print": r"\x20-\x7e", "punct": r"!-/:-@\[-`{-~", "space": r"\s",
    "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


class IgnoreFile:
    """The patterns of `folder` (with a final `/`; "" is the root). A line that git would not understand is left out."""

    def __init__(self, folder: str, content: bytes) -> None:
        self._start = len(folder)
        text = content.removeprefix(_BOM).decode("utf-8", "surrogateescape")
        self._rules = [rule for line in text.split("\n") for rule in _rule(line.removesuffix("\r"))]
        self._by_name = _union(r.regex.pattern for r in self._rules if r.is_name)
        self._by_path = _union(r.regex.pattern for r in self._rules if not r.is_name)

    def verdict(self, path: str) -> bool | None:
        """Whether this very path is ignored; None where no pattern speaks of it. Folders have a final `/`."""
        relative = path[self._start :].removesuffix("/")
        name = relative.rpartition("/")[2]
        if not (self._by_name.fullmatch(name) or self._by_path.fullmatch(relative)):
            return None
        is_folder = path.endswith("/")
        for rule in reversed(self._rules):
            if (is_folder or not rule.is_for_folders) and rule.regex.fullmatch(name if rule.is_name else relative):
                return not rule.is_negated
        return None


class _Rule(NamedTuple):
    regex: re.Pattern[str]
    is_name: bool
    """Holds for the last part of a path, at any depth."""
    is_for_folders: bool
    is_negated: bool


def _rule(line: str) -> Iterator[_Rule]:
    glob = _TRAILING_SPACES.sub("", line)
    if glob.startswith("#"):
        return
    is_negated = glob.startswith("!")
    glob = glob.removeprefix("!")
    is_for_folders = glob.endswith("/")
    glob = glob.removesuffix("/")
    regex = _regex(glob.removeprefix("/"))
    if regex and regex.pattern:
        yield _Rule(regex, "/" not in glob, is_for_folders, is_negated)


def _regex(glob: str) -> re.Pattern[str] | None:
    try:
        return re.compile("".join(_piece(token) for token in _TOKEN.finditer(glob)), re.DOTALL)
    except (ValueError, re.error):
        return None


def _piece(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "inside":
            return ".+"
        case "folders":
            return "(?:.*/)?"
        case "stars":
            return "[^/]*"
        case "one":
            return "[^/]"
        case "set":
            return _set(token["set"][1:-1])
        case "escaped" | "plain":
            return re.escape(token[token.lastgroup])
        case _:
            raise ValueError("an open bracket, or a backslash at the end: git matches nothing with it")


def _set(inside: str) -> str:
    negation = "^" if inside[:1] in {"!", "^"} else ""
    members = re.sub(r"\[:(\w+):\]|\\(.)|([\[\]^&~|])", _member, inside[len(negation) :])
    return f"(?!/)[{negation}{members}]"


def _member(found: re.Match[str]) -> str:
    named, escaped, special = found.groups()
    if named and named not in _CLASSES:
        raise ValueError(f"no class {named}")
    return _CLASSES[named] if named else f"\\{special}" if special else re.escape(escaped)


def _union(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)", re.DOTALL)
