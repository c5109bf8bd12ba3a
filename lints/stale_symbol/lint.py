"""Finds names of code that was defined here once and is defined no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contextkit.lint_api import Match, Project, stale_matches


def check(project: Project) -> Iterator[Match]:
    for match in stale_matches(project, "symbol"):
        yield replace(match, variant="replaced") if "target" in match.values else match
