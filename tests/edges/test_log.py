"""What the log of a commit says of people, days and wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.edges.log import authors, last_days, subjects

if TYPE_CHECKING:
    from tests.support import GitRepo, MakeRepo


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    made = git_repo({"a.md": "1", "b/c.md": "1"})
    made.write({"a.md": "2"})
    made.commit("fix: mend a")
    return made


def git_dir(repo: GitRepo) -> str:
    return str(repo.path / ".git")


def test_the_newest_subjects_come_first(repo: GitRepo) -> None:
    assert subjects(git_dir(repo), repo.head, 10) == ["fix: mend a", "Begin"]
    assert subjects(git_dir(repo), repo.head, 1) == ["fix: mend a"]


def test_the_day_of_the_last_change_is_that_of_each_path(repo: GitRepo) -> None:
    found = last_days(git_dir(repo), repo.head, ["a.md", "b/c.md", "gone.md"])

    assert found == {"a.md": "2024-01-02", "b/c.md": "2024-01-01"}


def test_authors_are_counted_by_path(repo: GitRepo) -> None:
    repo.write({"a.md": "3"})
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message", "x", env={"GIT_AUTHOR_NAME": "Bob"})

    assert authors(git_dir(repo), repo.head, "a.md") == [("Ada", 2), ("Bob", 1)]
    assert authors(git_dir(repo), repo.head, "b") == [("Ada", 1)]
    assert authors(git_dir(repo), repo.head, "nothing") == []
