"""What the log of one commit says of people, days and wording; each question bounded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded
from contextkit.edges.processes import attempt, records

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_MOST_COMMITS = 4000
_MOST_OF_A_PATH = 500


def subjects(git_dir: str, commit: str, count: int) -> Sequence[str]:
    """The newest subjects, merges left out."""
    printed = attempt(["log", f"--max-count={count}", "--no-merges", "--format=%s", commit, "--"], git_dir=git_dir)
    return decoded(printed or b"").splitlines()


def last_days(git_dir: str, commit: str, paths: Collection[str]) -> dict[str, str]:
    """By path the day of its last change among the newest commits; those that are older are left out."""
    wanted = set(paths)
    found: dict[str, str] = {}
    if not wanted:
        return found
    asked = [
        "log",
        f"--max-count={_MOST_COMMITS}",
        "--no-renames",
        "--name-only",
        "-z",
        "--format=%x01%cs",
        commit,
        "--",
    ]
    day = ""
    for record in records(asked, git_dir=git_dir, check=False):
        text = decoded(record).strip("\n")
        if text.startswith("\x01"):
            day = text[1:].strip()
        elif text in wanted and text not in found:
            found[text] = day
            if len(found) == len(wanted):
                break
    return found


def authors(git_dir: str, commit: str, path: str) -> Sequence[tuple[str, int]]:
    """The authors of the newest commits at a path, with how many each; names as .mailmap has them."""
    asked = ["log", f"--max-count={_MOST_OF_A_PATH}", "--no-merges", "--format=%aN", commit, "--", path or "."]
    names = decoded(attempt(asked, git_dir=git_dir) or b"").splitlines()
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))
