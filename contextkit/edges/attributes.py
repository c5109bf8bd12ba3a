"""Which files git may have written to disk with other bytes than those of their blob."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_CHANGING = re.compile(r"(filter=\S+|eol=crlf|ident|working-tree-encoding=\S+)$")
_TRUE = {"true", "yes", "on", "1"}
_GLOB_PART = re.compile(r"\*+|\?|[^*?]+")


class Conversion(Protocol):
    """Judges a path; may say yes too often (it costs a hash), never no too often."""

    def __call__(self, path: str) -> bool: ...


def conversion(settings: Mapping[str, str], files: Mapping[str, bytes]) -> Conversion:
    """From git's settings, and the attribute files by the folder for which they hold ("" is the root).

    `text=auto` alone changes nothing where lines end in LF: a file that an editor saved with CRLF counts as clean
    there all the same, which is why the tree corrects a blob id when it reads other bytes.
    """
    if settings.get("core.autocrlf", "").lower() in _TRUE or settings.get("core.eol", "").lower() == "crlf":
        return lambda path: True  # noqa: ARG005
    pattern = "|".join(_patterns(files))
    if not pattern:
        return lambda path: False  # noqa: ARG005
    matches = re.compile(pattern, re.DOTALL).fullmatch
    return lambda path: matches(path) is not None


def _patterns(files: Mapping[str, bytes]) -> Iterator[str]:
    lines = [(folder, line) for folder, content in files.items() for line in _lines(content)]
    macros = {words[0].removeprefix("[attr]") for _, words in lines if words[0].startswith("[attr]")}
    changing_macros = {m for m in macros if any(w[0] == f"[attr]{m}" and _changes(w[1:], macros) for _, w in lines)}
    for folder, (glob, *attributes) in lines:
        if not glob.startswith("[attr]") and _changes(attributes, changing_macros):
            yield _wide(folder, glob)


def _lines(content: bytes) -> Iterator[list[str]]:
    for line in content.decode("utf-8", "surrogateescape").splitlines():
        words = line.split()
        if words and not words[0].startswith("#"):
            # a quoted pattern may hold spaces: too rare to take apart, so it matches everything
            yield ["*", *words[1:]] if words[0].startswith('"') else words


def _changes(attributes: Iterable[str], macros: Iterable[str]) -> bool:
    return any(_CHANGING.match(a) or a in macros for a in attributes)


def _wide(folder: str, glob: str) -> str:
    """A regular expression that matches at least what the glob does."""
    glob = glob.partition("[")[0] + ("*" if "[" in glob else "")
    anywhere = "" if "/" in glob else "(?:.*/)?"
    parts: list[str] = _GLOB_PART.findall(glob.lstrip("/").replace("**/", "**").replace("\\", "*"))
    body = "".join(".*" if "*" in part else "." if part == "?" else re.escape(part) for part in parts)
    return (re.escape(folder) + "/" if folder else "") + anywhere + body
