"""What a map says: lines, each with the evidence that it stands on and why it is worth its tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from contextkit.survey.inventory import Evidence

SectionName = Literal["about", "commands", "places", "rules", "boundaries", "documents"]
SECTIONS: tuple[SectionName, ...] = ("about", "commands", "places", "rules", "boundaries", "documents")
"""In the order of a map."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a map, without the mark of a list."""

    text: str
    evidence: tuple[Evidence, ...]
    why: str
    """Why it is worth its tokens, in one clause."""
    weight: float = 1.0
    """What has to go first where there is no room is light."""
    subject: str = ""
    """The command or the path that it is about: a text that names it says it already."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a map, which one managed block holds."""

    name: SectionName
    lines: tuple[Line, ...]
    intro: str = ""
    """What its heading says besides: where its commands are typed."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A map that could be written: for the whole repository, or for one package."""

    folder: str
    """"" is the root."""
    title: str
    sections: tuple[Section, ...]

    @property
    def path(self) -> str:
        return f"{self.folder}/AGENTS.md" if self.folder else "AGENTS.md"

    @classmethod
    def empty(cls, folder: str) -> Outline:
        """That of a folder of which nothing is to be said."""
        return cls(folder, folder, tuple(Section(name, ()) for name in SECTIONS))
