"""For a coding agent: the least that it must read to act, within a budget, what it touched first."""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from contextkit.reporting.outcome import SEVERITIES, by_remedy, counted, place
from contextkit.reporting.visible import shortened, tamed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.model import Finding
    from contextkit.reporting.outcome import Group, Options, Outcome

_BYTES_PER_TOKEN = 4
_LONGEST_RAW = 80
_LONGEST_EVIDENCE = 300
_PATHS_NAMED = 4


class _Line(NamedTuple):
    text: str
    findings: int
    """How many findings it tells of: 0 or 1."""


def render(outcome: Outcome, options: Options) -> Iterator[str]:
    """The lines to print: at most `max_tokens`, though never without the first finding and the last line."""
    if not outcome.findings:
        yield "No findings."
        return
    ending = _ending(outcome)
    more = f"{len(outcome.findings)} more, told when these are mended."
    left = options.max_tokens * _BYTES_PER_TOKEN - _size(ending) - _size(more)
    untold = len(outcome.findings)
    for block in _blocks(outcome.findings, options.touched):
        size = sum(_size(line.text) for line in block)
        if size > left and untold < len(outcome.findings):
            break
        left -= size
        untold -= sum(line.findings for line in block)
        yield from (tamed(line.text) for line in block)
    if untold:
        yield f"{untold} more, told when these are mended."
    yield ending


def _size(line: str) -> int:
    return len(line.encode()) + 1


def _blocks(findings: Sequence[Finding], touched: frozenset[str]) -> Iterator[list[_Line]]:
    """Each finding with what must stand before it; what the change touched comes first, then errors."""
    told: set[tuple[str, str | None]] = set()

    def rank(finding: Finding) -> tuple[bool, int, str]:
        return finding.path not in touched, SEVERITIES.index(finding.severity), finding.lint

    for (_, _, lint), same in groupby(sorted(findings, key=lambda f: (*rank(f), *place(f))), key=rank):
        for group in by_remedy(same):
            heading = [_Line(text, 0) for text in _heading(lint, group, told)]
            for finding in group.findings:
                yield [*heading, _Line(_finding(finding, group), 1)]
                heading = []


def _heading(lint: str, group: Group, told: set[tuple[str, str | None]]) -> Iterator[str]:
    """What is to be done, said once for each remedy."""
    if group.remedy is not None and (lint, group.remedy) in told:
        yield f"{lint} ({counted(group.findings)}): as above"
        return
    told.add((lint, group.remedy))
    remedy = f": {_flat(group.remedy)}" if group.remedy else ""
    yield f"{lint} ({counted(group.findings)}){remedy}"
    if group.avoid and (lint, f"avoid {group.avoid}") not in told:
        told.add((lint, f"avoid {group.avoid}"))
        yield f"avoid: {_flat(group.avoid)}"


def _finding(finding: Finding, group: Group) -> str:
    where = f"{visible(finding.path)}:{finding.line}"
    raw = f" {shortened(visible(finding.raw), _LONGEST_RAW)}" if finding.raw else ""
    said = shortened(_flat(finding.problem), _LONGEST_EVIDENCE)
    new = _replacement(finding)
    if new is not None and finding.raw:
        doubt = "" if finding.fix is not None and finding.fix.safety == "safe" else "unproven: "
        return f"{where}{raw} -> {visible(new)}  ({doubt}{said})"
    own = f". {_flat(finding.remedy)}" if group.remedy is None else ""
    avoid = f". Avoid: {_flat(finding.avoid)}" if group.avoid is None and finding.avoid else ""
    return f"{where}{raw}: {said}{own}{avoid}"


def _replacement(finding: Finding) -> str | None:
    """What is to be written in place of what stands there, where that is a single edit."""
    if finding.fix is None or len(finding.fix.edits) != 1:
        return None
    edit = finding.fix.edits[0]
    is_whole = edit.end - edit.start == len(finding.raw.encode("utf-8", "surrogateescape"))
    return edit.text if edit.path == finding.path and is_whole else None


def _ending(outcome: Outcome) -> str:
    """What checks again; what mends a part; and how much was not judged."""
    said = [f"Check again: {_again(outcome.findings)}"]
    if safe := sum(f.fix is not None and f.fix.safety == "safe" for f in outcome.findings):
        said.insert(0, f"`contextkit check --fix` mends {safe} of these.")
    if unknown := sum(outcome.unknown.values()):
        said.insert(0, f"Not judged: {unknown}.")
    return " ".join(said)


def _again(findings: Sequence[Finding]) -> str:
    """The narrowest command that can be shown as it is to be typed."""
    paths = sorted({f.path for f in findings})
    commands = {f.again for f in findings}
    if len(paths) > _PATHS_NAMED or any(visible(path) != path for path in paths):
        return "contextkit check"
    return commands.pop() if len(commands) == 1 else shlex.join(["contextkit", "check", *paths])


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))
