"""`contextkit import`: what agents' own files say, taken into the map and rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, output, repo_option, verbosity_options
from contextkit.cli.plans import Reading, is_agreed, show_plan, write_plan
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from contextkit.cli.opening import Opened
    from contextkit.mapping.plan import Plan


@click.command(
    "import",
    epilog=examples(
        ("contextkit import", "show what would be taken over, and ask"),
        ("contextkit import --diff", "show it, and write nothing"),
    ),
)
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@repo_option
@cache_options
@verbosity_options
def command(diff: bool, yes: bool, repo: Path, cache_dir: Path | None, no_cache: bool) -> int:
    """Take what is written for one agent into AGENTS.md and `.contextkit/rules/`, so that all are told.

    It reads CLAUDE.md, GEMINI.md, .cursorrules, .windsurfrules, .github/copilot-instructions.md, and the rules of
    Claude, Cursor, Copilot and Windsurf; also what was changed by hand in what `contextkit export` wrote. They stay as
    they are.
    """
    from contextkit.cli.opening import opened

    if diff and yes:
        raise ContextkitError("--diff and --yes exclude each other", "Choose one of them")
    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    plan = plan_of(source)
    show_plan(plan)
    _note(plan)
    return CLEAN if diff else _written(source, plan, is_sure=yes)


def plan_of(source: Opened) -> Plan:
    """What importing from the agents' files of this tree would change."""
    from contextkit.mapping.importing import Sources, plan_import
    from contextkit.mapping.record import WRITTEN, read_record
    from contextkit.mapping.rules import read_rules

    read = Reading(source)
    record = read(WRITTEN)
    known = source.documents
    paths = tuple(sorted(path for path in (*known.agent_files, *known.copies) if path not in source.tree.links))
    rules = read_rules(source.repo).checked()
    return plan_import(Sources(paths, source.tree, read, rules, read_record(record), record))


def _note(plan: Plan) -> None:
    from contextkit.reporting.visible import visible

    for note in plan.notes:
        output().note(visible(note))


def _written(source: Opened, plan: Plan, *, is_sure: bool) -> int:
    from contextkit.reporting.visible import visible

    root = source.repo.root
    if not plan.changes:
        output().note("the map and the rules say all of it")
        return CLEAN
    if root is None:
        raise ContextkitError(f"{source.repo.label} has no working tree", "Run this where files can be written")
    if not is_sure and not is_agreed(plan, "contextkit import"):
        return FINDINGS
    write_plan(root, plan)
    for write in plan.changes:
        output().note(f"wrote {visible(write.path)}")
    output().note("now: contextkit export")
    return CLEAN
