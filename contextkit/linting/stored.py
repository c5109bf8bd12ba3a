"""A report as a row of the store, so that a tree that did not change is not checked twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from contextkit.linting.run import Report
from contextkit.model import Edit, Finding, Fix, Skipped

if TYPE_CHECKING:
    from collections.abc import Mapping


def encode_report(report: Report) -> bytes:
    """The row of a report."""
    return json.dumps(asdict(report), separators=(",", ":")).encode()


def decode_report(row: bytes) -> Report | None:
    """The report of a row; None where the row is not one of ours."""
    try:
        kept = json.loads(row)
        return Report(
            findings=tuple(_finding(f) for f in kept["findings"]),
            suppressed=tuple((_finding(f), str(reason)) for f, reason in kept["suppressed"]),
            baselined=tuple(_finding(f) for f in kept["baselined"]),
            skipped=tuple(Skipped(**s) for s in kept["skipped"]),
            unknown=tuple((str(path), int(count)) for path, count in kept["unknown"]),
            ran=tuple(kept["ran"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


def _finding(row: Mapping[str, Any]) -> Finding:
    fix = row["fix"]
    edits = tuple(Edit(**e) for e in fix["edits"]) if fix else ()
    return Finding(**{**row, "fix": Fix(fix["safety"], edits) if fix else None})
