"""Which paths the tree's own .gitignore files would ignore: what a build or a person makes there is not tracked."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from contextkit.gitignore import NAME, IgnoreFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from contextkit.repo import Repo


_ANY_NAME = "\uffff"
"""Nobody's name: only a pattern for all names matches it."""


class Ignores:
    """The ignore files of one tree, each read when a path below its folder is first asked for."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        self._file = cache(self._parsed)

    def matching(self, paths: Collection[str]) -> set[str]:
        """Those that are ignored, themselves or with a folder above them; folders are given with a final `/`."""
        return {p for p in paths if self._is_ignored(p)}

    def untracked(self, paths: Collection[str]) -> set[str]:
        """The same, and folders in which nothing could be tracked: git does not call `build/` ignored by `build/*`."""
        return {p for p in paths if self._is_ignored(p) or (p.endswith("/") and self._is_ignored(p + _ANY_NAME))}

    def _is_ignored(self, path: str) -> bool:
        return any(self._verdict(part) for part in (*_folders(path), path))

    def _verdict(self, path: str) -> bool:
        """What the nearest ignore file that speaks of the path says of it."""
        for folder in reversed([f for f in ("", *_folders(path)) if f != path and f in self._holders]):
            found = self._file(folder).verdict(path)
            if found is not None:
                return found
        return False

    @cached_property
    def _holders(self) -> frozenset[str]:
        """The folders that hold an ignore file, with a final `/`; "" is the root."""
        return frozenset(p[: -len(NAME)] for p in self._repo.entries if p == NAME or p.endswith(f"/{NAME}"))

    def _parsed(self, folder: str) -> IgnoreFile:
        return IgnoreFile(folder, self._repo.read(folder + NAME) or b"")


def _folders(path: str) -> Iterator[str]:
    """The folders above a path, outermost first, each with a final `/`."""
    end = path.find("/")
    while 0 <= end < len(path) - 1:
        yield path[: end + 1]
        end = path.find("/", end + 1)
