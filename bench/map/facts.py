"""What maintainers tell agents in their own files, and can be derived from the rest of the repository."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["command", "directory", "boundary", "pointer"]
KINDS: tuple[Kind, ...] = ("command", "directory", "boundary", "pointer")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the maintainers' own file says."""

    repo: str
    kind: Kind
    text: str
    purpose: str
    must: tuple[str, ...]
    """What the answer has to contain to count."""

    @property
    def is_one_test(self) -> bool:
        return self.purpose == "test-one"


def read_facts(path: Path) -> list[Fact]:
    """Those that can be derived; what only the maintainers know is no fault of a generator."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Fact(row["repo"], row["kind"], row["text"], row.get("purpose") or "", tuple(row["must"]))
        for row in rows
        if row["derivable"] == "yes"
    ]


def read_repos(path: Path) -> list[tuple[str, str]]:
    """Repository and commit."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[0], row[1]) for row in rows]
