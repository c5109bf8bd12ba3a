"""A folder without git: all its files that are not ignored, and no past."""

from __future__ import annotations

import os
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit.edges.disk import NOT_AT_HAND, Disk, blob_id
from contextkit.edges.listing import in_order
from contextkit.gitignore import NAME, IgnoreFile
from contextkit.repo import FILE, SUBMODULE, TEXT_LIMIT_BYTES, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NEVER_ENTERED = {".git", "node_modules"}


class Folder:
    """Satisfies Repo."""

    commit: str | None = None

    def __init__(self, root: str) -> None:
        self.root = root
        self.label = root
        self._disk = Disk(root)
        self._known: dict[str, str] = {}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        found = {}
        for path in walk(self.root):
            if path.endswith("/"):
                found[path[:-1]] = Entry(SUBMODULE, "")
            elif mode := self._disk.mode(path):
                found[path] = Entry(mode, "")
        return in_order(found)

    @cached_property
    def state(self) -> str:
        """Of paths, sizes and times: hashing every content would take longer than what it saves."""
        lines = (f"{p}\0{e.mode}\0{self._disk.stamp(p)}\0" for p, e in self.entries.items())
        return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()

    def blob(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = self._disk.blob(path, self.entries[path].mode) or NOT_AT_HAND
        return self._known[path]

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        entry = self.entries.get(path)
        if entry is None or entry.mode == SUBMODULE:
            return None
        content = self._disk.read(path, entry.mode, limit)
        if content is not None:
            self._known[path] = blob_id(content)
        return content


def walk(root: str) -> Iterator[str]:
    """Files and links below `root` that its .gitignore files do not ignore; repositories within it end in `/`."""
    yield from _walk(os.fsencode(root), "", ())


def _walk(root: bytes, folder: str, ignores: tuple[IgnoreFile, ...]) -> Iterator[str]:
    try:
        with os.scandir(root + b"/" + folder.encode("utf-8", "surrogateescape")) as listed:
            found = sorted(listed, key=lambda item: item.name)
    except OSError:
        return
    if any(item.name == NAME.encode() for item in found):
        ignores = (*ignores, _ignore_file(root, folder))
    for item in found:
        name = item.name.decode("utf-8", "surrogateescape")
        is_folder = item.is_dir(follow_symlinks=False)
        path = f"{folder}{name}/" if is_folder else f"{folder}{name}"
        if name in _NEVER_ENTERED or _is_ignored(path, ignores):
            continue
        if is_folder and not os.path.lexists(item.path + b"/.git"):
            yield from _walk(root, path, ignores)
        else:
            yield path


def _ignore_file(root: bytes, folder: str) -> IgnoreFile:
    return IgnoreFile(folder, Disk(os.fsdecode(root)).read(folder + NAME, FILE, TEXT_LIMIT_BYTES) or b"")


def _is_ignored(path: str, ignores: tuple[IgnoreFile, ...]) -> bool:
    """The nearest ignore file that speaks of the path decides."""
    verdicts = (file.verdict(path) for file in reversed(ignores))
    return next((v for v in verdicts if v is not None), False)
