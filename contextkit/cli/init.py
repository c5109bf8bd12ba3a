"""`contextkit init`: what was found, what would be added, and, once somebody agreed, the files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from posixpath import dirname
from typing import TYPE_CHECKING, NamedTuple

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, output, repo_option, verbosity_options
from contextkit.cli.plans import Reading, is_agreed, is_anybody_there, show_plan, write_plan
from contextkit.cli.progress import waiting
from contextkit.errors import ContextkitError
from contextkit.mapping.beginning import (
    PIPELINES,
    forge_of,
    is_in_pipeline,
    named_origin,
    new_configuration,
    new_pipeline,
    origin_of,
)
from contextkit.mapping.plan import Plan, Write, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contextkit.cli.opening import Opened
    from contextkit.mapping.beginning import Origin
    from contextkit.mapping.filling import Filler


class Part(NamedTuple):
    """Writes that somebody agrees to, or not."""

    what: str
    plan: Plan
    is_theirs: bool = False
    """Whether it adds to files that a person wrote: then --yes is not enough."""


@click.command(
    "init",
    epilog=examples(
        ("contextkit init", "show what was found and what would be added, and ask"),
        ("contextkit init --diff", "show it, and write nothing"),
        ("contextkit init --yes", "write it without asking: for scripts"),
    ),
)
@click.option("--diff", is_flag=True, help="Show what would be added, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking; files that a person wrote stay as they are.")
@click.option(
    "--action",
    metavar="OWNER/NAME@COMMIT",
    help="Where pipelines take contextkit from.  [default: where this one came from]",
)
@repo_option
@cache_options
@verbosity_options
def command(diff: bool, yes: bool, action: str | None, repo: Path, cache_dir: Path | None, no_cache: bool) -> int:
    """Begin: a configuration, the map, a file for pipelines, and agents' hooks; as far as they are not there.

    Shown as a diff first, and written once you agree. What people wrote stays as it is; running it again changes
    nothing more.
    """
    from contextkit.cli.map import plan_of
    from contextkit.cli.opening import opened

    if diff and yes:
        raise ContextkitError("--diff and --yes exclude each other", "Choose one of them")
    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    if source.repo.root is None:
        raise ContextkitError(f"{source.repo.label} has no working tree", "Run this where files can be written")
    with waiting("Reading manifests, documents and code", output()):
        maps = plan_of(source)
        parts = [part for part in _parts(source, source.repo.root, maps, action) if part.plan.changes]
    if yes:
        parts = list(_without_theirs(parts))
    _show(source, parts)
    if diff or not parts:
        return CLEAN
    if not (yes or is_anybody_there("contextkit init")):
        return FINDINGS
    agreed = [p for p in parts if yes or is_agreed(p.plan, "contextkit init", p.what)]
    _write(source.repo.root, maps, agreed)
    return CLEAN if len(agreed) == len(parts) else FINDINGS


def _write(root: str, maps: Plan, parts: Iterable[Part]) -> None:
    """Writes what is agreed to: all at once, since the parts of the map share one record."""
    writes = [write for part in parts for write in part.plan.writes]
    known = part_of(maps, lambda write: write in writes)
    write_plan(root, replace(known, writes=tuple(writes)))
    for write in writes:
        if write.state != "same":
            output().note(f"wrote {write.path}")


def _show(source: Opened, parts: Iterable[Part]) -> None:
    from contextkit.reporting.beginning import found_lines

    click.echo("found")
    for line in found_lines(source.survey, source.documents.agent_files):
        click.echo(f"  {line}")
    shown = list(parts)
    click.echo("" if shown else "\nnothing is to be added")
    for part in shown:
        click.echo(f"{part.what}:")
        show_plan(part.plan)
        click.echo("")


def _without_theirs(parts: Iterable[Part]) -> Iterator[Part]:
    """Those that may be written unasked."""
    for part in parts:
        if part.is_theirs:
            names = ", ".join(write.path for write in part.plan.changes)
            output().note(f"{names}: yours, and left as it is; `contextkit map` adds what is missing there")
        else:
            yield part


def _parts(source: Opened, root: str, maps: Plan, action: str | None) -> Iterator[Part]:
    from contextkit.catalog import find_template
    from contextkit.cli.catalogs import open_shelves
    from contextkit.mapping.filling import Filler

    shelves = open_shelves(source)
    filler = Filler(lambda name: find_template(shelves, name))
    yield Part("the configuration", _plan(new_configuration(source.config, filler)))
    yield Part("the map", part_of(maps, lambda write: not write.is_adopted))
    yield Part("what your own files do not say", part_of(maps, lambda write: write.is_adopted), is_theirs=True)
    yield Part("a file for pipelines", _plan(_pipeline(source, filler, action)))
    yield Part("the hooks of agents", _plan(*_hooks(root)))


def _plan(*writes: Write | None) -> Plan:
    """Files of which no record is kept: they are a person's from now on."""
    return Plan(tuple(write for write in writes if write is not None), None, None)


def _pipeline(source: Opened, filler: Filler, action: str | None) -> Write | None:
    from contextkit.edges.origin import default_branch, remote_address

    place = getattr(source.repo, "place", None)
    origin = _origin(action)
    if place is None or is_in_pipeline(source.repo):
        return None
    forge = forge_of(source.repo, remote_address(place))
    if not forge:
        output().note("no file for pipelines: nothing tells which forge this is for; docs/ci.md has them to copy")
        return None
    if origin is None:
        output().note("no file for pipelines: where contextkit is taken from is not known; name it with --action")
        return None
    if Reading(source)(PIPELINES[forge]) is not None:
        output().note(f"{PIPELINES[forge]} is yours, and left as it is; docs/ci.md has what to add to it")
        return None
    return new_pipeline(forge, origin, default_branch(place), filler)


def _origin(action: str | None) -> Origin | None:
    from contextkit.edges.origin import own_source

    if action is not None:
        named = named_origin(action)
        if named is None:
            raise ContextkitError(f"--action {action} names no commit of a repository", "Write OWNER/NAME@COMMIT")
        return named
    found = own_source()
    return origin_of(found.address, found.commit) if found else None


def _hooks(root: str) -> Iterator[Write]:
    from contextkit.cli.hook_install import agents_here, settings_writes
    from contextkit.mapping.lines import Outline

    agents = agents_here(Path(root))
    if not agents:
        output().note("no hooks: no agent that has them has a folder here; `contextkit hook install AGENT` makes one")
    for agent in agents:
        try:
            for write in settings_writes(agent, Path(root)):
                yield Write(write.path, write.before, write.after, Outline.empty(dirname(write.path)))
        except ContextkitError as error:
            output().note(f"no hooks for {agent}: {error.problem}")
