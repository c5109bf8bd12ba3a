"""The GitHub Action: its steps are run as a runner runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.ways_in.runners import CI, Place, action, ready_environment, run, run_action


def test_the_action_shows_what_a_pull_request_broke_elsewhere(place: Place, tmp_path: Path) -> None:
    ready_environment(tmp_path)

    code, log, summary = run_action(place, tmp_path)

    assert code == 1, log
    assert re.findall(r"^::(\w+) file=([^,]+),line=(\d+)", log, re.MULTILINE) == [("error", "README.md", "1")]
    assert "moved to docs/manual.md" in log
    assert summary.startswith("## contextkit: 1 error\n")


def test_the_action_checks_everything_on_a_branch(place: Place, tmp_path: Path) -> None:
    ready_environment(tmp_path)
    place.origin.delete("docs/late.md")
    (place.clone.path / "AGENTS.md").write_text("Read `docs/late.md`.\n", encoding="utf-8")
    (place.clone.path / "docs/late.md").unlink()

    code, log, _ = run_action(place, tmp_path, event="push", fail_on="never", format="text")

    assert code == 0, log
    assert "README.md:1" in log


def test_the_action_writes_sarif_when_it_is_asked_for(place: Place, tmp_path: Path) -> None:
    ready_environment(tmp_path)

    run_action(place, tmp_path, sarif="found.sarif")

    (result,) = yaml.safe_load(place.clone.read("found.sarif"))["runs"][0]["results"]
    assert result["ruleId"] == "stale-link"


def test_inputs_of_the_action_are_never_run(place: Place, tmp_path: Path) -> None:
    ready_environment(tmp_path)
    hostile = '"; touch pwned; $(touch pwned) `touch pwned` *'

    for name in ("args", "base", "fail_on", "format", "sarif"):
        run_action(place, tmp_path, **{name: hostile})

    assert list(tmp_path.rglob("pwned")) == []


def test_the_action_puts_no_expression_into_a_script() -> None:
    scripts = [step["run"] for step in action()["runs"]["steps"] if "run" in step]

    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_modules_of_the_checked_repository_are_not_imported(place: Place, tmp_path: Path) -> None:
    ready_environment(tmp_path)
    trap = "import pathlib\npathlib.Path(__file__ + '.pwned').touch()\n"
    place.clone.write({"click.py": trap, "contextkit/__init__.py": trap, "sitecustomize.py": trap})

    run_action(place, tmp_path)

    assert list(tmp_path.rglob("*.pwned")) == []


def test_an_environment_that_does_not_work_is_made_anew(place: Place, tmp_path: Path) -> None:
    venv = ready_environment(tmp_path)
    (venv / "lib").unlink()

    done = run(CI, "check", folder=place.clone.path, CONTEXTKIT_VENV=str(venv), PYTHON="no-such-python")

    assert done.returncode != 0
    assert "no Python of 3.11 or later" in done.stderr
    assert not venv.exists()


@pytest.mark.wheel
def test_the_action_installs_what_it_needs(place: Place, tmp_path: Path) -> None:
    code, log, _ = run_action(place, tmp_path)

    assert code == 1, log
    assert "moved to docs/manual.md" in log
    assert (tmp_path / "contextkit-venv/.key").exists()
