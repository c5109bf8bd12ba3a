"""The commands of a tree in memory, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.packages import find_packages
from contextkit.survey.tasks import find_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.survey.inventory import Command


def commands_of(files: Mapping[str, str]) -> tuple[Command, ...]:
    repo = MemoryRepo(files)
    tree = Tree(repo)
    return find_commands(repo, tree, find_packages(repo, tree))


def lines_of(files: Mapping[str, str], package: str = "") -> list[str]:
    return [c.line for c in commands_of(files) if c.package == package]


def headlines_of(files: Mapping[str, str], package: str = "") -> dict[str, str]:
    return {c.purpose: c.line for c in commands_of(files) if c.is_headline and c.package == package}
