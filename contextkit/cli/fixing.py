"""Applies fixes to the working tree: never to what is not committed, and never without showing it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.options import output
from contextkit.edges.processes import git
from contextkit.errors import ContextkitError
from contextkit.linting.fix import fixed_files, unified_diff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.cli.checking import Check


def fix(check: Check, *, unsafe: bool, only_show: bool, allow_dirty: bool) -> None:
    """Prints the diff of all fixes that go together, and writes them unless they are only to be shown."""
    root = check.source.repo.root
    if root is None:
        raise ContextkitError(f"{check.source.repo.label} has no working tree", "Run --fix where files can be written")
    contents, fixed = fixed_files(check.source.repo, lambda tree: check.report_on(tree).findings, unsafe=unsafe)
    if not only_show and not allow_dirty:
        _refuse_dirty(check, contents)
    for path, content in contents.items():
        click.echo(unified_diff(path, check.source.repo.read(path) or b"", content), nl=False)
    if only_show:
        return
    for path, content in contents.items():
        _write(Path(root, path), content)
    output().note(f"fixed {len(fixed)} in {len(contents)} files")


def _refuse_dirty(check: Check, paths: Iterable[str]) -> None:
    place = getattr(check.source.repo, "place", None)
    asked = list(paths)
    if place is None or not asked:
        return
    dirty = git(["status", "--porcelain", "-z", "--", *asked], cwd=check.source.repo.root).decode(
        "utf-8", "surrogateescape"
    )
    if dirty:
        names = ", ".join(line[3:] for line in dirty.split("\0") if line)
        raise ContextkitError(f"Not committed yet: {names}", "Commit first, or fix all the same with --allow-dirty")


def _write(path: Path, content: bytes) -> None:
    """Replaces the file in one step, so that a broken run leaves the old one; its mode stays."""
    real = path.resolve()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(real.stat().st_mode)
    Path(name).replace(real)
