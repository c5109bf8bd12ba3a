"""What git knows of lines and words: who wrote them, where they stood, when they went."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from contextkit.edges.history_index import decoded, encoded
from contextkit.edges.objects import at_hand, is_partial
from contextkit.edges.processes import attempt, finish, start
from contextkit.edges.removals import removals, removals_of_matches
from contextkit.model import Commit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from contextkit.edges.history_index import HistoryIndex
    from contextkit.repo import Tree

_HEAD = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?\Z")


class Lines:
    """Questions that need contents; what is not at hand is not known, and asked again another time."""

    def __init__(self, git_dir: str, commit: str, tree: Tree, index: HistoryIndex, edge: frozenset[str]) -> None:
        self._git_dir = git_dir
        self._commit = commit
        self._tree = tree
        self._index = index
        self._edge = edge

    def written(self, path: str, lines: Collection[int]) -> Mapping[int, Commit]:
        """Lines that are not committed yet, or whose commit lies behind the edge of a shallow clone, are left out."""
        committed = self._committed_lines(path, sorted({n for n in lines if n > 0}))
        keys = {f"{self._commit} {old} {path}": new for new, old in committed.items()}
        known = {keys[k]: _commit(v) for k, v in self._index.recall("line", keys).items()}
        asked = {old: new for new, old in committed.items() if new not in known}
        found = self._blamed(path, asked)
        self._index.keep(
            "line", {f"{self._commit} {o} {path}": _text(found[n]) for o, n in asked.items() if n in found}
        )
        return {n: c for n, c in sorted((known | found).items()) if c.id not in self._edge}

    def words_at(self, commit: str, words: Collection[str], suffixes: Collection[str]) -> Mapping[str, Sequence[str]]:
        plain = sorted({w for w in words if w and "\n" not in w and "\0" not in w})
        asked = " ".join((commit, *sorted(suffixes)))
        keys = {f"{asked} {w}": w for w in plain}
        known = {keys[k]: json.loads(v) for k, v in self._index.recall("word", keys).items()}
        new = [w for w in plain if w not in known]
        if not new:
            return {w: files for w, files in known.items() if files}
        found, is_whole = self._grepped(commit, new, suffixes)
        if is_whole:
            self._index.keep("word", {f"{asked} {w}": json.dumps(found.get(w, [])) for w in new})
        return {w: files for w, files in (known | found).items() if files}

    def read_at(self, commit: str, paths: Collection[str]) -> Mapping[str, bytes]:
        plain = sorted({p for p in paths if p and "\n" not in p})
        names = {p: f"{commit}:{p}" for p in plain}
        if self._is_partial:  # git would end at the first blob that is missing
            names = self._names_at_hand(commit, plain)
        asked = b"".join(encoded(f"{name}\n") for name in names.values())
        out = attempt(("--no-replace-objects", "cat-file", "--batch"), git_dir=self._git_dir, stdin=asked) or b""
        return {p: content for p, content in zip(names, _batch(out), strict=False) if content is not None}

    def came_after(self, path: str, named: str, gone: str) -> Commit | None:
        """Asked of trees alone. Where `named` is not at hand nothing is known."""
        there = attempt(("--no-replace-objects", "ls-tree", "--full-tree", named, "--", path), git_dir=self._git_dir)
        if there is None or there:
            return None
        asked = ("--no-replace-objects", "--literal-pathspecs", "log", "--no-renames", "--diff-filter=A", "--reverse",
                 "--encoding=UTF-8", "--format=%H %cs %s", f"{named}..{gone}", "--", path)  # fmt: skip
        first = (attempt(asked, git_dir=self._git_dir) or b"").partition(b"\n")[0]
        return _commit(first.decode("utf-8", "replace")) if first else None

    @cached_property
    def _is_partial(self) -> bool:
        return is_partial(self._git_dir)

    def _names_at_hand(self, commit: str, paths: Collection[str]) -> dict[str, str]:
        asked = ("--no-replace-objects", "ls-tree", "-z", "--full-tree", commit, "--", *paths)
        listed = (attempt(asked, git_dir=self._git_dir) or b"").split(b"\0")[:-1]
        rows = (row.partition(b"\t") for row in listed)
        blobs = {decoded(path): head.split()[2].decode() for head, _, path in rows}
        here = at_hand(self._git_dir, set(blobs.values()))
        return {p: blobs[p] for p in paths if blobs.get(p) in here}

    def removals_of(
        self, asked: Mapping[str, Collection[str]], *, are_patterns: bool = False
    ) -> Mapping[tuple[str, str], Commit]:
        """By path and text or pattern that was in it: the newest commit that took it out of the path."""
        kind = "pattern" if are_patterns else "removal"
        pairs = {
            f"{self._commit} {path} {text}": (path, text) for path, texts in asked.items() for text in texts if text
        }
        known = {pairs[k]: v for k, v in self._index.recall(kind, pairs).items()}
        missing: dict[str, list[str]] = {}
        for path, text in pairs.values():
            if path and (path, text) not in known:
                missing.setdefault(path, []).append(text)
        found: Mapping[tuple[str, str], Commit | None] = {}
        if missing and are_patterns:
            found = removals_of_matches(self._git_dir, self._commit, missing, self.read_at(self._commit, missing))
        elif missing:
            found = removals(self._git_dir, self._commit, missing)
        rows = {pair: _text(commit) if commit else "" for pair, commit in found.items()}
        self._index.keep(kind, {f"{self._commit} {path} {text}": row for (path, text), row in rows.items()})
        return {pair: _commit(row) for pair, row in (known | rows).items() if row}

    def _committed_lines(self, path: str, lines: Sequence[int]) -> dict[int, int]:
        """The number in the commit's file of each line of the tree's file; changed lines have none."""
        before = self.read_at(self._commit, [path]).get(path)
        if before is None or not lines:
            return {}
        now = self._tree.repo.read(path)
        old, new = before.splitlines(), (before if now is None else now).splitlines()
        if old == new:
            return {n: n for n in lines if n <= len(old)}
        same: dict[int, int] = {}
        for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            same |= {match.b + i + 1: match.a + i + 1 for i in range(match.size)}
        return {n: same[n] for n in lines if n in same}

    def _blamed(self, path: str, asked: Mapping[int, int]) -> dict[int, Commit]:
        if not asked:
            return {}
        ranges = [f"-L{old},{old}" for old in sorted(asked)]
        out = attempt(
            ("-c", "blame.ignoreRevsFile=", "--no-replace-objects", "blame", "--root", "--porcelain",
             "--encoding=UTF-8", *ranges, self._commit, "--", path),
            git_dir=self._git_dir,
        )  # fmt: skip
        return {asked[line]: commit for line, commit in _porcelain(out or b"") if line in asked}

    def _grepped(
        self, commit: str, words: Sequence[str], suffixes: Collection[str]
    ) -> tuple[dict[str, list[str]], bool]:
        """The files of each word, and whether all files could be read."""
        asked = (
            "--no-literal-pathspecs", "--no-replace-objects", "grep", "-I", "-z", "-o", "-w", "-F", "--full-name",
            "--no-line-number", "--no-column", *(part for w in words for part in ("-e", w)), commit, "--",
            *(f":(glob)**/*{_escaped(s)}" for s in sorted(suffixes)),
        )  # fmt: skip
        process = start(asked, git_dir=self._git_dir)
        out = finish(process, asked, check=False)
        found: dict[str, set[str]] = {}
        for path, text in _matches(out, len(commit) + 1):
            # Of two words that begin at one place git tells the longer.
            for word in words:
                if word == text or (word in text and _whole(word).search(text)):
                    found.setdefault(word, set()).add(path)
        return {w: sorted(paths) for w, paths in found.items()}, process.returncode in {0, 1}


def _matches(output: bytes, skipped: int) -> Iterator[tuple[str, str]]:
    """From `COMMIT:path NUL text NEWLINE`; a path may hold newlines, a text none."""
    path, *rest = output.split(b"\0")
    for piece in rest:
        text, _, following = piece.partition(b"\n")
        yield decoded(path[skipped:]), text.decode("utf-8", "replace")
        path = following


@lru_cache(maxsize=1024)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def _escaped(suffix: str) -> str:
    return re.sub(r"([*?\[\]\\])", r"\\\1", suffix)


def _batch(output: bytes) -> Iterator[bytes | None]:
    """From `ID blob SIZE NEWLINE content NEWLINE`, or `NAME missing NEWLINE`; None for what is no file."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        header = output[at:end].split(b" ")
        at = end + 1
        if len(header) < 3 or not header[-1].isdigit():
            yield None
            continue
        size = int(header[-1])
        yield output[at : at + size] if header[-2] == b"blob" else None
        at += size + 1


