"""`contextkit doctor`: whether this repository is ready for agents."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.cli.progress import waiting
from contextkit.mapping.readiness import (
    RUN,
    command_checks,
    files_of_tests_check,
    hooks_check,
    map_check,
    references_check,
    worktree_check,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.cli.opening import Opened
    from contextkit.edges.sandbox import Sandbox
    from contextkit.mapping.readiness import Check
    from contextkit.mapping.runs import Run
    from contextkit.survey.inventory import Command, Purpose


@click.command(
    "doctor",
    epilog=examples(
        ("contextkit doctor", "what is there, and what is missing"),
        ("contextkit doctor --run", "make a worktree, and run the commands in it, with times"),
        ("contextkit doctor --run --network", "the same where installing needs the network"),
    ),
)
@click.option("--run", "is_run", is_flag=True, help="Run install, lint, build and test in a sandbox.")
@click.option("--network", is_flag=True, help="Let --run use the network.")
@click.option("--seconds", type=click.IntRange(min=1), default=300, show_default=True, help="The time of each command.")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def command(
    is_run: bool,
    network: bool,
    seconds: int,
    repo: Path,
    output_format: str,
    cache_dir: Path | None,
    no_cache: bool,
) -> int:
    """Say whether this repository is ready for agents: worktree, lint, build, tests, map, hooks, references.

    Each with its evidence and the next step. Nothing of the repository is run unless --run says so: a copy of HEAD is
    made then, without your environment and your home. Exit 1 when something is missing.
    """
    from contextkit.cli.opening import opened
    from contextkit.reporting.readiness import render_checks

    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    checks = [*_tried(source, has_network=network, seconds=seconds)] if is_run else [*_looked_at(source)]
    with waiting("Reading documents, code and history", output()):
        checks.extend(_read(source))
    for line in render_checks(checks, output_format):
        click.echo(line)
    return FINDINGS if any(check.state == "missing" for check in checks) else CLEAN


def _looked_at(source: Opened) -> Iterator[Check]:
    """What can be said without running anything; what was run at this commit before is remembered."""
    from contextkit.mapping.runs import TABLE, VERSION, key_of, of_row

    wanted = _commands(source)
    keys = {purpose: key_of(c.line, c.folder) for purpose, c in wanted.items()}
    rows = source.store.load(TABLE, VERSION, list(keys.values()))
    known = {purpose: of_row(rows.get(key)) for purpose, key in keys.items()}
    runs = {p: run for p, run in known.items() if run is not None and run.commit and run.commit == source.repo.commit}
    yield worktree_check(source.repo.commit)
    yield from command_checks(source.survey.commands, runs)


def _tried(source: Opened, *, has_network: bool, seconds: int) -> Iterator[Check]:
    """A worktree, and in it the commands."""
    from contextkit.edges.processes import git
    from contextkit.edges.sandbox import sandbox
    from contextkit.mapping.runs import TABLE, VERSION, to_row

    place, commit = getattr(source.repo, "place", None), source.repo.commit
    if place is None or commit is None:
        yield worktree_check(None)
        yield from command_checks(source.survey.commands, {})
        return
    begun = time.monotonic()
    with sandbox(place, commit, has_network=has_network) as box:
        taken = time.monotonic() - begun
        left = git(["status", "--porcelain"], cwd=str(box.folder)).decode("utf-8", "replace")
        yield worktree_check(commit, left, round(taken, 1))
        if box.wall == "none":
            output().note("neither bubblewrap nor namespaces work here: commands run with a clean environment alone")
        runs = dict(_runs(_commands(source), box, commit, seconds))
    source.store.save(TABLE, VERSION, {run.key: to_row(run) for run in runs.values()})
    yield from command_checks(source.survey.commands, runs)


def _runs(
    commands: Mapping[Purpose, Command], box: Sandbox, commit: str, seconds: int
) -> Iterator[tuple[Purpose, Run]]:
    from contextkit.mapping.runs import shown, verdict, without_running
    from contextkit.reporting.visible import visible

    for purpose, each in commands.items():
        known = without_running(each)
        if known is not None and known.status == "untried":
            yield purpose, known
            continue
        with waiting(f"Running {each.line}", output()):
            done = box.run(each.line, each.folder, seconds=seconds)
        output().detail(done.output)
        run = verdict(each, commit, done.exit, done.seconds, done.output)
        output().note(visible(shown(run)))
        yield purpose, run


def _commands(source: Opened) -> dict[Purpose, Command]:
    """The headline command of each purpose that is run, in the order in which they are."""
    found = {c.purpose: c for c in reversed(source.survey.commands) if c.is_headline and not c.package}
    return {purpose: found[purpose] for purpose in RUN if purpose in found}


def _read(source: Opened) -> Iterator[Check]:
    """What is told by the files alone."""
    from contextkit.cli.checking import Check as Checking
    from contextkit.cli.map import plan_of

    yield files_of_tests_check(source.tree)
    yield map_check(plan_of(source), source.documents.agent_files)
    yield _hooks(source)
    report = Checking(source).report()
    documents = len(source.documents.agent_files) + len(source.documents.documents)
    errors = sum(finding.severity == "error" for finding in report.findings)
    yield references_check(errors, sum(count for _, count in report.unknown), documents)


def _hooks(source: Opened) -> Check:
    from contextkit.cli.hook_install import agents_here, settings_writes
    from contextkit.errors import ContextkitError

    root = Path(source.repo.root) if source.repo.root is not None else None
    installed: list[str] = []
    lacking: list[str] = []
    for agent in agents_here(root) if root else ():
        try:
            is_there = root is not None and not list(settings_writes(agent, root))
        except ContextkitError:
            is_there = False
        (installed if is_there else lacking).append(agent)
    return hooks_check(installed, lacking)
