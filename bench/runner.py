"""Times the way from a fresh runner to a verdict: clones, installation, history, the first check.

    python bench/runner.py --repo GITDIR [--runs 3]

GITDIR is cloned at depth 1 over file://, as continuous integration does over the network, so the time of the
network for that clone and for its history is not in the sums; the installation does ask the package index.
Nothing is taken from this checkout's environment: a new one is made from the hash-pinned requirements, by pip,
once with an empty cache of downloads and once with the cache that this left.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.processes import Run, load, timed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HOME = Path(__file__).parent.parent
# What the action of this repository runs: neither the folder that is checked nor the environment brings modules.
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from contextkit.cli import main; main()"
VERDICTS = {0, 1}

Parts = dict[str, Run]
"""What each part took, in the order in which they are run."""


@dataclass(frozen=True, slots=True)
class Runner:
    """A folder that stands for a machine: clones, environment and caches lie in it."""

    folder: Path
    origin: str
    contextkit: str
    env: Mapping[str, str]

    def part(self, *words: str | Path, folder: Path | None = None, codes: set[int] | None = None) -> Run:
        run = timed(words, folder or self.folder, env=self.env)
        if run.code not in (codes or {0}):
            sys.exit(f"{' '.join(map(str, words))[:200]}: exit {run.code}")
        return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repo", type=Path, required=True, metavar="GITDIR")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    arguments = parser.parse_args()
    before = load()
    with tempfile.TemporaryDirectory(prefix="contextkit-runner-") as scratch:
        origin, own = Path(scratch) / "origin.git", Path(scratch) / "contextkit.git"
        for source, target in ((arguments.repo, origin), (HOME, own)):
            subprocess.run(["git", "clone", "--quiet", "--bare", "--shared", source, target], check=True)
            subprocess.run(["git", "-C", target, "config", "uploadpack.allowFilter", "true"], check=True)
        columns: dict[str, list[Parts]] = {"nothing cached": [], "downloads cached": []}
        for number in range(arguments.runs):
            downloads = Path(scratch) / f"downloads-{number}"
            for runs in columns.values():
                machine = _machine(Path(scratch) / "machine", origin.as_uri(), own.as_uri(), downloads)
                runs.append(_parts(machine))
                shutil.rmtree(machine.folder)
    print(f"median of {arguments.runs}; before: {before}, after: {load()}\n")
    print("\n".join(table(columns)))


def table(columns: Mapping[str, Sequence[Parts]]) -> Iterator[str]:
    """Rows of Markdown, one a part, with the sum below: the median of wall and processor time of each."""
    yield f"| part | {' | '.join(f'{title}: wall s | processor s' for title in columns)} |"
    yield f"|---|{'---|---|' * len(columns)}"
    sums = [0.0] * (2 * len(columns))
    for part in next(iter(columns.values()))[0]:
        row = [seconds for runs in columns.values() for seconds in _medians([parts[part] for parts in runs])]
        sums = [before + seconds for before, seconds in zip(sums, row, strict=True)]
        yield f"| {part} | {' | '.join(f'{seconds:.1f}' for seconds in row)} |"
    yield f"| **all** | {' | '.join(f'**{seconds:.1f}**' for seconds in sums)} |"


def _machine(folder: Path, origin: str, contextkit: str, downloads: Path) -> Runner:
    folder.mkdir()
    # a runner has no uv, and brings its own Python
    path = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "uv").exists()]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "CONTEXTKIT_", "PYTHON", "VIRTUAL_ENV"))}
    own = {
        "PATH": os.pathsep.join(path),
        "PIP_CACHE_DIR": str(downloads),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "PYTHON": str(Path(sys.base_prefix) / "bin/python3"),
    }
    return Runner(folder, origin, contextkit, kept | own)


def _parts(runner: Runner) -> Parts:
    home, venv, clone = runner.folder / "contextkit", runner.folder / "venv", runner.folder / "clone"
    pins = home / "requirements/run.txt"
    return {
        "clone of contextkit": runner.part("git", "clone", "--quiet", "--depth=1", runner.contextkit, home),
        "environment from hash-pinned requirements": runner.part(home / "tools/venv", venv, pins),
        "clone of the repository, depth 1": runner.part("git", "clone", "--quiet", "--depth=1", runner.origin, clone),
        "its history, commits and trees": runner.part(home / "tools/history", folder=clone),
        "`contextkit check`, no cache, nothing compiled": runner.part(
            venv / "bin/python", "-I", "-c", START, home, "check", folder=clone, codes=VERDICTS
        ),
    }


def _medians(runs: Sequence[Run]) -> tuple[float, float]:
    return median(run.wall_seconds for run in runs), median(run.cpu_seconds for run in runs)


if __name__ == "__main__":
    main()
