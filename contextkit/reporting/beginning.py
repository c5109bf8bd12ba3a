"""What a survey found, in a few lines, for a person who begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.reporting.visible import visible
from contextkit.survey.inventory import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.inventory import Command, Survey

_MOST_NAMES = 6


def found_lines(survey: Survey, agent_files: Sequence[str]) -> Iterator[str]:
    """Headline commands with where each stands, and how much there is of the rest."""
    if survey.about:
        yield f"about       {visible(survey.about)}"
    for command in _headlines(survey):
        evidence = f"  ({visible(str(command.evidence[0]))})" if command.evidence else ""
        yield f"{command.purpose:<10}  {visible(command.line)}{evidence}"
    yield f"places      {_counted([area.folder for area in survey.areas])}"
    yield f"boundaries  {_counted([zone.glob for zone in survey.zones])}"
    yield f"documents   {_counted([page.path for page in survey.pages])}"
    yield f"agent files {_counted(agent_files)}"


def _headlines(survey: Survey) -> list[Command]:
    found = {c.purpose: c for c in reversed(survey.commands) if c.is_headline and not c.package}
    return [found[purpose] for purpose in HEADLINES if purpose in found]


def _counted(names: Sequence[str]) -> str:
    shown = ", ".join(visible(name) for name in names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{shown}{more}" if names else "none"
