"""Trees in memory, as a survey sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.linting.project import ground_of
from contextkit.repo import MemoryRepo, MemoryStore, NoHistory
from contextkit.survey.material import Material

if TYPE_CHECKING:
    from collections.abc import Mapping


def material(files: Mapping[str, str], links: Mapping[str, str] | None = None) -> Material:
    """What the parts of a survey read of a tree with these files."""
    return Material(ground_of(MemoryRepo(files, links), NoHistory(), MemoryStore()))
