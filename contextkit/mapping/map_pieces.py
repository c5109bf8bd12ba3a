"""Rules in AGENTS.md: one line each, at the root or in the folder that they are for."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.mapping.links import moved_text
from contextkit.mapping.pieces import MAP, RULES_BLOCK, Piece, in_folder
from contextkit.mapping.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.mapping.pieces import Material
    from contextkit.mapping.rules import Rule


def map_pieces(material: Material, *, with_scoped: bool) -> Iterator[Piece]:
    """A block for each map that has rules to tell; of those with globs only `with_scoped`, for who knows no globs."""
    lines: dict[str, list[dict[str, str]]] = {"": [_line(rule, (), "", material) for rule in material.always]}
    for rule in material.scoped if with_scoped else ():
        for at, globs in sorted(_by_home(rule, material).items()):
            lines.setdefault(at, []).append(_line(rule, material.living(globs), at, material))
    for at, told in sorted(lines.items()):
        if told:
            values = {"lines": told, "above": "" if at in material.maps else _way_up(at)}
            yield Piece("map", in_folder(at, MAP), "block", "export/codex.md", values, RULES_BLOCK)


def _way_up(folder: str) -> str:
    """From a map that is made for its rules alone to that of the root; some agents read the nearest one only."""
    return "../" * (folder.count("/") + 1) + MAP if folder else ""


def _by_home(rule: Rule, material: Material) -> dict[str, list[str]]:
    """The globs by folder; where any of them has none, all stand at the root."""
    homes: dict[str, list[str]] = {}
    for glob in rule.paths:
        homes.setdefault(material.home_of(glob), []).append(glob)
    return {"": list(rule.paths)} if "" in homes else homes


def _line(rule: Rule, globs: Sequence[str], at: str, material: Material) -> dict[str, str]:
    summary = moved_text(rule.summary, dirname(rule.path), at, material.tree)
    return {
        "globs": ", ".join(f"`{glob}`" for glob in globs),
        "summary": sentence(summary),
        "enforced_by": ", ".join(f"`{enforcer}`" for enforcer in rule.enforced_by),
        "more": rule.path if has_more(rule) else "",
    }


def has_more(rule: Rule) -> bool:
    """Whether its file says more than the one line."""
    return not rule.enforced_by and bool(rule.body) and " ".join(rule.body.split()) != rule.summary
