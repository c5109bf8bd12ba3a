"""Pages that are put together when a site is built: what they take in from files of this tree, and what else."""

from __future__ import annotations

import re
from posixpath import dirname
from typing import TYPE_CHECKING, NamedTuple

from contextkit.globs import is_glob
from contextkit.patterns import pattern
from contextkit.references.bases import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.ground import Ground

_INCLUDE = pattern(
    r"""\{%-?\s*(?:include-markdown|include_relative|include_file|include)\s+["']?(?P<tag>[^\s"'%}]+)["']?[^%]*-?%\}
    | \{!\s*(?P<bang>[^!\n]+?)\s*!\}
    | <!--\s*@include:\s*(?P<comment>[^\s>]+)[^>]*-->
    | ^[ \t]*```+\{include\}[ \t]+(?P<directive>\S+)[^`]*```+
    | ^[ \t]*-+8<-+[ \t]+["'](?P<snippet>[^"'\n]+)["'].*$
    | ^[ \t]*-+8<-+[ \t]*\n(?P<snippets>(?:(?![ \t]*-+8<-+).*\n)+)[ \t]*-+8<-+[ \t]*$""",
    re.VERBOSE | re.MULTILINE,
)
_COMPOSED = pattern(
    r"--8<--|\[\[|\{%|\{\{|\{!|<[A-Z]\w*|```\{|\{include|@include|:::|include::|^\s*import .* from ", re.MULTILINE
)
_FENCE = pattern(r"^[ \t>]*(```+|~~~+)(?!\{include\})[^\n]*\n.*?^[ \t>]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = pattern(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_WRAPPER = pattern(r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>[\w./-]*[\w-])(?P<rest>(?:(?!\}\})[^\n])*)\}\}")
_NAMES_A_PART = pattern(r"\b(?:name|title|id|label|header|heading)\s*=", re.IGNORECASE)
_TEMPLATE = pattern(r"\{\{.*?\}\}")
_HEADING = pattern(r"[ \t>]*#{1,6}[ \t]|[^\n]*\n[ \t>]*(?:=+|-+)[ \t]*$")
_PART = pattern(r"(?:#[\w-]+|\{[\d,-]*\}|:[\w,:.-]*)$")
_FOLDERS = ("", "_includes", "includes", "snippets", "_snippets")
_MOST_DEEP = 6


class Composition(NamedTuple):
    """What a page takes in besides its own text."""

    anchors: frozenset[str]
    is_known: bool
    """Whether nothing but files of this tree goes into it."""


def composition(page: str, ground: Ground) -> Composition:
    """The anchors that a page has from what it includes, and what those include."""
    anchors: set[str] = set()
    known = True
    seen, waiting = {page}, [page]
    for _ in range(_MOST_DEEP):
        texts = {p: _without_code((ground.repo.read(p) or b"").decode("utf-8", "replace")) for p in waiting}
        known = known and not any(_COMPOSED.search(_plain(_INCLUDE.sub("", text))) for text in texts.values())
        found = [_resolved(name, p, ground) for p, text in texts.items() for name in _included(text)]
        known = known and all(found)
        waiting = sorted({p for paths in found for p in paths} - seen)
        seen.update(waiting)
        anchors.update(a for d in ground.facts.documents(waiting).values() for a in d.anchors)
    return Composition(frozenset(anchors), known and not waiting)


def _without_code(text: str) -> str:
    """What is shown as code makes no heading, whatever stands in it."""
    return _CODE.sub("", _FENCE.sub("", text))


def _plain(text: str) -> str:
    """Without the templates that stand among words: they bring words, and no heading where they are in none."""
    if "{{" not in text:
        return text
    closed = {found["name"] for found in _WRAPPER.finditer(text) if found["close"]}
    text = _WRAPPER.sub(lambda found: "" if found["name"] in closed and _only_wraps(found["rest"]) else found[0], text)
    lines = text.split("\n")
    pairs = zip(lines, [*lines[1:], ""], strict=True)
    return "\n".join(line if _HEADING.match(f"{line}\n{after}") else _words(line) for line, after in pairs)


def _only_wraps(arguments: str) -> bool:
    """Whether a shortcode that is closed again brings nothing of its own that can be linked to."""
    return not _NAMES_A_PART.search(arguments)


def _words(line: str) -> str:
    rest = _TEMPLATE.sub("", line)
    return rest if re.search(r"\w", rest) else line


def _included(text: str) -> Iterator[str]:
    for found in _INCLUDE.finditer(text):
        names = next(name for name in found.groups() if name is not None)
        for name in names.splitlines() if found["snippets"] else [names]:
            if name.strip() and not name.strip().startswith(";"):
                yield _PART.sub("", name.strip())


def _resolved(name: str, page: str, ground: Ground) -> Sequence[str]:
    """The files that a name means, seen from the page, then from the folders above it; none where it means none."""
    for folder in _upward(dirname(page)):
        for below in _FOLDERS:
            full = joined(f"{folder}/{below}".strip("/"), name.lstrip("/"))
            if full and is_glob(name):
                found = [p for p in ground.tree.matching(full) if p in ground.tree.entries]
                if found:
                    return found
            real = ground.tree.resolve(full) if full else None
            if real in ground.tree.entries and real is not None:
                return (real,)
    return ()


def _upward(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = dirname(folder)
        yield folder
