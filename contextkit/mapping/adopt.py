"""What a map that a person wrote does not say: offered below their text, which stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Outline
from contextkit.mapping.section_commands import LABELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from contextkit.mapping.lines import Line, SectionName
    from contextkit.survey.inventory import Command

_OFFERED: tuple[SectionName, ...] = ("about", "commands", "boundaries", "documents")
"""Facts that can be looked up; how it is laid out the person has said in their own words. Of `about`, only pointers."""


def missing(outline: Outline, text: str, commands: Iterable[Command]) -> Outline:
    """The outline less all that `text` names. A purpose that it has a command for needs no other one."""
    said = " ".join(text.split())
    named = [c for c in commands if _names(said, c.line)]
    purposes = {LABELS[c.purpose] for c in named if c.package == outline.folder}
    sections = (
        replace(s, lines=tuple(line for line in s.lines if _is_missing(line, said, purposes)))
        for s in outline.sections
        if s.name in _OFFERED
    )
    return Outline(outline.folder, outline.title, tuple(sections))


def _is_missing(line: Line, said: str, purposes: Collection[str]) -> bool:
    label = line.text.partition(": ")[0]
    if label in LABELS.values():
        return label not in purposes
    if line.weight < _WORTH_AN_OFFER or not line.subject:
        return False
    return not _names(said, line.subject.rstrip("/*"))


_WORTH_AN_OFFER = 7.0


def _names(text: str, what: str) -> bool:
    """Whether a text names a command or a path, as whole words."""
    pattern = rf"(?<![\w./-]){re.escape(' '.join(what.split()))}(?![\w-]|\.\w|/\w)"
    return bool(what.strip()) and re.search(pattern, text) is not None
