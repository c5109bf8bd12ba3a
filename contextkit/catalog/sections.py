"""A page in its parts: front matter, headings with their text, and fences; every part knows its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from contextkit.errors import ContextkitError

_HEADING = re.compile(r"(#{1,3}) +(.+?)(?: +#+)?\s*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)\Z")


@dataclass(slots=True)
class Fence:
    info: str
    text: str
    line: int


@dataclass(slots=True)
class Section:
    """What stands under one heading, down to the next heading of any level."""

    level: int
    title: str
    line: int
    text: str = ""
    """Without its fences."""
    fences: list[Fence] = field(default_factory=list)
    raw: str = ""
    """With its fences."""


def front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML between the first two `---`, what follows, and the line on which that begins."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2
    return None, text, 1


def sections(body: str, first_line: int, place: str) -> list[Section]:
    """The sections in order; what stands before the first heading is a section of level 0."""
    found = [Section(0, "", first_line)]
    fence: Fence | None = None
    mark = ""
    for number, line in enumerate(body.splitlines(), first_line):
        if fence is not None:
            fence = _within(fence, mark, line)
        elif opened := _FENCE.match(line):
            mark, fence = opened[1], Fence(opened[2].strip(), "", number)
            found[-1].fences.append(fence)
        elif heading := _HEADING.match(line):
            found.append(Section(len(heading[1]), heading[2], number))
            continue
        else:
            found[-1].text += line + "\n"
        found[-1].raw += line + "\n"
    if fence is not None:
        raise ContextkitError(f"{place}:{fence.line}: this fence is never closed", f"Close it with a line of {mark}")
    return found


def _within(fence: Fence, mark: str, line: str) -> Fence | None:
    """The fence with one line more; None where the line ends it."""
    closing = line.strip()
    if len(closing) >= len(mark) and set(closing) == {mark[0]}:
        return None
    fence.text += line + "\n"
    return fence
