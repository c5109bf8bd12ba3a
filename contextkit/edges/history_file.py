"""The file in which history is kept between runs: it may be lost, broken, foreign or read-only, and costs time then."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

T = TypeVar("T")
Row = tuple[object, ...]

_VERSION = 2
_APPLICATION = 0x636B6869  # "ckhi": a file of anybody else's is not ours to read
_WAIT_SECONDS = 1.0
_ANSWERS_LIMIT = 50_000

_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
CREATE TABLE commits (no INTEGER PRIMARY KEY, id BLOB UNIQUE, rank INTEGER, is_merge INTEGER, date TEXT, subject TEXT);
CREATE TABLE heads (id BLOB PRIMARY KEY, ancestors BLOB, is_tip INTEGER);
CREATE TABLE departures (path BLOB, no INTEGER, PRIMARY KEY (path, no)) WITHOUT ROWID;
CREATE TABLE ends (reversed BLOB, is_folder INTEGER, PRIMARY KEY (reversed, is_folder)) WITHOUT ROWID;
CREATE TABLE answers (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""


class _StrangersFileError(sqlite3.Error):
    """Somebody else's database: it is left alone."""


class HistoryFile:
    """A small database: in a file where one can be had, else in memory."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._db = _opened(place) or _in_memory()
        self._left: sqlite3.Connection | None = None
        self._owner = os.getpid()

    def __del__(self) -> None:
        with suppress(sqlite3.Error, AttributeError):
            self._db.close()  # Python >= 3.13 warns of connections that are left open

    @property
    def _database(self) -> sqlite3.Connection:
        """After a fork the file is opened anew: connections do not outlive it. A database in memory does."""
        if self._owner != os.getpid():
            self._owner = os.getpid()
            if self._place is not None:
                self._left, self._db = self._db, _opened(self._place) or _in_memory()
        return self._db

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return self._database.execute(sql, values).fetchall()

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        return question(self._database)

    def write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Makes a change whole or not at all; what cannot be written is made in a copy in memory."""
        try:
            return self._written(change)
        except sqlite3.OperationalError:  # read-only, full, or locked for too long
            self._move_to_memory()
            return self._written(change)

    def restart(self) -> None:
        """Forgets everything: what was kept cannot be trusted."""
        with suppress(sqlite3.Error):
            self._db.close()
        _remove(self._place)
        self._db = _opened(self._place) or _in_memory()

    def leave_the_file(self) -> None:
        """Goes on in memory, with nothing; the file stays as it is."""
        with suppress(sqlite3.Error):
            self._db.close()
        self._place, self._db = None, _in_memory()

    def recall(self, kind: str, keys: Collection[bytes]) -> dict[bytes, bytes]:
        found = {}
        for key in keys:
            for (value,) in self._database.execute("SELECT value FROM answers WHERE kind = ? AND key = ?", (kind, key)):
                found[key] = value
        return found

    def keep(self, kind: str, answers: Mapping[bytes, bytes]) -> None:
        def change(db: sqlite3.Connection) -> None:
            if db.execute("SELECT count(*) FROM answers").fetchone()[0] > _ANSWERS_LIMIT:
                db.execute("DELETE FROM answers")
            db.executemany(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", ((kind, k, v) for k, v in answers.items())
            )

        if answers:
            self.write(change)

    def _written(self, change: Callable[[sqlite3.Connection], T]) -> T:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            result = change(self._database)
            self._database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise
        return result

    def _move_to_memory(self) -> None:
        memory = _in_memory(is_empty=True)
        try:
            self._db.backup(memory)
            memory.execute("SELECT count(*) FROM heads")
        except sqlite3.Error:
            memory = _in_memory()
        with suppress(sqlite3.Error):
            self._db.close()
        self._place, self._db = None, memory


def _opened(place: Path | None) -> sqlite3.Connection | None:
    if place is None:
        return None
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            return _connected(place)
        except sqlite3.OperationalError:  # no right to write here, or locked for too long
            return _read_only(place)
        except _StrangersFileError:
            return None
        except sqlite3.Error:
            _remove(place)
    return None


def _connected(place: Path) -> sqlite3.Connection:
    db = sqlite3.connect(place, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            _lay_out(db)
        _refuse_a_stranger(db)
    except BaseException:
        db.close()
        raise
    return db


def _lay_out(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:  # else another run was faster
        for statement in _SCHEMA.strip().split(";")[:-1]:
            db.execute(statement)
    db.execute("COMMIT")


def _refuse_a_stranger(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise _StrangersFileError
    if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        raise sqlite3.DatabaseError("written by another version")
    db.execute("SELECT id, ancestors, is_tip FROM heads LIMIT 1").fetchall()


def _read_only(place: Path) -> sqlite3.Connection | None:
    try:
        db = sqlite3.connect(
            f"{place.absolute().as_uri()}?mode=ro",
            timeout=_WAIT_SECONDS,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.Error:
        return None
    try:
        _refuse_a_stranger(db)
    except sqlite3.Error:
        db.close()
        return None
    return db


def _in_memory(*, is_empty: bool = False) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if not is_empty:
        _lay_out(db)
    return db


def _remove(place: Path | None) -> None:
    if place is not None:
        for name in (place, place.with_name(place.name + "-journal")):
            with suppress(OSError):
                name.unlink()
