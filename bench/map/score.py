"""Scores the maps that `contextkit map` writes against what maintainers tell agents in their own files.

DIR holds a git directory for each repository of repos.tsv, as DIR/OWNER+NAME or DIR/OWNER+NAME/repo, with its commit
in it. This makes one, where URL is where the repository lives:

    git clone --bare URL/OWNER/NAME DIR/OWNER+NAME

Of each a tree is made without the agent files of its maintainers, `CMD map --yes` is run in it, and the new AGENTS.md
are scored together, the root's and nested ones.

found   Share of the facts of facts.jsonl that the maps hold, by kind: commands, directories, boundaries, pointers.
junk    Commands in the maps that do not resolve in the repository, or are pieces of a script of CI.
check   What `CMD check` reports in files that the map wrote.
cold    Seconds of `CMD map --yes` in the new tree, wall / processor; warm: of the same, once more.

A right command under a wrong purpose is not seen: --headlines prints those rows to be read by eye, with the verdicts
of headlines.tsv; a row that changed is `unread`.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.map import headlines
from bench.map.facts import KINDS, read_facts, read_repos
from bench.map.scoring import read_maps, score
from bench.map.trees import prepare, written
from bench.processes import load, own_contextkit, timed
from bench.references.labelled import git_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.map.facts import Fact
    from bench.map.scoring import Score
    from bench.processes import Run

COLUMNS = (*KINDS, "one test")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A repository, and what its maps are worth."""

    repo: str
    score: Score
    maps: int
    root_lines: int
    findings: tuple[str, ...]
    cold: Run
    warm: Run
    rows: tuple[headlines.Row, ...]


def main() -> None:
    arguments = _parser().parse_args()
    facts = read_facts(arguments.data / "facts.jsonl")
    contextkit = shlex.split(arguments.contextkit)
    before = load()
    done: list[Mapped] = []
    with tempfile.TemporaryDirectory(prefix="contextkit-map-") as scratch:
        for repo, commit in read_repos(arguments.data / "repos.tsv"):
            place = git_dir(arguments.git_dirs, repo)
            if arguments.repo not in {None, repo}:
                continue
            if place is None:
                print(f"# {repo}: no git directory, left out", file=sys.stderr)
                continue
            tree = (arguments.work or Path(scratch)).resolve() / repo.replace("/", "+")
            prepare(place, commit, tree)
            done.append(mapped(repo, tree, [f for f in facts if f.repo == repo], contextkit))
    print("\n".join(table(done)))
    print(
        f"\nlongest root map: {max((m.root_lines for m in done), default=0)} lines; before: {before}, after: {load()}"
    )
    _print_findings(done)
    if arguments.misses:
        _print_misses(done)
    if arguments.headlines:
        _print_headlines(done, arguments.data / "headlines.tsv")


def mapped(repo: str, tree: Path, facts: Sequence[Fact], contextkit: Sequence[str]) -> Mapped:
    """Maps a prepared tree, and scores what is new in it."""
    cold, warm = (timed([*contextkit, "map", "--yes"], tree) for _ in range(2))
    new, changed = written(tree)
    maps = sorted((path for path in new if path.name == "AGENTS.md"), key=lambda path: path.parent != tree)
    if cold.code or warm.code or not maps or maps[0].parent != tree:
        sys.exit(f"{repo}: no map of the root: exits {cold.code} and {warm.code}")
    return Mapped(
        repo,
        score(read_maps(tree, maps), facts),
        len(maps),
        maps[0].read_text(encoding="utf-8").count("\n"),
        tuple(_findings(tree, {path.relative_to(tree).as_posix() for path in (*new, *changed)}, contextkit)),
        cold,
        warm,
        tuple(headlines.headline_rows(repo, tree, contextkit)),
    )


def table(done: Sequence[Mapped]) -> Iterator[str]:
    """Rows of Markdown: found of wanted by kind, then the rest; the last row is the sum."""
    heads = ("repository", *COLUMNS, "junk", "maps", "root lines", "check", "cold s", "warm s")
    yield f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}"
    for m in done:
        counts = (f"{m.score.found[kind]}/{m.score.wanted[kind]}" for kind in COLUMNS)
        junk = f"{len(m.score.junk)}/{m.score.commands}"
        rest = (junk, m.maps, m.root_lines, len(m.findings), _seconds(m.cold), _seconds(m.warm))
        yield f"| {' | '.join((m.repo, *counts, *map(str, rest)))} |"
    found = sum((m.score.found for m in done), Counter[str]())
    wanted = sum((m.score.wanted for m in done), Counter[str]())
    shares = (f"{found[kind]}/{wanted[kind]} = {found[kind] / max(1, wanted[kind]):.2f}" for kind in COLUMNS)
    junk = f"{sum(len(m.score.junk) for m in done)}/{sum(m.score.commands for m in done)}"
    yield f"| **all** | {' | '.join(shares)} | {junk} | {sum(m.maps for m in done)} | | {_count(done)} | | |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--git-dirs", type=Path, required=True, metavar="DIR")
    parser.add_argument("--contextkit", default=own_contextkit(), metavar="CMD", help="the command that is scored")
    parser.add_argument("--repo", metavar="OWNER/NAME", help="this repository alone")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="keep the trees here; those that are there are made anew"
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parent, help="where facts.jsonl and the .tsv are")
    parser.add_argument("--misses", action="store_true", help="list the facts that are missed, and the junk")
    parser.add_argument("--headlines", action="store_true", help="list all headline rows with their verdicts")
    return parser


def _findings(tree: Path, paths: set[str], contextkit: Sequence[str]) -> Iterator[str]:
    words = [*contextkit, "check", "--format", "json"]
    done = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    for finding in json.loads(done.stdout)["findings"]:
        if finding["path"] in paths:
            yield f"{finding['path']}:{finding['line']} {finding['lint']} {finding['problem']}"


def _seconds(run: Run) -> str:
    return f"{run.wall_seconds:.1f} / {run.cpu_seconds:.1f}"


def _count(done: Sequence[Mapped]) -> int:
    return sum(len(m.findings) for m in done)


def _print_findings(done: Sequence[Mapped]) -> None:
    for m in done:
        for finding in m.findings:
            print(f"check   {m.repo} {finding}")


def _print_misses(done: Sequence[Mapped]) -> None:
    for m in done:
        for missed in m.score.missed:
            print(f"missed  {m.repo} {missed}")
        for command in m.score.junk:
            print(f"junk    {m.repo} {command}")


def _print_headlines(done: Sequence[Mapped], path: Path) -> None:
    rows = [row for m in done for row in m.rows]
    verdicts = headlines.read_verdicts(path) if path.exists() else {}
    print("\n" + "\n".join(headlines.table(rows, verdicts)))
    print("\n" + headlines.summary(rows, verdicts))


if __name__ == "__main__":
    main()
