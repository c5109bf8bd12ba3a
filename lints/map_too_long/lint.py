"""Finds maps that have more lines than an agent should read before every task."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.lint_api import Location, Match, Project

if TYPE_CHECKING:
    from contextkit.lint_api import Document, Heading

# What agents read whole for every task of its folder; rules, skills and commands have conditions of their own.
MAPS = frozenset(
    """AGENTS.md AGENTS.override.md AGENT.md CLAUDE.md CLAUDE.local.md GEMINI.md .cursorrules .windsurfrules
    .clinerules .rules copilot-instructions.md""".split()
)
HOMES = (".claude", ".github", ".junie")


def check(project: Project) -> Iterator[Match]:
    target = project.option("target", int) or project.map_max_lines
    for path in project.agent_files:
        document = project.documents.get(path)
        if document is None or path.rpartition("/")[2] not in MAPS:
            continue
        limit = project.option("limit" if is_at_root(path) else "nested_limit", int)
        if document.line_count > min(limit, target):
            yield match_of_map(path, document, limit, target)


def is_at_root(path: str) -> bool:
    return dirname(path) in {"", *HOMES}


def match_of_map(path: str, document: Document, limit: int, target: int) -> Match:
    is_over = document.line_count > limit
    values = {
        "lines": f"{document.line_count:,}",
        "limit": str(limit),
        "target": str(target),
        "part": longest_part(document),
    }
    return Match(
        Location(path, 1),
        values,
        symbol="limit" if is_over else "target",
        variant="limit" if is_over else "",
        severity="error" if is_over else None,
    )


def longest_part(document: Document) -> str:
    """The longest stretch between two headings of the map's upper levels, and where it is."""
    headings = [h for h in document.headings if h.level <= split_level(document.headings)]
    starts = [1, *(h.line for h in headings)]
    lengths = [end - start for start, end in zip(starts, [*starts[1:], document.line_count + 1], strict=True)]
    at = lengths.index(max(lengths))
    if at == 0:
        return f"the text before the first heading ({lengths[0]} lines)"
    return f'"{headings[at - 1].text}" (line {starts[at]}, {lengths[at]} lines)'


def split_level(headings: tuple[Heading, ...]) -> int:
    """The level whose headings divide the map: the first that has several."""
    levels = [h.level for h in headings]
    return next((level for level in sorted(set(levels)) if levels.count(level) > 1), max(levels, default=1))
