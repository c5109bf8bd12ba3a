"""Who wrote a line, where a word stood, and when it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.repo import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.repo import History
    from tests.support import GitRepo, MakeRepo


def history_of(repo: GitRepo, cache: Path | None = None) -> History:
    tree = Tree(open_repo(str(repo.path)))
    assert tree.repo.commit
    return open_history(repo.git("rev-parse", "--absolute-git-dir"), tree.repo.commit, tree, cache)


def test_each_line_has_the_commit_that_wrote_it(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"AGENTS.md": "one\ntwo\nthree\n"})
    first = repo.head
    repo.write({"AGENTS.md": "one\n2\nthree\n"})
    second = repo.commit("Say it in figures")

    cold = history_of(repo, tmp_path / "cache").written("AGENTS.md", [1, 2, 9, 0])
    warm = history_of(repo, tmp_path / "cache").written("AGENTS.md", [1, 2, 9, 0])

    assert {n: c.id for n, c in cold.items()} == {1: first, 2: second}
    assert (cold[2].date, cold[2].subject) == ("2024-01-02", "Say it in figures")
    assert warm == cold


def test_lines_of_an_edited_file_are_found_where_they_stand_now(git_repo: MakeRepo) -> None:
    repo = git_repo({"AGENTS.md": "one\ntwo\n"})
    repo.write({"AGENTS.md": "new\none\nTWO\n"})

    written = history_of(repo).written("AGENTS.md", [1, 2, 3])

    assert {n: c.id for n, c in written.items()} == {2: repo.head}


def test_a_file_that_is_not_committed_has_no_lines(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a"})
    repo.write({"b.md": "b"})

    assert history_of(repo).written("b.md", [1]) == {}


def test_words_are_found_whole_in_files_of_the_asked_kinds(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo(
        {
            "a.py": "def run(): ...\nclass Runner: ...\n",
            "deep/b.py": "run()\n",
            "c.md": "run",
            "d.rs": "use std::Runner;",
        }
    )
    commit = repo.head
    repo.delete("a.py")
    repo.commit()

    for _ in ("cold", "warm"):
        found = history_of(repo, tmp_path / "cache").words_at(
            commit, ["run", "Runner", "std::Runner", "Run", "nowhere"], [".py", ".rs"]
        )

        assert found == {"run": ["a.py", "deep/b.py"], "Runner": ["a.py", "d.rs"], "std::Runner": ["d.rs"]}


def test_contents_are_read_at_a_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "one\n", "empty": "", "d/x": "\0bytes\n\n"})
    commit = repo.head
    repo.write({"a.md": "two\n"})
    repo.commit()

    found = history_of(repo).read_at(commit, ["a.md", "empty", "d/x", "d", "none"])

    assert found == {"a.md": b"one\n", "empty": b"", "d/x": b"\0bytes\n\n"}


def test_the_commit_that_took_a_word_out_is_found(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"src/a.py": "def run(): ...\n"})
    repo.write({"src/a.py": "def walk(): ...\n"})
    gone = repo.commit("Walk")
    repo.write({"src/a.py": "def walk(): pass\n"})
    repo.commit()

    for _ in ("cold", "warm"):
        history = history_of(repo, tmp_path / "cache")

        found = history.removals("run", "src/a.py")
        assert found is not None
        assert (found.id, found.subject) == (gone, "Walk")
        assert history.removals("fly", "src/a.py") is None
        assert history.removals("run", "") is None
