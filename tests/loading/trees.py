"""Loads over trees in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.facts import Facts
from contextkit.loading import Load, load
from contextkit.repo import MemoryRepo, MemoryStore, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping


def loaded(
    agent: str,
    files: Mapping[str, str | bytes],
    file: str = "a.py",
    *,
    links: Mapping[str, str] | None = None,
    version: str | None = None,
    cwd: str | None = None,
) -> Load:
    repo = MemoryRepo(files, links)
    tree = Tree(repo)
    facts = Facts(repo, tree, MemoryStore(), jobs=1)
    return load(agent, file, tree, facts=facts.document, version=version, cwd=cwd)


def names(load: Load) -> list[str]:
    return [f.path for f in load.files]
