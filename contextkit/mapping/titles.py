"""What a map is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.mapping.wording import sentence

if TYPE_CHECKING:
    from contextkit.survey.ground import Ground

_READMES = ("README.md", "Readme.md", "readme.md", "README.rst", "README.markdown", ".github/README.md")
_MOST_CHARACTERS = 40
_MOST_WORDS = 3
"""What is longer, and does not hold the name of the package, is a motto."""
_SIGNS = re.compile(r"[^\w\s.,:;!?&@/()'+#-]+")
_GENERAL = frozenset(
    {
        *("table of contents", "contents", "introduction", "overview", "readme", "getting started", "about"),
        *("root", "monorepo", "workspace", "repo", "repository", "main"),
    }
)
_PLAIN = "Map of this repository"


def title_of(ground: Ground) -> str:
    """The name that the README gives, else that of the package at the root; never the folder's, which is anybody's."""
    heading, name = _heading(ground), _package_name(ground)
    is_motto = len(heading.split()) > _MOST_WORDS and _flat(name) not in _flat(heading)
    return (name if is_motto else heading) or name or heading or _PLAIN


def _heading(ground: Ground) -> str:
    for path in _READMES:
        if path in ground.tree.entries:
            document = ground.facts.document(path)
            headings = [h for h in document.headings if h.level == 1] if document else []
            found = _SIGNS.sub("", sentence(headings[0].text)).strip() if headings else ""
            is_name = len(found) <= _MOST_CHARACTERS and not found.endswith(("?", "!", ":"))
            if found and is_name and found.casefold() not in _GENERAL:
                return found
    return ""


def _package_name(ground: Ground) -> str:
    names = ((package.name or "").rpartition("/")[2] for package in ground.packages.at(""))
    return next((name for name in names if name and name.casefold() not in _GENERAL), "")


def _flat(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
