"""Where words stood that occur nowhere in the tree any more: only what changed since is read, each content once."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded, encoded
from contextkit.edges.processes import attempt
from contextkit.workers import beside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from contextkit.edges.committed import Committed
    from contextkit.edges.history_index import HistoryIndex
    from contextkit.repo import Tree

_PLAIN = "--no-replace-objects"
_CHANGED = (_PLAIN, "diff-tree", "--stdin", "-r", "--raw", "--no-abbrev", "-z", "--no-renames", "--diff-filter=DMT")
_FILES = (b"100644", b"100755")
_BLOBS_AT_ONCE = 2000
_MOST_BYTES = 1_000_000
_SPLIT_FROM = 24
"""From so many words on, splitting a text is faster than searching it for each of them."""
_NOT_IN_A_WORD = bytes(c for c in range(128) if not (chr(c).isalnum() or chr(c) in "_$"))
_WORDS_ALONE = bytes.maketrans(_NOT_IN_A_WORD, b" " * len(_NOT_IN_A_WORD))


class Words:
    """Answers are kept for good: what stood in a commit stays so."""

    def __init__(self, git_dir: str, commit: str, tree: Tree, index: HistoryIndex, committed: Committed) -> None:
        self._git_dir = git_dir
        self._committed = committed
        self._commit = commit
        self._tree = tree
        self._index = index

    def gone(
        self, asked: Mapping[str, Collection[str]], suffixes: Collection[str]
    ) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """For each commit and each of its words, of which none occurs in the tree: the files in which it stood."""
        plain = {c: {w for w in words if w and not set(w) & {"\n", "\0"}} for c, words in asked.items()}
        keys = {f"{c} {' '.join(sorted(suffixes))} {w}": (c, w) for c, words in plain.items() for w in words}
        known = {keys[k]: json.loads(v) for k, v in self._index.recall("gone word", keys).items()}
        missing: dict[str, set[str]] = defaultdict(set)
        for commit, word in keys.values():
            if (commit, word) not in known:
                missing[commit].add(word)
        if missing:
            known |= self._searched(missing, tuple(suffixes), {place: k for k, place in keys.items()})
        return {c: {w: files for w in sorted(words) if (files := known.get((c, w)))} for c, words in plain.items()}

    def _searched(
        self, asked: Mapping[str, Collection[str]], suffixes: tuple[str, ...], keys: Mapping[tuple[str, str], str]
    ) -> dict[tuple[str, str], list[str]]:
        blobs = {c: self._with_uncommitted(before, suffixes) for c, before in self._before(asked, suffixes)}
        wanted: dict[str, set[str]] = defaultdict(set)
        for commit, files in blobs.items():
            for blob in files.values():
                wanted[blob].update(asked[commit])
        held, absent = self._held(wanted)
        found: dict[tuple[str, str], list[str]] = {}
        for commit, files in blobs.items():
            for word in asked[commit]:
                found[commit, word] = sorted(p for p, blob in files.items() if word in held.get(blob, ()))
            if absent.isdisjoint(files.values()) and commit != self._commit:
                self._index.keep("gone word", {keys[commit, w]: json.dumps(found[commit, w]) for w in asked[commit]})
        return found

    def _before(self, commits: Collection[str], suffixes: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
        """For each commit the files that were changed or taken away since, with the content they had."""
        trees = self._trees({*commits, self._commit})
        now = trees.get(self._commit, "")
        pairs = "".join(f"{tree} {now}\n" for tree in sorted({trees[c] for c in commits if c in trees} - {now}))
        out = attempt(_CHANGED, git_dir=self._git_dir, stdin=pairs.encode()) if pairs and now else None
        changed = dict(_sections(out or b"", suffixes))
        for commit in commits:
            if trees.get(commit) in {now, *changed}:
                yield commit, changed.get(trees[commit], {})

    def _trees(self, commits: Collection[str]) -> dict[str, str]:
        """The root tree of each commit that is at hand."""
        wanted = sorted(commits)
        asked = "".join(f"{c}^{{tree}}\n" for c in wanted).encode()
        out = attempt((_PLAIN, "cat-file", "--batch-check=%(objectname)"), git_dir=self._git_dir, stdin=asked) or b""
        ids = (line.decode() for line in out.splitlines())
        return {c: id_ for c, id_ in zip(wanted, ids, strict=False) if not id_.endswith("missing")}

    def _with_uncommitted(self, before: Mapping[str, str], suffixes: tuple[str, ...]) -> dict[str, str]:
        """And the files that only changes which are not committed yet took away or changed."""
        return {**{p: b for p, b in self._uncommitted.items() if p.endswith(suffixes)}, **before}

    @cached_property
    def _uncommitted(self) -> Mapping[str, str]:
        """What the files whose content is not the committed one held at the commit."""
        entries = self._tree.entries
        return {p: b for p, b in self._committed.texts.items() if p not in entries or entries[p].blob != b}

    def _held(self, wanted: Mapping[str, Collection[str]]) -> tuple[dict[str, set[str]], set[str]]:
        """Which of its words each blob holds, and the blobs that are not at hand."""
        ids = sorted(wanted)
        half = len(ids) // 2
        if len(ids) > _BLOBS_AT_ONCE:
            first, rest = beside(lambda: self._held_by(ids[:half], wanted), lambda: self._held_by(ids[half:], wanted))
        else:
            first, rest = {}, self._held_by(ids, wanted)
        held = first | rest
        return held, set(ids) - set(held)

    def _held_by(self, ids: Sequence[str], wanted: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        held: dict[str, set[str]] = {}
        for first in range(0, len(ids), _BLOBS_AT_ONCE):
            asked = "\n".join(ids[first : first + _BLOBS_AT_ONCE]).encode() + b"\n"
            out = attempt((_PLAIN, "cat-file", "--batch", "--buffer"), git_dir=self._git_dir, stdin=asked) or b""
            held |= {id_: words_in(content, wanted[id_]) for id_, content in contents(out)}
        return held


def _sections(output: bytes, suffixes: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """From `TREE TREE NEWLINE :MODE MODE BLOB BLOB STATUS NUL path NUL ...`: by first tree, path and first blob."""
    tree, files = "", dict[str, str]()
    fields = iter(output.split(b"\0"))
    for field in fields:
        *heads, status = field.split(b"\n")
        for head in heads:
            if tree:
                yield tree, files
            tree, files = head.split()[0].decode(), {}
        if status:
            mode, _, blob, *_ = status.lstrip(b":").split()
            path = decoded(next(fields))
            if mode in _FILES and path.endswith(suffixes):
                files[path] = blob.decode()
    if tree:
        yield tree, files


def contents(output: bytes) -> Iterator[tuple[str, bytes]]:
    """From `ID blob SIZE NEWLINE content NEWLINE`, or `ID missing NEWLINE`; binary and huge ones come empty."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        id_, kind, *size = output[at:end].split()
        at = end + 1
        if kind == b"missing":
            continue
        length = int(size[0])
        is_text = length <= _MOST_BYTES and output.find(b"\0", at, min(at + length, at + 8000)) < 0
        yield id_.decode(), output[at : at + length] if is_text else b""
        at += length + 1


def words_in(content: bytes, words: Collection[str]) -> set[str]:
    """Which of the words, or of longer texts such as paths, stand whole in a text."""
    plain = {w for w in words if _IDENTIFIER.fullmatch(w)}
    if len(plain) < _SPLIT_FROM:
        return {w for w in words if encoded(w) in content and _whole(w).search(content)}
    there = set(content.translate(_WORDS_ALONE).split())
    return {w for w in plain if encoded(w) in there} | words_in(content, set(words) - plain)


_IDENTIFIER = re.compile(r"[\w$]+")


@cache
def _whole(word: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w$\x80-\xff])" + re.escape(encoded(word)) + rb"(?![\w$\x80-\xff])")
