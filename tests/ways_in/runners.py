"""A forge's runner: the clone that it makes, and how it runs what we give it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml

from tests.support import GitRepo, git_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
HISTORY, CI, ACTION = ROOT / "tools/history", ROOT / "tools/ci", ROOT / "action.yml"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Place(NamedTuple):
    """A repository with a pull request, and the clone of one commit that a runner makes of it."""

    origin: GitRepo
    clone: GitRepo
    base: str
    """The commit that the pull request goes into."""


def checkout(origin: GitRepo, folder: Path) -> GitRepo:
    """What a runner has: one commit, that of the pull request merged into its base, and no branch."""
    origin.git("config", "uploadpack.allowFilter", "true")
    clone = GitRepo(folder)
    clone.git("remote", "add", "origin", origin.path.as_uri())
    clone.git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", "+refs/pull/1/merge:refs/remotes/pull/1/merge")
    clone.git("checkout", "--quiet", "--detach", "refs/remotes/pull/1/merge")
    return clone


def run(*command: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = git_environment() | {"CONTEXTKIT_VENV": sys.prefix, "XDG_CACHE_HOME": str(folder)} | variables
    return subprocess.run(
        [str(c) for c in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def missing(clone: GitRepo) -> set[str]:
    """The objects that the clone has heard of and does not hold."""
    listed = clone.git("rev-list", "--objects", "--all", "HEAD", "--missing=print").splitlines()
    return {line[1:] for line in listed if line.startswith("?")}


def ready_environment(folder: Path) -> Path:
    """The environment of this test run, as `tools/ci` leaves one behind."""
    venv = folder / "contextkit-venv"
    venv.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (venv / name).symlink_to(Path(sys.prefix, name))
    key = run(CI, "key", folder=folder, CONTEXTKIT_VENV=str(venv))
    assert key.returncode == 0, key.stderr
    (venv / ".key").write_text(key.stdout, encoding="utf-8")
    return venv


def tool(name: str) -> str:
    """A program of the development environment, which the environment of the lowest versions borrows."""
    found = shutil.which(name, path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    assert found, f"{name} is not installed: make .venv/dev.stamp"
    return found


def action() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", yaml.safe_load(ACTION.read_text(encoding="utf-8")))


def run_action(place: Place, tmp_path: Path, event: str = "pull_request", **inputs: str) -> tuple[int, str, str]:
    """Runs the action's own steps as a runner would: its exit code, its log, and the summary of the job."""
    known = {
        f"inputs.{name}": inputs.get(name.replace("-", "_"), i["default"]) for name, i in action()["inputs"].items()
    }
    known |= {
        "inputs.token": "",
        "runner.temp": str(tmp_path),
        "github.server_url": "https://github.com",
        "github.event.pull_request.base.sha": place.base if event == "pull_request" else "",
    }
    summary = tmp_path / "summary.md"
    variables = {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_REF": "refs/pull/1/merge" if event == "pull_request" else "refs/heads/main",
        "GITHUB_SHA": place.clone.head,
    }
    code, log = 0, ""
    for step in action()["runs"]["steps"]:
        if "run" in step and code == 0:
            own = {k: _filled(v, known) for k, v in step.get("env", {}).items()}
            folder = place.clone.path / _filled(step.get("working-directory", "."), known)
            done = run("bash", "-e", "-o", "pipefail", "-c", step["run"], folder=folder, **variables, **own)
            code, log = done.returncode, log + done.stdout + done.stderr
    return code, log, summary.read_text(encoding="utf-8") if summary.exists() else ""


def _filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: known[found[1]], text)
