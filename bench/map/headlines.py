"""Headline rows of maps (install, build, test, ...), each with the verdict of a person who read it."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Judgement = Literal["right", "wrong", "doubtful", "unread"]
Place = tuple[str, str, str, str]
"""Repository, folder, purpose and command."""

LABELS = (
    *("Install", "Build", "Test", "One test", "Lint", "Format", "Type check", "Run"),
    *("One package", "One test of one package, as"),
)
_ROW = re.compile(rf"(?P<label>{'|'.join(LABELS)})(?: (?:in|of) `(?P<folder>[^`]+)/`)?: (?P<command>`.*)")
_COMMAND = re.compile(r"(`[^`]+`|``.+?``)(?:; so too .*)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One headline of a map."""

    repo: str
    folder: str
    """The folder that it is for; "" is the root."""
    purpose: str
    command: str
    evidence: str
    """The strongest: `path:line`."""

    @property
    def place(self) -> Place:
        return self.repo, self.folder, self.purpose, self.command


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of a row, and why where it is not right."""

    judgement: Judgement
    why: str = ""


UNREAD = Verdict("unread")


def headline_rows(repo: str, tree: Path, contextkit: Sequence[str]) -> list[Row]:
    """The rows of the maps that stand in the tree, with the evidence that `contextkit map` gives for them."""
    words = [*contextkit, "map", "--diff", "--format", "json"]
    done = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=True)
    return [
        row
        for file in json.loads(done.stdout)["files"]
        if (tree / file["path"]).is_file()
        for row in rows_of(repo, file["path"], file["lines"], (tree / file["path"]).read_text(encoding="utf-8"))
    ]


def rows_of(repo: str, path: str, lines: Iterable[Mapping[str, object]], text: str) -> Iterator[Row]:
    """The headlines among the lines that are explained, if they stand in the map."""
    printed = set(text.splitlines())
    for line in lines:
        found = _ROW.fullmatch(str(line["text"]))
        if found is None or line["section"] != "commands" or f"- {line['text']}" not in printed:
            continue
        command = _COMMAND.match(found["command"])
        evidence = line["evidence"]
        first = evidence[0] if isinstance(evidence, list) and evidence else {"path": "", "line": 0}
        yield Row(
            repo,
            found["folder"] or path.rpartition("/")[0],
            found["label"].lower(),
            (command[0] if command else found["command"]).replace("`", ""),
            f"{first['path']}:{first['line']}",
        )


def read_verdicts(path: Path) -> dict[Place, Verdict]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            (row["repository"], row["folder"], row["purpose"], row["command"]): Verdict(_judgement(row), row["why"])
            for row in rows
        }


def table(rows: Iterable[Row], verdicts: Mapping[Place, Verdict]) -> Iterator[str]:
    """All rows for reading by eye, those without a verdict marked as unread."""
    yield "| repository | folder | purpose | command | evidence | verdict |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        verdict = verdicts.get(row.place, UNREAD)
        told = f"{verdict.judgement}: {verdict.why}" if verdict.why else verdict.judgement
        command = row.command.replace("|", r"\|")
        yield f"| {row.repo} | {row.folder or '(root)'} | {row.purpose} | `{command}` | {row.evidence} | {told} |"


def summary(rows: Sequence[Row], verdicts: Mapping[Place, Verdict]) -> str:
    count = Counter(verdicts.get(row.place, UNREAD).judgement for row in rows)
    share = count["right"] / max(1, len(rows))
    judgements: tuple[Judgement, ...] = ("right", "wrong", "doubtful", "unread")
    told = ", ".join(f"{count[judgement]} {judgement}" for judgement in judgements)
    return f"headlines: {len(rows)} rows, {told}; right {share:.3f}"


def _judgement(row: Mapping[str, str]) -> Judgement:
    match row["verdict"]:
        case "right" | "wrong" | "doubtful" as judgement:
            return judgement
        case other:
            raise ValueError(f"{row['repository']} {row['command']}: {other!r} is neither right, wrong nor doubtful")
