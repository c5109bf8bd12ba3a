"""`contextkit map --run`: the headline commands, tried in a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contextkit.cli.options import output
from contextkit.edges.sandbox import sandbox
from contextkit.errors import ContextkitError
from contextkit.mapping.record import WRITTEN, read_record
from contextkit.mapping.runs import TABLE, VERSION, headlines, shown, to_row, verdict, without_running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.cli.opening import Opened
    from contextkit.edges.place import Place
    from contextkit.mapping.runs import Run
    from contextkit.survey.inventory import Command

_SERVER_SECONDS = 20
"""What is run to stay is not waited for."""


def run_headlines(source: Opened, *, has_network: bool, seconds: int) -> frozenset[str]:
    """Runs what no pipeline runs, says what became of each, keeps that, and gives the keys of all that failed."""
    from contextkit.reporting.visible import visible

    place, commit = getattr(source.repo, "place", None), source.repo.commit
    if place is None or commit is None:
        raise ContextkitError(f"{source.repo.label} has no commit to run", "Commit first")
    commands = headlines(source.survey.commands)
    runs = []
    for run in _tried(commands, place, commit, has_network=has_network, seconds=seconds):
        click.echo(visible(shown(run)), err=True)
        runs.append(run)
    source.store.save(TABLE, VERSION, {run.key: to_row(run) for run in runs})
    before = read_record(source.repo.read(WRITTEN) if WRITTEN in source.repo.entries else None).failed
    untouched = before - {run.key for run in runs if run.status in {"ran", "matched"}}
    return untouched | {run.key for run in runs if run.status == "failed"}


def _tried(commands: Sequence[Command], place: Place, commit: str, *, has_network: bool, seconds: int) -> Iterator[Run]:
    known = {command: without_running(command) for command in commands}
    yield from (run for run in known.values() if run is not None)
    left = [command for command, run in known.items() if run is None]
    if not left:
        return
    with sandbox(place, commit, has_network=has_network) as box:
        if box.wall == "none":
            output().note("neither bubblewrap nor namespaces work here: commands run with a clean environment alone")
        for command in left:
            limit = min(seconds, _SERVER_SECONDS) if command.purpose == "run" else seconds
            done = box.run(command.line, command.folder, seconds=limit)
            output().detail(done.output)
            yield verdict(command, commit, done.exit, done.seconds, done.output)
