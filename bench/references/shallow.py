"""Compares what is judged in a repaired clone of one commit with what is judged in a full one.

    python bench/references/shallow.py --git-dirs DIR OWNER/NAME...

For each repository: a clone of depth 1 over file:// of its labelled commit, then the repair that contextkit names
(`git fetch --unshallow --filter=blob:none`), then the references of the labelled files in both. Old contents are in
the full clone alone. Exit 1 when a verdict differs.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import own_contextkit
from bench.references.labelled import Case, git_dir, read_cases, references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.references.labelled import Found

Told = Counter[tuple[str, int, str, str, str, str | None]]


def main() -> None:
    arguments = _parser().parse_args()
    command = shlex.split(arguments.contextkit)
    cases = read_cases(Path(__file__).parent / "head.jsonl")
    are_same = True
    for repo in arguments.repos:
        are_same &= _compare(repo, [case for case in cases if case.repo == repo], arguments.git_dirs, command)
    sys.exit(0 if are_same else 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--git-dirs", type=Path, required=True, metavar="DIR")
    parser.add_argument("--contextkit", default=own_contextkit(), metavar="CMD")
    parser.add_argument("repos", nargs="+", metavar="OWNER/NAME")
    return parser


def _compare(repo: str, cases: Sequence[Case], git_dirs: Path, command: Sequence[str]) -> bool:
    source = git_dir(git_dirs, repo)
    if source is None or not cases:
        sys.exit(f"{repo}: no git directory, or no labelled references")
    commit, files = cases[0].commit, sorted({case.file for case in cases})
    with tempfile.TemporaryDirectory(prefix="contextkit-shallow-") as scratch:
        clone = _of_depth_1(source, commit, Path(scratch))
        options = ("--no-cache", "--at", commit)
        before = _told(references(command, "--repo", clone, *options, *files))
        _git(clone, "fetch", "--quiet", "--unshallow", "--filter=blob:none")
        after = _told(references(command, "--repo", clone, *options, *files))
        full = _told(references(command, "--repo", source, *options, *files))
    print(f"{repo}: {full.total()} references; differing before the repair {(full - before).total()}, ", end="")
    print(f"after it {(full - after).total()}")
    for row, where in ((row, "full") for row in full - after):
        print(f"  {where}: {row}")
    for row in after - full:
        print(f"  repaired: {row}")
    return full == after


def _of_depth_1(source: Path, commit: str, scratch: Path) -> Path:
    """A clone of `commit` alone, from an origin that lets contents be left out."""
    origin, clone = scratch / "origin.git", scratch / "clone"
    subprocess.run(["git", "clone", "--quiet", "--bare", "--shared", source, origin], check=True)
    _git(origin, "update-ref", "refs/heads/labelled", commit)
    _git(origin, "config", "uploadpack.allowFilter", "true")
    options = ("--quiet", "--depth=1", "--branch=labelled", "--no-checkout")
    subprocess.run(["git", "clone", *options, origin.as_uri(), clone], check=True)
    return clone


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True)


def _told(found: Sequence[Found]) -> Told:
    return Counter((r.path, r.line, r.raw, r.kind, r.verdict, r.target) for r in found)


if __name__ == "__main__":
    main()
