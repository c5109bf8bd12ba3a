"""Where things are: pointers with a purpose; no listing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.survey.inventory import Area, Use


def place_lines(areas: Iterable[Area], uses: Iterable[Use]) -> list[Line]:
    """A line for each folder that a source describes, by path. Those that many use weigh most."""
    users = Counter(use.used for use in uses)
    return [_line(area, users[area.folder]) for area in areas if area.folder]


def _line(area: Area, users: int) -> Line:
    purpose = clause(area.purpose, 110)
    text = f"{folder(area.folder)}: {purpose}" if purpose else folder(area.folder)
    if area.name and not purpose:
        text += f" ({code(area.name)})"
    why = "saves a search: the purpose is its own source's word"
    if users:
        why += f"; {users} packages import it"
    depth = area.folder.count("/")
    weight = 8.0 - depth + min(users, 6) / 2 + (1.0 if area.name else 0.0) - (0.0 if purpose else 4.0)
    return Line(text, (area.evidence,), why, weight, f"{area.folder}/")
