"""Finds paths and globs in text that lead nowhere any more, or never did."""

from __future__ import annotations

from collections.abc import Iterator

from contextkit.lint_api import Match, Project, stale_matches


def check(project: Project) -> Iterator[Match]:
    return stale_matches(project, "path", "glob")
