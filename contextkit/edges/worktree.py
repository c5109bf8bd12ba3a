"""The working tree of a repository: what is on disk, tracked or not ignored."""

from __future__ import annotations

import os
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING
from weakref import finalize

from contextkit.edges.attributes import Conversion, conversion
from contextkit.edges.disk import NOT_AT_HAND, Disk, blob_id
from contextkit.edges.folder import walk
from contextkit.edges.listing import Index, in_order, parse_changes, parse_index, parse_settings
from contextkit.edges.objects import Blobs
from contextkit.edges.processes import GitFailed, finish, start, stop
from contextkit.repo import SUBMODULE, SYMLINK, TEXT_LIMIT_BYTES, Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from subprocess import Popen

    from contextkit.edges.place import Place

_INDEX = ("ls-files", "-s", "-v", "-z")
# Submodules are foreign ground: what stands in them is not looked at.
_CHANGES = ("diff-files", "-z", "--ignore-submodules=all")
_UNTRACKED = ("ls-files", "-o", "-z", "--exclude-standard")
_SETTINGS = ("config", "-z", "--get-regexp", r"^core\.(autocrlf|eol|attributesfile|sparsecheckout)$")
_QUESTIONS: tuple[tuple[str, ...], ...] = (_INDEX, _UNTRACKED, _CHANGES, _SETTINGS)


class WorkTree:
    """Satisfies Repo. Four questions to git run at once, beside the caller; each answer is waited for when needed.

    A blob id is the id of the bytes on disk. The index's id is taken for it where git says that the file is unchanged
    and no filter or line end conversion is set for it; otherwise the bytes are hashed when the id is asked for. After
    `read(path)`, `blob(path)` is the id of exactly what was read.
    """

    def __init__(self, place: Place, root: str) -> None:
        self.place = place
        self.root = root
        self.label = root
        self.commit = place.head
        self._disk = Disk(root, place.object_format)
        self._blobs = Blobs(place.git_dir, self._absent_blobs)
        self._known: dict[str, str] = {}
        self._owner = os.getpid()
        self._asked = {q: start(q, cwd=root) for q in _QUESTIONS}
        finalize(self, _stop_all, self._asked)
        self._answers: dict[tuple[str, ...], bytes] = {}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        found = dict(self._index.entries)
        for path, mode in self._changed.items():
            if mode:
                found[path] = Entry(mode, "")
            else:
                del found[path]
        found.update(self._untracked)
        return in_order(found)

    @cached_property
    def state(self) -> str:
        hashed = sha256(self._answer(_INDEX))
        for path in sorted({*self._changed, *self._untracked}):
            entry, indexed = self.entries.get(path), self._index.entries.get(path)
            if entry is None or entry.mode == SUBMODULE:
                hashed.update(f"\0{path}\0{entry and entry.mode}".encode("utf-8", "surrogateescape"))
            elif indexed != (entry.mode, content := self._content_of_state(path, entry.mode)):
                hashed.update(f"\0{path}\0{entry.mode}\0{content}".encode("utf-8", "surrogateescape"))
        return hashed.hexdigest()

    def blob(self, path: str) -> str:
        known = self._known.get(path)
        if known is not None:
            return known
        entry = self.entries[path]
        if entry.mode == SUBMODULE or (entry.blob and (path in self._absent or not self._is_converted(path))):
            return entry.blob
        found = self._disk.blob(path, entry.mode) or NOT_AT_HAND
        self._known[path] = found
        return found

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        entry = self._entry(path)
        if entry is None or entry.mode == SUBMODULE:
            return None
        if path in self._absent:
            return self._blobs.read(entry.blob, limit)
        content = self._disk.read(path, entry.mode, limit)
        if content is not None:
            self._known[path] = blob_id(content, self.place.object_format)
        return content if content is not None and len(content) <= limit else None

    def _entry(self, path: str) -> Entry | None:
        """A tracked path needs no look at the untracked ones, for which git takes longest."""
        if "entries" not in self.__dict__ and path in self._index.entries and path not in self._changed:
            return self._index.entries[path]
        return self.entries.get(path)

    def _content_of_state(self, path: str, mode: int) -> str:
        """Large files are no text: their stamp will do, and hashing them takes seconds."""
        is_large = os.path.lexists(place := f"{self.root}/{path}") and os.lstat(place).st_size > TEXT_LIMIT_BYTES
        return self._disk.stamp(path) if is_large and mode != SYMLINK else self.blob(path)

    @cached_property
    def _index(self) -> Index:
        return parse_index(self._answer(_INDEX))

    @cached_property
    def _changed(self) -> Mapping[str, int]:
        """The mode on disk of tracked files whose content the index does not tell; 0 where nothing stands there."""
        changed = parse_changes(self._answer(_CHANGES))
        index = self._index
        for path in (*index.conflicts, *index.unwatched, *(index.skipped - self._absent)):
            changed[path] = self._disk.mode(path) or 0
        return changed

    @cached_property
    def _absent(self) -> frozenset[str]:
        """Files that are in the tree though not on disk: those outside of a sparse checkout."""
        skipped = self._index.skipped
        if skipped and self._settings.get("core.sparsecheckout", "false").lower() in {"false", "no", "off", "0"}:
            # Without a sparse checkout `--skip-worktree` hides a person's own change.
            return frozenset(p for p in skipped if self._disk.mode(p) is None)
        return skipped

    def _absent_blobs(self) -> list[str]:
        return [self._index.entries[p].blob for p in self._absent]

    @cached_property
    def _untracked(self) -> Mapping[str, Entry]:
        """Paths that are neither tracked nor ignored; another repository within this one is foreign ground."""
        found = {}
        for path in self._untracked_paths():
            if path.endswith("/"):
                found[path[:-1]] = Entry(SUBMODULE, "")
            elif mode := self._disk.mode(path):
                found[path] = Entry(mode, "")
        return found

    def _untracked_paths(self) -> list[str]:
        try:
            return self._answer(_UNTRACKED).decode("utf-8", "surrogateescape").split("\0")[:-1]
        except GitFailed:
            # An ignore file outside of the sparse checkout whose content was never fetched: git gives up.
            return [p for p in walk(self.root) if p.rstrip("/") not in self._index.entries]

    @cached_property
    def _is_converted(self) -> Conversion:
        files = [p for p in self.entries if p.endswith(".gitattributes") and p.rpartition("/")[2] == ".gitattributes"]
        found = {p.rpartition("/")[0]: self.read(p) or b"" for p in files}
        outside = [f"{self.place.common_dir}/info/attributes", _global_attributes(self._settings)]
        found[""] = b"\n".join([found.get("", b""), *(_bytes_of(p) for p in outside)])
        return conversion(self._settings, found)

    @cached_property
    def _settings(self) -> Mapping[str, str]:
        return parse_settings(self._answer(_SETTINGS, check=False))

    def _answer(self, question: tuple[str, ...], *, check: bool = True) -> bytes:
        if question not in self._answers:
            # After a fork, what the parent asked is the parent's to hear.
            is_ours = self._owner == os.getpid()
            asked = self._asked.pop(question) if is_ours else start(question, cwd=self.root)
            self._answers[question] = finish(asked, question, check=check)
        return self._answers[question]


def _stop_all(asked: Mapping[tuple[str, ...], Popen[bytes]]) -> None:
    """Answers that nobody waited for."""
    for process in asked.values():
        stop(process)


def _global_attributes(settings: Mapping[str, str]) -> str:
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    return os.path.expanduser(settings.get("core.attributesfile") or f"{home}/git/attributes")  # noqa: PTH111


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""
