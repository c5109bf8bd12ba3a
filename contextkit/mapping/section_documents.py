"""Deeper documents, each with the moment at which to read it."""

from __future__ import annotations

import re
from collections import defaultdict
from posixpath import relpath
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code
from contextkit.survey.inventory import Evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from contextkit.survey.inventory import Page, PageKind

_MOMENTS: dict[PageKind, str] = {
    "architecture": "before a change across parts",
    "decisions": "why it is as it is",
    "specification": "before changing what it specifies",
    "testing": "before writing tests",
}
_HEAVIEST, _STEP, _LIGHTEST = 12.0, 0.3, 2.0
_MOST_TOGETHER = 14
_LEAST_NAMED = 2
_MOST_VAGUE = 6
"""Of pages that say what they are about, and not when to read them."""
_WHY = "read when it is needed, and not before every task"


def document_lines(pages: Sequence[Page], own: Sequence[str] = ()) -> list[Line]:
    """A line for each page whose moment is known, one for all guides of folders, one for the skills of a folder.

    The pages come with the most useful first. `own` are the folders whose maps are written by us.
    """
    guides = [p for p in pages if _is_of_its_folder(p)]
    skills: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.kind == "skill":
            skills[page.path.rsplit("/", 2)[0]].append(page)
    others = [p for p in pages if p not in guides and p.kind != "skill"]
    by_name = [p for p in others if _is_told_by_its_name(p)]
    one_by_one = _one_by_one([p for p in others if p not in by_name])
    together = [*_guides(guides, own), *_named(by_name)]
    return [*one_by_one, *together, *(_skills(where, found) for where, found in sorted(skills.items()))]


def _one_by_one(pages: Iterable[Page]) -> list[Line]:
    told = [(page, moment) for page in pages if (moment := _moment(page))]
    lines = [
        Line(f"{code(p.path)}: {m}", (p.evidence,), _WHY, max(_LIGHTEST, _HEAVIEST - _STEP * rank), p.path)
        for rank, (p, m) in enumerate(told)
    ]
    vague = [line for line, (page, _) in zip(lines, told, strict=True) if not page.when and page.kind == "guide"]
    return [line for line in lines if line not in vague[_MOST_VAGUE:]]


def _is_of_its_folder(page: Page) -> bool:
    """Whether its moment is work in its folder, and no other."""
    home, _, name = page.path.rpartition("/")
    if not home or (page.when and not page.when.startswith(f"before changing {home}")):
        return False
    is_contribution = page.kind == "contribution" and _FIRST.fullmatch(name) is not None
    return page.kind == "agent-guide" or (is_contribution and home.split("/")[0] not in _OF_ALL)


def _is_told_by_its_name(page: Page) -> bool:
    """Whether nothing is known of it but what its path says."""
    name = page.path.rpartition("/")[2]
    if page.when or page.kind not in {"guide", "contribution"} or _FIRST.fullmatch(name) or _RELEASES.match(name):
        return False
    is_plain = not page.summary or _ABOUT_ITSELF.match(page.summary) is not None
    return is_plain and not _is_telling(page.title, page.path)


def _named(pages: Sequence[Page]) -> list[Line]:
    paths = sorted(page.path for page in pages[:_MOST_TOGETHER])
    if len(paths) < _LEAST_NAMED:
        return []
    text = f"What their names say: {', '.join(code(path) for path in paths)}"
    return [Line(text, tuple(Evidence(path) for path in paths), _WHY, 9.7, paths[0])]


def _guides(pages: Iterable[Page], own: Sequence[str]) -> list[Line]:
    """One line for the guides of folders: those that people wrote, and those that are written by us."""
    named = {page.path: page.evidence for page in pages}
    for folder in own:
        if not {f"{folder}/AGENTS.md", f"{folder}/CLAUDE.md"} & set(named):
            named[f"{folder}/AGENTS.md"] = Evidence(f"{folder}/AGENTS.md")
    paths = sorted(list(named)[:_MOST_TOGETHER])
    if not paths:
        return []
    text = f"Before working in one of these folders, its own guide: {', '.join(code(path) for path in paths)}"
    return [Line(text, tuple(named[path] for path in paths), _WHY, 12.5, paths[0])]


def _skills(where: str, pages: Sequence[Page]) -> Line:
    paths = sorted(page.path for page in pages[:_MOST_TOGETHER])
    if len(paths) == 1 and (moment := clause(pages[0].when or pages[0].summary, 110)):
        return Line(f"{code(paths[0])}: {moment}", (pages[0].evidence,), _WHY, 10.0, paths[0])
    text = f"Skills, each for one kind of task: {', '.join(code(path) for path in paths)}"
    return Line(text, tuple(p.evidence for p in pages[:_MOST_TOGETHER]), _WHY, 10.0, f"{where}/")


def above_line(folder: str, others: Collection[str]) -> Line:
    """The line of a nested map that points at those above it."""
    above = ["", *sorted(f for f in others if folder.startswith(f"{f}/"))]
    links = [(f"{f}/AGENTS.md" if f else "AGENTS.md", relpath(f or ".", folder)) for f in above]
    text = f"What holds above: {', '.join(f'[{name}]({way}/AGENTS.md)' for name, way in links)}"
    evidence = tuple(Evidence(name) for name, _ in links)
    return Line(text, evidence, "some agents read the nearest map alone", 20.0, f"{links[0][1]}/AGENTS.md")


def _moment(page: Page) -> str:
    """When to read it: a source's word, else what its kind says, else what it is about; "" where nothing tells."""
    if page.when:
        return clause(page.when, 110)
    name = page.path.rpartition("/")[2]
    if page.kind == "agent-guide":
        return clause(page.summary, 90)
    if page.kind == "contribution" and _FIRST.fullmatch(name):
        return "before a first change"
    if page.kind == "contribution" and _RELEASES.match(name):
        return "before a release"
    if page.kind in {"plans", "guide", "contribution"}:
        return "" if page.kind == "plans" else _subject(page)
    subject = clause(page.title, 60)
    return f"{_MOMENTS[page.kind]} ({subject})" if _is_telling(subject, page.path) else _MOMENTS[page.kind]


def _subject(page: Page) -> str:
    """What it is about, where its path does not say so already."""
    title = clause(page.title, 70)
    return title if _is_telling(title, page.path) else clause(page.summary, 90)


def _is_telling(title: str, path: str) -> bool:
    said = _NO_LETTER.sub("", path.casefold())
    return bool(title) and any(w not in said for w in _NO_LETTER.sub(" ", title.casefold()).split())


_FIRST = re.compile(
    r"(?:contribut(?:e|ing|ions?|ors?)|hacking|develop(?:ing|ment|ers?)?)(?:[-_. ]?guide(?:lines)?)?\.\w+",
    re.IGNORECASE,
)
_RELEASES = re.compile(r"releas(?:e|ing)", re.IGNORECASE)
_OF_ALL = frozenset({"", "docs", ".github", "doc"})
_ABOUT_ITSELF = re.compile(r"(?:this|the following|here)\b", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
