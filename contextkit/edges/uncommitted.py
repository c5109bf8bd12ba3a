"""What the working tree did to paths and did not commit yet: an agent's move is known before it is history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.changes import Change
from contextkit.edges.folder_moves import majority_folder
from contextkit.edges.history_index import decoded
from contextkit.edges.processes import attempt
from contextkit.edges.renames import Moves
from contextkit.model import UNCOMMITTED
from contextkit.repo import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contextkit.repo import Tree

_MOST_CHILDREN = 200
_PATHS_AT_ONCE = 500
_MOST_HASHED = 2_000
"""New files beyond this many are not read to see what they are copies of."""


def uncommitted_fates(git_dir: str, commit: str, tree: Tree, paths: Iterable[str]) -> dict[str, Fate]:
    """The fates of those paths that are in `commit` and not in the tree."""
    absent = {p for p in paths if _is_plain(p) and not tree.holds(p)}
    kinds = {p: kind for p, kind in _kinds(git_dir, commit, sorted(absent)).items() if p in absent}
    if not kinds:
        return {}
    moves = _moves(git_dir, commit, tree)
    fates = {p: _fate_of_file(p, moves) for p, kind in kinds.items() if kind == "blob"}
    return fates | {p: _fate_of_folder(p, moves, tree) for p, kind in kinds.items() if kind == "tree"}


def _kinds(git_dir: str, commit: str, paths: Sequence[str]) -> dict[str, str]:
    """Each path that is in the commit, with "blob" or "tree". No object but trees is read: others may be missing."""
    found = {}
    for at in range(0, len(paths), _PATHS_AT_ONCE):
        asked = (
            "--no-replace-objects",
            "ls-tree",
            "-t",
            "-z",
            "--full-tree",
            commit,
            "--",
            *paths[at : at + _PATHS_AT_ONCE],
        )
        for head, _, path in _rows(attempt(asked, git_dir=git_dir) or b""):
            if path:
                found[decoded(path)] = head.split()[1].decode()
    return found


def _moves(git_dir: str, commit: str, tree: Tree) -> Moves:
    listed = attempt(("--no-replace-objects", "ls-tree", "-r", "-z", commit), git_dir=git_dir) or b""
    before = {decoded(path): head.split()[2].decode() for head, _, path in _rows(listed) if path}
    added = [p for p in tree.entries if p not in before]
    return Moves(
        Change(
            deleted={p: blob for p, blob in before.items() if p not in tree.entries},
            added={p: tree.repo.blob(p) if n < _MOST_HASHED else "" for n, p in enumerate(added)},
        )
    )


def _rows(listed: bytes) -> Iterable[tuple[bytes, bytes, bytes]]:
    return (row.partition(b"\t") for row in listed.split(b"\0"))


def _is_plain(path: str) -> bool:
    """Whether git can be asked about it as it stands."""
    return bool(path) and "\0" not in path and not path.startswith("/") and ".." not in path.split("/")


def _fate_of_file(path: str, moves: Moves) -> Fate:
    hop = moves.hop(path)
    return Fate(path, is_folder=False, commit=UNCOMMITTED, target=hop.target, is_exact=hop.is_sure)


def _fate_of_folder(path: str, moves: Moves, tree: Tree) -> Fate:
    children = sorted(p for p in moves.change.deleted if p.startswith(path + "/"))[:_MOST_CHILDREN]
    hops = {p: moves.hop(p) for p in children}
    target, share = majority_folder(path, {p: hop.target for p, hop in hops.items()})
    if target not in tree.folders:
        return Fate(path, is_folder=True, commit=UNCOMMITTED)
    is_exact = share == 1 and all(hop.is_sure for hop in hops.values())
    return Fate(path, is_folder=True, commit=UNCOMMITTED, target=target, is_exact=is_exact)
