"""Rows in one sqlite file, which several runs may share."""

# ruff: noqa: S608  (what is put into statements are our own names of tables, made of numbers)

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from weakref import finalize
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

_SCHEMA = 1
_APPLICATION = 0x636B7277  # "ckrw": a file of anybody else's is replaced, not read
_WAIT_SECONDS = 0.5
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}

_Row = tuple[str, object, int, int]

_DAY_SECONDS = 86_400
_TOUCHED_AFTER_DAYS = 7
_KEPT_DAYS = 30
_MOST_BYTES = 1 << 30


class Rows:
    """Satisfies Store. Each table of each version is a shelf of its own, so that reading one reads nothing else.

    Each row carries a checksum of shelf, key and value. A row that was not read for a month is dropped.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"contextkit-{_SCHEMA}.sqlite"
        self._db: sqlite3.Connection | None = None
        self._left: sqlite3.Connection | None = None
        self._owner = os.getpid()

    def load(self, table: str, version: str, keys: Collection[str] | None = None) -> Mapping[str, bytes]:
        try:
            with self._connected() as db:
                with _transaction(db, "DEFERRED"):
                    shelf = _shelf(db, table, version)
                    rows = [] if shelf is None else _select(db, shelf, keys)
                if shelf is not None:
                    _touch(db, shelf, rows)
        except (sqlite3.Error, OSError, UnicodeError):
            return {}
        return _sound(rows, _seed(table, version))

    def save(self, table: str, version: str, rows: Mapping[str, bytes]) -> None:
        if not rows:
            return
        for _ in range(2):  # a second time where a broken file was removed
            try:
                with self._connected() as db, _transaction(db):
                    _write(db, table, version, rows)
                    _prune(db)
                return
            except sqlite3.Error as error:
                if not _is_broken(error):
                    return
            except OSError:
                return

    def close(self) -> None:
        if self._db is not None and self._owner == os.getpid():
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        if self._owner != os.getpid():  # sqlite's connections do not outlive a fork: the parent's is left as it is
            self._left, self._db, self._owner = self._db, None, os.getpid()
        try:
            if self._db is None:
                self._db = _connect(self._path)
                finalize(self, self._db.close)
            yield self._db
        except sqlite3.Error as error:
            if _is_broken(error):
                self.close()
                _remove(self._path)
            raise


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = OFF")  # a lost write costs time, a torn one is seen by its checksum
        if not _is_ours(db):
            _lay_out(db)
    except BaseException:
        db.close()
        raise
    return db


def _is_ours(db: sqlite3.Connection) -> bool:
    found = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    return found == [_APPLICATION, _SCHEMA]


def _lay_out(db: sqlite3.Connection) -> None:
    with _transaction(db):
        if _is_ours(db):  # another run was faster
            return
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise _Foreign
        db.execute("CREATE TABLE shelves (id INTEGER PRIMARY KEY, name TEXT, version TEXT, UNIQUE (name, version))")
        db.execute("CREATE TABLE pruned (day INTEGER)")
        db.execute("INSERT INTO pruned VALUES (?)", (_today(),))
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {_SCHEMA}")


class _Foreign(sqlite3.DatabaseError):
    sqlite_errorcode = sqlite3.SQLITE_NOTADB


def _shelf(db: sqlite3.Connection, table: str, version: str) -> str | None:
    found = db.execute("SELECT id FROM shelves WHERE name = ? AND version = ?", (table, version)).fetchone()
    return f"shelf_{found[0]:d}" if found else None


def _select(db: sqlite3.Connection, shelf: str, keys: Collection[str] | None) -> list[_Row]:
    """Above half of the rows, reading all of them in the order of the file is faster than looking each one up."""
    most = db.execute(f"SELECT max(rowid) FROM {shelf}").fetchone()[0] or 0
    everything = f"SELECT key, value, checksum, used FROM {shelf} NOT INDEXED"
    if keys is None:
        return db.execute(everything).fetchall()
    if len(keys) * 2 > most:
        wanted = frozenset(keys)
        return [row for row in db.execute(everything) if row[0] in wanted]
    listed = json.dumps([k for k in keys if _fits(k)])
    sql = f"SELECT s.key, s.value, checksum, used FROM json_each(?) j CROSS JOIN {shelf} s WHERE s.key = j.value"
    return db.execute(sql, (listed,)).fetchall()


def _touch(db: sqlite3.Connection, shelf: str, rows: list[_Row]) -> None:
    """Rows that are in use are marked so once a week; a run that finds nothing to do writes nothing."""
    today = _today()
    aging = [key for key, _, _, used in rows if used < today - _TOUCHED_AFTER_DAYS]
    if aging:
        with suppress(sqlite3.OperationalError), _transaction(db):
            sql = f"UPDATE {shelf} SET used = ? WHERE key IN (SELECT value FROM json_each(?))"
            db.execute(sql, (today, json.dumps(aging)))


def _sound(rows: list[_Row], seed: int) -> Mapping[str, bytes]:
    return {
        key: value
        for key, value, checksum, _ in rows
        if isinstance(value, bytes) and crc32(value, crc32(key.encode(), seed)) == checksum
    }


def _write(db: sqlite3.Connection, table: str, version: str, rows: Mapping[str, bytes]) -> None:
    db.execute("INSERT OR IGNORE INTO shelves (name, version) VALUES (?, ?)", (table, version))
    shelf, seed, today = _shelf(db, table, version), _seed(table, version), _today()
    db.execute(f"CREATE TABLE IF NOT EXISTS {shelf} (key TEXT PRIMARY KEY, value BLOB, checksum INTEGER, used INTEGER)")
    values = ((k, v, crc32(v, crc32(k.encode(), seed)), today) for k, v in rows.items() if _fits(k))
    replace = "UPDATE SET value = excluded.value, checksum = excluded.checksum, used = excluded.used"
    db.executemany(f"INSERT INTO {shelf} VALUES (?, ?, ?, ?) ON CONFLICT (key) DO {replace}", values)


def _prune(db: sqlite3.Connection) -> None:
    """Once a day what was long unused goes; what is too large in spite of that begins anew."""
    today = _today()
    is_due = db.execute("SELECT max(day) FROM pruned").fetchone()[0] != today
    size = db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
    if not is_due and size <= _MOST_BYTES:
        return
    db.execute("UPDATE pruned SET day = ?", (today,))
    for (number,) in db.execute("SELECT id FROM shelves").fetchall():
        db.execute(f"DELETE FROM shelf_{number:d} WHERE used < ?", (today - _KEPT_DAYS,))
        if size > _MOST_BYTES or not db.execute(f"SELECT 1 FROM shelf_{number:d} LIMIT 1").fetchone():
            db.execute(f"DROP TABLE shelf_{number:d}")
            db.execute("DELETE FROM shelves WHERE id = ?", (number,))


@contextmanager
def _transaction(db: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    db.execute(f"BEGIN {kind}")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _is_broken(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in _BROKEN


def _remove(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            os.unlink(f"{path}{end}")  # noqa: PTH108


def _fits(key: str) -> bool:
    """Whether sqlite can hold it: names that are not UTF-8 are not kept."""
    try:
        return b"\0" not in key.encode()
    except UnicodeEncodeError:
        return False


def _seed(table: str, version: str) -> int:
    return crc32(f"{table}\0{version}\0".encode())


def _today() -> int:
    return int(time.time() // _DAY_SECONDS)
