"""Whether a repository is ready for agents, as text or as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from contextkit.reporting.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.mapping.readiness import Check


def render_checks(checks: Sequence[Check], output_format: str) -> Iterator[str]:
    """The lines to print."""
    if output_format == "json":
        yield json.dumps(_object(checks), indent=2, ensure_ascii=False)
    else:
        yield from _text(checks)


def _object(checks: Sequence[Check]) -> dict[str, object]:
    rows = [{k: encodable(v) if isinstance(v, str) else v for k, v in asdict(check).items()} for check in checks]
    return {"version": 1, "is_ready": all(c.state != "missing" for c in checks), "checks": rows}


def _text(checks: Sequence[Check]) -> Iterator[str]:
    width = max(len(check.name) for check in checks)
    for check in checks:
        seconds = "" if check.seconds is None else f"  {check.seconds:.1f} s"
        yield f"{check.state:<7}  {check.name:<{width}}  {visible(check.evidence)}{seconds}"
        if check.next_step:
            yield f"{'':<7}  {'':<{width}}  next: {visible(check.next_step)}"
    counts = {state: sum(c.state == state for c in checks) for state in ("ready", "missing", "unknown")}
    yield ""
    yield ", ".join(f"{count} {state}" for state, count in counts.items() if count)
