"""Where a repository is: found as git finds it, upward from a folder."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.edges.processes import GitFailed, GitMissing, git
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from contextkit.edges.disk import ObjectFormat

_QUESTIONS = ("--is-inside-work-tree", "--absolute-git-dir", "--git-common-dir", "--show-object-format", "--show-cdup")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?").fullmatch


@dataclass(frozen=True, slots=True)
class Place:
    """A repository of git: its folders are absolute paths."""

    git_dir: str
    common_dir: str
    """Where objects and configuration are; another folder than `git_dir` in a linked worktree."""
    root: str | None
    """The top of the work tree; None for a bare repository, or inside a git directory."""
    object_format: ObjectFormat
    head: str | None
    """The commit that is checked out; None before the first one."""


def find_place(path: str) -> Place | None:
    """The repository that `path` is in; None for a folder without git."""
    folder = os.path.realpath(path)
    if not os.path.isdir(folder):  # noqa: PTH112
        what = "not a folder" if os.path.exists(folder) else "not there"  # noqa: PTH110
        raise ContextkitError(f"{path} is {what}", "Name the folder of a repository")
    # A git directory that was named is trusted as it is; git would refuse some that it finds by itself.
    git_dir = folder if _is_git_dir(folder) else None
    try:
        answer = git(["rev-parse", *_QUESTIONS, "HEAD"], cwd=folder, git_dir=git_dir, check=False)
        lines = answer.decode("utf-8", "surrogateescape").split("\n")
        if len(lines) < len(_QUESTIONS):
            git(["rev-parse", "--git-dir"], cwd=folder, git_dir=git_dir)
    except GitMissing:
        if _is_below_git(folder):
            raise
        return None
    except GitFailed as failure:
        if "not a git repository" in failure.stderr and not _is_below_git(folder):
            return None
        raise
    return _place(folder, lines, is_bare=git_dir is not None)


def _place(folder: str, lines: list[str], *, is_bare: bool) -> Place:
    inside, git_dir, common_dir, object_format, up, *_ = lines
    head = next((line for line in reversed(lines) if line), "")
    return Place(
        git_dir=git_dir,
        common_dir=os.path.realpath(os.path.join(folder, common_dir)),  # noqa: PTH118
        root=os.path.realpath(os.path.join(folder, up)) if inside == "true" and not is_bare else None,  # noqa: PTH118
        object_format="sha256" if object_format == "sha256" else "sha1",
        head=head if _COMMIT(head) else None,
    )


def _is_git_dir(folder: str) -> bool:
    return os.path.isfile(f"{folder}/HEAD") and os.path.isdir(f"{folder}/objects") and os.path.isdir(f"{folder}/refs")  # noqa: PTH112, PTH113


def _is_below_git(folder: str) -> bool:
    while not os.path.lexists(f"{folder}/.git"):
        folder, was = os.path.dirname(folder), folder  # noqa: PTH120
        if folder == was:
            return False
    return True
