"""Gemini CLI: GEMINI.md, which points to AGENTS.md, unless its settings name AGENTS.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.pieces import Piece, in_folder
from contextkit.survey.manifests import decoded, parse_json, strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Found, Material

AGENT = "gemini"

_SETTINGS = ".gemini/settings.json"


def pieces(material: Material) -> Iterator[Piece]:
    """GEMINI.md beside each map; nothing where the settings have other names read."""
    if not _names(material):
        for folder in sorted(material.maps):
            yield Piece(AGENT, in_folder(folder, "GEMINI.md"), "pointer", "export/gemini.md", {}, "export/map")


def losses(material: Material) -> Iterator[str]:
    if material.scoped:
        yield "Gemini knows no globs: a rule's line is read when a file of its folder is used, or always at the root"
    names = _names(material)
    if names and "AGENTS.md" not in names:
        said = ", ".join(names)
        yield f"Gemini reads only {said}, by `context.fileName` of {_SETTINGS}: add `AGENTS.md` there"


def read(path: str, text: str) -> Found | None:  # noqa: ARG001  (it has no rules of its own)
    return None


def _names(material: Material) -> list[str]:
    """The names of files that the repository's settings have it read; none where they say nothing."""
    content = material.tree.repo.read(_SETTINGS) if _SETTINGS in material.tree.entries else None
    return list(strings(table(parse_json(decoded(content) or ""), "context").get("fileName")))
