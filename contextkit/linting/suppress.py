"""Comments that take findings out: `contextkit: ignore ID -- reason`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.model import Location, Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.facts.document import Document
    from contextkit.model import Finding

BAD, UNUSED = "bad-suppression", "unused-suppression"

_MARK = "contextkit: ignore"
_COMMENT = re.compile(r"(?:/\*|//|#|--|%|;)\s*contextkit: ignore(?P<file>-file)?(?![\w-])(?P<rest>.*?)(?:\*/\s*)?\Z")
_PARTS = re.compile(r"\s*(?P<ids>[a-z0-9-]+(?:[\s,]+(?!--)[a-z0-9-]+)*)?\s*(?:--\s*(?P<reason>.*?))?\s*\Z")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment, and the lines whose findings it takes out."""

    path: str
    line: int
    ids: tuple[str, ...]
    reason: str
    first: int
    last: int

    def covers(self, finding: Finding) -> bool:
        is_there = finding.path == self.path and self.first <= finding.line <= self.last
        return is_there and bool(self.reason) and finding.lint in self.ids


def in_document(path: str, document: Document) -> list[Suppression]:
    """Those of a document: its comments, and the block below each that stands alone."""
    return [
        Suppression(path, s.line, s.lints, s.reason, min(s.line, s.covers[0]), s.covers[1])
        for s in document.suppressions
    ]


def in_code(path: str, text: str) -> list[Suppression]:
    """Those of a source file: a comment speaks of its line, or where it stands alone of the next one."""
    if _MARK not in text:
        return []
    lines = text.split("\n")
    found = (_read(path, lines, number) for number, line in enumerate(lines, 1) if _MARK in line)
    return [suppression for suppression in found if suppression is not None]


def _read(path: str, lines: Sequence[str], number: int) -> Suppression | None:
    line = lines[number - 1].rstrip("\r")
    comment = _COMMENT.search(line)
    if comment is None:
        return None
    parts = _PARTS.match(comment["rest"])
    ids = tuple(re.split(r"[\s,]+", parts["ids"])) if parts and parts["ids"] else ()
    reason = (parts["reason"] or "") if parts else ""
    if comment["file"]:
        return Suppression(path, number, ids, reason, 1, len(lines))
    last = number if line[: comment.start()].strip() else number + 1
    return Suppression(path, number, ids, reason, number, last)


def split(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[tuple[Finding, str]], set[Suppression]]:
    """What remains, what is taken out with the reason given, and the suppressions that did that."""
    by_path: dict[str, list[Suppression]] = {}
    for suppression in suppressions:
        by_path.setdefault(suppression.path, []).append(suppression)
    kept: list[Finding] = []
    out: list[tuple[Finding, str]] = []
    used: set[Suppression] = set()
    for finding in findings:
        covering = [s for s in by_path.get(finding.path, ()) if s.covers(finding)]
        used.update(covering)
        if covering:
            out.append((finding, covering[0].reason))
        else:
            kept.append(finding)
    return kept, out, used


def bad_ones(suppressions: Iterable[Suppression], known: Mapping[str, object]) -> Iterator[Match]:
    """Those without a reason, without an id, or with an id that no lint has."""
    for suppression in suppressions:
        if not suppression.ids:
            yield _match(suppression, "", "no-id")
        elif not suppression.reason:
            yield _match(suppression, ", ".join(suppression.ids), "no-reason")
        for id_ in suppression.ids:
            if id_ not in known:
                yield _match(suppression, id_, "unknown-id")


def unused_ones(
    suppressions: Iterable[Suppression], used: Collection[Suppression], ran: Collection[str]
) -> Iterator[Match]:
    """Those of which every lint ran and found nothing to take out."""
    for suppression in suppressions:
        is_good = suppression.ids and suppression.reason
        if is_good and suppression not in used and set(suppression.ids) <= set(ran):
            yield _match(suppression, ", ".join(suppression.ids), "")


def _match(suppression: Suppression, ids: str, variant: str) -> Match:
    return Match(Location(suppression.path, suppression.line), {"ids": ids}, symbol=ids, variant=variant)
