"""The built wheel, in a fresh environment with the pinned requirements."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contextkit import __version__
from tests.support import GitRepo

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[1]
CATALOG = ("gardeners", "lints", "templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def contextkit(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([ROOT / "tools/venv", folder, wheel, ROOT / "requirements/run.txt"], check=True)
    return folder / "bin" / "contextkit"


def run(command: Path, *args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([command, *args], cwd=folder, capture_output=True, text=True, check=False)


def tracked(folder: str) -> Iterator[str]:
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True)
    yield from filter(None, listed.stdout.split("\0"))


def test_the_wheel_holds_the_package_and_the_whole_catalog(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())

    expected = set(tracked("contextkit"))
    for folder in CATALOG:
        expected |= {f"contextkit/_catalog/{path}" for path in tracked(folder)}
    assert expected <= held
    assert "contextkit/py.typed" in held


def test_the_wheel_holds_no_tests_and_no_compiled_files(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()

    info = f"contextkit_garden-{__version__}.dist-info/"
    assert all(name.startswith(("contextkit/", info)) for name in held)
    assert not [name for name in held if "__pycache__" in name or name.endswith(".pyc")]
    assert f"{info}licenses/LICENSE" in held


def test_the_installed_command_says_its_version(contextkit: Path, tmp_path: Path) -> None:
    done = run(contextkit, "--version", folder=tmp_path)

    assert (done.returncode, done.stdout) == (0, f"contextkit {__version__}\n")


def test_the_installed_command_lists_every_lint_of_the_catalog(contextkit: Path, tmp_path: Path) -> None:
    GitRepo(tmp_path, {"AGENTS.md": "# Map\n"})

    done = run(contextkit, "lint", "list", folder=tmp_path)

    ids = {page.parent.name.replace("_", "-") for page in ROOT.glob("lints/*/LINT.md")}
    assert done.returncode == 0, done.stderr
    assert ids
    assert [lint for lint in sorted(ids) if lint not in done.stdout.split()] == []


def test_the_installed_command_finds_a_page_that_was_moved(contextkit: Path, tmp_path: Path) -> None:
    repo = GitRepo(tmp_path, {"AGENTS.md": "Read [the guide](docs/old.md).\n", "docs/old.md": "# Guide\n\nHow.\n"})
    repo.move("docs/old.md", "docs/guide.md")
    repo.commit("Rename the guide")

    done = run(contextkit, "check", "--format", "json", folder=tmp_path)

    assert done.returncode == 1, done.stderr
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["path"], finding["line"]) == ("AGENTS.md", 1)
    assert "docs/guide.md" in finding["problem"] + finding["remedy"]


def test_the_installed_command_is_content_with_a_page_that_exists(contextkit: Path, tmp_path: Path) -> None:
    GitRepo(tmp_path, {"AGENTS.md": "Read [the guide](docs/guide.md).\n", "docs/guide.md": "# Guide\n"})

    done = run(contextkit, "check", folder=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
