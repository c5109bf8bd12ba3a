"""Runs an agent's own program, and compares what it sends with what its load model says."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import output
from contextkit.cli.progress import waiting
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from contextkit.cli.opening import Opened
    from contextkit.edges.agents import Sent
    from contextkit.loading import Load, Loads
    from contextkit.loading.measured import Held
    from contextkit.reporting.loads import Verified


def verify_load(
    source: Opened, agent: str, program: str | None, file: str, start: str | None, output_format: str
) -> int:
    """Prints what the agent sends when it works on `file`; FINDINGS where the load model says otherwise."""
    from contextkit.reporting.loads import render_verified

    found = verified(source, agent, program, file, start)
    for line in render_verified(found, output_format):
        click.echo(line)
    return FINDINGS if found.differences else CLEAN


def verified(source: Opened, agent: str, program: str | None, file: str, start: str | None) -> Verified:
    """What the agent's program sends, beside what the model of its version says."""
    from contextkit.edges.agents import sent_by, version_of
    from contextkit.loading import Loads
    from contextkit.loading.measured import differences
    from contextkit.reporting.loads import Verified

    place = _found(agent, program)
    if file not in source.tree.entries and agent == "claude":
        raise ContextkitError(f"{file} is no file, and claude has to read one", "Name a file that is there")
    loads = Loads(source.tree, source.ground.facts.document)
    load = loads.of(agent, file, version=version_of(place), cwd=start)
    with waiting(f"Running {place} on a copy", output()):
        sent = sent_by(agent, place, source.tree, start=load.start, file=file)
    held = _held(source, loads, load, sent)
    return Verified(load, sent.version, held, differences(load, held))


def _found(agent: str, program: str | None) -> str:
    place = shutil.which(program or agent)
    if place is None:
        raise ContextkitError(f"There is no program {program or agent}", "Install it, or name it with --program")
    return place


def _held(source: Opened, loads: Loads, load: Load, sent: Sent) -> list[Held]:
    from contextkit.loading.measured import held_by_claude, held_by_codex

    def whole(path: str) -> str:
        return loads.whole(load.agent, path, version=sent.version)

    if load.agent == "claude":
        return held_by_claude(sent.texts, sent.folder, whole)
    paths = [*(f.path for f in load.files), *load.unread, *(path for path, _ in load.shadowed)]
    return held_by_codex(sent.texts, {path: whole(path) for path in [*paths, *source.documents.agent_files]})
