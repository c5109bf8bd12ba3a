"""Which maps a repository is worth, and what each says: ranked, and cut to what an agent reads before every task."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contextkit.mapping.lines import SECTIONS, Line, Outline, Section, SectionName
from contextkit.mapping.scopes import Scopes
from contextkit.mapping.section_boundaries import boundary_lines, owner_lines
from contextkit.mapping.section_commands import command_lines
from contextkit.mapping.section_documents import above_line, document_lines
from contextkit.mapping.section_places import place_lines
from contextkit.mapping.section_rules import rule_lines
from contextkit.mapping.wording import code, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from contextkit.survey.inventory import Command, Survey

HARD_LIMIT_LINES = 200
_NESTED_LIMIT_LINES = 60
_ROOT_BYTES, _NESTED_BYTES = 4200, 2000
"""Of text; marks and slots are no part of it. What is weighty goes in beyond them."""
_WEIGHTY = 11.5
_LEAST_OF_ITS_OWN = 3
_MOST_MAPS = 20
_LINES_OF_A_SECTION = 5
"""Two marks, a heading, and the blank lines around them."""
_LINES_OF_A_FILE = 6
"""Its title and the slots."""
_PREFERRED = 2.5
"""How much heavier a line is that stands there already: what is true does not go because something came."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a map may say."""

    lines: int
    bytes: int
    """Beyond these, only what is weighty goes in."""
    weighty: float
    most: Mapping[SectionName, int]


_ROOT_MOST: Mapping[SectionName, int] = {
    "about": 1, "commands": 34, "places": 26, "rules": 10, "boundaries": 14, "documents": 16,
}  # fmt: skip
_NESTED_MOST: Mapping[SectionName, int] = {
    "about": 1, "commands": 14, "places": 12, "rules": 8, "boundaries": 8, "documents": 8,
}  # fmt: skip


def root_budget(max_lines: int) -> Budget:
    """That of the map at the root."""
    return Budget(min(max_lines, HARD_LIMIT_LINES), _ROOT_BYTES, _WEIGHTY, _ROOT_MOST)


def nested_budget(max_lines: int) -> Budget:
    """That of a package's map."""
    return Budget(min(max_lines, _NESTED_LIMIT_LINES), _NESTED_BYTES, _WEIGHTY, _NESTED_MOST)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of maps, and what is there."""

    title: str
    """Of the root's map."""
    max_lines: int = 100
    present: Collection[str] = ()
    """The lines that the maps hold now, which are preferred where there is no room for all."""
    guided: Collection[str] = ()
    """Folders, other than the root, whose AGENTS.md a person wrote."""
    is_nearest_alone: bool = False
    """Whether some agent reads the nearest map, and none above it."""


def outlines(survey: Survey, wanted: Wanted) -> tuple[Outline, ...]:
    """The map of the root, and one for each package that has something of its own to say.

    Where an agent reads the nearest map alone, each points at those above it, a person's as well.
    """
    scopes = Scopes(survey.commands, survey.areas)
    own = _worth_a_map(survey, scopes)
    part = _part(survey, "", own, scopes)
    root = _sections(part, "", scopes.lines(), own)
    found = [Outline("", wanted.title, _chosen(root, root_budget(wanted.max_lines), wanted.present))]
    names = {area.folder: area.name for area in survey.areas}
    pointed = {*own, *wanted.guided} if wanted.is_nearest_alone else set[str]()
    for folder in sorted({*own, *pointed}):
        sections = _sections(_part(survey, folder, (), scopes), folder) if folder in own else ()
        pointer = above_line(folder, pointed) if folder in pointed else None
        chosen = _chosen(sections, nested_budget(wanted.max_lines), wanted.present)
        found.append(Outline(folder, names.get(folder) or folder, _with_pointer(chosen, pointer)))
    return tuple(found)


def _with_pointer(sections: Sequence[Section], pointer: Line | None) -> tuple[Section, ...]:
    if pointer is None:
        return tuple(sections)
    lines = next((s.lines for s in sections if s.name == "about"), ())
    return (Section("about", (*lines, pointer)), *(s for s in sections if s.name != "about"))


def _worth_a_map(survey: Survey, scopes: Scopes) -> list[str]:
    """The packages that have so much of their own that a file of their own is read with profit."""
    packages = sorted({c.package for c in survey.commands if c.package})
    counts = {p: _count_of_own(_part(survey, p, (), scopes), scopes) for p in packages}
    worthy = [p for p in packages if counts[p] >= _LEAST_OF_ITS_OWN]
    return sorted(worthy, key=lambda p: (-counts[p], p))[:_MOST_MAPS]


