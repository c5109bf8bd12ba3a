"""All that a report says, whatever its format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from contextkit.reporting.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contextkit.model import Finding, Safety, Severity, Skipped
    from contextkit.repo import Cut

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""The worst first."""
_FIX_OPTIONS: Mapping[Safety, str] = {"safe": "--fix", "unsafe": "--unsafe-fixes"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found, and what it did not look at."""

    findings: tuple[Finding, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)
    """How many references could not be judged, by document."""
    suppressed: tuple[tuple[Finding, str], ...] = ()
    """With the reason that the suppression gives."""
    baselined: int = 0
    skipped: tuple[Skipped, ...] = ()
    documents: int = 0
    """How many documents were checked beside the agent files."""
    agent_files: int = 0
    other_pages: int = 0
    """How many Markdown files the configuration leaves out."""
    cut: Cut | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of the lints that ran, by id."""
    helps: Mapping[str, str] = field(default_factory=dict)
    """What their pages say for a person, in Markdown, by id."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """What their pages declare, by id; a finding may be graver or milder."""
    notes: tuple[str, ...] = ()
    """What else the summary says, each a sentence."""

    @property
    def errors(self) -> int:
        return count(self.findings)["error"]

    @property
    def warnings(self) -> int:
        return count(self.findings)["warning"]

    @property
    def infos(self) -> int:
        return count(self.findings)["info"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to look; each format heeds what concerns it."""

    color: bool = False
    width: int = 0
    """Columns of the terminal; 0 breaks no line."""
    show_unknown: bool = False
    max_tokens: int = 2000
    """Of what is written for an agent."""
    touched: frozenset[str] = frozenset()
    """The paths that the change touched: an agent is told of these first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings for which the same is to be done."""

    findings: tuple[Finding, ...]
    remedy: str | None
    """None where each finding has its own."""
    avoid: str | None


def place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.lint, finding.fingerprint


def count(findings: Iterable[Finding]) -> Counter[Severity]:
    return Counter(f.severity for f in findings)


def worst(findings: Iterable[Finding]) -> Severity:
    return min((f.severity for f in findings), key=SEVERITIES.index)


def by_lint(findings: Iterable[Finding]) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """The findings of each lint by place; the lints with the gravest first, then by id."""
    ordered = sorted(findings, key=lambda f: (f.lint, *place(f)))
    lints = [(lint, tuple(of_lint)) for lint, of_lint in groupby(ordered, key=lambda f: f.lint)]
    return tuple(sorted(lints, key=lambda pair: (SEVERITIES.index(worst(pair[1])), pair[0])))


def by_remedy(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings of one lint: first those with a remedy that no other has, then those that share one."""
    shared: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        shared.setdefault((finding.remedy, finding.avoid), []).append(finding)
    if len(shared) == 1:
        return tuple(Group(tuple(found), *said) for said, found in shared.items())
    alone = tuple(found[0] for found in shared.values() if len(found) == 1)
    avoids = {f.avoid for f in alone}
    own = [Group(alone, None, avoids.pop() if len(avoids) == 1 else None)] if alone else []
    return (*own, *(Group(tuple(found), *said) for said, found in shared.items() if len(found) > 1))


def sentence(text: str) -> str:
    """The text with an end."""
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def number(amount: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def counted(findings: Iterable[Finding]) -> str:
    """`6 errors, 1 info`; `no findings`."""
    counts = count(findings)
    return ", ".join(number(counts[s], s) for s in SEVERITIES if counts[s]) or "no findings"


def summary(outcome: Outcome, others: str = "") -> str:
    """One line: what was found, in what (and `others`), and what was not looked at."""
    said = [f"{counted(outcome.findings)} in {_looked_at(outcome)}{others}."]
    said[0] = said[0][0].upper() + said[0][1:]
    if fixable := _fixable(outcome):
        said.append(fixable)
    if unknown := sum(outcome.unknown.values()):
        said.append(f"Not judged: {unknown} (--show-unknown).")
    if outcome.suppressed:
        said.append(f"Suppressed: {len(outcome.suppressed)}.")
    if outcome.baselined:
        said.append(f"In the baseline: {outcome.baselined}.")
    return " ".join([*said, *outcome.notes])


def cut_sentence(cut: Cut) -> str:
    """Why not all could be judged, and the one command that repairs it."""
    return f"{cut.why[:1].upper()}{cut.why[1:]}. To judge all: {cut.repair}"


def skipped_line(skipped: Skipped) -> str:
    amount = f" ({skipped.count})" if skipped.count != 1 else ""
    return visible(f"skipped  {skipped.what}{amount}: {skipped.why}")


def _looked_at(outcome: Outcome) -> str:
    files, documents = number(outcome.agent_files, "agent file"), number(outcome.documents, "document")
    if not outcome.documents:
        return files
    return f"{files} and {documents}" if outcome.agent_files else documents


def _fixable(outcome: Outcome) -> str:
    counts = Counter(f.fix.safety for f in outcome.findings if f.fix is not None)
    told = ", ".join(f"{counts[safety]} ({option})" for safety, option in _FIX_OPTIONS.items() if counts[safety])
    return f"Fixable: {told}." if told else ""