def _porcelain(output: bytes) -> Iterator[tuple[int, Commit]]:
    """From git blame's porcelain, which tells of a commit the first time that it comes."""
    commits: dict[bytes, dict[bytes, bytes]] = {}
    told: dict[bytes, bytes] = {}
    line, id_ = 0, b""
    for row in output.split(b"\n"):
        if row.startswith(b"\t"):
            yield line, _blamed_commit(id_.decode(), told)
        elif head := _HEAD.match(row):
            id_, line = head[1], int(head[2])
            told = commits.setdefault(id_, {})
        else:
            key, _, value = row.partition(b" ")
            told[key] = value


def _blamed_commit(id_: str, told: Mapping[bytes, bytes]) -> Commit:
    zone = told.get(b"committer-tz", b"+0000").decode()
    minutes = int(zone[0] + "1") * (int(zone[1:3]) * 60 + int(zone[3:5]))
    when = datetime.fromtimestamp(int(told.get(b"committer-time", b"0")), UTC) + timedelta(minutes=minutes)
    return Commit(id_, when.date().isoformat(), told.get(b"summary", b"").decode("utf-8", "replace"))


def _text(commit: Commit) -> str:
    return f"{commit.id} {commit.date} {commit.subject}"


def _commit(text: str) -> Commit:
    id_, date, subject = [*text.split(" ", 2), ""][:3]
    return Commit(id_, date, subject)
