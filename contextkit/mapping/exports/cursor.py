"""Cursor: `.cursor/rules/*.mdc` with bare globs; AGENTS.md it reads by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.mapping.agent_pages import home_and_name, read_agent_page
from contextkit.mapping.pieces import Found, Piece
from contextkit.mapping.rule_forms import expanded, is_ours, text_of, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Material

AGENT = "cursor"

_RULE = re.compile(r"(?:(?P<home>.+)/)?\.cursor/rules/(?P<name>.+)\.mdc")
_MOST_LINES = 500


def pieces(material: Material) -> Iterator[Piece]:
    """A rule's file for each that has globs: without quotes, and without braces, whose commas would part them."""
    for rule in material.scoped:
        globs = ",".join(dict.fromkeys(plain for glob in rule.paths for plain in expanded(glob)))
        values = {"description": yaml_text(rule.summary), "globs": globs, "text": text_of(rule)}
        yield Piece(AGENT, f".cursor/rules/{rule.name}.mdc", "file", "export/cursor.mdc", values, rule=rule)


def losses(material: Material) -> Iterator[str]:
    for rule in material.scoped:
        if rule.body.count("\n") > _MOST_LINES:
            yield f"Cursor recommends at most {_MOST_LINES} lines a rule, and {rule.path} has more"


def read(path: str, text: str) -> Found | None:
    """The rule. A glob without a slash names files in every folder; a rule without globs may be left to the agent."""
    place = home_and_name(_RULE, path)
    if place is None:
        return None
    page = read_agent_page(text)
    globs = page.globs("globs")
    if not is_ours(page.body):
        globs = [glob if "/" in glob else f"**/{glob}" for glob in globs]
    always = page.said("alwaysApply").lower() == "true"
    problem = page.problem
    if not always and not globs:
        problem = "Cursor decides by its description when to read it, which no other agent does"
    return Found(place.name, place.home, [] if always else globs, page.said("description"), page.body, problem)
