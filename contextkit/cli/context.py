"""`contextkit context`: what an agent reads for a file, in which order, and where it stops."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN
from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.errors import ContextkitError
from contextkit.loading import known_agents

if TYPE_CHECKING:
    from contextkit.cli.opening import Opened

_OLD_DAYS = 90
MEASURED = ("claude", "codex")


@click.command(
    "context",
    epilog=examples(
        ("contextkit context src/a.py --agent codex", "which files, from which line on nothing"),
        ("contextkit context src/a.py --agent claude --version 2.1.200", "as that version did"),
        ("contextkit context . --agent codex --cwd packages/a", "started in that folder"),
        ("contextkit context src/a.py --verify claude", "run claude, and compare what it sends"),
    ),
)
@click.argument("file", metavar="FILE")
@click.option("--agent", type=click.Choice(known_agents()), help="The agent.")
@click.option("--verify", type=click.Choice(MEASURED), help="Run this agent's own program, and compare what it sends.")
@click.option("--program", metavar="PATH", help="The program of --verify.  [default: the agent's, on the PATH]")
@click.option("--version", metavar="V", help="Its version.  [default: the newest that is known]")
@click.option("--cwd", metavar="DIR", help="Where it is started.  [default: the root; for codex FILE's folder]")
@click.option("--at", metavar="REV", help="Look at this revision instead of the working tree.")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def command(
    file: str,
    agent: str | None,
    verify: str | None,
    program: str | None,
    version: str | None,
    cwd: str | None,
    at: str | None,
    repo: Path,
    output_format: str,
    cache_dir: Path | None,
    no_cache: bool,
) -> int:
    """Show what an agent reads when it works on FILE: each file, why, its size, and the line at which it is cut.

    With --verify the agent's own program is run on a copy, against a model on this machine that says nothing and costs
    nothing; exit 1 when what it sends is not what the load model says.
    """
    from contextkit.cli.opening import opened
    from contextkit.loading import Loads
    from contextkit.loading.tokens import counter
    from contextkit.reporting.loads import render_load

    source = opened(repo, at=at, cache_dir=cache_dir, no_cache=no_cache)
    start = None if cwd is None else _folder(cwd, source)
    if verify is not None:
        _refuse_beside_verify(agent=agent, version=version)
        from contextkit.cli.verifying import verify_load

        return verify_load(source, verify, program, _file(file, source), start, output_format)
    if agent is None:
        raise ContextkitError("It is not said which agent is meant", "Name it with --agent, or with --verify to run it")
    if program is not None:
        raise ContextkitError("--program is the program of --verify", "Leave it out, or name the agent with --verify")
    loads = Loads(source.tree, source.ground.facts.document, counter())
    load = loads.of(agent, _file(file, source), version=version, cwd=start)
    if (days := age_days(load.model_date, datetime.now(UTC).date())) > _OLD_DAYS:
        output().note(f"the load model of {agent} is {days} days old ({load.model_date}): it may load otherwise by now")
    for line in render_load(load, output_format):
        click.echo(line)
    return CLEAN


def _refuse_beside_verify(*, agent: str | None, version: str | None) -> None:
    if agent is not None or version is not None:
        raise ContextkitError("--verify runs the agent that it names, as it is installed", "Leave out the other option")


def age_days(model_date: str, today: date) -> int:
    """How long ago a model was compared with its sources."""
    return (today - date.fromisoformat(model_date)).days


def _file(name: str, source: Opened) -> str:
    """A path of the tree: that of a file, perhaps one that is still to be written, or of any file of a folder."""
    path = _path(name, source)
    if path in source.tree.folders:
        return f"{path}/*" if path else "*"
    if path in source.tree.entries or dirname(path) in source.tree.folders:
        return path
    raise ContextkitError(f"{name} is not in the tree of {source.repo.label}", "Name a file as `git ls-files` does")


def _folder(name: str, source: Opened) -> str:
    path = _path(name, source)
    if path in source.tree.folders:
        return path
    raise ContextkitError(f"{name} is no folder of {source.repo.label}", "Name a folder that holds files of git")


def _path(name: str, source: Opened) -> str:
    """The name as a path of the tree: given from its root, or from the current folder."""
    given = normpath(name)
    if given in source.tree.entries or given in source.tree.folders:
        return given
    root, here = source.repo.root, Path(name).resolve()
    if root is not None and here.is_relative_to(root):
        given = here.relative_to(root).as_posix()
    return "" if given == "." else given
