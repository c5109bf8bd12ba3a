"""The tree without what contextkit wrote into people's files: our own words are no evidence of anything."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha1
from typing import TYPE_CHECKING

from contextkit.repo import FILE, TEXT_LIMIT_BYTES, Entry, Tree
from contextkit.survey.copies import exported_files

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from contextkit.repo import Repo
    from contextkit.survey.ground import Ground

_NAMES = ("AGENTS.md", "CLAUDE.md")
_BLOCK = re.compile(rb"^<!-- contextkit:begin .*?^<!-- contextkit:end [^\n]*", re.DOTALL | re.MULTILINE)


def without_ours(ground: Ground) -> Ground:
    """The same ground, with blank lines in the place of managed blocks, and without the files of exports."""
    gone = exported_files(ground.repo)
    paths = [p for name in _NAMES for p in ground.tree.named(name) if p not in gone]
    held = {path: ground.repo.read(path) or b"" for path in paths}
    contents = {path: _blanked(content) for path, content in held.items() if b"contextkit:begin" in content}
    if not contents and not gone:
        return ground
    view = _View(ground.repo, contents, gone)
    return replace(ground, repo=view, tree=Tree(view) if gone else ground.tree, facts=ground.facts.of(view))


def _blanked(content: bytes) -> bytes:
    """As many lines as before, so that evidence keeps its place."""
    return _BLOCK.sub(lambda block: b"\n" * block[0].count(b"\n"), content)


class _View:
    """A tree with other contents for some of its files, and without others. Satisfies Repo."""

    def __init__(self, repo: Repo, contents: Mapping[str, bytes], gone: Collection[str]) -> None:
        self._repo = repo
        self._contents = contents
        self.label = repo.label
        self.commit = repo.commit
        made = {path: Entry(FILE, _blob_id(content)) for path, content in contents.items()}
        self.entries: Mapping[str, Entry] = {p: made.get(p, e) for p, e in repo.entries.items() if p not in gone}

    @property
    def state(self) -> str:
        return self._repo.state

    def blob(self, path: str) -> str:
        return self.entries[path].blob if path in self._contents else self._repo.blob(path)

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        content = self._contents.get(path)
        return self._repo.read(path, limit) if content is None else content if len(content) <= limit else None


def _blob_id(content: bytes) -> str:
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
