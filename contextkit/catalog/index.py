"""docs/lints.md: all lints of a catalog at a glance, made of their pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.catalog.load import Catalog, Lint

_INTRODUCTION = """\
# Lints

<!-- made by docs/generate.py; edit lints/*/LINT.md instead -->

Each lint is a folder with a page that says why it is there, what a finding says, what to do, what not to do, and shows
examples, which are its tests. `contextkit explain ID` prints it with the settings of your repository;
[writing-lints.md](writing-lints.md) says how to add one.

A `safe` fix is proven, by history or by the text itself, and is made by `--fix`; an `unsafe` one is a proposal, which
`--fix --unsafe-fixes` makes.
"""
_GROUPS = {
    "truth": "On for all agent files and documents that the configuration names.",
    "shape": (
        "On for files that contextkit wrote; for others only when selected, by `--select shape`, by id, or in the "
        "configuration."
    ),
}


def index_text(catalog: Catalog) -> str:
    """The page: a table for each group, and all settings."""
    lints = list(catalog.lints.values())
    parts = [_INTRODUCTION]
    for group, said in _GROUPS.items():
        rows = [_row(lint) for lint in lints if lint.page.group == group]
        parts.append(f"\n## {group.capitalize()}\n\n{said}\n\n{_table(('lint', 'severity', 'fix', 'finds'), rows)}")
    settings = [row for lint in lints for row in _settings(lint)]
    said = "In `[lint.options.ID]` of the configuration."
    parts.append(f"\n## Settings\n\n{said}\n\n{_table(('lint', 'key', 'type', 'default', 'what it says'), settings)}")
    return "".join(parts)


def _row(lint: Lint) -> tuple[str, ...]:
    page = lint.page
    off = "" if page.is_recommended else " (off unless selected)"
    return _link(lint), f"{page.severity}{off}", page.fix or "", page.title


def _settings(lint: Lint) -> Iterator[tuple[str, ...]]:
    for option in lint.page.options:
        yield _link(lint), f"`{option.name}`", option.type, f"`{json.dumps(option.default)}`", option.doc


def _link(lint: Lint) -> str:
    return f"[{lint.id}](../{lint.folder}/LINT.md)"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
