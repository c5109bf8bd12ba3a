"""Labelled references of public repositories, and what contextkit finds in the same documents."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STALE = {"moved", "deleted", "born-wrong"}
TIMEOUT_SECONDS = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled reference; what only history.jsonl or only head.jsonl says is empty for the other."""

    repo: str
    commit: str
    file: str
    line: int
    raw: str
    kind: str
    cls: str
    ref: str | None = None
    label: Literal["live", "stale", "unsure", ""] = ""
    verdict: Literal["true", "false", "unsure", ""] = ""
    fate: str = ""
    gone_in: str | None = None
    new_path: str | None = None
    fix_names_new: bool = False

    @property
    def is_fixable(self) -> bool:
        return self.fate == "renamed" and self.fix_names_new

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line} {self.raw!r}"


@dataclass(frozen=True, slots=True)
class Found:
    """A reference that contextkit found; `number` tells apart those that are equal."""

    number: int
    path: str
    line: int
    raw: str
    kind: str
    verdict: str
    target: str | None

    @property
    def is_stale(self) -> bool:
        return self.verdict in STALE


Places = dict[tuple[str, int], list[Found]]


def read_cases(path: Path) -> list[Case]:
    known = {field.name for field in fields(Case)}
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Case(**{key: value for key, value in row.items() if key in known}) for row in rows]


def judged(cases: Sequence[Case], git_dirs: Path, command: Sequence[str]) -> Iterator[tuple[list[Case], Places]]:
    """The cases of each commit, with what contextkit finds in their documents."""
    of_commit: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        of_commit[case.repo, case.commit].append(case)
    jobs: list[tuple[Path, list[Case]]] = []
    for (repo, _), together in of_commit.items():
        place = git_dir(git_dirs, repo)
        if place is None:
            print(f"# {repo}: no git directory, {len(together)} cases left out", file=sys.stderr)
            continue
        jobs.append((place, together))
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda job: (job[1], _of_commit(job[0], job[1], command)), jobs)


def git_dir(root: Path, repo: str) -> Path | None:
    base = root / repo.replace("/", "+")
    return next((folder for folder in (base / "repo", base) if (folder / "HEAD").exists()), None)


def references(command: Sequence[str], *arguments: str | Path) -> list[Found]:
    """What `CMD references ARGUMENT...` prints as JSON; any exit but 0 and 1 ends the script."""
    words = [*command, "references", "--format", "json", *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(words)[:200]}: exit {done.returncode}\n{done.stderr[-2000:]}")
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [
        Found(number, row["path"], row["line"], row["raw"], row["kind"], row["verdict"], row.get("target"))
        for number, row in enumerate(rows)
    ]


def matches(found: Mapping[tuple[str, int], list[Found]], case: Case) -> list[Found]:
    """The references in the case's line that it may mean; a command's may hold more words than the label."""
    wanted = {normal(case.raw), normal(case.ref or case.raw)}
    here = found.get((case.file, case.line), [])
    same = [reference for reference in here if normal(reference.raw) in wanted]
    if case.kind == "command" and not same:
        return [reference for reference in here if any(words and words in reference.raw for words in wanted)]
    return same


def normal(raw: str) -> str:
    """A reference without marks, `./`, a closing slash, anchor and query."""
    return raw.strip().strip("`").removeprefix("./").removesuffix("/").split("#")[0].split("?")[0]


def _of_commit(place: Path, cases: Sequence[Case], command: Sequence[str]) -> Places:
    files = sorted({case.file for case in cases})
    found: Places = defaultdict(list)
    for reference in references(command, "--repo", place, "--at", cases[0].commit, *files):
        found[reference.path, reference.line].append(reference)
    return found
