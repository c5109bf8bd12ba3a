"""What is kept of history between runs: never a wrong answer, whatever happened to the file."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from contextkit.edges import history_index
from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.repo import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.repo import History
    from tests.support import GitRepo, MakeRepo

LONG = "".join(f"line {n} of a text that is long enough to be recognised\n" for n in range(40))


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    made = git_repo({"a.md": LONG, "b.md": "b" + LONG, "c.md": "c" + LONG})
    made.move("a.md", "moved.md")
    made.commit()
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def history_of(repo: GitRepo, cache: Path | None, at: str | None = None) -> History:
    tree = Tree(open_repo(str(repo.path), at))
    assert tree.repo.commit
    return open_history(repo.git("rev-parse", "--absolute-git-dir"), tree.repo.commit, tree, cache)


def targets(history: History, *paths: str) -> dict[str, str | None]:
    return {p: f.target for p, f in history.fates(paths).items()}


def test_a_second_run_lists_nothing(repo: GitRepo, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history_of(repo, cache).fates(["a.md"])
    monkeypatch.setattr(history_index, "listing", None)

    assert targets(history_of(repo, cache), "a.md") == {"a.md": "moved.md"}


def test_a_new_commit_extends_what_is_known(repo: GitRepo, cache: Path) -> None:
    assert targets(history_of(repo, cache), "a.md", "b.md") == {"a.md": "moved.md"}
    repo.move("moved.md", "again.md")
    repo.delete("b.md")
    repo.commit()

    assert targets(history_of(repo, cache), "a.md", "b.md") == {"a.md": "again.md", "b.md": None}


def test_an_older_commit_knows_nothing_of_later_ones(repo: GitRepo, cache: Path) -> None:
    before = repo.head
    repo.delete("b.md")
    repo.commit()
    history_of(repo, cache)

    assert targets(history_of(repo, cache, before), "a.md", "b.md") == {"a.md": "moved.md"}
    assert targets(history_of(repo, cache, f"{before}~1"), "a.md", "b.md") == {}


def test_a_rewritten_history_forgets_what_was_dropped(repo: GitRepo, cache: Path) -> None:
    repo.delete("b.md")
    repo.commit()
    history_of(repo, cache)
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.delete("c.md")
    repo.commit()

    assert targets(history_of(repo, cache), "a.md", "b.md", "c.md") == {"a.md": "moved.md", "c.md": None}


def test_a_branch_that_is_merged_in_later_is_added(repo: GitRepo, cache: Path) -> None:
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.delete("b.md")
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write({"d.md": "d"})
    repo.commit()
    history_of(repo, cache)
    repo.git("merge", "--quiet", "--no-edit", "side")

    assert targets(history_of(repo, cache), "a.md", "b.md") == {"a.md": "moved.md", "b.md": None}


def test_a_commit_that_was_pruned_does_no_harm(repo: GitRepo, cache: Path) -> None:
    repo.delete("b.md")
    repo.commit()
    history_of(repo, cache)
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "--quiet", "--prune=now")
    repo.delete("c.md")
    repo.commit()

    assert targets(history_of(repo, cache), "a.md", "b.md", "c.md") == {"a.md": "moved.md", "c.md": None}


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_broken_file_is_made_anew(repo: GitRepo, cache: Path, content: bytes) -> None:
    cache.mkdir()
    (cache / "history.sqlite").write_bytes(content)

    assert targets(history_of(repo, cache), "a.md") == {"a.md": "moved.md"}
    assert (cache / "history.sqlite").stat().st_size > len(content)


def test_a_file_that_breaks_within_is_made_anew(repo: GitRepo, cache: Path) -> None:
    history_of(repo, cache).fates(["a.md"])
    place = cache / "history.sqlite"
    content = bytearray(place.read_bytes())
    content[4096:] = b"\xee" * (len(content) - 4096)
    place.write_bytes(content)

    assert targets(history_of(repo, cache), "a.md") == {"a.md": "moved.md"}


def test_a_strangers_database_is_left_alone(repo: GitRepo, cache: Path) -> None:
    cache.mkdir()
    with sqlite3.connect(cache / "history.sqlite") as db:
        db.execute("CREATE TABLE urls (url TEXT)")
    db.close()
    before = (cache / "history.sqlite").read_bytes()

    assert targets(history_of(repo, cache), "a.md") == {"a.md": "moved.md"}
    assert (cache / "history.sqlite").read_bytes() == before


def test_a_file_of_another_version_is_made_anew(repo: GitRepo, cache: Path) -> None:
    history_of(repo, cache)
    with sqlite3.connect(cache / "history.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("DELETE FROM departures")
    db.close()

    assert targets(history_of(repo, cache), "a.md") == {"a.md": "moved.md"}


def test_a_place_that_cannot_be_written_costs_time_only(repo: GitRepo, cache: Path) -> None:
    cache.write_text("a file where a folder should be")

    assert targets(history_of(repo, cache), "a.md") == {"a.md": "moved.md"}


def test_a_file_that_another_run_has_locked_costs_time_only(
    repo: GitRepo, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contextkit.edges.history_file._WAIT_SECONDS", 0.05)
    history_of(repo, cache)
    repo.delete("b.md")
    repo.commit()
    other = sqlite3.connect(cache / "history.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert targets(history_of(repo, cache), "a.md", "b.md") == {"a.md": "moved.md", "b.md": None}

    other.close()
    assert targets(history_of(repo, cache), "a.md", "b.md") == {"a.md": "moved.md", "b.md": None}


def test_runs_at_the_same_time_agree(repo: GitRepo, cache: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: targets(history_of(repo, cache), "a.md"), range(8)))

    assert answers == [{"a.md": "moved.md"}] * 8


def test_cold_and_extended_answers_are_equal(repo: GitRepo, cache: Path) -> None:
    for n in range(5):
        repo.write({f"x{n}.md": f"{n}" + LONG})
        repo.commit()
        repo.move(f"x{n}.md", f"y{n % 2}.md")
        repo.commit()
        history_of(repo, cache)
    asked = [*(f"x{n}.md" for n in range(5)), "a.md", "y3.md"]

    assert history_of(repo, cache).fates(asked) == history_of(repo, None).fates(asked)
