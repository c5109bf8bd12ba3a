"""The README is run: its commands in the repository of its picture, and what it shows is what they print."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from docs import picture
from tests.support import GitRepo, contextkit, git_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


class Shown(NamedTuple):
    """A command of the README, and the output below it, if any."""

    command: str
    output: str


def shown() -> Iterator[Shown]:
    for block in re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        for command, output in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            yield Shown(command, output)


def ours() -> list[Shown]:
    return [s for s in shown() if s.command.startswith("contextkit ")]


@pytest.fixture
def shop(tmp_path: Path) -> GitRepo:
    picture.make_repository(tmp_path / "shop")
    return GitRepo.opened(tmp_path / "shop")


def test_the_picture_shows_what_a_check_prints_today(shop: GitRepo) -> None:
    drawn = picture.drawing("contextkit check", picture.report(shop.path))

    assert drawn == (ROOT / "docs/check.svg").read_text(encoding="utf-8"), "run docs/picture.py"


@pytest.mark.parametrize("said", ours(), ids=lambda said: said.command)
def test_a_command_of_the_readme_runs(shop: GitRepo, said: Shown) -> None:
    ran = contextkit(*said.command.split()[1:], folder=shop.path, env={"NO_COLOR": "1"})

    assert ran.code in {0, 1}, ran.err
    assert ran.out.startswith(said.output)


def test_the_readme_shows_each_of_its_steps() -> None:
    assert [s.command for s in ours() if s.output] == ["contextkit check --fix"]
    assert len(ours()) >= 7


def test_commands_in_the_text_are_there() -> None:
    named = set(re.findall(r"`contextkit ([a-z]+)|^\$ contextkit ([a-z]+)", README, re.MULTILINE))

    from contextkit.cli.commands import COMMANDS

    assert {a or b for a, b in named} <= set(COMMANDS)


def test_pages_that_the_readme_links_to_are_there() -> None:
    prose = re.sub(r"^```.*?^```", "", README, flags=re.DOTALL | re.MULTILINE)

    targets = re.findall(r"\]\((?!https?:)([^)#]+)", prose)

    assert len(targets) >= 8
    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_nobody_is_told_to_install_a_project_of_somebody_else() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("docs/*.md"), ROOT / "AGENTS.md", ROOT / "CONTRIBUTING.md"]

    said = re.compile(r"(pip|pipx|tool) install (-\S+ )*contextkit\b")
    assert [p.name for p in pages if said.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.wheel
def test_the_first_commands_of_the_readme_work_in_a_fresh_clone(shop: GitRepo, tmp_path: Path) -> None:
    commands = [s.command for s in shown()][:4]
    assert commands == [
        "git clone https://github.com/OWNER/contextkit",
        "cd contextkit",
        "make check",
        "make check REPO=../your-repository",
    ]
    script = "\n".join(commands).replace("https://github.com/OWNER/contextkit", f"{ROOT.as_uri()} contextkit")
    shutil.copytree(shop.path, tmp_path / "your-repository")

    done = subprocess.run(
        ["bash", "-ec", script], cwd=tmp_path, env=git_environment(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 2, done.stdout + done.stderr  # make says so of a command that finds something
    assert "No findings in" in done.stdout
    assert "moved to payments/cards.py" in done.stdout
