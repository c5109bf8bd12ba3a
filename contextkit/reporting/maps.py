"""Maps as a person reads them: what would change, and why each line is there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contextkit.linting.fix import unified_diff
from contextkit.mapping.runs import shown
from contextkit.reporting.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.mapping.lines import Line, Outline
    from contextkit.mapping.plan import Plan, Write
    from contextkit.mapping.runs import Run

_MOST_EVIDENCE = 4


def diff_lines(write: Write) -> Iterator[str]:
    """The lines of the diff of one file; what is hidden in them is spelled out."""
    for line in unified_diff(visible(write.path), write.old, write.new).splitlines():
        yield "\t".join(visible(part) for part in line.split("\t"))


def explain_lines(plan: Plan, runs: Mapping[str, Run]) -> Iterator[str]:
    """Each line of each map, where it comes from, why it is worth its tokens, and how its command ran last."""
    for write in plan.writes:
        lines, size = (write.new or b"").count(b"\n"), len(write.new or b"")
        yield f"{visible(write.path)} ({lines} lines, {size:,} bytes)"
        for section in write.outline.sections:
            if section.lines:
                yield f"  {section.name}"
            for line in section.lines:
                yield f"    {visible(line.text)}"
                yield f"        from {_evidence(line)}"
                yield f"        why  {line.why}"
                if line.subject in runs:
                    yield f"        run  {visible(shown(runs[line.subject]))}"
    yield from (f"note: {visible(note)}" for note in plan.notes)


def plan_json(plan: Plan) -> str:
    """The same, and the diffs, for programs."""
    files = [_file(write) for write in plan.writes]
    return json.dumps({"version": 1, "files": files, "notes": list(plan.notes)}, indent=2, ensure_ascii=False)


def _evidence(line: Line) -> str:
    shown = [visible(str(e)) for e in line.evidence[:_MOST_EVIDENCE]]
    more = len(line.evidence) - len(shown)
    return ", ".join([*shown, *([f"{more} more"] if more else [])]) or "the survey"


def _file(write: Write) -> dict[str, object]:
    return {
        "path": write.path,
        "state": write.state,
        "adopted": write.is_adopted,
        "diff": "" if write.state == "same" else "\n".join(diff_lines(write)),
        "lines": list(_lines(write.outline)),
    }


def _lines(outline: Outline) -> Iterator[dict[str, object]]:
    for section in outline.sections:
        for line in section.lines:
            evidence = [{"path": e.path, "line": e.line, "text": e.text} for e in line.evidence]
            yield {"section": section.name, "text": line.text, "evidence": evidence, "why": line.why}
