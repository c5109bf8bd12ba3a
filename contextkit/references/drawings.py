"""Drawings of folders: whether one shows this repository, or another that its reader has or is to make."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.model import Reference
    from contextkit.references.case import Case
    from contextkit.repo import Tree

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


def with_siblings(told: Sequence[tuple[Case, Reference]], tree: Tree) -> Iterator[tuple[Case, Reference]]:
    """These references; what was deleted went where another of its drawing's folder did, if it is there now."""
    places: dict[object, list[str]] = defaultdict(list)
    for case, reference in told:
        if _drawing(reference) and reference.verdict is Verdict.MOVED and reference.target and not case.target.is_glob:
            folder, _, name = reference.target.rpartition("/")
            if name == case.target.name:
                places[_left_with(case, reference)].append(folder)
    for case, reference in told:
        is_lost = reference.verdict is Verdict.DELETED and _drawing(reference) and not case.target.is_glob
        found = places.get(_left_with(case, reference), ()) if is_lost else ()
        targets = {t for folder in found if tree.holds(t := f"{folder}/{case.target.name}".lstrip("/"))}
        yield case, _moved_along(case, reference, targets.pop()) if len(targets) == 1 else reference


def _left_with(case: Case, reference: Reference) -> object:
    return _drawing(reference), reference.base, case.target.path.rpartition("/")[0], reference.commit


def _moved_along(case: Case, reference: Reference, target: str) -> Reference:
    said = f"moved to {target} with what lay beside it in {reference.commit}"
    return case.verdict(Verdict.MOVED, said, base=reference.base, target=target, commit=reference.commit)


def _drawing(reference: Reference) -> tuple[str, str] | None:
    """The drawings under one heading of one document are taken together."""
    mention = reference.mention
    return (reference.path, mention.heading) if mention.syntax == "tree" else None
