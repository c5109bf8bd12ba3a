"""For GitLab's Code Quality report: a JSON array, one finding a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contextkit.reporting.outcome import place, sentence
from contextkit.reporting.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.model import Finding, Severity
    from contextkit.reporting.outcome import Options, Outcome

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(outcome: Outcome, options: Options) -> Iterator[str]:  # noqa: ARG001  (the same for everybody)
    """The lines to print: an array without findings too, as a missing report would keep the last one's."""
    findings = sorted(outcome.findings, key=place)
    if not findings:
        yield "[]"
        return
    for number, finding in enumerate(findings):
        yield ("," if number else "[") + json.dumps(_issue(finding), sort_keys=True)
    yield "]"


def _issue(finding: Finding) -> dict[str, object]:
    return {
        "check_name": finding.lint,
        "description": _description(finding),
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": encodable(finding.path), "lines": {"begin": max(finding.line, 1)}},
    }


def _description(finding: Finding) -> str:
    raw = f"`{finding.raw}` " if finding.raw else ""
    return visible(" ".join(f"{raw}{sentence(finding.problem)} Remedy: {finding.remedy}".split()))
