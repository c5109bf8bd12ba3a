"""The GitLab job: its script is run as a runner runs it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from tests.support import GitRepo
from tests.ways_in.runners import ROOT, Place, ready_environment, run

GITLAB = ROOT / "templates/gitlab/contextkit.yml"


def gitlab_job() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["contextkit"])


def checkout_of_ours(folder: Path) -> GitRepo:
    """This repository as it stands, in one commit."""
    listed = GitRepo.opened(ROOT).git("ls-files", "-z", "contextkit", "lints", "templates", "tools", "requirements")
    source = GitRepo(folder)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    source.commit("As it is here")
    return source


def test_the_gitlab_job_reports_everything_and_fails_for_what_is_new(place: Place, tmp_path: Path) -> None:
    venv = ready_environment(tmp_path)
    source = checkout_of_ours(tmp_path / "source")
    job = gitlab_job()
    variables = job["variables"] | {"CONTEXTKIT_SOURCE": source.path.as_uri(), "CONTEXTKIT_VERSION": "HEAD"}
    variables |= {"CONTEXTKIT_VENV": str(venv), "PULL_REQUEST_BASE": place.base}

    done = run(
        "bash", "-e", "-c", "\n".join(job["before_script"] + job["script"]), folder=place.clone.path, **variables
    )

    assert done.returncode == 1, done.stderr
    assert "moved to docs/manual.md" in done.stdout
    report = yaml.safe_load(place.clone.read(job["artifacts"]["reports"]["codequality"]))
    assert ("README.md", "stale-link") in [(issue["location"]["path"], issue["check_name"]) for issue in report]


def test_what_the_gitlab_job_keeps_is_seen_by_neither_git_nor_a_check() -> None:
    job = gitlab_job()

    assert job["variables"]["CONTEXTKIT_VENV"].startswith("$CI_PROJECT_DIR/.contextkit/cache/")
    assert job["cache"]["paths"] == [".contextkit/cache/"]
