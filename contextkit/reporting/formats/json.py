"""For scripts: one JSON object, one finding a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contextkit.reporting.outcome import place
from contextkit.reporting.visible import encodable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.model import Edit, Finding, Fix
    from contextkit.reporting.outcome import Options, Outcome

_VERSION = 1


def render(outcome: Outcome, options: Options) -> Iterator[str]:  # noqa: ARG001  (the same for everybody)
    """The lines to print: ASCII, keys sorted, findings by place."""
    findings = sorted(outcome.findings, key=place)
    yield '{"findings": ['
    for number, finding in enumerate(findings, 1):
        yield json.dumps(_finding(finding), sort_keys=True) + ("," if number < len(findings) else "")
    yield "],"
    yield f'"summary": {json.dumps(_summary(outcome), sort_keys=True)},'
    yield f'"version": {_VERSION}}}'


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "lint": finding.lint,
        "severity": finding.severity,
        "path": encodable(finding.path),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "problem": encodable(finding.problem),
        "remedy": encodable(finding.remedy),
        "avoid": encodable(finding.avoid),
        "again": encodable(finding.again),
        "fix": None if finding.fix is None else _fix(finding.fix),
        "fingerprint": finding.fingerprint,
        "values": {name: encodable(value) for name, value in finding.values.items()},
    }


def _fix(fix: Fix) -> dict[str, object]:
    return {"safety": fix.safety, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, object]:
    return {"path": encodable(edit.path), "start": edit.start, "end": edit.end, "text": encodable(edit.text)}


def _summary(outcome: Outcome) -> dict[str, object]:
    skipped = [{"what": encodable(s.what), "why": encodable(s.why), "count": s.count} for s in outcome.skipped]
    return {
        "errors": outcome.errors,
        "warnings": outcome.warnings,
        "infos": outcome.infos,
        "unknown": {encodable(path): amount for path, amount in outcome.unknown.items()},
        "suppressed": len(outcome.suppressed),
        "baselined": outcome.baselined,
        "skipped": skipped,
        "agent_files": outcome.agent_files,
        "documents": outcome.documents,
        "cut": None if outcome.cut is None else {"why": outcome.cut.why, "repair": outcome.cut.repair},
    }
