"""Documents as rows of the store: small, and cheap to read back.

A row is one line of JSON for what is asked of every document, and one for its mentions, whose contexts, headings and
scopes are kept once each: they are only read when mentions are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from contextkit.facts.document import Document, Heading
from contextkit.facts.front_matter import Entry
from contextkit.facts.suppressions import Suppression
from contextkit.model import Mention, Secret

if TYPE_CHECKING:
    from collections.abc import Iterator


def encode(document: Document) -> bytes:
    """The row of a document."""
    front = document.front_matter
    head = [
        [[h.level, h.text, h.line, h.slug] for h in document.headings],
        sorted(document.anchors - {h.slug for h in document.headings}),
        [[s.lints, s.reason, s.line, s.covers] for s in document.suppressions],
        None if front is None else {k: [e.line, e.raw, e.form, e.values] for k, e in front.items()},
        document.front_matter_problem,
        document.front_matter_problem_line,
        document.line_count,
        document.title,
        document.summary,
        [[s.line, s.column, s.kind, s.like] for s in document.secrets],
    ]
    return _json(head) + b"\n" + _json(_columns(document.mentions))


def decode(row: bytes) -> Document:
    """The document of a row that `encode` made; ValueError for any other."""
    head, _, mentions = row.partition(b"\n")
    try:
        headings, anchors, suppressions, front, problem, problem_line, line_count, title, summary, secrets = json.loads(
            head
        )
        made = tuple([Heading(*h) for h in headings])
        return Document(
            mentions=_Mentions(mentions),
            headings=made,
            anchors=frozenset([*anchors, *[h.slug for h in made]]),
            suppressions=tuple([Suppression(tuple(a), b, c, (d[0], d[1])) for a, b, c, d in suppressions]),
            front_matter=None if front is None else {k: Entry(a, b, c, tuple(d)) for k, (a, b, c, d) in front.items()},
            front_matter_problem=problem,
            front_matter_problem_line=problem_line,
            line_count=line_count,
            title=title,
            summary=summary,
            secrets=tuple([Secret(*s) for s in secrets]),
        )
    except (TypeError, ValueError, KeyError, IndexError) as error:
        raise ValueError("not the row of a document") from error


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _columns(mentions: Sequence[Mention]) -> list[Any]:
    """A column for each side of a mention; those that repeat are numbers into a list of their own."""
    if not mentions:
        return []
    return [
        _shared([m.kind for m in mentions]),
        _shared([m.syntax for m in mentions]),
        [m.raw for m in mentions],
        [m.line for m in mentions],
        [m.column for m in mentions],
        [m.start for m in mentions],
        _shared([m.context for m in mentions]),
        _shared([m.heading for m in mentions]),
        _shared([m.scope for m in mentions]),
        _shared([m.label for m in mentions]),
    ]


def _shared(values: Sequence[object]) -> list[Any]:
    distinct = {value: i for i, value in enumerate(dict.fromkeys(values))}
    return [list(distinct), [distinct[value] for value in values]]


def _spread(column: list[Any]) -> list[Any]:
    distinct, numbers = column
    return [distinct[i] for i in numbers]


class _Mentions(Sequence[Mention]):
    """The mentions of a row, made when they are first asked for."""

    __slots__ = ("_made", "_row")

    def __init__(self, row: bytes) -> None:
        self._row = row
        self._made: tuple[Mention, ...] | None = None

    def _all(self) -> tuple[Mention, ...]:
        if self._made is None:
            columns = json.loads(self._row)
            self._made = tuple(_rows(columns)) if columns else ()
        return self._made

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mention]: ...
    def __getitem__(self, index: int | slice) -> Mention | Sequence[Mention]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def _rows(columns: list[Any]) -> Iterator[Mention]:
    kinds, syntaxes, raws, lines, places, starts, contexts, headings, scopes, labels = columns
    scopes = [[tuple(scope) for scope in scopes[0]], scopes[1]]
    return map(
        Mention,
        _spread(kinds),
        _spread(syntaxes),
        raws,
        lines,
        places,
        starts,
        _spread(contexts),
        _spread(headings),
        _spread(scopes),
        _spread(labels),
    )
