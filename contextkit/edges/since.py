"""What the working tree changed since a revision."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from contextkit.edges.processes import attempt, finish, git, start
from contextkit.edges.revision import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.edges.place import Place

_UNTRACKED = ("ls-files", "-o", "-z", "--exclude-standard", "--full-name")
_MOST_HASHED = 500
_MOST_BYTES = 4_000_000
_PREFIXES = ("--src-prefix=a/", "--dst-prefix=b/")  # whatever a person set


def changes_since(place: Place, base: str) -> tuple[str, Mapping[str, str | None]]:
    """The commit where HEAD left `base`, and each path that differs from it now, with what it was called there.

    None for a path that the base does not have. A revision that is not there is a ContextkitError.
    """
    since = place.head if base == "HEAD" and place.head else _fork(place, base)
    untracking = start(_UNTRACKED, cwd=place.root)
    listed = git(
        ["diff", "--name-status", "-z", "-M", "--no-ext-diff", "--ignore-submodules=all", since], cwd=place.root
    )
    untracked = finish(untracking, _UNTRACKED)
    found = dict(_named(iter(_split(listed))))
    new = _split(untracked)
    gone = [path for path, old in found.items() if old == path and not os.path.lexists(f"{place.root}/{path}")]
    return since, found | dict.fromkeys(new) | _moved(place, since, gone, new)


def _fork(place: Place, base: str) -> str:
    commit = resolve(place, base)
    fork = attempt(["merge-base", commit, "HEAD"], git_dir=place.git_dir)
    return fork.decode().strip() if fork else commit


def _moved(place: Place, commit: str, gone: list[str], new: list[str]) -> dict[str, str | None]:
    """Files that were moved and not added to the index yet: the same content under another name."""
    plain = [p for p in new if "\n" not in p]
    if not gone or not plain or len(plain) > _MOST_HASHED:
        return {}
    listed = _split(git(["ls-tree", "-z", "--full-tree", commit, "--", *gone], git_dir=place.git_dir))
    old = {row.split("\t")[0].split()[2]: row.partition("\t")[2] for row in listed}
    names = "".join(f"{p}\n" for p in plain).encode("utf-8", "surrogateescape")
    hashed = git(["hash-object", "--no-filters", "--stdin-paths"], cwd=place.root, stdin=names).decode().split()
    return {path: old[blob] for path, blob in zip(plain, hashed, strict=False) if blob in old}


def diff_since(place: Place, commit: str) -> bytes:
    """The lines that the working tree changed since a commit, without context, up to a few megabytes."""
    asked = [
        "diff",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        *_PREFIXES,
        "-M",
        "--ignore-submodules=all",
    ]
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
