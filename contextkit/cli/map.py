"""`contextkit map`: AGENTS.md, made of what is found, around what people wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.cli.plans import Reading, files_of, is_agreed, show_plan, write_plan
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from contextkit.cli.opening import Opened
    from contextkit.mapping.lines import Outline
    from contextkit.mapping.plan import Plan
    from contextkit.mapping.record import Record


@click.command(
    "map",
    epilog=examples(
        ("contextkit map", "show what would change, and ask"),
        ("contextkit map --yes", "write it: for scripts and CI"),
        ("contextkit map --check", "fail when a map is out of date"),
        ("contextkit map --explain", "where each line comes from, and why it is there"),
        ("contextkit map --pin", "keep what you changed inside of our blocks"),
        ("contextkit map --run --diff", "try the headline commands, and leave out those that fail"),
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and show the diff when a map is out of date.")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--explain", is_flag=True, help="Say of each line where it comes from and why it is worth its tokens.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--pin", is_flag=True, help="Keep hand edits inside of our blocks as pinned lines.")
@click.option("--run", is_flag=True, help="Run each headline command in a sandbox; one that fails is not written.")
@click.option("--network", is_flag=True, help="Let --run use the network.")
@click.option("--seconds", type=click.IntRange(min=1), default=300, show_default=True, help="The time of each --run.")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    explain: bool,
    yes: bool,
    pin: bool,
    run: bool,
    network: bool,
    seconds: int,
    repo: Path,
    output_format: str,
    cache_dir: Path | None,
    no_cache: bool,
) -> int:
    """Write AGENTS.md for the root, and for packages that have commands, rules or zones of their own.

    What people wrote stays as it is, and nothing is written that was not shown. PATH narrows it to maps of folders.
    """
    from contextkit.cli.opening import opened

    if sum((check, diff, explain, yes)) > 1:
        raise ContextkitError("--check, --diff, --explain and --yes exclude each other", "Choose one of them")
    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    failed = None
    if run:
        from contextkit.cli.map_run import run_headlines

        failed = run_headlines(source, has_network=network, seconds=seconds)
    plan = plan_of(source, [source.path(name) for name in paths], pin=pin, failed=failed)
    if output_format == "json":
        from contextkit.reporting.maps import plan_json

        click.echo(plan_json(plan))
    elif explain:
        _explain(source, plan)
    else:
        show_plan(plan)
    _note(source, plan)
    if explain or diff:
        return CLEAN
    if check:
        return _checked(plan)
    return _written(source, plan, is_sure=yes)


def plan_of(
    source: Opened, within: Sequence[str] = (), *, pin: bool = False, failed: frozenset[str] | None = None
) -> Plan:
    """What writing the maps of this tree, or of these folders of it, would change.

    `failed` are the keys of commands that failed when they were run just now; None: those that the record has.
    """
    from contextkit.catalog import find_template
    from contextkit.cli.catalogs import open_shelves
    from contextkit.loading.models import reads_nearest_alone
    from contextkit.mapping.filling import Filler
    from contextkit.mapping.outline import Wanted, outlines
    from contextkit.mapping.plan import Present, left_over, plan_maps, present_lines
    from contextkit.mapping.record import WRITTEN, read_record
    from contextkit.mapping.runs import without_failed
    from contextkit.mapping.titles import title_of

    shelves = open_shelves(source)
    read = Reading(source)
    record = read_record(read(WRITTEN))
    record = record if failed is None else replace(record, failed=failed)
    found = replace(source.survey, commands=without_failed(source.survey.commands, record.failed))
    maps = outlines(
        found,
        Wanted(
            title=title_of(source.ground),
            max_lines=source.config.map.max_lines,
            present=present_lines(read, source.tree.resolve, record),
            guided=_guided(source, record),
            is_nearest_alone=any(reads_nearest_alone(agent, "AGENTS.md") for agent in source.config.agents),
        ),
    )
    maps = (*maps, *_still_there(left_over(maps, record), source, record))
    present = Present(read, source.tree.resolve, record, found.commands)
    filler = Filler(lambda name: find_template(shelves, name))
    return plan_maps((m for m in maps if _is_within(m, within)), present, filler, pin=pin)


def _guided(source: Opened, record: Record) -> frozenset[str]:
    """The folders below the root whose AGENTS.md a person wrote."""
    from contextkit.survey.copies import exported_files

    ours = {*record.files, *exported_files(source.repo)}
    paths = (p for p in source.documents.agent_files if p.endswith("/AGENTS.md") and p not in ours)
    return frozenset(p.removesuffix("/AGENTS.md") for p in paths)


def _still_there(outlines: Iterable[Outline], source: Opened, record: Record) -> list[Outline]:
    paths = {p for p in (*record.files, *record.adopted) if p in source.tree.entries}
    return [o for o in outlines if any(p.rpartition("/")[0] == o.folder for p in paths)]


def _is_within(outline: Outline, within: Sequence[str]) -> bool:
    folder = outline.folder
    return not within or any(path in {"", folder, outline.path} or folder.startswith(f"{path}/") for path in within)


def _explain(source: Opened, plan: Plan) -> None:
    from contextkit.mapping.runs import TABLE, VERSION, key_of, of_row
    from contextkit.reporting.maps import explain_lines

    keys = {key_of(c.line, c.folder) for c in source.survey.commands if c.is_headline}
    runs = (of_row(row) for row in source.store.load(TABLE, VERSION, keys).values())
    for line in explain_lines(plan, {run.line: run for run in runs if run is not None}):
        click.echo(line)


def _note(source: Opened, plan: Plan) -> None:
    from contextkit.mapping.advice import advice
    from contextkit.reporting.visible import visible

    for note in (*plan.notes, *advice(plan, _plain_reader(source), source.config.agents)):
        output().note(visible(note))


def _plain_reader(source: Opened) -> Callable[[str], bytes | None]:
    """Reads files of the tree that are no links."""
    links, entries = source.tree.links, source.repo.entries
    return lambda path: source.repo.read(path) if path in entries and path not in links else None


def _checked(plan: Plan) -> int:
    if not plan.changes:
        return CLEAN
    output().note(f"{files_of(plan)} out of date: run `contextkit map`")
    return FINDINGS


def _written(source: Opened, plan: Plan, *, is_sure: bool) -> int:
    root = source.repo.root
    if not plan.changes and plan.new_record == plan.old_record:
        output().note("the maps are up to date")
        return CLEAN
    if root is None:
        raise ContextkitError(f"{source.repo.label} has no working tree", "Run this where files can be written")
    if not is_sure and plan.changes and not is_agreed(plan, "contextkit map"):
        return FINDINGS
    write_plan(root, plan)
    for write in plan.changes:
        output().note(f"{'removed' if write.new is None else 'wrote'} {write.path}")
    return CLEAN
