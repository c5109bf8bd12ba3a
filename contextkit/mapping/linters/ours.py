"""Our own lints: what the configuration selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.linters.terms import Standing, nearest

if TYPE_CHECKING:
    from contextkit.mapping.linters.terms import Place

NAMES = ("contextkit",)


def standing(rule: str, place: Place) -> Standing:
    """Whether there is such a lint, and the configuration has it run."""
    if not place.lints:
        return Standing("unknown", "which lints run here is not known")
    if rule not in place.lints:
        return Standing("absent", f"there is no lint `{rule}` here", nearest(rule, place.lints))
    if place.lints[rule]:
        return Standing("on", "the configuration selects it")
    return Standing("off", "the configuration does not select it")
