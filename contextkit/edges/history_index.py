"""Which path left the tree in which commit: listed once per repository, extended by what is new, asked path by path."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from contextkit.edges.history_file import HistoryFile
from contextkit.edges.history_listing import ancestors, listing
from contextkit.model import Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from contextkit.edges.history_listing import Gone, Listing, Revision

T = TypeVar("T")
_MOST_TIPS = 100
_MOST_HEADS = 300
_DEPARTED = """
SELECT path, rank, lower(hex(id)), is_merge, no FROM departures JOIN commits USING (no) WHERE path >= ? AND path < ?
"""


@dataclass(frozen=True, slots=True, order=True)
class Departure:
    """A path was there before a commit and not after it. The greater one is the later one."""

    is_own: bool
    """False of a merge, which repeats what its branches did: it counts where nothing else does."""
    rank: int
    commit: str
    number: int


class HistoryIndex:
    """The departures among the ancestors of one commit."""

    def __init__(self, git_dir: str, commit: str, place: Path | None) -> None:
        self._git_dir = git_dir
        self._commit = commit
        self._file = HistoryFile(place)
        self.is_whole = True
        self._ancestors = self._surely(self._known_ancestors)

    @property
    def size(self) -> int:
        """How many commits there are, the one asked about included."""
        return sum(byte.bit_count() for byte in self._ancestors)

    def holds(self, commits: Collection[str]) -> bool:
        """Whether one of `commits` is an ancestor of ours."""
        return any(self._is_ancestor(number) for number in self._surely(lambda: self._numbers(commits)).values())

    def last(self, path: str) -> Departure | None:
        """The last time that exactly this path left."""
        key = encoded(path)
        return self._departed(key, key + b"\0").get(path)

    def under(self, folder: str) -> dict[str, Departure]:
        """All paths that were below a folder once, each with the last time that it left."""
        if not folder:
            return self._departed(b"", b"\xff" * 8)
        return self._departed(encoded(folder) + b"/", encoded(folder) + b"0")  # "0" comes after "/"

    def ending_in(self, suffix: str) -> list[str]:
        """Files and folders that were there once and end in `suffix`, by whole segments."""
        key = encoded(suffix)[::-1]
        whole = [decoded(key[::-1])] if self._ends(key, key + b"\0") else []
        return whole + self._ends(key + b"/", key + b"0")

    def ending_with(self, tail: str) -> list[str]:
        """Files that were there once and whose name ends with these characters."""
        key = encoded(tail)[::-1]
        return self._ends(key, key + b"\xff", kinds=(0,))

    def commit(self, number: int) -> Commit:
        def ask() -> Commit:
            ((id_, date, subject),) = self._file.rows("SELECT id, date, subject FROM commits WHERE no = ?", (number,))
            return Commit(_bytes(id_).hex(), str(date), str(subject))

        return self._surely(ask)

    def recall(self, kind: str, keys: Collection[str]) -> dict[str, str]:
        """Answers of earlier runs."""
        found = self._surely(lambda: self._file.recall(kind, [encoded(k) for k in keys]))
        return {decoded(k): decoded(v) for k, v in found.items()}

    def keep(self, kind: str, answers: Mapping[str, str]) -> None:
        self._surely(lambda: self._file.keep(kind, {encoded(k): encoded(v) for k, v in answers.items()}))

    def _departed(self, low: bytes, high: bytes) -> dict[str, Departure]:
        found: dict[str, Departure] = {}
        for path, rank, commit, is_merge, number in self._surely(lambda: self._file.rows(_DEPARTED, (low, high))):
            if self._is_ancestor(_int(number)):
                departure = Departure(not is_merge, _int(rank), str(commit), _int(number))
                name = decoded(_bytes(path))
                found[name] = max(departure, found.get(name, departure))
        return found

    def _ends(self, low: bytes, high: bytes, kinds: Sequence[int] = (0, 1)) -> list[str]:
        sql = "SELECT reversed, is_folder FROM ends WHERE reversed >= ? AND reversed < ?"
        rows = self._surely(lambda: self._file.rows(sql, (low, high)))
        return list(dict.fromkeys(decoded(_bytes(r)[::-1]) for r, is_folder in rows if is_folder in kinds))

    def _is_ancestor(self, number: int) -> bool:
        byte = number >> 3
        return byte < len(self._ancestors) and bool(self._ancestors[byte] >> (number & 7) & 1)

    def _surely(self, ask: Callable[[], T]) -> T:
        """The answer of the file, or of one made anew where the file turns out to be broken."""
        try:
            return ask()
        except (sqlite3.Error, BrokenFileError):
            self._file.restart()
        try:
            self._ancestors = self._known_ancestors()
            return ask()
        except (sqlite3.Error, BrokenFileError):
            self._file.forget_the_file()
        self._ancestors = self._known_ancestors()
        return ask()

    def _known_ancestors(self) -> bytes:
        head = bytes.fromhex(self._commit)
        for (bits,) in self._file.rows("SELECT ancestors FROM heads WHERE id = ?", (head,)):
            return _bytes(bits)
        tips = [_bytes(t).hex() for (t,) in self._file.rows("SELECT id FROM heads WHERE is_tip")]
        if len(tips) > _MOST_TIPS:
            self._file.restart()
            tips = []
        new = listing(self._git_dir, self._commit, tips)
        if not new.is_whole:
            self.is_whole = False
            self._file.forget_the_file()  # what is missing today may be there tomorrow
        return self._file.write(lambda db: self._extended(db, new))

    def _extended(self, db: sqlite3.Connection, new: Listing) -> bytes:
        _add_commits(db, new)
        _add_departures(db, new.gone)
        bits = self._with_known(db, new.revisions)
        head = bytes.fromhex(self._commit)
        if new.revisions:
            covered = [i for i, n in self._numbered_heads(db) if _has(bits, n)]
            db.executemany("UPDATE heads SET is_tip = 0 WHERE id = ?", ((i,) for i in covered))
        db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (head, bits, bool(new.revisions)))
        db.execute("DELETE FROM heads WHERE NOT is_tip AND rowid <= (SELECT max(rowid) FROM heads) - ?", (_MOST_HEADS,))
        return bits

    def _numbered_heads(self, db: sqlite3.Connection) -> list[tuple[bytes, int]]:
        return db.execute("SELECT id, no FROM heads JOIN commits USING (id) WHERE is_tip").fetchall()

    def _with_known(self, db: sqlite3.Connection, new: Sequence[Revision]) -> bytes:
        """The new commits, and all behind them."""
        ids = {r.id for r in new}
        edge = {p for r in new for p in r.parents} - ids
        numbers = self._numbers((*ids, *edge))
        if len(numbers) < len(ids) + len(edge):
            raise BrokenFileError
        known = _union_at(db, {p: numbers[p] for p in edge}) if new else None
        if known is None:
            numbers = self._numbers(ancestors(self._git_dir, self._commit))
            return _bits(numbers.values())
        return _bits((numbers[i] for i in ids), known)

    def _numbers(self, commits: Collection[str]) -> dict[str, int]:
        if len(commits) < 500:
            asked = [(bytes.fromhex(c),) for c in commits]
            found = self._file.each("SELECT lower(hex(id)), no FROM commits WHERE id = ?", asked)
            return {str(id_): _int(no) for rows in found for id_, no in rows}
        every = {str(id_): _int(no) for id_, no in self._file.rows("SELECT lower(hex(id)), no FROM commits")}
        return {c: every[c] for c in commits if c in every}


class BrokenFileError(Exception):
    """What was kept contradicts itself."""


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


def _union_at(db: sqlite3.Connection, edge: Mapping[str, int]) -> bytes | None:
    """The ancestors of all commits of the `edge`, where one of them was asked about before and is behind none."""
    if not edge:
        return b""
    for commit in edge:
        row = db.execute("SELECT ancestors FROM heads WHERE id = ?", (bytes.fromhex(commit),)).fetchone()
        if row and all(_has(row[0], number) for number in edge.values()):
            return bytes(row[0])
    return None


def _bits(numbers: Iterable[int], start: bytes = b"") -> bytes:
    chosen = list(numbers)
    bits = bytearray(start)
    bits.extend(bytes(max(0, max(chosen, default=0) // 8 + 1 - len(bits))))
    for number in chosen:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def _has(bits: bytes, number: int) -> bool:
    return number >> 3 < len(bits) and bool(bits[number >> 3] >> (number & 7) & 1)


def encoded(text: str) -> bytes:
    """A path as git has it."""
    return text.encode("utf-8", "surrogateescape")


def decoded(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    raise BrokenFileError


def _int(value: object) -> int:
    if isinstance(value, int):
        return value
    raise BrokenFileError
