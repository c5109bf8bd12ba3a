"""Drawings of folders: whether one shows this repository, or another that its reader has or is to make."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.model import Reference

_HERE = frozenset({Verdict.LIVE, Verdict.GENERATED})


def without_samples(told: Sequence[Reference], settled: Sequence[Reference]) -> Iterator[Reference]:
    """These references; in a drawing of which less is here than is not, nothing is called stale."""
    here = Counter(_drawing(r) for r in settled if r.verdict in _HERE)
    lost = Counter(_drawing(r) for r in told)
    for reference in told:
        drawing = _drawing(reference)
        if drawing and reference.verdict.is_stale and here[drawing] < lost[drawing]:
            yield replace(
                reference, verdict=Verdict.UNKNOWN, evidence="in a drawing of something else", replacement=None
            )
        else:
            yield reference


def _drawing(reference: Reference) -> tuple[str, str] | None:
    """The drawings under one heading of one document are taken together."""
    mention = reference.mention
    return (reference.path, mention.heading) if mention.syntax == "tree" else None
