"""What the working tree did to paths and did not commit yet: an agent's move is known before it is history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.changes import Change
from contextkit.edges.folder_moves import majority_folder
from contextkit.edges.renames import Moves
from contextkit.model import UNCOMMITTED
from contextkit.repo import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.edges.committed import Committed
    from contextkit.repo import Tree

_MOST_CHILDREN = 200
_MOST_HASHED = 2_000
"""New files beyond this many are not read to see what they are copies of."""


def uncommitted_fates(committed: Committed, tree: Tree, paths: Iterable[str]) -> dict[str, Fate]:
    """The fates of those paths that are in the commit and not in the tree."""
    absent = [p for p in paths if p and not tree.holds(p)]
    files = [p for p in absent if p in committed.blobs]
    folders = [p for p in absent if p in committed.folders]
    if not files and not folders:
        return {}
    moves = _moves(committed, tree)
    return {p: _fate_of_file(p, moves) for p in files} | {p: _fate_of_folder(p, moves, tree) for p in folders}


def _moves(committed: Committed, tree: Tree) -> Moves:
    added = [p for p in tree.entries if p not in committed.blobs]
    return Moves(
        Change(
            deleted={p: blob for p, blob in committed.blobs.items() if p not in tree.entries},
            added={p: tree.repo.blob(p) if n < _MOST_HASHED else "" for n, p in enumerate(added)},
        )
    )


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
