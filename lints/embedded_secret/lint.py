"""Finds credentials in what agents read."""

from __future__ import annotations

from collections.abc import Iterator

from contextkit.lint_api import Location, Match, Project


def check(project: Project) -> Iterator[Match]:
    for path, document in project.documents.items():
        for secret in document.secrets:
            # Neither a value nor the symbol holds anything of the secret itself.
            yield Match(Location(path, secret.line, secret.column), {"kind": secret.kind}, symbol=secret.kind)
