"""Where in the source files of a tree a name stands, and where it is defined; only what is asked for is parsed."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from contextkit.facts.source import (
    SOURCE_VERSION,
    Definition,
    declared_in,
    declares,
    decode_definitions,
    definitions_of,
    definitions_version,
    encode_definitions,
    may_define,
    prepare,
    which_of,
    words_of,
)
from contextkit.facts.source_files import is_assigning, is_source, rank, ranked
from contextkit.repo import EXECUTABLE, FILE
from contextkit.syntax.grammars import language_of
from contextkit.workers import Task, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.repo import Repo, Store

SOURCE_LIMIT_BYTES = 16_000_000
"""A name that moved into a large file is not gone: whatever past contents are searched, those of now are."""
PARSED_LIMIT_BYTES = 1_000_000
BATCH_BYTES = 100_000_000
FILES_TRIED_PER_NAME = 16
FILES_PARSED_PER_NAME = 2


class Place(NamedTuple):
    """Where a name is defined."""

    path: str
    line: int
    kind: str
    container: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the source files of a tree say of a name."""

    seen_in: str
    """A file in which it occurs as a whole word; "" where none does."""
    places: tuple[Place, ...]
    """Some of the places where it is defined, the likeliest first."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What was asked before."""

    seen: dict[str, str]
    places: dict[str, tuple[Place, ...]]


