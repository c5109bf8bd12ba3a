"""Comments that take findings out: `contextkit: ignore ID -- reason`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.model import Location, Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.model import Finding

BAD, UNUSED = "bad-suppression", "unused-suppression"

_MARK = "contextkit: ignore"
_COMMENT = re.compile(r"(?P<open><!--|\{/\*|/\*|//|#|--|%|;)\s*contextkit: ignore(?P<file>-file)?(?![\w-])(?P<rest>.*)")
_CLOSINGS = {"<!--": "-->", "{/*": "*/}", "/*": "*/"}
_PARTS = re.compile(r"\s*(?P<ids>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)?\s*(?:--\s*(?P<reason>.*?))?\s*\Z")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


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


def suppressions_in(path: str, text: str) -> list[Suppression]:
    """The suppressions of a file. In Markdown only HTML and MDX comments outside of fences count."""
    if _MARK not in text:
        return []
    lines = text.split("\n")
    is_document = path.endswith((".md", ".mdx", ".mdc", ".markdown")) or "." not in path.rpartition("/")[2].lstrip(".")
    fenced = _fenced(lines) if is_document else frozenset()
    found = (_read(path, lines, number, fenced) for number in range(1, len(lines) + 1) if number not in fenced)
    return [s for s in found if s is not None and not (is_document and not _is_markup(lines[s.line - 1]))]


def _is_markup(line: str) -> bool:
    match = _COMMENT.search(line)
    return match is not None and match["open"] in {"<!--", "{/*"} and "`" not in line[: match.start()]


def _read(path: str, lines: Sequence[str], number: int, fenced: Collection[int]) -> Suppression | None:
    line = lines[number - 1]
    match = _COMMENT.search(line)
    if match is None:
        return None
    rest, closing, after = match["rest"].partition(_CLOSINGS.get(match["open"], "\n"))
    parts = _PARTS.match(rest.strip())
    ids = tuple(i.strip() for i in (parts["ids"] or "").split(",") if i.strip()) if parts else ()
    reason = (parts["reason"] or "").strip() if parts else ""
    if match["file"]:
        return Suppression(path, number, ids, reason, 1, len(lines))
    is_alone = not line[: match.start()].strip() and not (closing and after.strip())
    last = _end_of_next_block(lines, number, fenced) if is_alone else number
    return Suppression(path, number, ids, reason, number, last)


def _end_of_next_block(lines: Sequence[str], number: int, fenced: Collection[int]) -> int:
    """The last line of what follows a comment that stands alone: up to a blank line, or to the end of a fence."""
    line = number
    while line < len(lines) and (lines[line].strip() or line + 1 in fenced):
        line += 1
    return line


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines in fences, without the lines that open them."""
    found, mark = set(), ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if mark:
            found.add(number)
            if fence and fence[1].startswith(mark) and not line.strip().strip(mark[0]):
                mark = ""
        elif fence:
            mark = fence[1]
    return frozenset(found)


def split(
    findings: Iterable[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Finding], set[Suppression]]:
    """What remains, what is taken out, and the suppressions that did that."""
    by_path: dict[str, list[Suppression]] = {}
    for suppression in suppressions:
        by_path.setdefault(suppression.path, []).append(suppression)
    kept: list[Finding] = []
    out: list[Finding] = []
    used: set[Suppression] = set()
    for finding in findings:
        covering = [s for s in by_path.get(finding.path, ()) if s.covers(finding)]
        used.update(covering)
        (out if covering else kept).append(finding)
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
