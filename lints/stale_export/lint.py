"""Finds exports that no longer say what the rules and the map say."""

from __future__ import annotations

from collections.abc import Iterator

from contextkit.lint_api import Location, Match, Project


def check(project: Project) -> Iterator[Match]:
    for drift in project.export_drift():
        path = drift.path if drift.path in project.tree.entries else ".contextkit/written.json"
        yield Match(
            location=Location(path, 1),
            values={"export": drift.export, "agent": drift.agent, "source": drift.source},
            symbol=f"{drift.kind} {drift.export}",
            variant="" if drift.kind == "changed" else drift.kind,
            severity="warning" if drift.kind == "edited" else None,
        )
