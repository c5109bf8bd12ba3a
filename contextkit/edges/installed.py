"""Which contextkit this is, to the byte: what it found may be kept for as long as it is the same."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parent.parent


def code_version(package: Path = _PACKAGE) -> str:
    """A hash of names, sizes and times of the package's files: a checkout changes without a new version number."""
    hashed = sha256(__version__.encode())
    for line in sorted(_files(str(package))):
        hashed.update(line.encode("utf-8", "surrogateescape"))
    return hashed.hexdigest()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                found = entry.stat()
                yield f"{entry.path}\0{found.st_size}\0{found.st_mtime_ns}\n"
