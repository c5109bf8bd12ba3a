"""Lines of a managed block that are a person's: they are marked, and stay when the block is written anew.

A line with `<!-- pinned -->` at its end is pinned, and so is all between `<!-- pinned -->` and `<!-- /pinned -->`. A
pinned line that is about the same thing as one of ours (the first code in both) stands in its place.
`<!-- dropped: X -->` keeps our line about X away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

T = TypeVar("T", bound="Hashable")

_PINNED, _PINNED_END = "<!-- pinned -->", "<!-- /pinned -->"
_DROPPED = re.compile(r"<!-- dropped: (.+) -->")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HEADING = re.compile(r"(#{1,6}) ")
_STANDS_ALONE = re.compile(r"(?:[-*+]|\d+[.)]|#{1,6}) ")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def merged(fresh: str, old: str) -> str:
    """The text that was generated now, with what is pinned in the old one, and without what is dropped there."""
    ours, theirs = list(_parts(fresh)), list(_parts(old))
    dropped = sorted({p.key for p in theirs if p.kind == "dropped"})
    instead, after = _placed(ours, theirs)
    result = [*after.get(-1, [])]
    for index, part in enumerate(ours):
        if index in instead:
            _append(result, replace(instead[index], has_gap=part.has_gap))
        elif part.key not in dropped:
            _append(result, part)
        elif index + 1 < len(ours) and part.has_gap:
            ours[index + 1] = replace(ours[index + 1], has_gap=True)
        for own in after.get(index, []):
            _append(result, own)
    return _text([*result, *(_drop(key, has_gap=number == 0) for number, key in enumerate(dropped))])


def pinned(fresh: str, edited: str, written: Collection[str]) -> str:
    """The text that was generated now, with a person's changes to the edited one kept in it.

    `written` has the hashes of the lines that stood there before (`line_hashes`), and is empty where that is not known:
    then a line that a person took out comes back.
    """
    known = frozenset(written or line_hashes(fresh))
    parts = list(_runs(_parts(edited), known))
    kept = {p.hash for p in parts if p.kind == "ours"}
    taken = {p.key for p in parts if p.kind == "pinned" and len(p.lines) == 1}
    left = [p for p in _parts(fresh) if p.hash in written and p.hash not in kept and p.key not in taken]
    return merged(fresh, _text([*parts, *(_drop(p.key) for p in left)]))


def line_hashes(text: str) -> tuple[str, ...]:
    """The hashes of the lines of a block that are ours, in order; blank lines and what is pinned have none."""
    return tuple(part.hash for part in _parts(text) if part.kind == "ours")


def person_lines(edited: str, written: Collection[str]) -> tuple[str, ...]:
    """The lines of an edited block that were not `written` by us and are not pinned yet."""
    return tuple(p.lines[0] for p in _parts(edited) if p.kind == "ours" and p.hash not in written)


@dataclass(frozen=True, slots=True)
class _Part:
    """A line, or several that belong together: a fence, or a pinned run with its marks."""

    kind: Literal["ours", "pinned", "dropped"]
    lines: tuple[str, ...]
    has_gap: bool = False
    """Whether a blank line stands above."""

    @property
    def key(self) -> str:
        """What it is about: the first code in it; a heading's level; else all of it."""
        line = self.lines[0].removesuffix(_PINNED).strip()
        dropped, heading, code = _DROPPED.fullmatch(line), _HEADING.match(line), _CODE.search(line)
        if dropped is not None:
            return dropped[1]
        return heading[1] if heading else code[2].strip() if code else line or "\n".join(self.lines)

    @property
    def hash(self) -> str:
        return sha256("\n".join(self.lines).encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _parts(text: str) -> Iterator[_Part]:
    lines = text.split("\n")
    at, has_gap = 0, False
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            has_gap, at = True, at + 1
            continue
        end = _end_of_part(lines, at)
        yield _Part(_kind_of(line), tuple(lines[at:end]), has_gap)
        has_gap, at = False, end


def _kind_of(line: str) -> Literal["ours", "pinned", "dropped"]:
    if line.endswith(_PINNED):
        return "pinned"
    return "dropped" if _DROPPED.fullmatch(line) else "ours"


def _end_of_part(lines: Sequence[str], at: int) -> int:
    """Behind its last line. A run or a fence that nothing ends reaches to the end."""
    fence = _FENCE.match(lines[at])
    if lines[at] == _PINNED:
        ends: Iterable[int] = (i for i in range(at + 1, len(lines)) if lines[i] == _PINNED_END)
    elif fence is not None:
        ends = (i for i in range(at + 1, len(lines)) if lines[i].strip().startswith(fence[1]))
    else:
        return at + 1
    last = max((i for i in range(at, len(lines)) if lines[i].strip()), default=at)
    return next(iter(ends), last) + 1


def _placed(ours: Sequence[_Part], theirs: Iterable[_Part]) -> tuple[dict[int, _Part], dict[int, list[_Part]]]:
    """The pinned parts that stand in the place of one of ours, and those that stand behind it; -1 is above all."""
    places, keys = _first(p.lines for p in ours), _first(p.key for p in ours)
    instead: dict[int, _Part] = {}
    after: dict[int, list[_Part]] = {}
    at = -1
    for part in theirs:
        if part.kind == "ours":
            at = places.get(part.lines, at)
        elif part.kind == "pinned":
            place = keys.get(part.key) if len(part.lines) == 1 else None
            if place is None or place in instead:
                after.setdefault(at, []).append(part)
            else:
                instead[place] = part
                at = place
    return instead, after


def _first(values: Iterable[T]) -> dict[T, int]:
    found: dict[T, int] = {}
    for index, value in enumerate(values):
        found.setdefault(value, index)
    return found


def _runs(parts: Iterable[_Part], known: frozenset[str]) -> Iterator[_Part]:
    """The parts of an edited block, with a person's marked as pinned."""
    run: list[_Part] = []
    for part in parts:
        if part.kind == "ours" and part.hash not in known:
            run.append(part)
            continue
        yield from _marked(run)
        run = []
        yield part
    yield from _marked(run)


def _marked(run: Sequence[_Part]) -> Iterator[_Part]:
    if not run:
        return
    if all(len(p.lines) == 1 and (len(run) == 1 or _STANDS_ALONE.match(p.lines[0])) for p in run):
        yield from (_Part("pinned", (f"{p.lines[0]} {_PINNED}",), p.has_gap) for p in run)
        return
    first = replace(run[0], has_gap=False)
    lines = _text([first, *run[1:]]).split("\n")[:-1]
    yield _Part("pinned", (_PINNED, *lines, _PINNED_END), run[0].has_gap)


def _append(result: list[_Part], part: _Part) -> None:
    """Adds a part: apart from a heading above it, and in one list with a pinned item above it."""
    above = result[-1] if result else None
    if above is not None and _HEADING.match(above.lines[0]):
        part = replace(part, has_gap=True)
    elif above is not None and above.kind == "pinned" and part.kind == "ours" and _is_item(above) and _is_item(part):
        part = replace(part, has_gap=False)
    result.append(part)


def _is_item(part: _Part) -> bool:
    return len(part.lines) == 1 and part.lines[0].startswith("- ")


def _drop(key: str, *, has_gap: bool = False) -> _Part:
    return _Part("dropped", (f"<!-- dropped: {key} -->",), has_gap)


def _text(parts: Iterable[_Part]) -> str:
    lines: list[str] = []
    for part in parts:
        if part.has_gap and lines and lines[-1]:
            lines.append("")
        lines += part.lines
    return "".join(f"{line}\n" for line in lines)
