"""A frozen snapshot of one tree, and what git knows of its past: the protocols that `edges` provides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from contextkit.globs import compiled, static_prefix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from contextkit.model import Commit

_PLAIN_NAME = re.compile(r"[\w.@+~-]+")
FILE, EXECUTABLE, SYMLINK, SUBMODULE = 0o100644, 0o100755, 0o120000, 0o160000
TEXT_LIMIT_BYTES = 4_000_000


class Entry(NamedTuple):
    """A path of the tree: its git mode, and the id of its content ("" until it is asked for)."""

    mode: int
    blob: str


class Repo(Protocol):
    """One tree, frozen. Paths are relative to its root, with `/`; names that are not UTF-8 are surrogate-escaped."""

    @property
    def label(self) -> str:
        """What a person calls it: the folder or the git directory."""

    @property
    def commit(self) -> str | None:
        """The revision it is of, or on which the working tree stands; None without a commit."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Files, symlinks and submodules by path, sorted: tracked, and untracked ones that are not ignored."""

    @property
    def state(self) -> str:
        """A hash of all paths, modes and contents: equal states give equal findings."""

    def blob(self, path: str) -> str:
        """The git blob id of the content of `path` as it stands in this tree."""

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        """The content; a symlink's is its target. None where there is none, it is over `limit`, or not at hand."""


class MemoryRepo:
    """A tree from a mapping, for tests and examples."""

    def __init__(self, files: Mapping[str, bytes | str], links: Mapping[str, str] | None = None) -> None:
        self._contents = {p: c.encode() if isinstance(c, str) else c for p, c in files.items()}
        self._links = {p: t.encode() for p, t in (links or {}).items()}
        content = sorted({**self._contents, **self._links}.items())
        self.entries: Mapping[str, Entry] = {
            p: Entry(SYMLINK if p in self._links else FILE, _blob_id(c)) for p, c in content
        }
        self.label = "memory"
        self.commit: str | None = None

    @property
    def state(self) -> str:
        return _blob_id("\0".join(f"{p}\0{e.mode}\0{e.blob}" for p, e in self.entries.items()).encode())

    def blob(self, path: str) -> str:
        return self.entries[path].blob

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        content = self._links.get(path, self._contents.get(path))
        return None if content is None or len(content) > limit else content


