"""What a map that a person wrote does not say: offered below their text, which stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Outline
from contextkit.mapping.section_commands import LABELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from contextkit.mapping.lines import Line, Section, SectionName
    from contextkit.survey.inventory import Command

_LEAST_WEIGHTS: dict[SectionName, float] = {"about": 9.0, "commands": 12.0, "boundaries": 7.0, "documents": 9.6}
"""Facts that can be looked up: how it is laid out the person has said in their own words. Of `about`, only pointers.

What is lighter than this is there for a map that says nothing yet.
"""


def missing(outline: Outline, text: str, commands: Iterable[Command]) -> Outline:
    """The outline less all that `text` names. A purpose that it has a command for needs no other one."""
    said = " ".join(text.split())
    named = [c for c in commands if _names(said, c.line)]
    purposes = {LABELS[c.purpose] for c in named if c.package == outline.folder}
    purposes |= {label for label in LABELS.values() if re.search(rf"\b{label}: `", said, re.IGNORECASE)}
    sections = (
        replace(s, lines=tuple(x for line in _worthy(s) if _is_missing(x := _less(line, said), said, purposes)))
        for s in outline.sections
        if s.name in _LEAST_WEIGHTS
    )
    return Outline(outline.folder, outline.title, tuple(sections))


def _worthy(section: Section) -> list[Line]:
    """The lines that are offered at all."""
    return [line for line in section.lines if line.weight >= _LEAST_WEIGHTS[section.name] and line.subject]


def _is_missing(line: Line, said: str, purposes: Collection[str]) -> bool:
    label = line.text.partition(": ")[0]
    if label in LABELS.values():
        return label not in purposes
    return not _names(said, line.subject.rstrip("/*"))


_LIST = re.compile(r"(.+?): (`[^`]+`(?:, `[^`]+`)+)")


def _less(line: Line, said: str) -> Line:
    """A line that lists several things, less those that the text names."""
    found = _LIST.fullmatch(line.text)
    if found is None:
        return line
    things = [thing for thing in found[2].split(", ") if not _names(said, thing.strip("`"))]
    subject = things[0].strip("`") if things else line.subject
    return replace(line, text=f"{found[1]}: {', '.join(things)}", subject=subject) if things else line


def _names(text: str, what: str) -> bool:
    """Whether a text names a command or a path, as whole words."""
    pattern = rf"(?<![\w./-]){re.escape(' '.join(what.split()))}(?![\w-]|\.\w|/\w)"
    return bool(what.strip()) and re.search(pattern, text) is not None
