"""Times `contextkit check` as a whole process, beside `git status` and another linter, on a checkout.

    python bench/speed.py --repo CHECKOUT [--runs 5] [--only cold --only warm]

All runs are made in a clone of CHECKOUT, so nothing of it is touched. The cases take turns, so that a busy moment
of the machine hits them all. `agnix` is timed where it is installed (npm install -g agnix, or pip install agnix;
--agnix names its command). The last column is the share of the wall time to that of `git status` in the same run:
seconds on another machine differ, this share less so.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import Run, load, own_contextkit, summary, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bench.processes import Summary

YARDSTICK = "git-status"
AGENT_FILES = {"AGENTS.md", "CLAUDE.md", "GEMINI.md"}


@dataclass(frozen=True, slots=True)
class Checkout:
    """A clone that may be changed, and the commands that are timed in it."""

    folder: Path
    contextkit: tuple[str, ...]
    agnix: str | None
    documents: tuple[Path, ...]
    edits: Iterator[int] = field(default_factory=count)

    @property
    def check(self) -> tuple[str, ...]:
        return *self.contextkit, "check", "--quiet"


@dataclass(frozen=True, slots=True)
class Case:
    """Something to time; `runs` prepares, runs once, and puts back."""

    name: str
    title: str
    runs: Callable[[Checkout], Run]


def main() -> None:
    arguments = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="contextkit-speed-") as scratch:
        folder = _clone(arguments.repo, Path(scratch) / "checkout")
        documents = _documents(folder)
        checkout = Checkout(folder, tuple(shlex.split(arguments.contextkit)), arguments.agnix, documents)
        cases = [c for c in CASES if not arguments.only or c.name in arguments.only or c.name == YARDSTICK]
        cases = [c for c in cases if c.name != "agnix" or arguments.agnix]
        before = load()
        runs = _in_turns(cases, checkout, arguments.runs)
    summaries = {name: summary(of_case) for name, of_case in runs.items()}
    files, commit = _told(arguments.repo, "ls-files").count("\n"), _told(arguments.repo, "rev-parse", "--short", "HEAD")
    print(f"{files} files at {commit.strip()}, median of {arguments.runs}; before: {before}, after: {load()}\n")
    print("\n".join(table(cases, summaries)))


def table(cases: Sequence[Case], summaries: Mapping[str, Summary]) -> Iterator[str]:
    """Rows of Markdown, each with its share of the yardstick."""
    yield "| what | wall s | least - most | processor s | peak MB | / git status |"
    yield "|---|---|---|---|---|---|"
    yardstick = summaries[YARDSTICK].wall_seconds
    for case in cases:
        s = summaries[case.name]
        spread = f"{s.least_seconds:.2f} - {s.most_seconds:.2f}"
        share = f"{s.wall_seconds / yardstick:.1f}"
        yield f"| {case.title} | {s.wall_seconds:.2f} | {spread} | {s.cpu_seconds:.2f} | {s.peak_mb:.0f} | {share} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repo", type=Path, required=True, metavar="CHECKOUT")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--only", action="append", default=[], choices=[case.name for case in CASES])
    parser.add_argument("--contextkit", default=own_contextkit(), metavar="CMD")
    parser.add_argument("--agnix", default=shutil.which("agnix"), metavar="CMD")
    return parser


def _clone(repo: Path, folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", repo, folder], check=True)
    subprocess.run(["git", "-C", folder, "checkout", "--quiet", "HEAD"], check=True)
    return folder


def _documents(folder: Path) -> tuple[Path, ...]:
    """Documents to edit, agent files first."""
    names = _told(folder, "ls-files", "*.md", "*.mdx").splitlines()
    paths = [folder / name for name in names if not (folder / name).is_symlink()]
    return tuple(sorted(paths, key=lambda path: (path.name not in AGENT_FILES, path)))


def _told(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def _in_turns(cases: Sequence[Case], checkout: Checkout, rounds: int) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {case.name: [] for case in cases}
    for number in range(rounds):
        for case in cases:
            run = case.runs(checkout)
            runs[case.name].append(run)
            print(f"{number + 1}/{rounds} {case.name}: {run.wall_seconds:.2f} s, exit {run.code}", file=sys.stderr)
    return runs


def _cold(checkout: Checkout) -> Run:
    shutil.rmtree(checkout.folder / ".contextkit/cache", ignore_errors=True)
    return timed(checkout.check, checkout.folder)


def _warm(checkout: Checkout) -> Run:
    timed(checkout.check, checkout.folder)
    return timed(checkout.check, checkout.folder)


def _edited(number: int) -> Callable[[Checkout], Run]:
    def run(checkout: Checkout) -> Run:
        timed(checkout.check, checkout.folder)
        with _edits(checkout, number):
            return timed(checkout.check, checkout.folder)

    return run


def _help(checkout: Checkout) -> Run:
    return timed((*checkout.contextkit, "--help"), checkout.folder)


def _hook(checkout: Checkout) -> Run:
    timed(checkout.check, checkout.folder)
    with _edits(checkout, 1) as edited:
        said = {
            "hook_event_name": "PostToolUse",
            "tool_name": "Edit",
            "session_id": f"speed-{next(checkout.edits)}",
            "cwd": str(checkout.folder),
            "tool_input": {"file_path": str(edited[0])},
        }
        return timed((*checkout.contextkit, "hook", "claude"), checkout.folder, stdin=json.dumps(said))


def _end_of_turn(checkout: Checkout) -> Run:
    timed(checkout.check, checkout.folder)
    with _edits(checkout, 1):
        session = f"speed-{next(checkout.edits)}"
        said = {"hook_event_name": "Stop", "session_id": session, "cwd": str(checkout.folder)}
        return timed((*checkout.contextkit, "hook", "claude"), checkout.folder, stdin=json.dumps(said))


@contextmanager
def _edits(checkout: Checkout, number: int) -> Iterator[Sequence[Path]]:
    """A sentence that was never there before at the end of some documents."""
    before = {path: path.read_bytes() for path in checkout.documents[:number]}
    try:
        for path, content in before.items():
            path.write_bytes(content + f"\nEdit number {next(checkout.edits)}.\n".encode())
        yield tuple(before)
    finally:
        for path, content in before.items():
            path.write_bytes(content)


def _git_status(checkout: Checkout) -> Run:
    return timed(("git", "status", "--porcelain"), checkout.folder)


def _agnix(checkout: Checkout) -> Run:
    return timed((*shlex.split(checkout.agnix or "agnix"), "."), checkout.folder)


CASES = (
    Case("cold", "`contextkit check`, no cache", _cold),
    Case("warm", "`contextkit check`, nothing changed", _warm),
    Case("one-edit", "`contextkit check`, one document edited", _edited(1)),
    Case("ten-edits", "`contextkit check`, ten documents edited", _edited(10)),
    Case("help", "`contextkit --help`", _help),
    Case("hook", "`contextkit hook claude`, after an edit", _hook),
    Case("end-of-turn", "`contextkit hook claude`, at the end of a turn", _end_of_turn),
    Case(YARDSTICK, "`git status`", _git_status),
    Case("agnix", "`agnix .`", _agnix),
)


if __name__ == "__main__":
    main()
