"""Which path left the tree in which commit: listed once per repository, extended by what is new, asked path by path."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from contextkit.edges.history_file import HistoryFile
from contextkit.edges.history_listing import Listed, listing
from contextkit.edges.history_rows import BrokenFileError, extend, has, numbers
from contextkit.model import Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

T = TypeVar("T")
_MOST_TIPS = 100
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
        self.is_new = False
        """Whether nothing was known of this repository."""
        self._bits: bytes | None = None
        self._begun: Listed | None = None

    @property
    def size(self) -> int:
        """How many commits there are, the one asked about included."""
        return sum(byte.bit_count() for byte in self._ancestors)

    def holds(self, commits: Collection[str]) -> bool:
        """Whether one of `commits` is an ancestor of ours."""
        return any(
            self._is_ancestor(number)
            for number in self._surely(lambda: self._file.ask(lambda db: numbers(db, commits))).values()
        )

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
        return has(self._ancestors, number)

    @property
    def _ancestors(self) -> bytes:
        """As bits. What git lists of a history that is not known yet is waited for here."""
        if self._bits is None:
            self._bits = self._tried(self._known_ancestors)
        return self._bits

    def _surely(self, ask: Callable[[], T]) -> T:
        """The answer of the file, once it holds all ancestors."""
        _ = self._ancestors
        return self._tried(ask)

    def _tried(self, ask: Callable[[], T]) -> T:
        """The answer of the file, or of one made anew where the file turns out to be broken."""
        try:
            return ask()
        except sqlite3.OperationalError:
            self._file.leave_the_file()
        except (sqlite3.Error, BrokenFileError):
            self._file.restart()
        try:
            self._bits = self._known_ancestors()
            return ask()
        except (sqlite3.Error, BrokenFileError):
            self._file.leave_the_file()
        self._bits = self._known_ancestors()
        return ask()

    def settle(self) -> None:
        """Waits for what was begun: of two processes, each would else list everything for itself."""
        if self._begun is not None:
            _ = self._ancestors

    def begin(self) -> None:
        """Lets git list all of history where none of it is known: that takes longest."""
        self.is_new = not self._tried(lambda: self._file.rows("SELECT 1 FROM heads LIMIT 1"))
        if self.is_new and self._begun is None and self._bits is None:
            self._begun = Listed(self._git_dir, self._commit, ())

    def _known_ancestors(self) -> bytes:
        head = bytes.fromhex(self._commit)
        for (bits,) in self._file.rows("SELECT ancestors FROM heads WHERE id = ?", (head,)):
            return _bytes(bits)
        tips = [_bytes(t).hex() for (t,) in self._file.rows("SELECT id FROM heads WHERE is_tip")]
        if len(tips) > _MOST_TIPS:
            self._file.restart()
            tips = []
        begun, self._begun = self._begun, None
        new = begun.result() if begun and not tips else listing(self._git_dir, self._commit, tips)
        if not new.is_whole:
            self.is_whole = False
            self._file.leave_the_file()  # what is missing today may be there tomorrow
            new = listing(self._git_dir, self._commit, ()) if tips else new
        return self._file.write(lambda db: extend(db, self._git_dir, self._commit, new))


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
