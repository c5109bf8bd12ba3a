"""Windsurf: `.windsurf/rules/*.md` with `trigger` and `globs`; AGENTS.md it reads by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.mapping.agent_pages import home_and_name, read_agent_page
from contextkit.mapping.pieces import Found, Piece
from contextkit.mapping.rule_forms import expanded, text_of, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Material

AGENT = "windsurf"

_RULE = re.compile(r"(?:(?P<home>.+)/)?\.(?:windsurf|devin)/rules/(?P<name>.+)\.md")
_MOST_CHARACTERS, _MOST_IN_ALL = 6000, 12000


def pieces(material: Material) -> Iterator[Piece]:
    """A rule's file for each that has globs."""
    for rule in material.scoped:
        globs = ",".join(dict.fromkeys(plain for glob in rule.paths for plain in expanded(glob)))
        values = {"description": yaml_text(rule.summary), "globs": globs, "text": text_of(rule)}
        yield Piece(AGENT, f".windsurf/rules/{rule.name}.md", "file", "export/windsurf.md", values, rule=rule)


def losses(material: Material) -> Iterator[str]:
    sizes = [len(text_of(rule)) for rule in material.scoped]
    if max(sizes, default=0) > _MOST_CHARACTERS or sum(sizes) > _MOST_IN_ALL:
        yield f"Windsurf reads about {_MOST_CHARACTERS:,} characters of a rule, and {_MOST_IN_ALL:,} of all"


def read(path: str, text: str) -> Found | None:
    """The rule, by its trigger."""
    place = home_and_name(_RULE, path)
    if place is None:
        return None
    page = read_agent_page(text)
    trigger = page.said("trigger").lower() or "always_on"
    globs = page.globs("globs") if trigger == "glob" else []
    known = {"always_on", "glob"}
    problem = page.problem or ("" if trigger in known else f"its trigger is `{trigger}`, which no other agent has")
    return Found(place.name, place.home, globs, page.said("description"), page.body, problem)
