"""Claude Code: CLAUDE.md, which imports AGENTS.md, and `.claude/rules/*.md` with `paths`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.mapping.agent_pages import home_and_name, read_agent_page
from contextkit.mapping.pieces import Found, Piece, in_folder
from contextkit.mapping.rule_forms import text_of
from contextkit.mapping.rule_page import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Material

AGENT = "claude"

_RULE = re.compile(r"(?:(?P<home>.+)/)?\.claude/rules/(?P<name>.+)\.md")
_BRACKET = re.compile(r"(?<!\\)\[")


def pieces(material: Material) -> Iterator[Piece]:
    """CLAUDE.md beside each map, and a rule's file for each that has globs."""
    for folder in sorted(material.maps):
        yield Piece(AGENT, in_folder(folder, "CLAUDE.md"), "pointer", "export/claude-map.md", {}, "export/map")
    for rule in material.scoped:
        values = {"paths": [quoted(_escaped(g, material)) for g in rule.paths], "text": text_of(rule)}
        yield Piece(AGENT, f".claude/rules/{rule.name}.md", "file", "export/claude.md", values, rule=rule)


def losses(material: Material) -> Iterator[str]:
    if material.scoped:
        yield "Claude reads a rule with `paths` when it reads a matching file, and not before it makes a new one"


def read(path: str, text: str) -> Found | None:
    """The rule; its globs are seen from the folder that holds `.claude`."""
    place = home_and_name(_RULE, path)
    if place is None:
        return None
    page = read_agent_page(text)
    globs = [glob.replace("\\[", "[") for glob in page.globs("paths")]
    return Found(place.name, place.home, globs, "", page.body, page.problem)


def _escaped(glob: str, material: Material) -> str:
    """A bracket that is part of a folder's name is none of a glob's."""
    names = [part for part in glob.split("/") if "[" in part]
    is_name = bool(names) and all(any(f"/{n}/" in f"/{at}/" for at in material.tree.folders) for n in names)
    return _BRACKET.sub(r"\\[", glob) if is_name else glob
