"""Plans of writes: what they would change is shown, agreed to, and written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from contextkit.cli.options import output
from contextkit.mapping.record import WRITTEN, read_record

if TYPE_CHECKING:
    from contextkit.cli.opening import Opened
    from contextkit.mapping.plan import Plan


class Reading:
    """Reads what stands on disk now, ignored files as well; of a tree that is not on disk, what it holds."""

    def __init__(self, source: Opened) -> None:
        self._repo = source.repo

    def __call__(self, path: str) -> bytes | None:
        from contextkit.edges.writing import read_file

        root = self._repo.root
        return read_file(root, path) if root is not None else self._repo.read(path)


def show_plan(plan: Plan) -> None:
    """Prints the diff of all that would change."""
    from contextkit.reporting.maps import diff_lines

    for write in plan.changes:
        for line in diff_lines(write):
            click.echo(_coloured(line))


def is_agreed(plan: Plan, command: str, what: str = "") -> bool:
    """Asks whether to write what was shown, `what` it is; where nobody can answer, nothing is written."""
    return is_anybody_there(command) and click.confirm(f"Write {what or files_of(plan)}?", err=True)


def is_anybody_there(command: str) -> bool:
    """Whether somebody can answer; else it is said that nothing is written, and how it would be."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return True
    output().note(f"nothing was written: run `{command} --yes` to write what is shown")
    return False


def write_plan(root: str, plan: Plan, record: str = WRITTEN) -> None:
    """Writes what the plan says, the record last; of files that contextkit did not make, a copy is kept before."""
    from contextkit.edges.writing import keep_backup, replace_file

    ours = read_record(plan.old_record)
    for write in plan.changes:
        if write.old is not None and not ours.is_ours(write.path, write.old):
            keep_backup(root, write.path, write.old)
        replace_file(root, write.path, write.old, write.new)
    if plan.new_record != plan.old_record:
        replace_file(root, record, plan.old_record, plan.new_record)


def files_of(plan: Plan) -> str:
    """How many files a plan changes, in words."""
    count = len(plan.changes)
    return f"{count} file{'s' * (count != 1)}"


def _coloured(line: str) -> str:
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    color = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
    return click.style(line, fg=color) if color else line
