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
    return dirname(path) in {"", ".claude"} or path == ".github/copilot-instructions.md"


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
    """The longest stretch between headings, deep enough that it is no more than half of the map, and where it is."""
    levels = sorted({h.level for h in document.headings})
    parts = [longest_at(document, level) for level in levels] or [longest_at(document, 0)]
    heading, lines = next((p for p in parts if p[1] * 2 <= document.line_count), parts[-1])
    if heading is None:
        return f"the text before the first heading ({lines:,} lines)"
    return f'"{heading.text}" (line {heading.line}, {lines:,} lines)'


def longest_at(document: Document, level: int) -> tuple[Heading | None, int]:
    """The heading, of this level or above, of the longest part, and its lines; None for what precedes the first."""
    headings = [h for h in document.headings if h.level <= level]
    starts = [1, *(h.line for h in headings)]
    lengths = [end - start for start, end in zip(starts, [*starts[1:], document.line_count + 1], strict=True)]
    longest = lengths.index(max(lengths))
    return (headings[longest - 1] if longest else None), lengths[longest]