def _count_of_own(part: Survey, scopes: Scopes) -> int:
    own = [c for c in part.commands if not scopes.is_common(c) and (c.is_headline or c.about)]
    return len(own) + len(boundary_lines(part.zones)) + len(part.conventions)


def _part(survey: Survey, folder: str, apart: Iterable[str], scopes: Scopes) -> Survey:
    """What of a survey is about a folder, less what the maps of other folders say."""
    folders = tuple(apart)

    def is_here(path: str) -> bool:
        below = not folder or path == folder or path.startswith(f"{folder}/")
        return below and not any(path == f or path.startswith(f"{f}/") for f in folders)

    def is_place(path: str) -> bool:
        return path != folder and (is_here(path) or path in folders)

    def is_told(command: Command) -> bool:
        if command.package == folder:
            return True
        return not folder and is_here(command.package) and not scopes.is_common(command)

    return replace(
        survey,
        about=survey.about if not folder else _purpose(survey, folder),
        commands=tuple(c for c in survey.commands if is_told(c)),
        areas=tuple(a for a in survey.areas if is_place(a.folder)),
        zones=tuple(z for z in survey.zones if is_here(z.glob)),
        owners=survey.owners if not folder else replace(survey.owners, source="", rules=()),
        pages=tuple(p for p in survey.pages if is_here(p.path) or p.path.rpartition("/")[0] in folders),
        conventions=tuple(c for c in survey.conventions if _folder_of(c.evidence.path, survey) == folder),
    )


def _purpose(survey: Survey, folder: str) -> str:
    return next((area.purpose for area in survey.areas if area.folder == folder), "")


def _folder_of(path: str, survey: Survey) -> str:
    """The package that a file belongs to."""
    homes = [a.folder for a in survey.areas if a.name and (path.startswith(f"{a.folder}/"))]
    return max(homes, key=len, default="")


def _sections(part: Survey, folder: str, scoped: Sequence[Line] = (), own: Sequence[str] = ()) -> tuple[Section, ...]:
    found: dict[SectionName, list[Line]] = {
        "about": _about(part, folder),
        "commands": command_lines(part.commands, folder, scoped),
        "places": place_lines(part.areas, part.uses),
        "rules": rule_lines(part.conventions),
        "boundaries": [*boundary_lines(part.zones), *owner_lines(part.owners)],
        "documents": document_lines(part.pages, own),
    }
    is_inside = folder and any(command.folder == folder for command in part.commands)
    intro = f"typed in {code(f'{folder}/')}" if is_inside else ""
    return tuple(Section(name, tuple(found[name]), intro if name == "commands" else "") for name in SECTIONS)


def _about(part: Survey, folder: str) -> list[Line]:
    text = sentence(part.about, 300)
    if not text:
        return []
    evidence = next((a.evidence for a in part.areas if a.folder == folder), None) if folder else part.about_evidence
    return [Line(text, (evidence,) if evidence else (), "says what all else is about", 30.0)]


def _chosen(sections: Sequence[Section], budget: Budget, present: Collection[str]) -> tuple[Section, ...]:
    """The heaviest lines that fit, in the order in which they stood."""
    ranked = [(s.name, line) for s in sections for line in _ranked(s, budget.most[s.name], present)]
    ranked.sort(key=lambda pair: (-_weight(pair[1], present), SECTIONS.index(pair[0]), pair[1].text))
    kept: dict[SectionName, set[Line]] = {}
    lines, size = _LINES_OF_A_FILE, 0
    for name, line in ranked:
        cost = 1 if name in kept else 1 + _LINES_OF_A_SECTION
        grown = size + len(line.text.encode()) + 3
        if lines + cost > budget.lines or (grown > budget.bytes and line.weight < budget.weighty):
            continue
        kept.setdefault(name, set()).add(line)
        lines, size = lines + cost, grown
    return tuple(replace(s, lines=tuple(x for x in s.lines if x in kept.get(s.name, ()))) for s in sections)


def _ranked(section: Section, most: int, present: Collection[str]) -> list[Line]:
    return sorted(section.lines, key=lambda line: (-_weight(line, present), line.text))[:most]


def _weight(line: Line, present: Collection[str]) -> float:
    return line.weight + (_PREFERRED if line.text in present else 0.0)
