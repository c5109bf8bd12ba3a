"""What the hooks before a commit run: all of them at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.scripts import python_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources

_FILES = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")


def run_by_hooks(said: Sequence[Said], sources: Sources) -> Iterator[Said]:
    """`pre-commit run --all-files`, or prek where that is what the others type."""
    path = next((f for f in _FILES if sources.files.has(f)), None)
    if path is None:
        return
    project = sources.files.text("pyproject.toml") or "" if sources.files.has("pyproject.toml") else ""
    named = f"{project}\n" + "\n".join(s.line for s in said)
    program = next((p for p in ("prek", "pre-commit") if re.search(rf"\b{p}\b", named)), None)
    if program:
        prefix = python_prefix("", sources) if program in project else ""
        yield Said(f"{prefix}{program} run --all-files", "", "hook", Evidence(path), about="All hooks on all files")
