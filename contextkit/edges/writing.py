"""Writes files of a person's tree: whole or not at all, never through a link, and never over what nobody has seen."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Callable

BACKUP = ".contextkit/backup"


def read_file(root: str, path: str) -> bytes | None:
    """The bytes on disk; None where there is no file. A link on the way is a ContextkitError."""
    place = _place(root, path)
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ContextkitError(f"{path} cannot be read: {error.strerror}", "See what stands there") from None


def replace_file(root: str, path: str, seen: bytes | None, content: bytes | None) -> None:
    """Puts `content` in the place of `seen`, which was read before; None is no file. The mode stays.

    Folders that held nothing else go with the file.

    Raises ContextkitError where something else stands there by now.
    """
    place = _place(root, path)
    if read_file(root, path) != seen:
        raise ContextkitError(f"{path} was changed meanwhile", "Run the command again, and look at what it shows")
    if content is None:
        place.unlink(missing_ok=True)
        _without_empty_folders(place.parent, Path(os.path.realpath(root)))
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(place.stat().st_mode & 0o7777 if seen is not None else 0o666 & ~_umask())
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _without_empty_folders(folder: Path, root: Path) -> None:
    with suppress(OSError):
        while Path(os.path.realpath(folder)) != root:
            folder.rmdir()
            folder = folder.parent


def keep_backup(root: str, path: str, content: bytes) -> bool:
    """Keeps what a file held before contextkit wrote over it, each content once; whether that was not kept before.

    The first is kept under the file's own name, later ones behind a `~` and a number.
    """
    folder = Path(root, BACKUP)
    kept, number = f"{BACKUP}/{path}", 1
    while (known := read_file(root, kept)) is not None:
        if known == content:
            return False
        number += 1
        kept = f"{BACKUP}/{path}~{number}"
    folder.mkdir(parents=True, exist_ok=True)
    if read_file(root, f"{BACKUP}/.gitignore") is None:
        replace_file(root, f"{BACKUP}/.gitignore", None, b"*\n")
    replace_file(root, kept, None, content)
    return True


def read_backup(root: str, path: str, is_wanted: Callable[[bytes], bool]) -> bytes | None:
    """The kept content of a file that is wanted; None where none of them is."""
    kept, number = f"{BACKUP}/{path}", 1
    while (known := read_file(root, kept)) is not None:
        if is_wanted(known):
            return known
        number += 1
        kept = f"{BACKUP}/{path}~{number}"
    return None


def _place(root: str, path: str) -> Path:
    """Where a path of the tree is. Its folders are real ones of the tree, and so is the file, where there is one."""
    place = Path(root, path)
    real_root = Path(os.path.realpath(root))
    if ".." in path.split("/") or path.startswith("/") or Path(os.path.realpath(place)) != real_root / path:
        raise ContextkitError(f"{path} leads elsewhere", "Name a file that is no link, in a folder that is none")
    return place


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
