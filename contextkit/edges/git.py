"""Opens a repository: its working tree, one of its revisions, or a folder without git."""

from __future__ import annotations

import os

from contextkit.edges.folder import Folder
from contextkit.edges.place import Place, find_place
from contextkit.edges.processes import attempt
from contextkit.edges.revision import Revision, resolve
from contextkit.edges.worktree import WorkTree
from contextkit.errors import ContextkitError

Snapshot = WorkTree | Revision | Folder


def open_repo(path: str, at: str | None = None) -> Snapshot:
    """The tree in which `path` lies: that of revision `at`, else the working tree, else (bare) the one of HEAD."""
    place = find_place(path)
    if place is None:
        if at is not None:
            raise ContextkitError(f"{path} is in no git repository, so there is no `{at}`", "Leave out --at")
        return Folder(os.path.realpath(path))
    if at is not None:
        return Revision(place, resolve(place, at))
    if place.root is not None:
        return WorkTree(place, place.root)
    if place.head is None:
        _refuse_a_wrong_head(place)
    return Revision(place, place.head)


def _refuse_a_wrong_head(place: Place) -> None:
    """A bare repository without a commit is empty; but where there are branches, HEAD names a wrong one."""
    listed = attempt(["for-each-ref", "--count=3", "--format=%(refname:short)"], git_dir=place.git_dir)
    if listed:
        names = ", ".join(listed.decode("utf-8", "surrogateescape").split())
        raise ContextkitError(f"HEAD of {place.git_dir} names no commit", f"Name a revision with --at, such as {names}")
