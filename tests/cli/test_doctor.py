"""`contextkit doctor`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from inline_snapshot import snapshot

from tests.support import GitRepo, MakeRepo, contextkit

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "AGENTS.md": "# Map\n\nRun `make test`, and read [the guide](docs/gone.md).\n",
    "Makefile": "test:  ## Run all tests\n\techo tested\n\nlint:  ## Look at the style\n\techo bad style; exit 3\n",
    "README.md": "# Tool\n\nRun the tests: `make test`. Lint: `make lint`.\n",
    "tests/test_a.py": "def test_a() -> None: ...\n",
    ".claude/settings.json": "{}\n",
}


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    return git_repo(FILES)


def states(path: Path, *options: str) -> dict[str, str]:
    ran = contextkit("doctor", "--format", "json", "--repo", path, *options)
    return {check["name"]: check["state"] for check in json.loads(ran.out)["checks"]}


def test_nothing_is_run_unless_it_is_asked_for(repo: GitRepo) -> None:
    ran = contextkit("doctor", "--repo", repo.path)

    assert ran.code == 1
    assert ran.out.replace(repo.head[:10], "COMMIT") == snapshot("""\
unknown  worktree    none of COMMIT was made
                     next: Run `contextkit doctor --run`
unknown  lint        `make lint` (Makefile:4) was not run
                     next: Run `contextkit doctor --run`
ready    build       no command builds anything, so nothing has to be built
unknown  test        `make test` (Makefile:1) was not run
                     next: Run `contextkit doctor --run`
ready    test files  1 file, such as tests/test_a.py
ready    map         AGENTS.md is there, and nothing that contextkit wrote is out of date
missing  hooks       claude has a folder here, and no hook
                     next: Run `contextkit hook install claude`
missing  references  1 error in what agents read
                     next: Run `contextkit check`

3 ready, 2 missing, 3 unknown
""")


def test_what_is_run_is_told_with_its_time_and_remembered(repo: GitRepo) -> None:
    first = contextkit("doctor", "--run", "--repo", repo.path)
    remembered = states(repo.path)

    assert "missing  lint        `make lint` fails at" in first.out
    assert "ready    test        `make test` ran at" in first.out
    assert "ready    worktree    a copy of" in first.out
    assert (remembered["lint"], remembered["test"]) == ("missing", "ready")


def test_a_repository_that_has_everything_is_ready(repo: GitRepo) -> None:
    repo.write({"docs/gone.md": "# Guide\n", "Makefile": FILES["Makefile"].replace("bad style; exit 3", "fine")})
    contextkit("hook", "install", "claude", "--yes", "--repo", repo.path)
    repo.commit()

    ran = contextkit("doctor", "--run", "--repo", repo.path)

    assert ran.code == 0
    assert ran.out.endswith("\n8 ready\n")


def test_a_folder_without_git_has_no_worktree(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")

    found = states(tmp_path, "--run")

    assert (found["worktree"], found["map"]) == ("missing", "missing")


def test_json_says_whether_anything_is_missing(repo: GitRepo) -> None:
    told = json.loads(contextkit("doctor", "--format", "json", "--repo", repo.path).out)

    assert told["is_ready"] is False
    assert set(told["checks"][0]) == {"name", "state", "evidence", "next_step", "seconds"}
