"""What a run of a command tells of it."""

from __future__ import annotations

import pytest

from contextkit.mapping.runs import Run, of_row, shown, to_row, verdict, without_failed, without_running
from contextkit.survey.inventory import Command, Evidence

TEST = Command("test", "make test", evidence=(Evidence("Makefile", 3),), is_headline=True)


def test_a_command_that_ends_well_ran() -> None:
    run = verdict(TEST, "c0ffee" * 7, 0, 1.26, "ok")

    assert shown(run) == "ran      make test  (exit 0, 1.3 s, at c0ffeec0ff)"


def test_a_command_that_fails_says_how() -> None:
    assert shown(verdict(TEST, "c0", 2, 1, "make: *** No rule to make target 'test'.\n")) == (
        "FAILED   make test  (make: *** No rule to make target 'test'., exit 2, 1.0 s, at c0)"
    )


@pytest.mark.parametrize(
    ("output", "need"),
    [
        ("npm error code ENOTFOUND", "the network"),
        ("Cannot connect to the Docker daemon at unix:///var/run/docker.sock", "Docker"),
        ("sh: 1: vitest: not found", "`vitest`"),
        ("bash: line 1: cargo: command not found", "`cargo`"),
        ("ModuleNotFoundError: No module named 'pytest'", "what is installed first"),
        ("/usr/bin/env: \u2018ruby\u2019: No such file or directory", "`ruby`"),
        ("make: *** [Makefile:189: fmt] Error 127", "a tool that is not here"),
        ("Please install mise", "what is installed first"),
        ("mkdir: /opt/x: Read-only file system", "more than a sandbox allows"),
    ],
)
def test_what_a_sandbox_lacks_is_no_failure(output: str, need: str) -> None:
    run = verdict(TEST, "c0", 1, 1, output)

    assert (run.status, run.why) == ("untried", f"it needs {need}")


def test_what_does_not_end_is_no_failure() -> None:
    assert verdict(TEST, "c0", None, 20, "listening").status == "untried"


def test_what_a_pipeline_runs_is_matched() -> None:
    command = Command("test", "make test", evidence=(*TEST.evidence, Evidence(".github/workflows/ci.yml", 9)))

    run = without_running(command)

    assert run is not None
    assert (run.status, run.why) == ("matched", "CI runs it (.github/workflows/ci.yml:9)")


def test_a_page_about_the_pipeline_runs_nothing() -> None:
    command = Command("test", "make test", evidence=(Evidence(".github/DEVELOPMENT.md", 9),))

    assert without_running(command) is None


def test_a_line_with_a_part_to_fill_in_is_not_run() -> None:
    run = without_running(Command("test-one", "pytest <path>"))

    assert run is not None
    assert run.status == "untried"


def test_a_pattern_of_all_packages_of_go_is_no_part_to_fill_in() -> None:
    assert without_running(Command("lint", "golangci-lint run ./...")) is None


def test_a_run_is_kept_as_it_is() -> None:
    run = verdict(TEST, "c0", 2, 1.5, "no")

    assert of_row(to_row(run)) == run


@pytest.mark.parametrize("row", [None, b"", b"{}", b"[1]", b'{"line": 1, "odd": 2}'])
def test_a_row_that_is_none_of_ours_says_nothing(row: bytes | None) -> None:
    assert of_row(row) is None


def test_headlines_that_failed_are_left_out_and_others_stay() -> None:
    other = Command("lint", "make lint", is_headline=True)
    failed = Run("make test", "", "failed").key

    assert without_failed((TEST, other), {failed}) == (other,)
