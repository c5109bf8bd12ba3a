"""The texts that contextkit writes: ours, unless an organisation's or the repository's own stands in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.catalog.load import Shelf


@dataclass(frozen=True, slots=True)
class Template:
    place: str
    """The file, as messages name it."""
    text: str


def find_template(shelves: Sequence[Shelf], name: str) -> Template | None:
    """The template `name` (`map/root.md`) of the last shelf that has one: the repository's own comes last."""
    for shelf in reversed(shelves):
        path = f"{shelf.folder}/templates/{name}" if shelf.folder else f"templates/{name}"
        content = shelf.repo.read(path) if path in shelf.repo.entries else None
        if content is not None:
            place = f"{shelf.name}: {path}" if shelf.name else path
            return Template(place, content.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    return None
