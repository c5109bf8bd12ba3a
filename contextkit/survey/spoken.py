"""How guides speak of other documents: how often they name one, and when they say to read it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.triggers import moment_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.survey.material import Material


@dataclass(slots=True)
class Spoken:
    """What is said of one document, or of a folder of them."""

    count: int = 0
    """In how many other guides it is named."""
    when: str = ""
    """The moment at which one of them says to read it."""
    place: Evidence | None = None
    """Where that is said."""


def spoken_of(wanted: set[str], material: Material) -> Mapping[str, Spoken]:
    """By document, or folder with a final `/`."""
    found: dict[str, Spoken] = defaultdict(Spoken)
    for path, document in material.guides.items():
        seen = set()
        here = path.rpartition("/")[0]
        for mention in document.mentions:
            target = _target(mention.raw, here, wanted, material) if mention.kind in ("path", "link") else ""
            if not target or target == path:
                continue
            entry = found[target]
            entry.count += target not in seen
            seen.add(target)
            is_for_users = here in material.site_folders
            if not is_for_users and not entry.when and (when := moment_in(mention.context, mention.raw)):
                entry.when, entry.place = when, Evidence(path, mention.line)
    return found


def _target(raw: str, here: str, wanted: set[str], material: Material) -> str:
    plain = raw.partition("#")[0]
    for base in (here, "") if plain else ():
        full = normpath(f"{base}/{plain}" if base else plain).removeprefix("./")
        if full in wanted:
            return full
        if full in material.tree.folders and full not in {"", "."}:
            return f"{full}/"
    return ""
