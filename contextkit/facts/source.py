"""What a source file says: the words that stand in it, and what it defines. Content in, facts out.

Definitions come from the query of the file's language, `queries/<language>.scm`: a capture's name is the kind of what
it defines, `@scope` is a node whose inside belongs to the name it begins with, `@of` names such a scope without
defining it, `@tag` holds Go's struct tags; a name with a leading `_` serves the query alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.syntax.grammars import LANGUAGES, captures, grammar_version, query_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

SOURCE_VERSION = "3"


def _all_but(kept: str) -> bytes:
    """A table that makes a space of every ASCII character but letters, digits and these."""
    others = bytes(c for c in range(128) if not (chr(c).isalnum() or chr(c) in kept))
    return bytes.maketrans(others, b" " * len(others))


_WORDS_ALONE = _all_but("_$")
# With braces as words of their own: in `import type { Foo }` the keyword declares nothing.
_WORDS_AND_BRACES = _all_but("_${")
# What stands before the name that it declares, in the languages and schemas that are written by hand.
_DECLARES = frozenset(
    b"class interface type enum function const let var def fn struct trait func mod static macro_rules union record "
    b"object fun val module defmodule defp defmacro namespace typealias protocol model message service rpc table view "
    b"delegate define".split()
)
_TYPES = frozenset({"class", "interface", "type", "enum", "module", "of"})
_THEMSELVES = frozenset({"self", "cls"})
_TAG = pattern(rb'\w+:"([\w$-]+)')


@dataclass(frozen=True, slots=True)
class Definition:
    """A name that a file defines."""

    name: str
    kind: str
    """class, interface, type, enum, member, function, method, field, property, parameter, constant, variable, module,
    macro; `tag` is a key in Go's struct tags, `key` one of an object or dictionary that is made here."""
    line: int
    """Counted from 1."""
    container: str
    """The innermost type that it belongs to; "" at the top."""


FEW = 40
"""Up to so many words, looking whether one of them stands in a text at all is faster than splitting it."""


def words_of(content: bytes) -> bytes:
    """The words of a text, comments and strings included, as a row."""
    return b" ".join(set(content.translate(_WORDS_ALONE).split()))


def declared_in(content: bytes) -> bytes:
    """Those of them that follow a declaring keyword, as a row."""
    words = content.replace(b"{", b" { ").translate(_WORDS_AND_BRACES).split()
    return b" ".join({name for keyword, name in pairwise(words) if keyword in _DECLARES})


def which_of(asked: frozenset[bytes], row: bytes) -> frozenset[bytes]:
    """Which of the words asked for stand in a row."""
    if len(asked) <= FEW and not any(word in row for word in asked):
        return frozenset()
    return asked.intersection(row.split())


def definitions_of(content: bytes, language: str) -> list[Definition]:
    """What a file defines, in its own order."""
    scopes: list[tuple[int, int]] = []
    names: list[tuple[int, str, bytes, int]] = []
    for capture, nodes in captures(content, language, _query(language)).items():
        if capture == "scope":
            scopes += [node.byte_range for node in nodes]
        elif capture == "tag":
            tags = ((n, key) for n in nodes for key in _TAG.findall(n.text or b""))
            names += [(n.start_byte, capture, key, n.start_point[0] + 1) for n, key in tags]
        elif capture[0] != "_":
            names += [(n.start_byte, capture, n.text or b"", n.start_point[0] + 1) for n in nodes]
    return list(_contained(sorted(scopes), sorted(names)))


def _contained(scopes: Sequence[tuple[int, int]], names: Iterable[tuple[int, str, bytes, int]]) -> Iterator[Definition]:
    """Gives each name the container in whose scope it stands; a scope is called by the first type named in it."""
    waiting = list(reversed(scopes))
    open_scopes: list[tuple[int, str]] = []
    seen = -1
    for start, kind, raw, line in names:
        if start == seen and kind != "tag":
            continue
        seen = start
        name = raw.decode("utf-8", "replace").removeprefix("#")
        while open_scopes and open_scopes[-1][0] <= start:
            open_scopes.pop()
        outer = open_scopes[-1][1] if open_scopes else ""
        if kind in _TYPES:
            while waiting and waiting[-1][0] <= start:
                end = waiting.pop()[1]
                if end > start:
                    open_scopes.append((end, name))
        if kind != "of" and name not in _THEMSELVES:
            yield Definition(name, kind, line, outer)


