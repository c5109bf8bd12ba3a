"""What the working tree changed since a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.processes import attempt, git
from contextkit.edges.revision import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.edges.place import Place

_MOST_BYTES = 4_000_000


def changes_since(place: Place, base: str) -> tuple[str, Mapping[str, str | None]]:
    """The commit where HEAD left `base`, and each path that differs from it now, with what it was called there.

    None for a path that the base does not have. A revision that is not there is a ContextkitError.
    """
    commit = resolve(place, base)
    fork = attempt(["merge-base", commit, "HEAD"], git_dir=place.git_dir)
    since = fork.decode().strip() if fork else commit
    listed = git(
        ["diff", "--name-status", "-z", "-M", "--no-ext-diff", "--ignore-submodules=all", since], cwd=place.root
    )
    untracked = git(["ls-files", "-o", "-z", "--exclude-standard", "--full-name"], cwd=place.root)
    found = dict(_named(iter(_split(listed))))
    found.update(dict.fromkeys(_split(untracked)))
    return since, found


def diff_since(place: Place, commit: str) -> bytes:
    """The lines that the working tree changed since a commit, without context, up to a few megabytes."""
    asked = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "-M", "--ignore-submodules=all"]
    return git([*asked, commit], cwd=place.root)[:_MOST_BYTES]


def _split(listed: bytes) -> list[str]:
    return [part for part in listed.decode("utf-8", "surrogateescape").split("\0") if part]


def _named(parts: Iterator[str]) -> Iterator[tuple[str, str | None]]:
    for status in parts:
        path = next(parts)
        if status[0] in "RC":
            yield next(parts), path
        else:
            yield path, None if status[0] == "A" else path
