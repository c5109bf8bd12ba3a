"""What a mention points at: the text without its marks, split into path, fragment and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from contextkit.globs import is_glob
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from contextkit.model import Mention

_TREE_MARKS = "├└│─┬ \t"
_PAIRS = {"'": "'", '"': '"', "<": ">", "`": "`", "(": ")"}
_LINE = pattern(r"(?<=[^/:]):(?:L?\d+)(?:[-:,]L?\d+)*$")
_MEMBER = pattern(r"(?<=\.)(?P<suffix>[A-Za-z0-9]{1,8})(?:::?)(?P<member>[A-Za-z_][\w.:\[\]-]*(?:\(.*\))?)$")
_CALL = pattern(r"\([^()]*\)$")
_FRAGMENT = pattern(r"#(?P<fragment>[^/]*)$")
_SCHEME = pattern(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a mention points, in the author's own form and relative to a base that is still to be found."""

    path: str
    """Without a leading `./` or `/`, a final `/`, a line number or a fragment; "" for a bare `#fragment`."""
    fragment: str = ""
    is_folder: bool = False
    """Whether the author wrote a final `/`."""
    is_rooted: bool = False
    """Whether the author wrote a leading `/`."""
    is_here: bool = False
    """Whether the author wrote a leading `./` or `../`: then no base but the document's own (or a `cd`) is meant."""
    is_glob: bool = False

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def depth(self) -> int:
        return self.path.count("/") + 1


def parse(mention: Mention) -> Target:
    """The target of a mention of kind path, glob, link, anchor or import."""
    text = _unwrapped(mention.raw)
    is_link = mention.syntax in ("link", "image", "html") or mention.kind in ("link", "anchor")
    if mention.kind == "import" and mention.syntax == "import":
        text = text.removeprefix("@")
    text, fragment = _without_fragment(text)
    text = unquote(text.partition("?")[0], errors="surrogateescape") if is_link else _without_place(text)
    return _target(text, fragment, glob=not is_link and is_glob(text))


def _unwrapped(raw: str) -> str:
    text = raw.strip().lstrip(_TREE_MARKS).strip()
    while len(text) > 2 and _PAIRS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text.rstrip(",;") if not text.endswith("...") else text


def _without_fragment(text: str) -> tuple[str, str]:
    found = _FRAGMENT.search(text)
    return (text[: found.start()], found["fragment"]) if found else (text, "")


def _without_place(text: str) -> str:
    """`a.py:12-20`, `a.py::test`, `a.py:Symbol` and `X/Footer()` name files."""
    if _SCHEME.match(text) and "://" in text:
        return text
    text = _LINE.sub("", text)
    found = _MEMBER.search(text)
    if found:
        text = text[: found.end("suffix")]
    return _CALL.sub("", text) if "/" in text else text


def _target(text: str, fragment: str, *, glob: bool) -> Target:
    text = text.replace("\\", "/") if "\\" in text and "/" not in text else text
    is_here = text.startswith(("./", "../")) or text in (".", "..")
    while text.startswith("./"):
        text = text[2:]
    is_rooted = text.startswith("/")
    path = text.strip("/") if is_rooted else text.rstrip("/")
    return Target(
        path="" if path == "." else path,
        fragment=fragment,
        is_folder=text.endswith("/"),
        is_rooted=is_rooted,
        is_here=is_here,
        is_glob=glob,
    )
