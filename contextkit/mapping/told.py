"""What an agent's file tells, as a rule of the whole repository: globs and links are seen from where they stand."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.mapping.links import moved_text
from contextkit.mapping.pieces import exporters
from contextkit.mapping.rule_forms import rule_of
from contextkit.mapping.rules import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Found
    from contextkit.mapping.rules import Rule
    from contextkit.repo import Tree

_ALL = frozenset({"**", "**/*", "*"})


def told(path: str, content: bytes, tree: Tree) -> tuple[Found, Rule | None] | None:
    """What an agent's file holds, and the rule in it; None for a file that is no agent's rule."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    found = next((f for e in exporters().values() if (f := e.read(path, text))), None)
    if found is None:
        return None
    rule_folder = dirname(f"{FOLDER}/{found.name}")
    moved = found._replace(text=moved_text(found.text, dirname(path), rule_folder, tree))
    return moved, None if found.problem else rule_of(moved, list(_rooted(found, tree)))


def _rooted(found: Found, tree: Tree) -> Iterator[str]:
    """The globs as seen from the root; none where they name all there is."""
    globs = [g.removeprefix("./").lstrip("/") for g in found.globs]
    if not globs or not _ALL.isdisjoint(globs):
        yield from [f"{found.home}/**"] if found.home else []
        return
    for glob in dict.fromkeys(globs):
        below = glob if not found.home or glob.startswith(f"{found.home}/") else f"{found.home}/{glob}"
        is_from_root = below != glob and bool(tree.matching(glob)) and not tree.matching(below)
        yield glob if is_from_root else below
