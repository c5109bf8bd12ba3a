"""A zone with what it weighs: how much the reader of a map wants to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.survey.inventory import Zone


@dataclass(frozen=True, slots=True)
class Found:
    """A zone and its weight."""

    zone: Zone
    weight: float
    """The greater one stands first."""
