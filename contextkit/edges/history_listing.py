"""What git lists of a whole history: its commits, and the paths that left the tree in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from contextkit.edges.processes import Spooled, attempt, git

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

# Trees only: not one blob is read, so that a clone without blobs answers as well. Each merge is compared with each
# of its parents: a file that the merge itself dropped, or moved along with its folder, is in no other commit.
# Where merges are many, with the first parent alone: a branch that is far behind differs in thousands of files.
_MOST_MERGES = 10_000
_OF_FIRST_PARENT = ("-c", "log.diffMerges=first-parent")
_DEPARTURES = (
    "--no-replace-objects", "log", "-m", "--no-renames", "--diff-filter=D", "--name-only", "-z",
    "--ignore-submodules=none", "--encoding=UTF-8", "--format=%x01%H %cs %s",
)  # fmt: skip
_REVISIONS = ("--no-replace-objects", "rev-list", "--topo-order", "--parents", "--timestamp")
_HEADER = re.compile(rb"\x01([0-9a-f]{40,64}) (\d{4}-\d\d-\d\d) (.*)\Z", re.DOTALL)


class Revision(NamedTuple):
    """A commit's place in history."""

    id: str
    time: int
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A commit, and the paths that are in one of its parents but not in it."""

    id: str
    date: str
    subject: str
    paths: list[bytes]


@dataclass(frozen=True, slots=True)
class Listing:
    """All that is reachable from a commit and from no known one."""

    revisions: list[Revision]
    """Newest first; none comes after one of its ancestors."""
    gone: list[Gone]
    is_whole: bool
    """Whether git could read every commit and tree on the way."""


class Listed:
    """What `commit` adds to the histories of the `known` commits; git lists it while the caller does something else.

    Commits that are not in this repository are no bar.
    """

    def __init__(self, git_dir: str, commit: str, known: Collection[str]) -> None:
        span = ("--ignore-missing", commit, "--not", *known, "--")
        how = _OF_FIRST_PARENT if _has_many_merges(git_dir, span) else ()
        self._diffing = Spooled((*how, *_DEPARTURES, *span), git_dir=git_dir)
        self._counting = Spooled((*_REVISIONS, *span), git_dir=git_dir)

    def result(self) -> Listing:
        diffed, is_diffed = self._diffing.result()
        counted, is_counted = self._counting.result()
        return Listing(list(_revisions(counted)), list(_gone(diffed)), is_diffed and is_counted)


def _has_many_merges(git_dir: str, span: Sequence[str]) -> bool:
    limit = f"--max-count={_MOST_MERGES + 1}"
    counted = attempt(("--no-replace-objects", "rev-list", "--merges", "--count", limit, *span), git_dir=git_dir)
    return int(counted or 0) > _MOST_MERGES


def listing(git_dir: str, commit: str, known: Collection[str]) -> Listing:
    """The same, waited for."""
    return Listed(git_dir, commit, known).result()


def ancestors(git_dir: str, commit: str) -> list[str]:
    """The ids of `commit` and of all its ancestors."""
    return git(("--no-replace-objects", "rev-list", commit, "--"), git_dir=git_dir).decode().split()


def _revisions(output: bytes) -> Iterator[Revision]:
    for line in output.decode().splitlines():
        time, id_, *parents = line.split()
        yield Revision(id_, int(time), tuple(parents))


def _gone(output: bytes) -> Iterator[Gone]:
    r"""From `\1ID DATE SUBJECT`, NUL, a newline, paths with a NUL each; a merge comes once for each parent."""
    current = None
    for token in output.split(b"\0"):
        if header := _HEADER.match(token):
            if current is not None:
                yield current
            id_, date, subject = header.groups()
            current = Gone(id_.decode(), date.decode(), subject.decode("utf-8", "replace"), [])
        elif current is not None and token:
            current.paths.append(token if current.paths else token.removeprefix(b"\n"))
    if current is not None:
        yield current
