"""What a commit's tree holds, listed once for all who ask. No object but trees is read: others may be missing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded
from contextkit.edges.processes import attempt

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILES = (b"100644", b"100755")


class Committed:
    """The files of one commit."""

    def __init__(self, git_dir: str, commit: str) -> None:
        self._git_dir = git_dir
        self._commit = commit

    @cached_property
    def blobs(self) -> Mapping[str, str]:
        """By path the blob of each file and link."""
        return {decoded(path): header.split()[2].decode() for header, path in self._rows if b" blob " in header}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The same without links."""
        rows = ((path, header.split()) for header, path in self._rows)
        return {decoded(path): parts[2].decode() for path, parts in rows if parts[0] in _FILES}

    @cached_property
    def folders(self) -> frozenset[str]:
        return frozenset(decoded(path) for header, path in self._rows if b" tree " in header)

    @cached_property
    def _rows(self) -> list[tuple[bytes, bytes]]:
        asked = ("--no-replace-objects", "ls-tree", "-r", "-t", "-z", "--full-tree", self._commit)
        rows = (row.partition(b"\t") for row in (attempt(asked, git_dir=self._git_dir) or b"").split(b"\0"))
        return [(header, path) for header, _, path in rows if path]
