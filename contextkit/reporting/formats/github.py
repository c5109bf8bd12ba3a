"""For a step of a GitHub workflow: an annotation a finding, and a summary of the job in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.reporting.outcome import (
    SEVERITIES,
    by_lint,
    by_remedy,
    counted,
    cut_sentence,
    place,
    sentence,
    skipped_line,
    summary,
)
from contextkit.reporting.visible import encodable, shortened, tamed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.model import Finding, Severity
    from contextkit.reporting.outcome import Options, Outcome

SHOWN = 10
"""How many annotations of a level GitHub shows for a step; further ones it drops without a word."""

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_LONGEST_RAW = 120
_LONGEST_SUMMARY_BYTES = 512 * 1024  # GitHub takes 1 MiB of all that a step writes, and drops what is longer
_MARKS = re.compile(r"([\\`*_\[\]<>#|~@&])")


def render(outcome: Outcome, options: Options) -> Iterator[str]:  # noqa: ARG001  (the same for everybody)
    """The lines to print: errors first, those that GitHub would drop as plain lines, then the summary."""
    if outcome.cut is not None:
        yield f"::notice title=contextkit::{_escaped(cut_sentence(outcome.cut))}"
    for severity in SEVERITIES:
        findings = sorted((f for f in outcome.findings if f.severity == severity), key=place)
        shown = SHOWN - 1 if severity == "info" and outcome.cut else SHOWN
        yield from map(_annotation, findings[:shown])
        if rest := findings[shown:]:
            yield f"{len(rest)} more of level {_LEVELS[severity]}, which GitHub does not show as annotations:"
            yield from map(_plain, rest)
    yield from map(skipped_line, outcome.skipped)
    yield tamed(visible(summary(outcome)))


def summary_markdown(outcome: Outcome) -> str:
    """What is to be appended to the file that GITHUB_STEP_SUMMARY names."""
    lines = [f"## contextkit: {counted(outcome.findings)}", ""]
    if outcome.cut is not None:
        lines += [_literal(cut_sentence(outcome.cut)), ""]
    size, left = 0, len(outcome.findings)
    for section, amount in _sections(outcome):
        size += len(section.encode())
        if size > _LONGEST_SUMMARY_BYTES:
            lines += [f"{left} more are in the log.", ""]
            break
        left -= amount
        lines.append(section)
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*lines, "", _literal(summary(outcome)), ""]))


def _annotation(finding: Finding) -> str:
    has_lines = finding.end_line is not None and finding.end_line > finding.line
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "endLine": str(finding.end_line) if has_lines else "",
        "col": "" if has_lines else str(finding.column),  # the runner refuses columns of several lines
        "title": f"{finding.lint}: {shortened(finding.raw, _LONGEST_RAW)}" if finding.raw else finding.lint,
    }
    told = ",".join(f"{name}={_escaped(value, ',:')}" for name, value in properties.items() if value)
    message = "\n".join(part for part in (finding.problem, f"Remedy: {finding.remedy}", _avoid(finding)) if part)
    return f"::{_LEVELS[finding.severity]} {told}::{_escaped(message)}"


def _avoid(finding: Finding) -> str:
    return f"Avoid: {finding.avoid}" if finding.avoid else ""


def _escaped(text: str, others: str = "") -> str:
    """As the runner reads it: `%` and line ends, and `others` in the value of a property, percent-encoded."""
    found = encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for mark in others:
        found = found.replace(mark, f"%{ord(mark):02X}")
    return visible(found)


def _plain(finding: Finding) -> str:
    raw = f"`{finding.raw}` " if finding.raw else ""
    return tamed(visible(f"{finding.path}:{finding.line}: {finding.lint} {raw}{finding.problem}"))


def _sections(outcome: Outcome) -> Iterator[tuple[str, int]]:
    """Parts of the summary, and how many findings each tells of."""
    for lint, findings in by_lint(outcome.findings):
        yield f"### {_literal(lint)}: {counted(findings)}\n", 0
        for group in by_remedy(findings):
            for finding in group.findings:
                yield _item(finding, with_remedy=group.remedy is None), 1
            if group.remedy is not None:
                yield f"\n**Remedy** {_literal(group.remedy)}\n", 0
        for avoid in dict.fromkeys(f.avoid for f in findings if f.avoid):
            yield f"\n**Avoid** {_literal(avoid)}\n", 0


def _item(finding: Finding, *, with_remedy: bool) -> str:
    raw = f" {_code(shortened(finding.raw, _LONGEST_RAW))}" if finding.raw else ""
    remedy = f" {_literal(finding.remedy)}" if with_remedy else ""
    return f"- {_code(f'{finding.path}:{finding.line}')}{raw}: {_literal(sentence(finding.problem))}{remedy}"


def _code(text: str) -> str:
    """A code span, whatever backticks are in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{pad}{visible(text)}{pad}{fence}"


def _literal(text: str) -> str:
    """One line of prose in which no character is markup."""
    return _MARKS.sub(r"\\\1", visible(" ".join(text.split())))
