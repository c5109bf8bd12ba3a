"""When a text left a file, asked for many files and texts at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded
from contextkit.edges.objects import Blobs
from contextkit.edges.processes import attempt
from contextkit.model import Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

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

    def removal(self, is_in: Callable[[bytes], bool], path: str, *, is_gone: bool = False) -> Commit | None:
        """The newest commit before which something was in `path`, and after which it was not.

        Where it is known that it is gone, a version of another branch that has it is passed over.
        """
        for commit, old, new in self._changes.get(path, ()):
            is_there = self._holds(new, is_in)
            if is_there is None or (is_there and not is_gone):
                return None  # it is there still, or the version is not at hand
            if not is_there and self._holds(old, is_in):
                return commit
        return None

    def _holds(self, blob: str, is_in: Callable[[bytes], bool]) -> bool | None:
        """None where the version is not at hand."""
        if not blob.strip("0"):
            return False
        if blob not in self._read:
            self._read[blob] = self._contents.read(blob, _VERSION_LIMIT_BYTES)
        content = self._read[blob]
        return None if content is None else is_in(content)


def removals(git_dir: str, commit: str, asked: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Commit | None]:
    """By path and text: the commit that took the text out of the path; None where none is known to have."""
    versions = Versions(git_dir, commit, [p for p in asked if p])
    return {(path, text): versions.removal(_holding(text), path) for path, texts in asked.items() for text in texts}


def removals_of_matches(
    git_dir: str, commit: str, asked: Mapping[str, Collection[str]], now: Mapping[str, bytes]
) -> dict[tuple[str, str], Commit | None]:
    """The same by path and pattern, for those that match nothing in the path as it is `now`."""
    versions = Versions(git_dir, commit, [p for p in asked if p])
    found: dict[tuple[str, str], Commit | None] = {}
    for path, pattern in ((p, one) for p, patterns in asked.items() for one in patterns):
        is_in = _matching(pattern)
        is_there = path not in now or is_in(now[path])
        found[path, pattern] = None if is_there else versions.removal(is_in, path, is_gone=True)
    return found


def _holding(text: str) -> Callable[[bytes], bool]:
    sought = text.encode("utf-8", "surrogateescape")
    return lambda content: sought in content


def _matching(pattern: str) -> Callable[[bytes], bool]:
    compiled = re.compile(pattern, re.MULTILINE | re.IGNORECASE)
    return lambda content: compiled.search(content.decode("utf-8", "replace")) is not None


def _changes(listed: bytes) -> Iterator[tuple[Commit, str, str, str]]:
    commit = Commit("", "", "")
    parts = iter(listed.split(b"\0"))
    for part in parts:
        row = _ROW.match(part.lstrip(b"\n"))
        if part.startswith(b"\x01"):
            commit = Commit(*[*part[1:].decode("utf-8", "replace").split(" ", 2), ""][:3])
        elif row and _SUBMODULE not in (row[1], row[2]):
            yield commit, decoded(next(parts)), row[3].decode(), row[4].decode()
