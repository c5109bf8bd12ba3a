"""What a map is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.wording import sentence

if TYPE_CHECKING:
    from contextkit.survey.ground import Ground
    from contextkit.survey.inventory import Survey

_READMES = ("README.md", "Readme.md", "readme.md", "README.rst", "README.markdown", ".github/README.md")
_MOST_CHARACTERS = 40
_PLAIN = "Map of this repository"


def title_of(ground: Ground, survey: Survey) -> str:
    """The name that the README gives, else that of the package at the root; never the folder's, which is anybody's."""
    for path in _READMES:
        if path in ground.tree.entries:
            document = ground.facts.document(path)
            headings = document.headings if document else ()
            if headings and (found := sentence(headings[0].text)) and len(found) <= _MOST_CHARACTERS:
                return found
    return next((area.name for area in survey.areas if not area.folder and area.name), _PLAIN)
