"""Files as they stand on disk: their bytes, and the id that git would give to exactly these bytes."""

from __future__ import annotations

import os
import stat
from hashlib import sha1, sha256
from typing import TYPE_CHECKING, Literal

from contextkit.repo import EXECUTABLE, FILE, SYMLINK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ObjectFormat = Literal["sha1", "sha256"]

NOT_AT_HAND = "0" * 40
"""The id of a content that cannot be read; git's own."""

# A link that was put in a file's place meanwhile is not followed, a pipe not waited for.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_CHUNK_BYTES = 1 << 20


class Disk:
    """The files below one folder; `path` is relative to it, as in a Repo."""

    def __init__(self, root: str, object_format: ObjectFormat = "sha1") -> None:
        self._prefix = os.fsencode(root).rstrip(b"/") + b"/"
        self._format = object_format

    def mode(self, path: str) -> int | None:
        """The git mode of what stands there; None for a folder, a device, or nothing."""
        try:
            found = os.lstat(self._place(path))
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(found.st_mode):
            return SYMLINK
        if not stat.S_ISREG(found.st_mode):
            return None
        return EXECUTABLE if found.st_mode & 0o100 else FILE

    def stamp(self, path: str) -> str:
        """What changes when the content does: size, times and place on disk."""
        try:
            found = os.lstat(self._place(path))
        except (OSError, ValueError):
            return ""
        return f"{found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"

    def read(self, path: str, mode: int, limit: int) -> bytes | None:
        """The bytes, or a link's target; None where they cannot be read or are more than `limit`."""
        place = self._place(path)
        try:
            if mode == SYMLINK:
                return _target(place)
            number = os.open(place, _FLAGS)
        except (OSError, ValueError):
            return None
        try:
            found = os.fstat(number)
            is_read = stat.S_ISREG(found.st_mode) and found.st_size <= limit
            return _whole(number, found.st_size, limit) if is_read else None
        except OSError:
            return None
        finally:
            os.close(number)

    def blob(self, path: str, mode: int) -> str | None:
        """The id of the bytes, however many; None where they cannot be read."""
        if mode == SYMLINK:
            target = self.read(path, mode, _CHUNK_BYTES)
            return None if target is None else blob_id(target, self._format)
        try:
            return self._blob_of_file(path)
        except (OSError, ValueError):
            return None

    def _blob_of_file(self, path: str) -> str | None:
        number = os.open(self._place(path), _FLAGS)
        try:
            found = os.fstat(number)
            if not stat.S_ISREG(found.st_mode):
                return None
            return _id(found.st_size, _chunks(number), self._format)
        finally:
            os.close(number)

    def _place(self, path: str) -> bytes:
        return self._prefix + path.encode("utf-8", "surrogateescape")


def blob_id(content: bytes, object_format: ObjectFormat = "sha1") -> str:
    """The id that git gives to a blob of this content."""
    return _id(len(content), (content,), object_format)


def _id(size: int, chunks: Iterable[bytes], object_format: ObjectFormat) -> str:
    algorithm = sha256 if object_format == "sha256" else sha1
    hashed = algorithm(b"blob %d\0" % size, usedforsecurity=False)
    for chunk in chunks:
        hashed.update(chunk)
    return hashed.hexdigest()


def _target(place: bytes) -> bytes:
    if os.path.islink(place):  # noqa: PTH114  (names that are not UTF-8)
        return os.readlink(place)  # noqa: PTH115
    with open(place, "rb") as file:  # noqa: PTH123  (core.symlinks=false writes the target into a plain file)
        return file.read(_CHUNK_BYTES)


def _whole(number: int, size: int, limit: int) -> bytes | None:
    content = os.read(number, size + 1)
    if len(content) != size:  # it is being written, or the system tells no size
        content += b"".join(_chunks(number, limit + 1 - len(content)))
    return content if len(content) <= limit else None


def _chunks(number: int, most: int | None = None) -> Iterator[bytes]:
    left = most
    while left is None or left > 0:
        chunk = os.read(number, _CHUNK_BYTES if left is None else min(left, _CHUNK_BYTES))
        if not chunk:
            return
        yield chunk
        left = None if left is None else left - len(chunk)
