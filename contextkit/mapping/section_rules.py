"""Rules that always hold: what configuration proves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.survey.inventory import Convention


_HEAVIEST, _STEP = 11.0, 0.4


def rule_lines(conventions: Iterable[Convention]) -> list[Line]:
    """A line for each convention that is proven."""
    return [
        Line(
            text=clause(convention.statement),
            evidence=(convention.evidence,),
            why=f"{convention.topic}: configured, and otherwise found out when a check fails",
            weight=_HEAVIEST - _STEP * rank,
        )
        for rank, convention in enumerate(conventions)
    ]
