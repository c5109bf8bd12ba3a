"""The facts of one tree: its documents, and where names stand in its source. Kept by content, made when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.facts.sources import Sources
from contextkit.workers import Task, spread

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from contextkit.facts.document import Document
    from contextkit.facts.heads import Head
    from contextkit.facts.source import Definition
    from contextkit.facts.sources import Place, Standing
    from contextkit.repo import Repo, Store, Tree


class Facts:
    """Facts of a tree, from the store where the content is known there."""

    def __init__(self, repo: Repo, tree: Tree, store: Store, jobs: int | None = None) -> None:
        self._repo = repo
        self._tree = tree
        self._store = store
        self._jobs = jobs
        self._documents: dict[str, Document] = {}
        self._absent: set[str] = set()

    def of(self, repo: Repo) -> Facts:
        """The facts of a tree of the same paths, with other contents."""
        return Facts(repo, self._tree, self._store, self._jobs)

    @cached_property
    def sources(self) -> Sources:
        return Sources(self._repo, self._store, self._jobs)

    def document(self, path: str) -> Document | None:
        """What the document at `path` says; None where there is none that can be read."""
        return self.documents([path]).get(path)

    def documents(self, paths: Collection[str]) -> Mapping[str, Document]:
        """What each document says; those that cannot be read are absent."""
        self._load([p for p in paths if p not in self._documents and p not in self._absent])
        return {p: self._documents[p] for p in paths if p in self._documents}

    def standing(self, names: Collection[str]) -> Mapping[str, Standing]:
        """For each name: a source file in which it occurs, and where it is defined."""
        return self.sources.find(names)

    def definitions(self, names: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """For each name that is defined here: some of the places, the likeliest first."""
        return {n: s.places for n, s in self.sources.find(names).items() if s.places}

    def definitions_in(self, path: str) -> Sequence[Definition]:
        """Everything that one file defines; empty where its language has no grammar."""
        return self.sources.definitions_in(path)

    def words_in_source(self, words: Collection[str]) -> Mapping[str, str]:
        """For each word that occurs, whole, in code, configuration or a manifest: one such file."""
        return {w: path for w, path in self.sources.seen(words).items() if path}

    def heads(self, paths: Collection[str]) -> Mapping[str, Head]:
        """What each source file says of itself; those that cannot be read are absent."""
        from contextkit.facts.heads import HEADS_VERSION, decode_head

        keys = {p: f"{suffix_of(p)}:{self._repo.blob(p)}" for p in paths}
        rows = dict(self._store.load("heads", HEADS_VERSION, set(keys.values())))
        contents = {k: (p, self._repo.read(p)) for p, k in keys.items() if k not in rows}
        tasks = {k: Task(content, suffix_of(p)) for k, (p, content) in contents.items() if content is not None}
        new = dict(zip(tasks, spread(_head, list(tasks.values()), self._jobs), strict=True))
        if new:
            self._store.save("heads", HEADS_VERSION, new)
        rows |= new
        return {p: decode_head(rows[k]) for p, k in keys.items() if k in rows}

    def _load(self, paths: Collection[str]) -> None:
        from contextkit.facts.document import EXTRACTOR_VERSION, decode_document

        real = {p: led for p in paths if (led := self._tree.resolve(p)) in self._repo.entries}
        keys = {p: f"{suffix_of(p)}:{self._repo.blob(led)}" for p, led in real.items() if led is not None}
        rows = dict(self._store.load("documents", EXTRACTOR_VERSION, set(keys.values())))
        new = self._extracted({keys[p]: (p, real[p] or p) for p in keys if keys[p] not in rows})
        if new:
            self._store.save("documents", EXTRACTOR_VERSION, new)
        for path in paths:
            row = (rows | new).get(keys.get(path, ""))
            document = decode_document(row) if row is not None else None
            if document is None:
                self._absent.add(path)
            else:
                self._documents[path] = document

    def _extracted(self, wanted: Mapping[str, tuple[str, str]]) -> dict[str, bytes]:
        contents = {k: (p, self._repo.read(led)) for k, (p, led) in wanted.items()}
        tasks = {k: Task(content, suffix_of(p)) for k, (p, content) in contents.items() if content is not None}
        return dict(zip(tasks, spread(_document, list(tasks.values()), self._jobs), strict=True))


def _document(task: Task) -> bytes:
    from contextkit.facts.document import encode_document, extract_document

    return encode_document(extract_document(task.content, task.form))


def _head(task: Task) -> bytes:
    from contextkit.facts.heads import encode_head, extract_head

    return encode_head(extract_head(task.content, task.form))


def suffix_of(path: str) -> str:
    """The ending that says how a document is written: `.md`, in small letters; "" where it has none."""
    name = path.rpartition("/")[2]
    return name[name.rfind(".") :].lower() if "." in name else ""
