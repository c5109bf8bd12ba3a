"""Anchors that stood on their page once: which commit took them, and what it put in their place."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from contextkit.facts.document import extract_document
from contextkit.model import Verdict
from contextkit.patterns import pattern
from contextkit.references.anchors import letters
from contextkit.references.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from contextkit.model import Commit, Reference
    from contextkit.references.ground import Ground

_MOST = 200
_ID = pattern(r"""(?<![\w-])(?:id|name)\s*=\s*["']([^"']+)["']""")
_BETWEEN = r"(?:[^\w\n]|_)*"
_LIKE = 0.6


class _Line(NamedTuple):
    """A heading, or an element with an id."""

    number: int
    level: int
    """0 of an element."""
    anchor: str


def with_their_past(lost: Mapping[Reference, str], ground: Ground) -> Mapping[Reference, Reference]:
    """By reference to an anchor that its page does not have, and that page: what history says of it."""
    patterns = {r: pattern_of(_fragment(r)) for r in list(lost)[:_MOST]}
    asked: dict[str, set[str]] = {}
    for reference, sought in patterns.items():
        asked.setdefault(lost[reference], set()).add(sought)
    gone = ground.history.matches_gone(asked)
    return {
        r: _told(r, lost[r], commit, ground) if (commit := gone.get((lost[r], pattern))) else r
        for r, pattern in patterns.items()
    }


def pattern_of(fragment: str) -> str:
    """What a heading that gives an anchor looks like, whoever renders it; or an element that bears it."""
    name = _BETWEEN.join(re.escape(letter) for letter in letters(fragment))
    heading = rf"^[ \t>]*#{{1,6}}[ \t]{_BETWEEN}{name}{_BETWEEN}$" if name else r"(?!)"
    plain = re.escape(fragment)
    return rf"""{heading}|(?<![\w-])(?:id|name)\s*=\s*["']{plain}["']|\{{[^{{}}\n]*#{plain}\b[^{{}}\n]*\}}"""


def _fragment(reference: Reference) -> str:
    return reference.mention.raw.rpartition("#")[2]


def _told(reference: Reference, page: str, commit: Commit, ground: Ground) -> Reference:
    fragment = _fragment(reference)
    if role_of(reference.path) == "past" and page != reference.path:
        said = f"tells of the past: #{fragment} left {page} in {commit}"
        return replace(
            reference, verdict=Verdict.HISTORICAL, commit=commit, evidence=said, target=None, replacement=None
        )
    now = _successor(page, fragment, commit, ground)
    if now is None:
        said = f"#{fragment} left {page} in {commit}"
        _, nearest, near = reference.evidence.partition("; nearest: ")
        return replace(reference, verdict=Verdict.DELETED, commit=commit, evidence=f"{said}{nearest}{near}")
    return replace(
        reference,
        verdict=Verdict.MOVED,
        commit=commit,
        evidence=f"#{fragment} of {page} was renamed to #{now} in {commit}",
        target=f"{page}#{now}",
        replacement=reference.mention.raw.replace(f"#{fragment}", f"#{now}"),
    )


def _successor(page: str, fragment: str, commit: Commit, ground: Ground) -> str | None:
    """The anchor that the removing commit put in the place of this one, where the page has it still."""
    before = ground.history.read_at(f"{commit.id}^", [page]).get(page)
    after = ground.history.read_at(commit.id, [page]).get(page)
    document = ground.facts.document(page)
    if before is None or after is None or document is None:
        return None
    old, new = _lines(before), _lines(after)
    was = next((line for line in old if letters(line.anchor) == letters(fragment)), None)
    known = {line.anchor for line in old}
    if was is None:
        return None
    place = _replacing(before, after, was.number)
    come = [n for n in new if n.number in place and n.level == was.level and n.anchor not in known]
    alike = [n for n in come if _is_alike(was, n, before, after)]
    return alike[0].anchor if len(alike) == 1 and alike[0].anchor in document.anchors else None


def _lines(content: bytes) -> Sequence[_Line]:
    headings = [_Line(h.line, h.level, h.slug) for h in extract_document(content, ".md").headings]
    text = content.decode("utf-8", "replace").splitlines()
    return [*headings, *(_Line(n, 0, name) for n, line in enumerate(text, 1) for name in _ID.findall(line))]


def _replacing(before: bytes, after: bytes, number: int) -> Collection[int]:
    """The line that came in the place of another, or all lines of which it may be one."""
    changes = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    for tag, a, b, c, d in changes:
        if tag == "replace" and a < number <= b:
            return range(c + number - a, c + number - a + 1) if b - a == d - c else range(c + 1, d + 1)
    return ()


def _is_alike(was: _Line, now: _Line, before: bytes, after: bytes) -> bool:
    """Whether the names are alike, or what follows is the same."""
    following = [_following(text, line.number) for text, line in ((before, was), (after, now))]
    is_same_text = was.level > 0 and following[0] == following[1] != ""
    return is_same_text or SequenceMatcher(None, was.anchor, now.anchor, autojunk=False).ratio() >= _LIKE


def _following(content: bytes, number: int) -> str:
    lines = content.decode("utf-8", "replace").splitlines()[number:]
    return next((line.strip() for line in lines if line.strip()), "")