def _blob_id(content: bytes) -> str:
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324  (git's own content id)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a path that is no longer there."""

    was: str
    """The path that existed: the one asked for, or one that matches the glob or ends in the suffix."""
    is_folder: bool
    commit: Commit
    """The commit that moved or deleted it (its first hop)."""
    target: str | None = None
    """Where it is in this tree now, renames followed over all hops; None where it was deleted in the end."""
    is_exact: bool = False
    """Whether the content was identical, or similar beyond doubt, at each hop, and the target is the only one."""
    last: Commit | None = None
    """The last hop's commit, where it differs."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A history that does not reach back to the beginning, and the one command that repairs it."""

    why: str
    repair: str


class History(Protocol):
    """What git knows of paths and lines. Nothing here ever fetches; what is not at hand is not known."""

    @property
    def cut(self) -> Cut | None:
        """Why history is incomplete; None where it is whole."""

    @property
    def edge(self) -> Collection[str]:
        """The commits whose parents were cut off, known without a look at history."""

    def begin(self) -> None:
        """Says that it will be asked: what takes long may begin."""

    def settle(self) -> None:
        """Waits for what was begun; to be called before a fork."""

    def fates(self, paths: Collection[str]) -> Mapping[str, Fate]:
        """For each path (file or folder) that existed once and is not in the tree: what became of it."""

    def glob_fates(self, globs: Collection[str]) -> Mapping[str, Fate]:
        """For each glob that matched files once and matches none now: the fate of those (`was` is one of them)."""

    def suffix_fates(self, suffixes: Collection[str]) -> Mapping[str, Sequence[Fate]]:
        """For each path suffix (`a/b.py`; never partial names): the fates of all past paths that end in it."""

    def written(self, path: str, lines: Collection[int]) -> Mapping[int, Commit]:
        """The commit that last wrote each line of `path` (blame). Empty where blobs are missing."""

    def words_at(self, commit: str, words: Collection[str], suffixes: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The files of `commit`, of names that end in one of `suffixes`, in which each whole word occurs."""

    def expect(self, documents: Collection[str]) -> None:
        """Says which documents `named_since` will be asked about, so that it may begin."""

    def named_since(self, asked: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, Commit]]:
        """By document and word that it holds: the commit since which it does, without a break."""

    def words_gone(
        self, asked: Mapping[str, Collection[str]], suffixes: Collection[str]
    ) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """By commit and word, for words that occur nowhere in this tree: the files, of such names, where they stood."""

    def read_at(self, commit: str, paths: Collection[str]) -> Mapping[str, bytes]:
        """The contents of files at a commit, where they are at hand."""

    def came_after(self, path: str, named: str, gone: str) -> Commit | None:
        """The commit between two others that first brought a path; None where it was there at the first of them."""

    def removals(self, word: str, path: str) -> Commit | None:
        """The same for one text and one path."""

    def removals_of(self, asked: Mapping[str, Collection[str]]) -> Mapping[tuple[str, str], Commit]:
        """By path and text, of those asked: the newest commit that took the text out of the path."""

    def matches_gone(self, asked: Mapping[str, Collection[str]]) -> Mapping[tuple[str, str], Commit]:
        """The same by path and regular expression (of lines, in any letter case): when its last match went."""

    def subjects(self, count: int) -> Sequence[str]:
        """The subjects of the newest commits that are no merges, the newest first."""

    def changed(self, paths: Collection[str]) -> Mapping[str, str]:
        """The day of each path's last change, YYYY-MM-DD, as far back as it is cheap to look."""

    def authors(self, path: str) -> Sequence[tuple[str, int]]:
        """Who changed what lies at a path, with the count of their newest commits there, the most busy first."""


class Store(Protocol):
    """Rows kept between runs. A lost, corrupt or foreign row costs time, never a wrong answer."""

    def load(self, table: str, version: str, keys: Collection[str] | None = None) -> Mapping[str, bytes]:
        """The rows of `table` written by this `version`, read in bulk; of `keys`, or all."""

    def save(self, table: str, version: str, rows: Mapping[str, bytes]) -> None:
        """Keeps rows; does nothing where the store cannot be written."""


class MemoryStore:
    """A store for one run, or for tests."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[str, bytes]] = {}

    def load(self, table: str, version: str, keys: Collection[str] | None = None) -> Mapping[str, bytes]:
        rows = self._rows.get((table, version), {})
        return rows if keys is None else {k: rows[k] for k in keys if k in rows}

    def save(self, table: str, version: str, rows: Mapping[str, bytes]) -> None:
        self._rows.setdefault((table, version), {}).update(rows)


class NoHistory:
    """History of a folder without git, or of a tree in memory: nothing is known."""

    cut: Cut | None = None

    edge: Collection[str] = ()

    def begin(self) -> None:
        pass

    def settle(self) -> None:
        pass

    def fates(self, paths: Collection[str]) -> Mapping[str, Fate]:  # noqa: ARG002
        return {}

    def glob_fates(self, globs: Collection[str]) -> Mapping[str, Fate]:  # noqa: ARG002
        return {}

    def suffix_fates(self, suffixes: Collection[str]) -> Mapping[str, Sequence[Fate]]:  # noqa: ARG002
        return {}

    def written(self, path: str, lines: Collection[int]) -> Mapping[int, Commit]:  # noqa: ARG002
        return {}

    def words_at(self, commit: str, words: Collection[str], suffixes: Collection[str]) -> Mapping[str, Sequence[str]]:  # noqa: ARG002
        return {}

    def expect(self, documents: Collection[str]) -> None:
        pass

    def named_since(self, asked: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, Commit]]:  # noqa: ARG002
        return {}

    def words_gone(
        self,
        asked: Mapping[str, Collection[str]],  # noqa: ARG002
        suffixes: Collection[str],  # noqa: ARG002
    ) -> Mapping[str, Mapping[str, Sequence[str]]]:
        return {}

    def read_at(self, commit: str, paths: Collection[str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    def came_after(self, path: str, named: str, gone: str) -> Commit | None:  # noqa: ARG002
        return None

    def removals(self, word: str, path: str) -> Commit | None:  # noqa: ARG002
        return None

    def removals_of(self, asked: Mapping[str, Collection[str]]) -> Mapping[tuple[str, str], Commit]:  # noqa: ARG002
        return {}

    def matches_gone(self, asked: Mapping[str, Collection[str]]) -> Mapping[tuple[str, str], Commit]:  # noqa: ARG002
        return {}

    def subjects(self, count: int) -> Sequence[str]:  # noqa: ARG002
        return ()

    def changed(self, paths: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002
        return {}

    def authors(self, path: str) -> Sequence[tuple[str, int]]:  # noqa: ARG002
        return ()


class Tree:
    """What can be asked of the paths of a snapshot. Pure; each index is made when it is first needed."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo
        self.entries = repo.entries

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds an entry, without a final `/`; "" is the root."""
        found = {""}
        for path in self.entries:
            folder = dirname(path)
            while folder not in found:
                found.add(folder)
                folder = dirname(folder)
        return frozenset(found)

    @cached_property
    def submodules(self) -> tuple[str, ...]:
        return tuple(p for p, e in self.entries.items() if e.mode == SUBMODULE)

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Tracked symlinks and where they lead, as a path of the tree; links that leave it are left out."""
        found = {}
        for path, entry in self.entries.items():
            if entry.mode == SYMLINK:
                target = (self.repo.read(path) or b"").decode("utf-8", "surrogateescape")
                led = normpath(join(dirname(path), target))
                if target and not target.startswith("/") and not led.startswith(".."):
                    found[path] = "" if led == "." else led
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for path in self.entries:
            index[path.rpartition("/")[2]].append(path)
        return index

    @cached_property
    def _folders_by_name(self) -> Mapping[str, Sequence[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.folders):
            index[path.rpartition("/")[2]].append(path)
        return index

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {p.casefold(): p for p in (*self.folders, *self.entries)}

    def resolve(self, path: str) -> str | None:
        """The real path of the file or folder that `path` names, tracked links followed; None if there is none."""
        for _ in range(8):
            if path in self.entries and path not in self.links:
                return path
            if path in self.folders:
                return path
            led = self._through_a_link(path)
            if led is None:
                return path if path in self.entries else None
            path = led
        return None

    def _through_a_link(self, path: str) -> str | None:
        parent, rest = path if self.links else "", ""
        while parent:
            if parent in self.links:
                return normpath(join(self.links[parent], rest)) if rest else self.links[parent]
            parent, _, name = parent.rpartition("/")
            rest = f"{name}/{rest}" if rest else name
        return None

    def holds(self, path: str) -> bool:
        return self.resolve(path) is not None

    def other_case(self, path: str) -> str | None:
        """The path that differs from this one in letter case alone."""
        found = self._folded.get(path.casefold())
        return found if found != path else None

    def inside_submodule(self, path: str) -> str | None:
        return next((s for s in self.submodules if path == s or path.startswith(s + "/")), None)

    def ending_in(self, suffix: str) -> Sequence[str]:
        """Files and folders whose path ends in `suffix`, by whole segments."""
        name = suffix.rpartition("/")[2]
        candidates: Iterable[str] = (*self._by_name.get(name, ()), *self._folders_by_name.get(name, ()))
        return sorted(p for p in candidates if p == suffix or p.endswith("/" + suffix))

    def named(self, name: str) -> Sequence[str]:
        """Files of exactly this base name."""
        return self._by_name.get(name, ())

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(self.entries)

    def under(self, folder: str) -> Sequence[str]:
        """The files below a folder."""
        if not folder:
            return self._sorted
        start = bisect_left(self._sorted, f"{folder}/")
        return self._sorted[start : bisect_left(self._sorted, f"{folder}0", start)]

    def beside(self, folder: str) -> Sequence[str]:
        """The files that lie in a folder itself."""
        return self._by_folder.get(folder, ())

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for path in self.entries:
            index[path.rpartition("/")[0]].append(path)
        return index

    def matching(self, glob: str) -> Sequence[str]:
        """The files, and the folders that hold any, that a glob names."""
        pattern, below, last = compiled(glob), static_prefix(glob), glob.rpartition("/")[2]
        if _PLAIN_NAME.fullmatch(last):
            files = [p for p in self.named(last) if pattern.match(p)]
            return sorted(files or (f for f in self._folders_by_name.get(last, ()) if pattern.match(f)))
        files = [p for p in self.under(below) if pattern.match(p)]
        return files or sorted(f for f in self.folders if f.startswith(below) and pattern.match(f))
