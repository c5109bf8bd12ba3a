"""Blobs from git's object database, through one long-lived process; what is not at hand is not fetched."""

from __future__ import annotations

import os
from functools import cached_property
from subprocess import DEVNULL
from typing import IO, TYPE_CHECKING
from weakref import finalize

from contextkit.edges.processes import attempt, start, stop

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from subprocess import Popen

_CHUNK_BYTES = 1 << 20
_PROMISOR_SETTINGS = r"^(extensions\.partialclone|remote\..*\.promisor)$"


class Blobs:
    """The contents of one repository's blobs."""

    def __init__(self, git_dir: str, all_ids: Callable[[], Collection[str]]) -> None:
        self._git_dir = git_dir
        self._all_ids = all_ids
        self._process: Popen[bytes] | None = None
        self._owner = 0
        self._end: finalize[[Popen[bytes]], Blobs] | None = None

    def read(self, blob: str, limit: int) -> bytes | None:
        """The content; None where the blob is not at hand, or larger than `limit`."""
        if self._is_partial and blob not in self._at_hand:
            return None
        try:
            return self._ask(blob, limit)
        except OSError:
            self.close()
            return None

    def close(self) -> None:
        """Ends the process; so does the end of this object, or of the program."""
        if self._end is not None:
            self._end()
        self._process = None

    def _ask(self, blob: str, limit: int) -> bytes | None:
        asked, answer = self._pipes()
        asked.write(blob.encode() + b"\n")
        asked.flush()
        header = answer.readline().split()
        if not header:  # git ended: a broken object, or a promised one that `_at_hand` did not know of
            self.close()
            return None
        if len(header) != 3:
            return None
        return _body(answer, int(header[2]), limit)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None or self._owner != os.getpid():  # after a fork the pipes belong to the parent
            self._process = start(["cat-file", "--batch"], git_dir=self._git_dir, has_stdin=True, stderr=DEVNULL)
            self._owner = os.getpid()
            self._end = finalize(self, stop, self._process)
        process = self._process
        assert process.stdin is not None  # noqa: S101  (for mypy: both are pipes)
        assert process.stdout is not None  # noqa: S101
        return process.stdin, process.stdout

    @cached_property
    def _is_partial(self) -> bool:
        return is_partial(self._git_dir)

    @cached_property
    def _at_hand(self) -> frozenset[str]:
        return at_hand(self._git_dir, self._all_ids())


def is_partial(git_dir: str) -> bool:
    """Whether objects may be missing because a remote has promised them."""
    return bool(attempt(["config", "--get-regexp", _PROMISOR_SETTINGS], git_dir=git_dir))


def at_hand(git_dir: str, blobs: Collection[str]) -> frozenset[str]:
    """Those of the blobs that are in the object database. `cat-file` would end at the first promised one."""
    arguments = ["rev-list", "--objects", "--no-walk=unsorted", "--ignore-missing", "--missing=allow-any", "--stdin"]
    found = attempt(arguments, git_dir=git_dir, stdin="\n".join([*blobs, ""]).encode())
    return frozenset((found or b"").decode().split())


def _body(answer: IO[bytes], size: int, limit: int) -> bytes | None:
    if size <= limit:
        content = answer.read(size)
        answer.read(1)
        return content if len(content) == size else None
    left = size + 1
    while left and (chunk := answer.read(min(left, _CHUNK_BYTES))):
        left -= len(chunk)
    return None
