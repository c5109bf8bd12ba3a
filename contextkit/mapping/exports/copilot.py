"""GitHub Copilot: `.github/instructions/*.instructions.md` with `applyTo`; the nearest AGENTS.md alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.mapping.agent_pages import home_and_name, read_agent_page
from contextkit.mapping.pieces import Found, Piece
from contextkit.mapping.rule_forms import text_of, yaml_text
from contextkit.mapping.rule_page import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Material

AGENT = "copilot"

_RULE = re.compile(r"(?P<home>)\.github/instructions/(?P<name>.+)\.instructions\.md")
_NESTED = ".github/instructions/below-nested-maps.instructions.md"
_REVIEWED_CHARACTERS = 4000


def pieces(material: Material) -> Iterator[Piece]:
    """A rule's file for each that has globs; and, where maps are nested, what holds at the root all the same."""
    nested = sorted(folder for folder in material.maps if folder)
    if nested:
        globs = quoted(",".join(f"{folder}/**" for folder in nested))
        values = {"globs": globs, "rules": [rule.summary for rule in material.always]}
        yield Piece(AGENT, _NESTED, "file", "export/copilot-nested.md", values)
    for rule in material.scoped:
        globs = quoted(",".join(rule.paths))
        values = {"description": yaml_text(rule.summary), "globs": globs, "text": text_of(rule)}
        path = f".github/instructions/{rule.name}.instructions.md"
        yield Piece(AGENT, path, "file", "export/copilot.md", values, rule=rule)


def losses(material: Material) -> Iterator[str]:
    nested = sorted(folder for folder in material.maps if folder)
    if nested:
        more = f" and {len(nested) - 1} more folders" if len(nested) > 1 else ""
        yield (
            "Copilot reads the nearest AGENTS.md only: the root's does not apply under "
            f"{nested[0]}/{more}, where {_NESTED} points to it"
        )
    long = [rule.path for rule in material.scoped if len(rule.body) > _REVIEWED_CHARACTERS]
    if long:
        yield f"Copilot's code review may read {_REVIEWED_CHARACTERS:,} characters of a file only; {long[0]} has more"


def read(path: str, text: str) -> Found | None:
    """The rule; one without `applyTo` is applied to no file by itself. That of nested maps is no rule."""
    place = home_and_name(_RULE, path)
    if place is None or path == _NESTED:
        return None
    page = read_agent_page(text)
    globs = page.globs("applyTo")
    problem = page.problem or ("" if globs else "without `applyTo` Copilot applies it to no file by itself")
    return Found(place.name, place.home, globs, page.said("description"), page.body, problem)
