"""A command of a repository, run apart."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from contextkit.edges.place import find_place
from contextkit.edges.sandbox import Outcome, sandbox, wall
from tests.support import MakeRepo


def run(folder: Path, line: str, inside: str = "", seconds: float = 20) -> Outcome:
    place = find_place(str(folder))
    assert place is not None
    assert place.head is not None
    with sandbox(place, place.head) as box:
        return box.run(line, inside, seconds=seconds)


def test_a_command_runs_in_a_copy_of_the_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"a/b.txt": "kept"})
    repo.write({"a/b.txt": "not committed"})

    done = run(repo.path, "cat b.txt && echo more > b.txt && pwd", "a")

    assert (done.exit, done.output.splitlines()[0][:4]) == (0, "kept")
    assert repo.read("a/b.txt") == "not committed"


def test_what_a_command_says_and_how_it_ends_are_known(git_repo: MakeRepo) -> None:
    done = run(git_repo({"a": "b"}).path, "echo out; echo err >&2; exit 3")

    assert (done.exit, done.output) == (3, "out\nerr\n")


def test_a_command_that_does_not_end_is_ended_with_all_that_it_started(git_repo: MakeRepo, tmp_path: Path) -> None:
    mark = tmp_path / "late"

    done = run(git_repo({"a": "b"}).path, f"(sleep 2; touch {mark}) & sleep 60", seconds=0.5)
    time.sleep(2)

    assert done.exit is None
    assert not mark.exists()


def test_a_command_sees_no_secret_and_another_home(git_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_TOKEN", "secret")

    done = run(git_repo({"a": "b"}).path, 'echo "$MY_TOKEN$GITHUB_TOKEN|$HOME"')

    assert done.output.startswith("|")
    assert done.output.strip() != f"|{os.path.expanduser('~')}"  # noqa: PTH111


def test_no_hook_and_no_filter_of_the_repository_is_run(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({".gitattributes": "* filter=mark\n", "a": "b"})
    repo.git("config", "filter.mark.smudge", f"touch {tmp_path}/smudged; cat")

    run(repo.path, "cat a")

    assert not (tmp_path / "smudged").exists()


@pytest.mark.skipif(wall() == "none", reason="this system allows no walls")
def test_there_is_no_network(git_repo: MakeRepo) -> None:
    done = run(git_repo({"a": "b"}).path, "cat /proc/net/dev")

    assert "eth" not in done.output
    assert "en" not in done.output.replace("Receive", "").replace("compressed", "").replace("frame", "")
