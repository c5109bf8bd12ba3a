"""What single commits did to paths: trees only, asked for many commits at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded
from contextkit.edges.processes import git

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    Renamed = dict[str, dict[str, tuple[str, int]]]

EMPTY_BLOBS = frozenset(
    {
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    }
)
_COMMIT = re.compile(rb"[0-9a-f]{40,64}\Z")
_STATUS = re.compile(rb":[0-7]{6} [0-7]{6} [0-9a-f]+ [0-9a-f]+ [A-Z]\d*\Z|[A-Z]\d*\Z")
_SUBMODULE = "160000"
_SYMLINK = "120000"
_MOST_PAIRS = 1000  # git compares at most the square of this many pairs; a square of 1,000 takes it some seconds
_DIFF = (
    "--no-replace-objects", "diff-tree", "--stdin", "-m", "-r", "--root", "-z", "--ignore-submodules=none",
)  # fmt: skip


@dataclass(slots=True)
class Change:
    """The paths that a commit took away and brought, with their blobs; a merge's, against any of its parents."""

    deleted: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)


def changes(git_dir: str, commits: Collection[str]) -> dict[str, Change]:
    """What each commit took away and brought."""
    found = {c: Change() for c in commits}
    asked = (*_DIFF, "--no-renames", "--raw", "--no-abbrev", "--diff-filter=ADT")
    for commit, status, path in _entries(git(asked, git_dir=git_dir, stdin=_lines(commits), check=False)):
        old_mode, new_mode, old, new, letter = status[1:].split()
        if letter == "D" and old_mode != _SUBMODULE:
            found[commit].deleted[path[0]] = old
        elif new_mode != _SUBMODULE and (letter == "A" or (letter == "T" and old_mode == _SYMLINK)):
            found[commit].added[path[0]] = new  # a link that became the file that it led to
    return found


def similar(git_dir: str, left_out: Mapping[str, Collection[str]], least_percent: int) -> Renamed:
    """By commit, each path that was renamed with changes: where to, and how similar in percent.

    `left_out` names for each commit the paths that are not looked at: git gives up at the first missing blob.
    """
    found: Renamed = {commit: {} for commit in left_out}
    for commits, omitted in [([c for c, o in left_out.items() if not o], ())] + [
        ([c], tuple(sorted(o))) for c, o in left_out.items() if o
    ]:
        for commit, status, (was, now) in _renames(git_dir, commits, omitted, least_percent):
            score = int(status[1:])
            if score > found[commit].get(was, ("", 0))[1]:
                found[commit][was] = (now, score)
    return found


def _renames(
    git_dir: str, commits: Collection[str], omitted: Sequence[str], least_percent: int
) -> Iterator[tuple[str, str, Sequence[str]]]:
    if not commits:
        return iter(())
    options = (f"-M{least_percent}%", f"-l{_MOST_PAIRS}", "--no-rename-empty", "--name-status", "--diff-filter=R")
    but = ("--", ":(top)", *(f":(top,exclude,literal){p}" for p in omitted)) if omitted else ()
    asked = ("--no-literal-pathspecs", *_DIFF, *options, *but)
    return _entries(git(asked, git_dir=git_dir, stdin=_lines(commits), check=False))


def _entries(output: bytes) -> Iterator[tuple[str, str, Sequence[str]]]:
    """From `COMMIT NUL`, then `STATUS NUL path NUL`, two paths where it is a rename."""
    commit = ""
    tokens = iter(output.split(b"\0"))
    for token in tokens:
        if _COMMIT.match(token):
            commit = token.decode()
        elif _STATUS.match(token):
            status = token.decode()
            letter = status.rpartition(" ")[2][0]
            yield commit, status, [decoded(next(tokens)) for _ in range(2 if letter in "RC" else 1)]


def _lines(items: Collection[str]) -> bytes:
    return "".join(f"{item}\n" for item in sorted(items)).encode()


def tails(path: str) -> Iterator[tuple[str, str]]:
    """Each way to part a path into a folder and the rest, the nearest folder first: `a/b`, `c`; `a`, `b/c`; ``, all."""
    segments = path.split("/")
    for at in range(len(segments) - 1, -1, -1):
        yield "/".join(segments[:at]), "/".join(segments[at:])


def shared_tail(one: str, other: str) -> int:
    """How many segments two paths have in common, from the end."""
    count = 0
    for a, b in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if a != b:
            break
        count += 1
    return count


def by_blob(paths: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, blob in paths.items():
        found.setdefault(blob, []).append(path)
    return found
