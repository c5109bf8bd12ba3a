"""When a text left a file, asked for many files and texts at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded
from contextkit.edges.objects import Blobs
from contextkit.edges.processes import attempt
from contextkit.model import Commit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_SUBMODULE = b"160000"
_ROW = re.compile(rb":(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*\Z")
_VERSION_LIMIT_BYTES = 2_000_000


class Versions:
    """Every version of some files that a commit's history holds, the newest first; merges are left out."""

    def __init__(self, git_dir: str, commit: str, paths: Collection[str]) -> None:
        asked = ("log", "--full-history", "--no-renames", "--no-merges", "--raw", "--no-abbrev", "-z",
                 "--encoding=UTF-8", "--format=%x01%H %cs %s", commit, "--", *sorted(paths))  # fmt: skip
        listed = attempt(("--no-replace-objects", *asked), git_dir=git_dir) or b""
        self._changes: dict[str, list[tuple[Commit, str, str]]] = {}
        for commit_, path, old, new in _changes(listed):
            self._changes.setdefault(path, []).append((commit_, old, new))
        blobs = {b for changes in self._changes.values() for _, *ids in changes for b in ids if b.strip("0")}
        self._contents = Blobs(git_dir, lambda: blobs)
        self._read: dict[str, bytes | None] = {}

    def removal(self, text: str, path: str) -> Commit | None:
        """The newest commit before which `path` held `text`, and after which it did not."""
        for commit, old, new in self._changes.get(path, ()):
            if self._holds(new, text) is not False:
                return None  # it is there still, or the version is not at hand
            if self._holds(old, text):
                return commit
        return None

    def _holds(self, blob: str, text: str) -> bool | None:
        """None where the version is not at hand."""
        if not blob.strip("0"):
            return False
        if blob not in self._read:
            self._read[blob] = self._contents.read(blob, _VERSION_LIMIT_BYTES)
        content = self._read[blob]
        return None if content is None else text.encode("utf-8", "surrogateescape") in content


def removals(git_dir: str, commit: str, asked: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Commit | None]:
    """By path and text: the commit that took the text out of the path; None where none is known to have."""
    versions = Versions(git_dir, commit, [p for p in asked if p])
    return {(path, text): versions.removal(text, path) for path, texts in asked.items() for text in texts}


def _changes(listed: bytes) -> Iterator[tuple[Commit, str, str, str]]:
    commit = Commit("", "", "")
    parts = iter(listed.split(b"\0"))
    for part in parts:
        row = _ROW.match(part.lstrip(b"\n"))
        if part.startswith(b"\x01"):
            commit = Commit(*[*part[1:].decode("utf-8", "replace").split(" ", 2), ""][:3])
        elif row and _SUBMODULE not in (row[1], row[2]):
            yield commit, decoded(next(parts)), row[3].decode(), row[4].decode()