def prepare(language: str) -> None:
    """Loads the grammar and compiles its query, so that forked workers need not."""
    captures(b"", language, _query(language))


def encode_definitions(definitions: Iterable[Definition]) -> bytes:
    return "\n".join(f"{d.name}\t{d.kind}\t{d.line}\t{d.container}" for d in definitions).encode()


def decode_definitions(row: bytes, names: Collection[str] | None = None) -> list[Definition]:
    """The definitions of a row; of these names, or all. Lines that are broken are left out."""
    found = []
    for entry in row.decode("utf-8", "replace").splitlines():
        name, *rest = entry.split("\t")
        if len(rest) == 3 and rest[1].isdigit() and (names is None or name in names):
            found.append(Definition(name, rest[0], int(rest[1]), rest[2]))
    return found


def definitions_version() -> str:
    """Changes when the extractor, a query or a grammar does."""
    parts = [SOURCE_VERSION, *(f"{name} {grammar_version(name)} {_query(name)}" for name in LANGUAGES)]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def _query(language: str) -> str:
    return (Path(__file__).parent / "queries" / f"{query_of(language)}.scm").read_text(encoding="utf-8")


def declares(content: bytes, name: str, *, assigns: bool = False) -> int | None:
    """The first line that has the form of a definition of `name` in any language; None where there is none.

    `assigns` is for the files of make and of shells, where a plain assignment at the beginning of a line is one.
    """
    found = (
        line
        for line, before, after in _around(content, name)
        if _DECLARED.search(before) or (assigns and _is_assigned(before, after))
    )
    return next(found, None)


def may_define(content: bytes, name: str) -> bool:
    """Whether `name` stands anywhere as in a definition: cheaper than parsing, and never the last word."""
    return any(
        _DECLARED.search(before)
        or (_BEFORE_MEMBER.search(before) and _AFTER_MEMBER.match(after))
        or _is_assigned(before, after)
        for _, before, after in _around(content, name)
    )


def _is_assigned(before: bytes, after: bytes) -> bool:
    return _BEFORE_ASSIGNED.match(before) is not None and _AFTER_ASSIGNED.match(after) is not None


def _around(content: bytes, name: str) -> Iterator[tuple[int, bytes, bytes]]:
    """Line number and what stands before and after on the line, for each time the whole word occurs."""
    word = name.encode("utf-8", "surrogateescape")
    at = content.find(word)
    while at >= 0:
        end = at + len(word)
        start, stop = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", end)
        before, after = content[start:at], content[end : stop if stop >= 0 else None]
        if not (_WORD.match(before[-1:]) or _WORD.match(after)):
            yield content.count(b"\n", 0, at) + 1, before, after
        at = content.find(word, end)


_WORD = pattern(rb"[\w$]")
_DECLARED = pattern(
    rb"(?:\b(?:" + b"|".join(sorted(_DECLARES)) + rb")[ \t]+(?:<[^>]*>[ \t]+)?(?:[\w.<>:?,]+[.:])?"
    rb"|^[ \t]*(?:public|private|protected|internal|static|pub|export|final|override|abstract|virtual|attr_\w+)\b"
    rb"[ \t:]*(?:(?!extends|implements|new|return)[\w<>\[\],.?]+[ \t]+)*?)$"
)
_BEFORE_ASSIGNED = pattern(rb"^[ \t]*(?:(?:export|override|readonly|local|declare|typeset)[ \t]+(?:-\w+[ \t]+)?)*$")
_AFTER_ASSIGNED = pattern(rb"[ \t]*(?:\?|\+|!|:{1,3})?=(?![=~])")
_BEFORE_MEMBER = pattern(rb"^[ \t]*(?:[\w@$*]+[ \t]+)*$|[{,(\"'#)][ \t]*$")
_AFTER_MEMBER = pattern(rb"[\"']?[?!]?[ \t]*(?:[(<:=,;{}]|$)")
