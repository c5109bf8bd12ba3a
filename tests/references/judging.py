"""The references of one document, by what is written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.linting.project import ground_of
from contextkit.references.judge import judge
from contextkit.repo import MemoryRepo, MemoryStore, NoHistory, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.model import Reference
    from tests.support import GitRepo


def judged(files: Mapping[str, str], document: str = "AGENTS.md") -> dict[str, Reference]:
    """Those of a document in a tree without a past."""
    repo = MemoryRepo(files)
    return {r.mention.raw: r for r in judge([document], ground_of(repo, NoHistory(), MemoryStore()))}


def judged_in(repo: GitRepo, document: str = "AGENTS.md") -> dict[str, Reference]:
    """Those of a document in a working tree with its past."""
    tree = open_repo(str(repo.path))
    history = open_history(str(repo.path / ".git"), repo.head, Tree(tree))
    return {r.mention.raw: r for r in judge([document], ground_of(tree, history, MemoryStore()))}
