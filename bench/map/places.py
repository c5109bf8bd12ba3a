"""Whether a map names a folder or a document: as a path, in a list, or in a drawing of the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DRAWN = re.compile(r"^([\s│├└─|`+-]*)([\w.@*-][\w./@*-]*)")
_MANIFESTS = ("package.json", "Cargo.toml", "pyproject.toml", "build.gradle")


def drawn_paths(markdown: str) -> set[str]:
    """The whole paths of drawings in which each line is indented below its folder."""
    found: set[str] = set()
    above: list[tuple[int, str]] = []
    is_fenced = False
    for line in markdown.splitlines():
        if re.match(r"\s*(```|~~~)", line):
            is_fenced, above = not is_fenced, []
            continue
        drawn = _DRAWN.match(line)
        if not (is_fenced and drawn):
            continue
        indent = len(drawn[1].replace("\t", "    "))
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, drawn[2].strip("/").removeprefix("./")))
        whole = "/".join(name for _, name in above)
        below_root = whole.split("/", 1)[-1] if len(above) > 1 else whole
        found |= {*_and_above(whole), *_and_above(below_root)}
    return found


def is_named(path: str, markdown: str, drawn: set[str], tree: Path) -> bool:
    """Whether the map names this path, or the package that it is."""
    bare = path.strip("/").removeprefix("./")
    name = bare.rsplit("/", 1)[-1]
    if bare in drawn:
        return True
    is_package = any((tree / bare / manifest).exists() for manifest in _MANIFESTS)
    if is_package and (f"`{name}`" in markdown or f"`{name}/`" in markdown):
        return True
    return _is_listed(bare, markdown) or _is_written(bare, markdown)


def _and_above(path: str) -> set[str]:
    names = path.split("/")
    return {"/".join(names[:count]) for count in range(1, len(names) + 1)}


def _is_listed(path: str, markdown: str) -> bool:
    """`- path: ...`, or its last name on a line, or below a heading, that has its parent."""
    parent, _, last = path.rpartition("/")
    item = re.compile(rf"\s*[-*]\s+\W*{re.escape(path)}\W*(\s|:|$)")
    inside = re.compile(rf"(?<![\w-]){re.escape(last)}/(\*|(?![\w.@<{{-]))")
    heading = ""
    for line in markdown.splitlines():
        if line.startswith("#"):
            heading = line
        if item.match(line) or (parent and parent in heading + line and inside.search(line)):
            return True
    return False


def _is_written(path: str, markdown: str) -> bool:
    is_one_word = "/" not in path and "." not in path
    end = r"(?:/[*]*(?![\w.-])|(?=`))" if is_one_word else r"(?:/\**)?(?![\w/-]|\.\w)"
    return bool(re.search(rf"(?<![\w/.-])(?:\./)?{re.escape(path)}{end}", markdown))
