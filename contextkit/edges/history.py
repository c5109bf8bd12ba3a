"""What git knows of paths and lines, asked in bulk, kept by commit."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.edges.committed import Committed
from contextkit.edges.fates import Fates
from contextkit.edges.firsts import Firsts
from contextkit.edges.history_index import HistoryIndex
from contextkit.edges.lines import Lines
from contextkit.edges.log import authors, last_days, subjects
from contextkit.edges.renames import Renames
from contextkit.edges.uncommitted import uncommitted_fates
from contextkit.edges.words import Words
from contextkit.repo import Cut

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from contextkit.model import Commit
    from contextkit.repo import Fate, History, Tree

_UNSHALLOW = "git fetch --unshallow --filter=blob:none"
_REFETCH = "git fetch --refetch --filter=blob:none"


def open_history(git_dir: str | Path, commit: str, tree: Tree, cache_dir: Path | None = None) -> History:
    """History as `commit` sees it: its ancestors alone. Without a cache folder it is listed anew each time."""
    return GitHistory(str(git_dir), commit, tree, cache_dir)


class GitHistory:
    """The past of one commit in one git directory."""

    def __init__(self, git_dir: str, commit: str, tree: Tree, cache_dir: Path | None) -> None:
        self._git_dir = git_dir
        self._commit = commit
        self._edge = _edge(git_dir)
        self._index = HistoryIndex(git_dir, commit, cache_dir / self._file_name() if cache_dir else None)
        self._tree = tree
        self._fates = Fates(self._index, Renames(git_dir, self._index), tree)
        self._lines = Lines(git_dir, commit, tree, self._index, self._edge)
        self._committed = Committed(git_dir, commit)
        self._firsts = Firsts(git_dir, commit, tree, self._index, self._committed)
        self._words = Words(git_dir, commit, tree, self._index, self._committed)

    @property
    def edge(self) -> Collection[str]:
        return self._edge

    @property
    def cut(self) -> Cut | None:
        if self._index.holds(self._edge):
            count = self._index.size
            commits = "1 commit" if count == 1 else f"{count:,} commits"
            return Cut(f"history ends after {commits} (shallow clone)", _UNSHALLOW)
        if not self._index.is_whole:
            return Cut("old folders are missing (a clone without trees, or a damaged one)", _REFETCH)
        return None

    def begin(self) -> None:
        self._index.begin()

    def settle(self) -> None:
        self._index.settle()

    def fates(self, paths: Collection[str]) -> Mapping[str, Fate]:
        asked = sorted(set(paths))
        now = uncommitted_fates(self._committed, self._tree, asked)
        return self._fates.of(p for p in asked if p not in now) | now

    def glob_fates(self, globs: Collection[str]) -> Mapping[str, Fate]:
        return self._fates.of_globs(sorted(set(globs)))

    def suffix_fates(self, suffixes: Collection[str]) -> Mapping[str, Sequence[Fate]]:
        return self._fates.of_suffixes(sorted(set(suffixes)))

    def written(self, path: str, lines: Collection[int]) -> Mapping[int, Commit]:
        return self._lines.written(path, lines)

    def words_at(self, commit: str, words: Collection[str], suffixes: Collection[str]) -> Mapping[str, Sequence[str]]:
        return self._lines.words_at(commit, words, suffixes)

    def expect(self, documents: Collection[str]) -> None:
        self._firsts.expect(documents)

    def named_since(self, asked: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, Commit]]:
        return self._firsts.named(asked)

    def words_gone(
        self, asked: Mapping[str, Collection[str]], suffixes: Collection[str]
    ) -> Mapping[str, Mapping[str, Sequence[str]]]:
        return self._words.gone(asked, suffixes)

    def read_at(self, commit: str, paths: Collection[str]) -> Mapping[str, bytes]:
        return self._lines.read_at(commit, paths)

    def came_after(self, path: str, named: str, gone: str) -> Commit | None:
        return self._lines.came_after(path, named, gone)

    def removals(self, word: str, path: str) -> Commit | None:
        return self.removals_of({path: [word]}).get((path, word))

    def removals_of(self, asked: Mapping[str, Collection[str]]) -> Mapping[tuple[str, str], Commit]:
        return self._lines.removals_of(asked)

    def matches_gone(self, asked: Mapping[str, Collection[str]]) -> Mapping[tuple[str, str], Commit]:
        return self._lines.removals_of(asked, are_patterns=True)

    def subjects(self, count: int) -> Sequence[str]:
        return subjects(self._git_dir, self._commit, count)

    def changed(self, paths: Collection[str]) -> Mapping[str, str]:
        return last_days(self._git_dir, self._commit, paths)

    def authors(self, path: str) -> Sequence[tuple[str, int]]:
        return authors(self._git_dir, self._commit, path)

    def _file_name(self) -> str:
        """Each depth of a shallow clone has its own file: what git lists depends on it, and changes with it."""
        depth = sha256("".join(sorted(self._edge)).encode()).hexdigest()[:12] if self._edge else ""
        return f"history-{depth}.sqlite" if depth else "history.sqlite"


def _edge(git_dir: str) -> frozenset[str]:
    """The commits whose parents were cut off: of a shallow clone, or by a graft."""
    common = Path(git_dir, _text(Path(git_dir, "commondir")).strip() or ".")
    grafted = (line.split() for line in _text(common / "info" / "grafts").splitlines())
    return frozenset([*_text(common / "shallow").split(), *(g[0] for g in grafted if len(g) == 1)])


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
