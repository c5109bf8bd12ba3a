"""Deletions that prove nothing: of what was in git by accident, or of a file that the program looks for elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from contextkit.facts.source_files import is_example, is_test
from contextkit.model import Verdict
from contextkit.patterns import pattern
from contextkit.references.bases import joined
from contextkit.syntax.grammars import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from contextkit.model import Commit, Reference
    from contextkit.references.case import Case
    from contextkit.references.ground import Ground

_CODE = tuple(sorted({suffix for language in LANGUAGES.values() for suffix in language.suffixes}))
_FEW_DAYS = 7
_HERE = frozenset({Verdict.LIVE, Verdict.ELSEWHERE})
_OWN_TOOLS = pattern(r"(^|/)(scripts?|tools?|hack|build|ci|\.[^/]+)/|(^|/)[^/]*\.config\.\w+$")
"""What works on this repository itself: the paths in it are ours."""


def without_chance(
    told: Sequence[tuple[Case, Reference]], settled: Sequence[Reference], ground: Ground
) -> Iterator[Reference]:
    """These references; those are no longer called deleted whose deletion tells nothing of them."""
    doubted = {id(r): (c, r) for c, r in told if _is_doubted(c, r)}
    since = _named_since([case for case, _ in doubted.values()], ground) if doubted else {}
    strange = _of_something_else([r for _, r in told], settled)
    built = _built([case.target.path for case, _ in doubted.values() if _is_full(case)], ground)
    for case, reference in told:
        if id(reference) not in doubted:
            yield reference
        elif source := built.get(case.target.path):
            yield _said(reference, Verdict.FOREIGN, f"{source} builds this very path: a file of the program's users")
        elif _place(reference) in strange and _is_younger(case, reference, since, ground):
            yield _said(reference, Verdict.UNKNOWN, "named after it had gone, among others that never were here")
        elif passed := _passed_through(case, reference, since, ground):
            yield _said(reference, Verdict.UNKNOWN, passed)
        else:
            yield reference


def _is_doubted(case: Case, reference: Reference) -> bool:
    return reference.verdict is Verdict.DELETED and not (case.is_link or case.kind == "import" or case.target.is_glob)


def _said(reference: Reference, verdict: Verdict, why: str) -> Reference:
    return replace(reference, verdict=verdict, evidence=why, replacement=None)


def _word(case: Case) -> str:
    return case.target.path + ("/" if case.target.is_folder else "")


def _document(case: Case, ground: Ground) -> str:
    return ground.tree.resolve(case.asked.path) or case.asked.path


def _named_since(cases: Sequence[Case], ground: Ground) -> Mapping[str, Mapping[str, Commit]]:
    asked: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        asked[_document(case, ground)].add(_word(case))
    return ground.history.named_since(asked)


def _place(reference: Reference) -> tuple[str, int, str]:
    return reference.path, reference.mention.line, reference.mention.context


def _of_something_else(told: Sequence[Reference], settled: Sequence[Reference]) -> Collection[tuple[str, int, str]]:
    """The sentences of whose several paths most never were here, and none is: they speak of another tree."""
    here = {_place(r) for r in settled if r.verdict in _HERE}
    never = Counter(_place(r) for r in told if r.verdict is Verdict.UNKNOWN)
    gone = Counter(_place(r) for r in told if r.verdict.is_stale)
    return {p for p, count in never.items() if count > max(gone[p], 1) and p not in here}


def _is_younger(case: Case, reference: Reference, since: Mapping[str, Mapping[str, Commit]], ground: Ground) -> bool:
    named = since.get(_document(case, ground), {}).get(_word(case))
    return named is not None and reference.commit is not None and named.date > reference.commit.date > ""


def _passed_through(
    case: Case, reference: Reference, since: Mapping[str, Mapping[str, Commit]], ground: Ground
) -> str | None:
    """What to say of a path that the document had named before it first came, and that was not there to stay."""
    named = since.get(_document(case, ground), {}).get(_word(case))
    full = joined(reference.base, case.target.path) if reference.base is not None else None
    if named is None or not full or reference.commit is None or not named.id or not reference.commit.id:
        return None
    came = ground.history.came_after(full, named.id, reference.commit.id)
    if came is None:
        return None
    if _days(named, came) <= _FEW_DAYS and _days(came, reference.commit) > _FEW_DAYS:
        return None  # written ahead of the file, which then came to stay
    return f"named since {named.date}, and in git from {came.date} to {reference.commit.date} only"


def _days(first: Commit, second: Commit) -> int:
    return (date.fromisoformat(second.date) - date.fromisoformat(first.date)).days


def _is_full(case: Case) -> bool:
    """A path that tells a file by folder and name: shorter ones stand in many a source file."""
    return case.target.depth > 1 and "." in case.target.name


def _built(paths: Sequence[str], ground: Ground) -> Mapping[str, str]:
    """By path, a file of the program that holds it as a string of its own."""
    commit = ground.repo.commit
    found = ground.history.words_at(commit, set(paths), _CODE) if commit and paths else {}
    return {path: own for path, files in found.items() if (own := next(_building(path, files, ground), None))}


def _building(path: str, files: Sequence[str], ground: Ground) -> Iterator[str]:
    string = re.compile(rb"(['\"`])(?:\./)?" + re.escape(path.encode("utf-8", "surrogateescape")) + rb"\1")
    for file in files:
        is_program = not (is_test(file) or is_example(file) or _OWN_TOOLS.search(file))
        if is_program and string.search(ground.repo.read(file) or b""):
            yield file
