"""Finds links and images whose target is gone, or never was there."""

from __future__ import annotations

from collections.abc import Iterator

from contextkit.lint_api import Match, Project, stale_matches


def check(project: Project) -> Iterator[Match]:
    return stale_matches(project, "link")
