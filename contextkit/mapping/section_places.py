"""Where things are: pointers with a purpose; no listing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.survey.inventory import Area, Use


_HEAVIEST, _STEP, _LIGHTEST = 12.0, 0.25, 2.0


def place_lines(areas: Iterable[Area], uses: Iterable[Use]) -> list[Line]:
    """A line for each folder that a source describes, by path. The areas come with the most useful first."""
    users = Counter(use.used for use in uses)
    named = [area for area in areas if area.folder]
    weights = [max(_LIGHTEST, _HEAVIEST - _STEP * rank) for rank in range(len(named))]
    lines = [_line(area, users[area.folder], weight) for area, weight in zip(named, weights, strict=True)]
    return sorted(lines, key=lambda line: line.subject)


def _line(area: Area, users: int, weight: float) -> Line:
    purpose = clause(area.purpose, 110)
    text = f"{folder(area.folder)}: {purpose}" if purpose else folder(area.folder)
    if area.name and not purpose:
        text += f" ({code(area.name)})"
    why = "saves a search; the purpose is its own source's word"
    if users:
        why += f"; {users} packages import it"
    return Line(text, (area.evidence,), why, weight, f"{area.folder}/")
