"""Rules that always hold: what configuration proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.survey.inventory import Convention


def rule_lines(conventions: Iterable[Convention]) -> list[Line]:
    """A line for each convention that is proven."""
    return [
        Line(
            text=clause(convention.statement),
            evidence=(convention.evidence,),
            why=f"{convention.topic}: configured, and otherwise found out when a check fails",
            weight=6.0,
        )
        for convention in conventions
    ]
