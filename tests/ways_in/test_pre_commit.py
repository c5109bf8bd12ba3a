"""The hooks for pre-commit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.support import GitRepo
from tests.ways_in.runners import ROOT, run, tool


def hooks() -> list[Mapping[str, Any]]:
    return cast("list[Mapping[str, Any]]", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")))


def test_every_pre_commit_hook_is_documented_and_calls_a_command_that_is_there() -> None:
    page = (ROOT / "docs/ci.md").read_text(encoding="utf-8")

    for hook in hooks():
        assert f"`{hook['id']}`" in page
        done = run(sys.executable, "-m", *hook["entry"].split(), "--help", folder=ROOT)
        assert done.returncode == 0, done.stderr


@pytest.mark.wheel
def test_pre_commit_installs_contextkit_and_refuses_a_commit_that_breaks_a_link(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo", {"docs/old.md": "# Guide\n\nHow.\n", "AGENTS.md": "Read [it](docs/old.md).\n"})
    repo.write(
        {".pre-commit-config.yaml": f"repos: [{{repo: {ROOT}, rev: HEAD, hooks: [{{id: contextkit-check}}]}}]\n"}
    )
    repo.commit("Hooks")
    repo.move("docs/old.md", "docs/new.md")
    repo.git("add", "--all")

    done = run(tool("pre-commit"), "run", folder=repo.path, PRE_COMMIT_HOME=str(tmp_path / "kept"))

    assert done.returncode == 1, done.stdout + done.stderr
    assert "AGENTS.md:1" in done.stdout
    assert "moved to docs/new.md" in done.stdout
