"""What a map is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.mapping.wording import sentence

if TYPE_CHECKING:
    from contextkit.survey.ground import Ground

_READMES = ("README.md", "Readme.md", "readme.md", "README.rst", "README.markdown", ".github/README.md")
_MOST_CHARACTERS = 40
_SIGNS = re.compile(r"[^\w\s.,:;!?&@/()'+#-]+")
_GENERAL = frozenset(
    {"table of contents", "contents", "introduction", "overview", "readme", "getting started", "about"}
)
_PLAIN = "Map of this repository"


def title_of(ground: Ground) -> str:
    """The name that the README gives, else that of the package at the root; never the folder's, which is anybody's."""
    for path in _READMES:
        if path in ground.tree.entries:
            document = ground.facts.document(path)
            headings = [h for h in document.headings if h.level == 1] if document else []
            found = _SIGNS.sub("", sentence(headings[0].text)).strip() if headings else ""
            if found and len(found) <= _MOST_CHARACTERS and found.casefold() not in _GENERAL:
                return found
    for package in ground.packages.at(""):
        name = (package.name or "").rpartition("/")[2]
        if name and name.casefold() not in _GENERAL:
            return name
    return _PLAIN
