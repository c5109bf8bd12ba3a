"""What references are judged against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.survey.ground import Ground

if TYPE_CHECKING:
    from contextkit.model import Mention

__all__ = ["Asked", "Ground"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention in the document at `path`, to be judged."""

    path: str
    mention: Mention
