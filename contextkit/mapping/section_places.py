"""Where things are: pointers with a purpose; no listing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from contextkit.survey.inventory import Area, Use

_HEAVIEST, _STEP, _LIGHTEST = 12.0, 0.25, 2.0
_MOST_INSIDE = 5
_WEAK = ("Exports ", "Used by ")
"""Purposes that are told by code alone: a name says as much."""


def place_lines(areas: Iterable[Area], uses: Iterable[Use]) -> list[Line]:
    """A line for each folder that a source describes, by path. The areas come with the most useful first.

    Folders that no source describes in words stand on the line of the one that they are in.
    """
    users = Counter(use.used for use in uses)
    named = [area for area in areas if area.folder]
    described = {area.folder for area in named if not area.purpose.startswith(_WEAK)}
    inside: dict[str, list[Area]] = defaultdict(list)
    for area in named:
        if area.folder not in described and (home := _home(area.folder, described)):
            inside[home].append(area)
    lines = []
    for rank, area in enumerate(named):
        if area.folder in described or not _home(area.folder, described):
            weight = max(_LIGHTEST, _HEAVIEST - _STEP * rank)
            lines.append(_line(area, users[area.folder], weight, inside[area.folder][:_MOST_INSIDE]))
    return sorted(lines, key=lambda line: line.subject)


def _home(path: str, described: Collection[str]) -> str:
    """The nearest folder above that has a line."""
    above = path.rpartition("/")[0]
    while above and above not in described:
        above = above.rpartition("/")[0]
    return above


def _line(area: Area, users: int, weight: float, inside: Sequence[Area]) -> Line:
    purpose = clause(area.purpose, 90)
    text = f"{folder(area.folder)}: {purpose}" if purpose else folder(area.folder)
    if area.name and not purpose:
        text += f" ({code(area.name)})"
    if inside:
        names = sorted(part.folder.removeprefix(f"{area.folder}/") for part in inside)
        text += f"; in it {', '.join(folder(name) for name in names)}"
    why = "saves a search; the purpose is its own source's word"
    if users:
        why += f"; {users} packages import it"
    return Line(text, (area.evidence, *(part.evidence for part in inside)), why, weight, f"{area.folder}/")
