"""Deeper documents, each with the moment at which to read it."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.survey.inventory import Page, PageKind

_MOMENTS: dict[PageKind, str] = {
    "architecture": "before a change across parts",
    "contribution": "before a first change",
    "decisions": "why it is as it is",
    "specification": "before changing what it specifies",
    "testing": "before writing tests",
}
_WEIGHTS: dict[PageKind, float] = {
    "agent-guide": 10.0,
    "contribution": 9.0,
    "architecture": 9.0,
    "testing": 8.0,
    "specification": 7.0,
    "decisions": 7.0,
    "skill": 6.0,
    "guide": 5.0,
    "plans": 3.0,
}


def document_lines(pages: Iterable[Page]) -> list[Line]:
    """A line for each page whose moment is known, the weightiest first."""
    lines = [line for page in pages if (line := _line(page)) is not None]
    return sorted(lines, key=lambda line: (-line.weight, line.subject))


def _line(page: Page) -> Line | None:
    moment = _moment(page)
    if not moment:
        return None
    weight = _WEIGHTS[page.kind] + (1.0 if page.when else 0.0) - page.path.count("/") / 4
    why = "read when it is needed, and not before every task"
    return Line(f"{code(page.path)}: {moment}", (page.evidence,), why, weight, page.path)


def _moment(page: Page) -> str:
    """When to read it: a source's word, else what its kind says, else what it is about."""
    if page.when:
        return clause(page.when, 110)
    if page.kind == "agent-guide":
        home = dirname(page.path)
        return f"before working in {folder(home)}" if home and not home.startswith(".") else clause(page.summary, 90)
    about = clause(page.title, 60)
    moment = _MOMENTS.get(page.kind, "")
    if page.kind == "skill":
        return clause(page.summary, 110)
    if not moment:
        return clause(page.summary or page.title, 90)
    is_telling = about and about.casefold().replace(" ", "") not in page.path.casefold().replace("-", "")
    return f"{moment} ({about})" if is_telling and page.kind != "contribution" else moment
