"""The rows of the history file: what a listing adds to it, and which commits are behind which, as bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.history_listing import ancestors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.edges.history_listing import Gone, Listing, Revision

_MOST_HEADS = 300
_FEW = 500


class BrokenFileError(Exception):
    """What was kept contradicts itself."""


def extend(db: sqlite3.Connection, git_dir: str, commit: str, new: Listing) -> bytes:
    """Adds what is new, and gives the ancestors of `commit`: the bit of each one's number."""
    _add_commits(db, new)
    _add_departures(db, new.gone)
    bits = _ancestors(db, git_dir, commit, new.revisions) if new.is_whole else _all(db)
    if new.revisions:
        tips = db.execute("SELECT id, no FROM heads JOIN commits USING (id) WHERE is_tip").fetchall()
        db.executemany("UPDATE heads SET is_tip = 0 WHERE id = ?", ((i,) for i, number in tips if has(bits, number)))
    db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (bytes.fromhex(commit), bits, bool(new.revisions)))
    db.execute("DELETE FROM heads WHERE NOT is_tip AND rowid <= (SELECT max(rowid) FROM heads) - ?", (_MOST_HEADS,))
    return bits


def numbers(db: sqlite3.Connection, commits: Collection[str]) -> dict[str, int]:
    """The number of each commit that is in the file."""
    if len(commits) < _FEW:
        sql = "SELECT no FROM commits WHERE id = ?"
        found = ((c, db.execute(sql, (bytes.fromhex(c),)).fetchone()) for c in commits)
        return {c: row[0] for c, row in found if row}
    every = dict(db.execute("SELECT lower(hex(id)), no FROM commits"))
    return {c: every[c] for c in commits if c in every}


def has(bits: bytes, number: int) -> bool:
    return number >> 3 < len(bits) and bool(bits[number >> 3] >> (number & 7) & 1)


def _all(db: sqlite3.Connection) -> bytes:
    return _bits(number for (number,) in db.execute("SELECT no FROM commits"))


def _ancestors(db: sqlite3.Connection, git_dir: str, commit: str, new: Sequence[Revision]) -> bytes:
    """The new commits and all behind them."""
    ids = {r.id for r in new}
    edge = {p for r in new for p in r.parents} - ids
    known = numbers(db, (*ids, *edge))
    if len(known) < len(ids) + len(edge):
        raise BrokenFileError
    behind = _behind(db, {p: known[p] for p in edge}) if new else None
    if behind is not None:
        return _bits((known[i] for i in ids), behind)
    every = ancestors(git_dir, commit)
    known = numbers(db, every)
    if len(known) < len(every):
        raise BrokenFileError
    return _bits(known.values())


def _add_commits(db: sqlite3.Connection, new: Listing) -> None:
    told = {g.id: g for g in new.gone}
    ranks: dict[str, int] = {}
    rows = []
    for revision in reversed(new.revisions):
        # Clocks are set back now and then: a commit always counts as later than its parents.
        before = max((_rank(db, p, ranks) for p in revision.parents), default=0)
        ranks[revision.id] = max(revision.time, before + 1)
        gone = told.get(revision.id)
        date, subject = (gone.date, gone.subject) if gone else (None, None)
        is_merge = len(revision.parents) > 1
        rows.append((bytes.fromhex(revision.id), ranks[revision.id], is_merge, date, subject))
    db.executemany("INSERT OR IGNORE INTO commits (id, rank, is_merge, date, subject) VALUES (?, ?, ?, ?, ?)", rows)


def _rank(db: sqlite3.Connection, commit: str, ranks: Mapping[str, int]) -> int:
    if commit in ranks:
        return ranks[commit]
    row = db.execute("SELECT rank FROM commits WHERE id = ?", (bytes.fromhex(commit),)).fetchone()
    return row[0] if row else 0


def _add_departures(db: sqlite3.Connection, gone: Sequence[Gone]) -> None:
    numbers = {}
    merges = set()
    for one in gone:
        row = db.execute("SELECT no, is_merge FROM commits WHERE id = ?", (bytes.fromhex(one.id),)).fetchone()
        if row is None:
            continue
        numbers[one.id] = row[0]
        if row[1]:
            merges.add(one.id)
    own = {p for one in gone if one.id not in merges for p in one.paths}
    rows = sorted(
        {
            (path, numbers[one.id])
            for one in gone
            if one.id in numbers
            for path in one.paths
            if one.id not in merges or not (path in own or _is_known(db, path))
        }
    )
    db.executemany("INSERT OR IGNORE INTO departures VALUES (?, ?)", rows)
    db.executemany("INSERT OR IGNORE INTO ends VALUES (?, ?)", sorted(_reversed({path for path, _ in rows})))


def _is_known(db: sqlite3.Connection, path: bytes) -> bool:
    sql = "SELECT 1 FROM departures JOIN commits USING (no) WHERE path = ? AND NOT is_merge LIMIT 1"
    return db.execute(sql, (path,)).fetchone() is not None


def _reversed(paths: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    folders = set()
    for path in paths:
        yield path[::-1], 0
        folder = path.rpartition(b"/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            yield folder[::-1], 1
            folder = folder.rpartition(b"/")[0]


def _behind(db: sqlite3.Connection, edge: Mapping[str, int]) -> bytes | None:
    """The ancestors of all commits of the `edge`, where one of them was asked about before and is behind none."""
    if not edge:
        return b""
    for commit in edge:
        row = db.execute("SELECT ancestors FROM heads WHERE id = ?", (bytes.fromhex(commit),)).fetchone()
        if row and all(has(row[0], number) for number in edge.values()):
            return bytes(row[0])
    return None


def _bits(numbers: Iterable[int], start: bytes = b"") -> bytes:
    chosen = list(numbers)
    bits = bytearray(start)
    bits.extend(bytes(max(0, max(chosen, default=0) // 8 + 1 - len(bits))))
    for number in chosen:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)
