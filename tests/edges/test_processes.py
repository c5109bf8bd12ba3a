"""Git answers about the repository that it is told, and does nothing else."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.processes import GitFailed, GitMissing, Spooled, attempt, environment, git, records, stop
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import MakeRepo


def test_git_gives_what_it_printed(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "text\n"})

    assert git(["ls-files", "-z"], cwd=str(repo.path)) == b"a.md\0"
    assert git(["cat-file", "--batch"], cwd=str(repo.path), stdin=b"HEAD:a.md\n").endswith(b"text\n\n")


def test_a_failure_says_what_git_said(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "text\n"})

    with pytest.raises(GitFailed, match="bad revision 'nope'"):
        git(["log", "nope", "--"], cwd=str(repo.path))
    assert attempt(["log", "nope", "--"], cwd=str(repo.path)) is None


def test_records_come_one_by_one_and_may_be_left_early(git_repo: MakeRepo) -> None:
    repo = git_repo({f"{n}.md": "text\n" for n in range(20)})

    listed = records(["ls-files", "-z"], cwd=str(repo.path))

    assert next(listed) == b"0.md"
    assert len(list(listed)) == 19
    early = records(["cat-file", "--batch-all-objects", "--batch"], cwd=str(repo.path), end=b"\n")
    next(early)
    early.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(GitFailed):
        list(records(["log", "nope", "--"], cwd=str(repo.path)))


def test_the_variables_of_a_hook_do_not_lead_to_the_repository_of_the_hook(
    git_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo, other = git_repo({"a.md": "text\n"}), git_repo({"b.md": "text\n"}, name="other")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(other.path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.path))

    assert git(["ls-files", "-z"], cwd=str(repo.path)) == b"a.md\0"


def test_objects_that_are_being_pushed_are_seen_in_a_hook(git_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, pushed = git_repo({"a.md": "text\n"}), git_repo({"b.md": "pushed\n"}, name="pushed")
    monkeypatch.setenv("GIT_QUARANTINE_PATH", str(pushed.path / ".git/objects"))

    assert git(["show", f"{pushed.head}:b.md"], cwd=str(repo.path)) == b"pushed\n"


def test_settings_of_the_command_line_are_kept() -> None:
    kept = environment({"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "PATH": "/bin", "GIT_DIR": "x"})

    assert kept["GIT_CONFIG_KEY_0"] == "safe.directory"
    assert "GIT_DIR" not in kept


def test_no_program_of_the_repository_is_run(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"a.md": "text\n"})
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    repo.git("config", "core.fsmonitor", str(program))
    repo.git("config", "core.hooksPath", str(tmp_path))
    (tmp_path / "post-index-change").symlink_to(program)

    git(["ls-files", "-o", "-z"], cwd=str(repo.path))
    git(["diff-files", "-z"], cwd=str(repo.path))
    git(["update-index", "--refresh"], cwd=str(repo.path))

    assert not (tmp_path / "ran").exists()


def test_a_git_that_knows_no_switch_against_lazy_fetching_fetches_nothing_either(
    git_repo: MakeRepo, tmp_path: Path
) -> None:
    """A git before 2.45 ignores GIT_NO_LAZY_FETCH; what is left must hold."""
    partial = git_repo({"a.md": "text\n"}).clone(tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    blob = partial.git("rev-parse", "HEAD:a.md")
    older = environment(os.environ)
    del older["GIT_NO_LAZY_FETCH"]

    asked = subprocess.run(
        ["git", "cat-file", "-p", blob], cwd=partial.path, env=older, capture_output=True, check=False
    )

    assert asked.returncode != 0
    assert f"?{blob}" in partial.git("rev-list", "--objects", "--all", "--missing=print")


def test_a_machine_without_git_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitMissing, match="Install git"):
        git(["version"], cwd=str(tmp_path))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContextkitError, match=r"There is no folder .*nowhere"):
        git(["version"], cwd=str(tmp_path / "nowhere"))


def test_stopping_twice_is_harmless(git_repo: MakeRepo) -> None:
    from contextkit.edges.processes import start

    process = start(["cat-file", "--batch"], cwd=str(git_repo({"a.md": ""}).path), has_stdin=True)

    stop(process)
    stop(process)

    assert process.returncode is not None


def test_what_is_spooled_is_whole_in_a_forked_process_too(git_repo: MakeRepo) -> None:
    repo = git_repo({f"{n}.md": "x" * 100 for n in range(2000)})
    git_dir = str(repo.path / ".git")
    arguments = ["cat-file", "--batch-check", "--batch-all-objects"]
    expected = git(arguments, git_dir=git_dir)
    spooled = Spooled(arguments, git_dir=git_dir)

    child = os.fork()
    if child == 0:
        os._exit(0 if spooled.result() == (expected, True) else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert spooled.result() == (expected, True)