class Sources:
    """The source files of one tree. What was found for a name is kept for as long as they stay the same."""

    def __init__(self, repo: Repo, store: Store, jobs: int | None = None) -> None:
        self._repo = repo
        self._store = store
        self._jobs = jobs

    @cached_property
    def paths(self) -> Sequence[str]:
        """The source files, sorted: what is vendored, minified, locked or not text is left out."""
        return [p for p, e in self._repo.entries.items() if e.mode in {FILE, EXECUTABLE} and is_source(p)]

    def seen(self, names: Collection[str]) -> Mapping[str, str]:
        """For each name a file in which it occurs as a whole word; "" where none does."""
        missing = {n for n in names if n not in self._known.seen}
        if missing:
            files = self._holding(missing, self._word_rows)
            self._known.seen.update({name: next(iter(files[name]), "") for name in sorted(missing)})
            self._keep()
        return {n: self._known.seen[n] for n in names}

    def find(self, names: Collection[str]) -> Mapping[str, Standing]:
        """What is known of each name; a name that occurs nowhere is there too. Parsing takes its time: see `seen`."""
        seen = self.seen(names)
        missing = {n for n in names if n not in self._known.places}
        if missing:
            self._known.places.update(dict.fromkeys(missing, ()) | dict(self._search({n for n in missing if seen[n]})))
            self._keep()
        return {n: Standing(seen[n], self._known.places[n]) for n in names}

    def definitions_in(self, path: str) -> Sequence[Definition]:
        """Everything that one file defines; empty where its language has no grammar."""
        return decode_definitions(self._definition_rows([path]).get(path, b""))

    @cached_property
    def _key(self) -> str:
        contents = "\0".join(f"{p}\0{self._repo.blob(p)}" for p in self.paths)
        return sha256(f"{definitions_version()}\0{contents}".encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def _known(self) -> _Known:
        row = self._store.load("names", SOURCE_VERSION, ["latest"]).get("latest", b"")
        return _decode(self._key, row)

    def _keep(self) -> None:
        self._store.save("names", SOURCE_VERSION, {"latest": _encode(self._key, self._known)})

    def _search(self, names: set[str]) -> Iterator[tuple[str, tuple[Place, ...]]]:
        declared = self._holding(names, self._declared_rows)
        found = self._defined({n: _likely(ranked(n, declared[n])) for n in names})
        files = self._holding(names - found.keys(), self._word_rows)
        members = {n: ranked(n, files[n]) for n in files}
        found |= self._defined({n: self._with_member(n, paths) for n, paths in members.items()})
        yield from ((name, tuple(places)) for name, places in sorted(found.items()) if name in names)

    def _holding(self, names: Collection[str], rows: Mapping[str, bytes]) -> Mapping[str, Sequence[str]]:
        """By name the files in whose row it stands, in their order."""
        asked = frozenset(n.encode("utf-8", "surrogateescape") for n in names)
        found: dict[str, list[str]] = {n: [] for n in names}
        for path, row in rows.items():
            for word in which_of(asked, row):
                found[word.decode("utf-8", "surrogateescape")].append(path)
        return found

    @cached_property
    def _word_rows(self) -> Mapping[str, bytes]:
        return self._rows("words", _words)

    @cached_property
    def _declared_rows(self) -> Mapping[str, bytes]:
        return self._rows("declared", _declared)

    def _rows(self, table: str, work: Callable[[Task], bytes]) -> Mapping[str, bytes]:
        keys = {p: self._repo.blob(p) for p in self.paths}
        rows = dict(self._store.load(table, SOURCE_VERSION, set(keys.values())))
        new = dict(self._worked([p for p, k in keys.items() if k not in rows], work))
        if new:
            self._store.save(table, SOURCE_VERSION, {keys[p]: row for p, row in new.items()})
        return {p: new[p] if p in new else rows[k] for p, k in keys.items() if p in new or k in rows}

    def _with_member(self, name: str, paths: Sequence[str]) -> Sequence[str]:
        contents = ((p, self._repo.read(p, SOURCE_LIMIT_BYTES) or b"") for p in paths[:FILES_TRIED_PER_NAME])
        return list(islice((p for p, content in contents if may_define(content, name)), FILES_PARSED_PER_NAME))

    def _defined(self, candidates: Mapping[str, Sequence[str]]) -> dict[str, list[Place]]:
        wanted: dict[str, set[str]] = defaultdict(set)
        for name, paths in candidates.items():
            for path in paths:
                wanted[path].add(name)
        rows = self._definition_rows([p for p in wanted if language_of(p)])
        found: dict[str, list[Place]] = defaultdict(list)
        for path, names in wanted.items():
            definitions = decode_definitions(rows[path], names) if path in rows else self._declared_in(path, names)
            for d in definitions:
                found[d.name].append(Place(path, d.line, d.kind, d.container))
        for name, places in found.items():
            places.sort(key=lambda place: (place.kind in {"key", "tag", "parameter"}, *rank(name, place.path)))
        return dict(found)

    def _declared_in(self, path: str, names: Iterable[str]) -> Iterator[Definition]:
        """By form alone, for languages without a grammar."""
        content = self._repo.read(path, SOURCE_LIMIT_BYTES) or b""
        for name in names:
            line = None if language_of(path) else declares(content, name, assigns=is_assigning(path))
            if line is not None:
                yield Definition(name, "name", line, "")

    def _definition_rows(self, paths: Collection[str]) -> Mapping[str, bytes]:
        keys = {p: f"{language}:{self._repo.blob(p)}" for p in paths if (language := language_of(p))}
        version = definitions_version()
        rows = dict(self._store.load("definitions", version, set(keys.values())))
        unknown = [p for p, k in keys.items() if k not in rows]
        for language in {k.partition(":")[0] for k in keys.values() if k not in rows}:
            prepare(language)
        new = dict(self._worked(unknown, _definitions))
        if new:
            self._store.save("definitions", version, {keys[p]: row for p, row in new.items()})
        return {p: new[p] if p in new else rows[k] for p, k in keys.items() if p in new or k in rows}

    def _worked(self, paths: Iterable[str], work: Callable[[Task], bytes]) -> Iterator[tuple[str, bytes]]:
        """What `work` gives for each file that can be read, a batch of contents at a time."""
        batch: list[tuple[str, Task]] = []
        size = 0
        for path in paths:
            content = self._repo.read(path, SOURCE_LIMIT_BYTES)
            if content is not None:
                batch.append((path, Task(content, language_of(path) or "")))
                size += len(content)
            if size > BATCH_BYTES:
                yield from self._batch(batch, work)
                batch, size = [], 0
        yield from self._batch(batch, work)

    def _batch(self, batch: Sequence[tuple[str, Task]], work: Callable[[Task], bytes]) -> Iterator[tuple[str, bytes]]:
        rows = spread(work, [task for _, task in batch], self._jobs)
        yield from zip((path for path, _ in batch), rows, strict=True)


def _words(task: Task) -> bytes:
    return b"" if b"\0" in task.content[:8000] else words_of(task.content)


def _declared(task: Task) -> bytes:
    return b"" if b"\0" in task.content[:8000] else declared_in(task.content)


def _definitions(task: Task) -> bytes:
    if len(task.content) > PARSED_LIMIT_BYTES:
        return b""
    return encode_definitions(definitions_of(task.content, task.form))


def _likely(paths: Sequence[str]) -> list[str]:
    """The first few that have a grammar, and the first that has none: a schema, or another language."""
    code = [p for p in paths if language_of(p)]
    return [*code[:FILES_PARSED_PER_NAME], *paths[len(code) : len(code) + 1]]


def _encode(key: str, known: _Known) -> bytes:
    places = {name: [list(p) for p in places] for name, places in sorted(known.places.items())}
    return json.dumps({"key": key, "seen": dict(sorted(known.seen.items())), "places": places}).encode()


def _decode(key: str, row: bytes) -> _Known:
    """What was kept for the same contents; nothing where it is broken or of others."""
    try:
        kept = json.loads(row)
        if kept["key"] != key:
            return _Known({}, {})
        places = {n: tuple(Place(*p) for p in places) for n, places in kept["places"].items()}
        return _Known({str(n): str(path) for n, path in kept["seen"].items()}, places)
    except (ValueError, TypeError, KeyError, AttributeError):
        return _Known({}, {})
