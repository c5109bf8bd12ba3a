"""Since when documents have named something: one walk for all documents, followed over their renames."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.edges.changes import similar
from contextkit.edges.history_index import decoded
from contextkit.edges.processes import Spooled, attempt
from contextkit.edges.words import contents, words_in
from contextkit.model import Commit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.edges.committed import Committed
    from contextkit.edges.history_index import HistoryIndex
    from contextkit.repo import Tree

_MOST_RENAMES = 4
_LEAST_PERCENT = 50
_NOBODY = Commit("", "", "")
_COMMIT = re.compile(r"([0-9a-f]{40,64}) (\S*) (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Version:
    """A document as a commit left it."""

    commit: Commit
    blob: str
    is_new: bool


class Firsts:
    """Kept by the document's content: the same text at the same path was written when it was written."""

    def __init__(self, git_dir: str, commit: str, tree: Tree, index: HistoryIndex, committed: Committed) -> None:
        self._git_dir = git_dir
        self._committed = committed
        self._commit = commit
        self._tree = tree
        self._index = index
        self._begun: Spooled | None = None
        self._expected: frozenset[str] = frozenset()

    def expect(self, paths: Collection[str]) -> None:
        """Lets git list these documents' versions already, where none was ever asked for in this repository."""
        if self._index.is_new:
            self._expected = frozenset(paths)
            self._begun = Spooled(_listing(self._commit, sorted(paths)), git_dir=self._git_dir)

    def named(self, asked: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, Commit]]:
        """For each document and each word that it holds without a break since: the commit that brought it."""
        keys = {f"{self._blob(path)} {path} {w}": (path, w) for path, words in asked.items() for w in words}
        known = {keys[k]: _commit(v) for k, v in self._index.recall("named", keys).items()}
        missing: dict[str, set[str]] = defaultdict(set)
        for path, word in keys.values():
            if (path, word) not in known:
                missing[path].add(word)
        found = {(path, w): c for path, words in self._walked(missing).items() for w, c in words.items()}
        kept = {k: found[place] for k, place in keys.items() if place in found and not k.startswith(" ")}
        self._index.keep("named", {k: f"{c.id} {c.date} {c.subject}" for k, c in kept.items()})
        known |= found
        return {p: {w: known[p, w] for w in words if (p, w) in known} for p, words in asked.items()}

    def _blob(self, path: str) -> str:
        entry = self._tree.entries.get(path)
        return entry.blob if entry else ""

    def _walked(self, asked: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, Commit]]:
        """Walks each document's versions, and goes on with the document that it was renamed from."""
        found: dict[str, dict[str, Commit]] = {path: {} for path in asked}
        open_words = {path: (path, self._commit, words) for path, words in self._committed_words(asked).items()}
        for _ in range(_MOST_RENAMES):
            born: dict[str, tuple[str, Commit, set[str]]] = {}
            starts = defaultdict(list)
            for now, (was, start, _words) in open_words.items():
                starts[start].append((now, was))
            for start, pairs in starts.items():
                versions = self._versions(start, [was for _, was in pairs])
                texts = self._texts(versions, {was: open_words[now][2] for now, was in pairs})
                for now, was in pairs:
                    words = open_words[now][2]
                    firsts = _first(versions.get(was, ()), texts, words)
                    found[now] |= {w: version.commit for w, version in firsts.items()}
                    new = {w: version for w, version in firsts.items() if version.is_new}
                    if new:
                        born[now] = (was, next(iter(new.values())).commit, set(new))
            open_words = self._renamed(born)
            if not open_words:
                break
        return found

    def _committed_words(self, asked: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """The words without those that only a change which is not committed brought: no commit did."""
        changed = {p: words for p, words in asked.items() if self._committed.blobs.get(p) != self._blob(p)}
        old = {p: [_Version(_NOBODY, blob, is_new=False)] for p in changed if (blob := self._committed.blobs.get(p))}
        held = self._texts(old, changed) if old else {}
        words = {p: set(words) for p, words in asked.items() if p not in changed}
        for path, (version,) in old.items():
            words[path] = held.get(version.blob, set(changed[path])) & set(changed[path])
        return {p: own for p, own in words.items() if own}

    def _versions(self, start: str, paths: Sequence[str]) -> Mapping[str, list[_Version]]:
        """Each document's versions, the newest first."""
        begun, self._begun = self._begun, None
        if begun and start == self._commit and self._expected.issuperset(paths):
            output, _ = begun.result()
        else:
            output = attempt(_listing(start, paths), git_dir=self._git_dir) or b""
        found: dict[str, list[_Version]] = defaultdict(list)
        for header, changes in _log(output):
            for status, path in changes:
                _, _, _, blob, letter = status.split()
                found[path].append(_Version(header, blob, letter == "A"))
        return found

    def _texts(
        self, versions: Mapping[str, Sequence[_Version]], words: Mapping[str, Collection[str]]
    ) -> Mapping[str, set[str]]:
        """By blob, which of its document's words it holds."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for path, own in versions.items():
            for version in own:
                wanted[version.blob].update(words.get(path, ()))
        asked = "".join(f"{blob}\n" for blob in sorted(wanted)).encode()
        out = attempt(("--no-replace-objects", "cat-file", "--batch", "--buffer"), git_dir=self._git_dir, stdin=asked)
        return {blob: words_in(content, wanted[blob]) for blob, content in contents(out or b"")}

    def _renamed(self, born: Mapping[str, tuple[str, Commit, set[str]]]) -> dict[str, tuple[str, str, set[str]]]:
        """Of the documents that a commit brought with the words in them, those that it only renamed."""
        renames = similar(self._git_dir, {c.id: () for _, c, _ in born.values()}, _LEAST_PERCENT) if born else {}
        before = {(c, now): was for c, moved in renames.items() for was, (now, _) in moved.items()}
        return {
            now: (before[c.id, path], f"{c.id}^", words)
            for now, (path, c, words) in born.items()
            if (c.id, path) in before
        }


def _listing(start: str, paths: Sequence[str]) -> tuple[str, ...]:
    return ("--no-replace-objects", "--literal-pathspecs", "log", "--raw", "--no-abbrev", "--no-renames", "-z",
            "--encoding=UTF-8", "--format=%x01%H %cs %s", start, "--", *paths)  # fmt: skip


def _first(
    versions: Sequence[_Version], texts: Mapping[str, Collection[str]], words: Iterable[str]
) -> dict[str, _Version]:
    """For each word the oldest of the versions that hold it without a break until now."""
    found: dict[str, _Version] = {}
    for word in words:
        for version in versions:
            if word not in texts.get(version.blob, ()):
                break
            found[word] = version
    return found


def _log(output: bytes) -> Iterator[tuple[Commit, list[tuple[str, str]]]]:
    r"""From `\x01HASH DATE SUBJECT NUL :STATUS NUL path NUL ...`, a NUL or a line end before the first status."""
    for record in output.split(b"\x01")[1:]:
        header, *fields = record.split(b"\0")
        parts = [f.lstrip(b"\n") for f in fields if f.strip(b"\n")]
        changes = [(parts[i].lstrip(b":").decode(), decoded(parts[i + 1])) for i in range(0, len(parts) - 1, 2)]
        yield _commit(header.decode("utf-8", "replace")), changes


def _commit(text: str) -> Commit:
    found = _COMMIT.match(text)
    return Commit(found[1], found[2], found[3].strip("\n")) if found else Commit("", "", text)
