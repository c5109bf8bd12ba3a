"""Codex: AGENTS.md from the root to the folder that it was started in; no globs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Found, Material, Piece

AGENT = "codex"


def pieces(material: Material) -> Iterator[Piece]:  # noqa: ARG001  (it reads AGENTS.md, and nothing beside)
    yield from ()


def losses(material: Material) -> Iterator[str]:
    if material.scoped:
        count = len(material.scoped)
        yield f"Codex knows no globs: it reads a line for each of {count} rules in AGENTS.md, and opens the rule itself"
    nested = sorted(folder for folder in material.maps if folder)
    if nested:
        more = f" and {len(nested) - 1} more" if len(nested) > 1 else ""
        yield f"Codex reads {nested[0]}/AGENTS.md{more} only when it is started there"


def read(path: str, text: str) -> Found | None:  # noqa: ARG001  (it has no rules of its own)
    return None
