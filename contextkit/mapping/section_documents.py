"""Deeper documents, each with the moment at which to read it."""

from __future__ import annotations

from posixpath import dirname, relpath
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder
from contextkit.survey.inventory import Evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from contextkit.survey.inventory import Page, PageKind

_MOMENTS: dict[PageKind, str] = {
    "architecture": "before a change across parts",
    "contribution": "before a first change",
    "decisions": "why it is as it is",
    "specification": "before changing what it specifies",
    "testing": "before writing tests",
}
_HEAVIEST, _STEP, _LIGHTEST = 11.0, 0.3, 2.0


def document_lines(pages: Iterable[Page]) -> list[Line]:
    """A line for each page whose moment is known. They come with the most useful first."""
    told = [(page, moment) for page in pages if (moment := _moment(page))]
    why = "read when it is needed, and not before every task"
    return [
        Line(f"{code(p.path)}: {m}", (p.evidence,), why, max(_LIGHTEST, _HEAVIEST - _STEP * rank), p.path)
        for rank, (p, m) in enumerate(told)
    ]


def own_map_lines(folders: Sequence[str], pages: Iterable[Page]) -> list[Line]:
    """One line for the maps that are written for packages, less those that a person wrote, which are pages."""
    named = {page.path for page in pages}
    paths = [f"{f}/AGENTS.md" for f in sorted(folders) if not {f"{f}/AGENTS.md", f"{f}/CLAUDE.md"} & named]
    if not paths:
        return []
    text = f"Before working in one of these folders, its own map: {', '.join(code(path) for path in paths)}"
    why = "an agent that is started at the root reads them when it is told to"
    return [Line(text, tuple(Evidence(path) for path in paths), why, 12.0, paths[0])]


def above_line(folder: str, others: Collection[str]) -> Line:
    """The line of a nested map that points at those above it."""
    above = ["", *sorted(f for f in others if folder.startswith(f"{f}/"))]
    links = [(f"{f}/AGENTS.md" if f else "AGENTS.md", relpath(f or ".", folder)) for f in above]
    text = f"What holds above: {', '.join(f'[{name}]({way}/AGENTS.md)' for name, way in links)}"
    evidence = tuple(Evidence(name) for name, _ in links)
    return Line(text, evidence, "some agents read the nearest map alone", 20.0, f"{links[0][1]}/AGENTS.md")


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
