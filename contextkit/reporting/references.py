"""References with their verdicts, as text or as one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.reporting.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.model import Reference

_WIDEST_RAW = 48
"""A longer one is shown whole, and does not push the others' evidence aside."""


def render_references(references: Sequence[Reference], output_format: str) -> Iterator[str]:
    """The lines to print, by document and place."""
    ordered = sorted(references, key=_place)
    yield from map(_object, ordered) if output_format == "json" else _text(ordered)


def _place(reference: Reference) -> tuple[str, int, int, str, str]:
    mention = reference.mention
    return reference.path, mention.line, mention.column, reference.kind, mention.raw


def _object(reference: Reference) -> str:
    mention = reference.mention
    row = {
        "path": encodable(reference.path),
        "line": mention.line,
        "column": mention.column,
        "raw": encodable(mention.raw),
        "kind": reference.kind,
        "verdict": reference.verdict.value,
        "base": None if reference.base is None else encodable(reference.base),
        "target": None if reference.target is None else encodable(reference.target),
        "commit": reference.commit and reference.commit.id,
        "evidence": encodable(reference.evidence),
    }
    return json.dumps(row)


def _text(references: Sequence[Reference]) -> Iterator[str]:
    for path, of_document in groupby(references, key=lambda r: r.path):
        yield visible(path)
        yield from _aligned([_cells(r) for r in of_document])
        yield ""
    yield _summary(references)


def _cells(reference: Reference) -> tuple[str, ...]:
    mention = reference.mention
    told = reference.evidence or reference.target or ""
    place = f"{mention.line}:{mention.column}"
    return place, reference.kind, reference.verdict.value, visible(mention.raw), visible(told)


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    widths[3] = max((len(row[3]) for row in rows if len(row[3]) <= _WIDEST_RAW), default=0)
    for place, *cells, told in rows:
        middle = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield f"  {place.rjust(widths[0])}  {middle}  {told}".rstrip()


def _summary(references: Sequence[Reference]) -> str:
    if not references:
        return "No references."
    counts = Counter(r.verdict for r in references)
    told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
    documents = len({r.path for r in references})
    return f"{_number(len(references), 'reference')} in {_number(documents, 'document')}: {told}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
