"""Findings to report on."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit.model import Edit, Finding, Fix, Skipped
from contextkit.repo import Cut
from contextkit.reporting import Options, Outcome, render

if TYPE_CHECKING:
    from contextkit.model import Safety, Severity

POINT = "point at what is there now; drop the claim only if it is no longer true"
DELETING = "deleting the line to silence the check"
HOSTILE = "a,b:\n::error::%\x1b[31m\u202e\udcff.md"


def finding(
    place: str,
    raw: str,
    problem: str,
    *,
    lint: str = "stale-path",
    severity: Severity = "error",
    remedy: str = POINT,
    avoid: str = DELETING,
    becomes: str | None = None,
    safety: Safety = "safe",
) -> Finding:
    """A finding at `path:line`; with `becomes`, its fix writes that in place of `raw`."""
    path, _, line = place.rpartition(":")
    size = len(raw.encode("utf-8", "surrogateescape"))
    fix = None if becomes is None else Fix(safety, (Edit(path, 100, 100 + size, becomes),))
    print_ = sha256(repr((lint, path, line, raw)).encode()).hexdigest()[:32]
    again = f"contextkit check {path} --select {lint}"
    values = {"raw": raw} if raw else {}
    return Finding(
        lint, severity, path, int(line), 5, None, problem, remedy, avoid, again, fix, print_, values=values, raw=raw
    )


MOVED = finding(
    "docs/guide.md:9",
    "docs/old.md",
    'moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs")',
    remedy="Write `docs/new.md`.",
    becomes="docs/new.md",
)
STALE = (
    finding("AGENTS.md:121", "integrations/*", 'matches nothing since f9ec66c562 (2024-08-23, "v3: new build system")'),
    finding("apps/webapp/CLAUDE.md:55", "app/v3/**/*.ts", "never matched; 84 files match app/presenters/v3/**/*.ts"),
    finding(
        "core/CLAUDE.md:28",
        "src/locking.ts",
        "never existed; nearest: src/engine/locking.ts",
        becomes="src/engine/locking.ts",
        safety="unsafe",
    ),
)
LONG = finding(
    "AGENTS.md:1",
    "",
    "it has 240 lines; the target is 100",
    lint="map-too-long",
    severity="warning",
    remedy="Move what concerns one folder to an AGENTS.md in it.",
    avoid="",
)
OUTCOME = Outcome(
    findings=(LONG, MOVED, *STALE),
    unknown={"AGENTS.md": 30, "docs/guide.md": 1},
    agent_files=20,
    titles={"map-too-long": "A map that is too long", "stale-path": "A path that is gone", "dead-glob": "A dead glob"},
    helps={
        "stale-path": "An agent that is sent to a file\nthat is gone guesses.\n\nMore.",
        "dead-glob": "# Why\n\nIt is.",
    },
    severities={"map-too-long": "warning", "stale-path": "error", "dead-glob": "error"},
    notes=("Code lints: off.",),
)
CUT = replace(
    OUTCOME,
    findings=(MOVED,),
    suppressed=((STALE[0], "it is written by the build"),),
    baselined=12,
    skipped=(Skipped("lint house-rule", "code of this repository (--no-local-lints)"), Skipped("files", "too big", 2)),
    documents=240,
    cut=Cut("history ends after 1 commit (shallow clone)", "git fetch --unshallow --filter=blob:none"),
)
HOSTILE_OUTCOME = Outcome(
    findings=(
        finding(f"{HOSTILE}:3", "##[error]\x1b]0;x\x07`", f"::warning::{HOSTILE}", becomes="\udcfe"),
        finding("::stop-commands::x.md:1", "", "::y", severity="info", lint="other"),
    ),
    unknown={HOSTILE: 1},
    agent_files=1,
    skipped=(Skipped(HOSTILE, "not UTF-8"),),
)
MANY = Outcome(
    findings=tuple(finding(f"docs/{n // 50:03}.md:{n % 50 + 1}", f"src/{n}.py", "never existed") for n in range(5000)),
    documents=100,
)


def printed(outcome: Outcome, output_format: str, options: Options | None = None) -> str:
    """All that is printed, without the last newline."""
    return "\n".join(render(outcome, output_format, options))
