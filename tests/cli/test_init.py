"""`contextkit init`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import GitRepo, MakeRepo, contextkit

if TYPE_CHECKING:
    from pathlib import Path

ACTION = "acme/contextkit@0123456789abcdef0123456789abcdef01234567"
FILES = {
    "README.md": "# Tool\n\nA tool that tells time.\n",
    "Makefile": "test:  ## Run all tests\n\tpytest\n\nlint:  ## Look at the style\n\truff check\n",
    "pyproject.toml": '[project]\nname = "tool"\nversion = "1"\n',
    "src/tool/__init__.py": "import time\n",
    "tests/test_tool.py": "def test_it() -> None: ...\n",
    ".github/workflows/test.yml": "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make test lint\n",
    ".claude/settings.json": '{\n  "model": "opus"\n}\n',
}
NEW = [".claude/settings.json", ".github/workflows/contextkit.yml", "AGENTS.md", "contextkit.toml"]


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    return git_repo(FILES)


def changed(repo: GitRepo) -> list[str]:
    said = repo.git("status", "--short", "--untracked-files=all").splitlines()
    return sorted(line[2:].strip() for line in said if ".contextkit/" not in line)


def test_what_was_found_and_what_would_be_added_is_shown_and_nothing_is_written(repo: GitRepo) -> None:
    ran = contextkit("init", "--diff", "--action", ACTION, "--repo", repo.path)

    assert ran.code == 0
    assert "  test        make test  (Makefile:1)\n" in ran.out
    for part in ("the configuration:", "the map:", "a file for pipelines:", "the hooks of agents:"):
        assert part in ran.out
    assert "+- Test: `make test`\n" in ran.out
    assert changed(repo) == []


def test_where_nobody_can_answer_nothing_is_written(repo: GitRepo) -> None:
    ran = contextkit("init", "--action", ACTION, "--repo", repo.path)

    assert (ran.code, changed(repo)) == (1, [])
    assert ran.err.count("run `contextkit init --yes`") == 1


def test_it_writes_all_that_is_missing_and_a_second_run_has_nothing_to_do(repo: GitRepo) -> None:
    first = contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)
    written = changed(repo)
    second = contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)
    repo.commit()
    third = contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)

    assert (first.code, written) == (0, NEW)
    assert f"uses: {ACTION}" in repo.read(".github/workflows/contextkit.yml")
    assert json.loads(repo.read(".claude/settings.json"))["model"] == "opus"
    for again in (second, third):
        assert (again.code, again.out.endswith("nothing is to be added\n")) == (0, True)
    assert changed(repo) == []


def test_what_it_writes_passes_its_own_check(repo: GitRepo) -> None:
    contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)

    ran = contextkit("check", "--repo", repo.path)

    assert (ran.code, ran.out.splitlines()[-1][:11]) == (0, "No findings")


def test_an_agents_md_that_a_person_wrote_stays_as_it_is(repo: GitRepo) -> None:
    repo.write({"AGENTS.md": "# Mine\n\nBe kind.\n"})

    shown = contextkit("init", "--diff", "--repo", repo.path)
    ran = contextkit("init", "--yes", "--repo", repo.path)

    assert "what your own files do not say:\n--- a/AGENTS.md\n" in shown.out
    assert (ran.code, repo.read("AGENTS.md")) == (0, "# Mine\n\nBe kind.\n")
    assert "AGENTS.md: yours, and left as it is" in ran.err


def test_each_part_is_asked_for_by_itself(repo: GitRepo, tmp_path: Path) -> None:
    repo.write({"AGENTS.md": "# Mine\n\nBe kind.\n"})

    said = answered(repo, tmp_path, "y\ny\nn\nn\n")

    assert "Write the configuration?" in said
    assert "Write what your own files do not say?" in said
    assert changed(repo) == ["AGENTS.md", "contextkit.toml"]
    assert repo.read("AGENTS.md").startswith("# Mine\n\nBe kind.\n\n<!-- contextkit:begin map/more-commands")
    assert list(json.loads(repo.read(".contextkit/written.json"))["adopted"]) == ["AGENTS.md"]


def answered(repo: GitRepo, folder: Path, answers: str) -> str:
    """What is said at a terminal, to a person who types these answers."""
    import pty

    ours, theirs = pty.openpty()
    errors = folder / "errors"
    with errors.open("wb") as file:
        command = [sys.executable, "-m", "contextkit", "init", "--action", ACTION, "--repo", str(repo.path)]
        process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=file)
        os.close(theirs)
        os.write(ours, answers.encode())
        while _read(ours):
            pass
        process.wait(30)
    os.close(ours)
    return errors.read_text()


def _read(number: int) -> bytes:
    try:
        return os.read(number, 1 << 16)
    except OSError:  # Linux says so at the end
        return b""


def test_settings_with_comments_are_left_alone_and_the_rest_is_written(repo: GitRepo) -> None:
    repo.write({".claude/settings.json": "{\n  // mine\n}\n"})

    ran = contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)

    assert (ran.code, changed(repo)) == (0, NEW)
    assert repo.read(".claude/settings.json") == "{\n  // mine\n}\n"
    assert "no hooks for claude: .claude/settings.json is left as it is" in ran.err


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({".gitlab-ci.yml": "test: {}\n"}, ".gitlab-ci.yml is yours, and left as it is"),
        ({}, "nothing tells which forge"),
    ],
)
def test_a_pipeline_that_cannot_be_added_is_told(git_repo: MakeRepo, files: dict[str, str], said: str) -> None:
    repo = git_repo({"README.md": "# A\n", **files})

    ran = contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)

    assert said in ran.err
    assert changed(repo) == ["contextkit.toml"]


def test_a_repository_on_gitlab_gets_its_own_pipeline(git_repo: MakeRepo) -> None:
    repo = git_repo({"README.md": "# A\n"})
    repo.git("remote", "add", "origin", "https://me:secret@gitlab.example.org/a/b.git")

    ran = contextkit("init", "--yes", "--action", ACTION, "--repo", repo.path)

    assert ".gitlab-ci.yml" in changed(repo)
    assert f"acme/contextkit/{ACTION.partition('@')[2]}/templates" in repo.read(".gitlab-ci.yml")
    assert "secret" not in ran.out + ran.err


def test_a_pipeline_that_names_contextkit_is_enough(repo: GitRepo) -> None:
    repo.write({".github/workflows/docs.yml": "jobs: {a: {steps: [{run: contextkit check}]}}\n"})

    ran = contextkit("init", "--diff", "--action", ACTION, "--repo", repo.path)

    assert "a file for pipelines" not in ran.out


@pytest.mark.parametrize("options", [("--diff", "--yes"), ("--action", "contextkit"), ("--action", "a/b@"), ("--yes",)])
def test_misuse_is_told(repo: GitRepo, options: tuple[str, ...]) -> None:
    bare = repo.clone(repo.path.parent / "bare", "--bare").path
    place = bare if options == ("--yes",) else repo.path

    ran = contextkit("init", *options, "--repo", place)

    assert (ran.code, ran.out) == (2, "")
