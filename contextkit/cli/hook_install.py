"""`contextkit hook install`: merges our hooks into agents' settings, and takes exactly them out again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from contextkit.cli.errors import CLEAN
from contextkit.cli.hooks import agent_names, the_agent
from contextkit.cli.options import output, repo_option, verbosity_options
from contextkit.edges.settings import UnreadableError, cleared, merged, read_settings, write_settings
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.cli.hooks import Hooks


class SettingsWrite(NamedTuple):
    """A settings file that is to change."""

    path: str
    place: Path
    before: bytes | None
    after: bytes | None
    note: str


@click.command("install")
@click.argument("agents", nargs=-1, metavar="[AGENT]...", type=click.Choice(agent_names()))
@click.option("--local", is_flag=True, help="Into the settings that are not shared (claude alone has them).")
@click.option("--remove", is_flag=True, help="Take our hooks out again.")
@click.option("--diff", is_flag=True, help="Print what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@repo_option
@verbosity_options
def install(agents: tuple[str, ...], local: bool, remove: bool, diff: bool, yes: bool, repo: Path) -> int:
    """Install the hooks of AGENT in this repository.

    Without AGENT, of each agent that has a folder here. All else in the settings stays as it is.
    """
    root = _root(repo)
    chosen = agents or _found(root)
    writes = [w for name in chosen for w in settings_writes(name, root, local=local, remove=remove)]
    if not writes:
        click.echo("nothing to change")
        return CLEAN
    for write in writes:
        click.echo("\n".join(_diff(write)))
    if diff:
        return CLEAN
    _ask(yes=yes)
    for write in writes:
        write_settings(write.place, write.after)
        click.echo(f"wrote {write.path}" if write.after is not None else f"removed {write.path}")
        if write.note and not remove:
            output().note(write.note)
    return CLEAN


def _root(repo: Path) -> Path:
    from contextkit.edges.place import find_place

    place = find_place(str(repo))
    if place is None or place.root is None:
        raise ContextkitError(f"{repo} is in no working tree of git", "Go to one, or name it with --repo")
    return Path(place.root)


def agents_here(root: Path) -> Sequence[str]:
    """The agents that have a folder in a repository, and hooks."""
    return [name for name in agent_names() if (root / the_agent(name).HOOKS.path).parent.is_dir()]


def _found(root: Path) -> Sequence[str]:
    found = agents_here(root)
    if not found:
        raise ContextkitError(
            "No agent has a folder here", f"Name the agent: contextkit hook install {'|'.join(agent_names())}"
        )
    return found


def settings_writes(name: str, root: Path, *, local: bool = False, remove: bool = False) -> Iterator[SettingsWrite]:
    """The file that changes when an agent's hooks are installed or removed; none where nothing is to change.

    Raises ContextkitError where the settings cannot be edited safely.
    """
    hooks = the_agent(name).HOOKS
    path = hooks.local_path if local else hooks.path
    if path is None:
        raise ContextkitError(f"{name} has no settings that are not shared", "Leave out --local")
    before = read_settings(root / path)
    try:
        after = _changed(before, hooks, remove=remove)
    except UnreadableError as reason:
        raise ContextkitError(f"{path} is left as it is: {reason}", _by_hand(hooks, remove=remove)) from None
    if after != before:
        yield SettingsWrite(path, root / path, before, after, hooks.note)


def _changed(before: bytes | None, hooks: Hooks, *, remove: bool) -> bytes | None:
    if not remove:
        return merged(before, hooks.entries, hooks.others)
    return cleared(before, hooks.entries, hooks.others) if before is not None else None


def _by_hand(hooks: Hooks, *, remove: bool) -> str:
    lists = {event: [entry] for event, entry in hooks.entries}
    verb = "Take this out" if remove else "Add this"
    return f"{verb} by hand:\n{json.dumps({'hooks': lists}, indent=2)}"


def _diff(write: SettingsWrite) -> Iterator[str]:
    from difflib import unified_diff

    from contextkit.reporting.visible import visible

    old = [] if write.before is None else write.before.decode().splitlines()
    new = [] if write.after is None else write.after.decode().splitlines()
    was, now = (f"a/{write.path}" if old else "/dev/null"), (f"b/{write.path}" if new else "/dev/null")
    return (visible(line.expandtabs(4)) for line in unified_diff(old, new, was, now, lineterm=""))


def _ask(*, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise ContextkitError("Nothing was written: there is nobody to ask", "Run it again with --yes")
    click.confirm("Write this?", abort=True)
