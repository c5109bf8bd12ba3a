"""Where rows are kept between runs, and the store in that place. Whatever is wrong with it costs time, and no more."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.edges.processes import attempt
from contextkit.edges.rows import Rows
from contextkit.repo import MemoryStore

if TYPE_CHECKING:
    from contextkit.edges.git import Snapshot
    from contextkit.repo import Store

_IN_REPOSITORY = ".contextkit/cache"


def open_store(folder: Path | None) -> Store:
    """The store in a cache folder; without one, a store for this run."""
    return MemoryStore() if folder is None else Rows(folder)


def cache_folder(snapshot: Snapshot, chosen: Path | None = None) -> Path | None:
    """The folder for all caches of a repository, made and ignored by git; None where none can be had.

    It lies in the work tree, unless something there is tracked: then whoever committed it could tell us anything.
    A bare repository and a folder without git have theirs in the user's cache folder.
    """
    own = _own_folder(snapshot)
    for folder in [chosen] if chosen else [own, _user_folder(snapshot)]:
        if folder is not None and _is_trusted(folder, snapshot) and _is_made(folder):
            return folder
    return None


def _own_folder(snapshot: Snapshot) -> Path | None:
    root = getattr(snapshot, "place", None) and snapshot.root
    return Path(root, _IN_REPOSITORY) if root else None


def _user_folder(snapshot: Snapshot) -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111  (never raises)
    name = sha256(os.fsencode(snapshot.label), usedforsecurity=False).hexdigest()[:16]
    return Path(base, "contextkit", name)


def _is_trusted(folder: Path, snapshot: Snapshot) -> bool:
    root = getattr(snapshot, "place", None) and snapshot.root
    if not root:
        return True
    try:
        relative = folder.absolute().relative_to(root)
    except ValueError:
        return True
    if Path(os.path.realpath(folder)) != Path(root, relative):
        return False  # a link on the way, which the repository may have brought
    question = ["--no-literal-pathspecs", "ls-files", "-z", "--", f":(top,icase,literal){relative.as_posix()}"]
    return attempt(question, cwd=root) == b""


def _is_made(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    return folder.is_dir()
