"""What each agent loads for a file: load models as data, and the simulation that reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.loading.loads import Loads
from contextkit.loading.models import known_agents
from contextkit.loading.values import Load, Loaded, Offered

if TYPE_CHECKING:
    from collections.abc import Callable

    from contextkit.facts.document import Document
    from contextkit.repo import Tree

__all__ = ["Load", "Loaded", "Loads", "Offered", "known_agents", "load"]


def load(  # noqa: PLR0913  (what is named is optional)
    agent: str,
    file: str,
    tree: Tree,
    *,
    facts: Callable[[str], Document | None],
    version: str | None = None,
    cwd: str | None = None,
) -> Load:
    """What `agent` loads when it works on `file`. Raises ContextkitError for an agent or version without a model."""
    return Loads(tree, facts).of(agent, file, version=version, cwd=cwd)
