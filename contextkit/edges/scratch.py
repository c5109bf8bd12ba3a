"""A copy of a tree in a folder of its own, in which nothing of the tree can start a program."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from contextkit.edges.processes import git
from contextkit.repo import EXECUTABLE, FILE, SYMLINK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from contextkit.repo import Tree

_LARGEST_FILE_BYTES = 1_000_000


@contextmanager
def copied(tree: Tree, wanted: Callable[[str], bool], others: Mapping[str, bytes]) -> Iterator[Path]:
    """A git repository without a commit that holds the wanted files, and `others` beside them; it goes in the end.

    What is larger than a megabyte is there without its content, and no link leads out of it.
    """
    with TemporaryDirectory(prefix="contextkit-") as name:
        folder = Path(os.path.realpath(name), "repo")
        folder.mkdir()
        git(["init", "--quiet", "--template="], cwd=str(folder))
        for path, entry in tree.entries.items():
            if wanted(path):
                _copy(tree, path, entry.mode, folder)
        for path, content in others.items():
            _place(folder, path).write_bytes(content)
        yield folder


def _copy(tree: Tree, path: str, mode: int, folder: Path) -> None:
    content = tree.repo.read(path, _LARGEST_FILE_BYTES) or b""
    if mode in {FILE, EXECUTABLE}:
        _place(folder, path).write_bytes(content)
    elif mode == SYMLINK and _is_inside(path, os.fsdecode(content)):
        _place(folder, path).symlink_to(os.fsdecode(content))


def _is_inside(path: str, target: str) -> bool:
    """Whether a link's target, as it is written, lies in the tree."""
    return not (target.startswith("/") or normpath(join(dirname(path), target)).startswith(".."))


def _place(folder: Path, path: str) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
