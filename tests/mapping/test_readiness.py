"""Whether a repository is ready for agents."""

from __future__ import annotations

import pytest

from contextkit.mapping.plan import Plan
from contextkit.mapping.readiness import (
    command_checks,
    files_of_tests_check,
    hooks_check,
    map_check,
    references_check,
    worktree_check,
)
from contextkit.mapping.runs import Run, Status
from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.inventory import Command, Evidence

LINT = Command("lint", "make lint", evidence=(Evidence("Makefile", 3),), is_headline=True)
COMMIT = "0123456789abcdef"


def ran(line: str = "make lint", status: Status = "ran", why: str = "", seconds: float = 1.5) -> Run:
    return Run(line, "", status, why, COMMIT, 0 if status == "ran" else 1, seconds)


def lint_check(run: Run | None) -> tuple[str, str]:
    found = next(iter(command_checks([LINT], {"lint": run} if run else {})))
    return found.state, found.evidence


@pytest.mark.parametrize(
    ("run", "state", "evidence"),
    [
        (None, "unknown", "`make lint` (Makefile:3) was not run"),
        (ran(), "ready", "`make lint` ran at 0123456789"),
        (ran(seconds=30.5), "missing", "`make lint` takes more than 30 s"),
        (ran(status="untried", seconds=300), "missing", "`make lint` takes more than 30 s"),
        (ran(status="failed", why="no rule"), "missing", "`make lint` fails at 0123456789 with 1: no rule"),
        (ran(status="untried", why="it needs Docker"), "unknown", "`make lint`: it needs Docker"),
    ],
)
def test_a_command_is_judged_by_its_run(run: Run | None, state: str, evidence: str) -> None:
    assert lint_check(run) == (state, evidence)


def test_a_long_test_is_no_lack_but_a_long_lint_is() -> None:
    test = Command("test", "make test", is_headline=True)

    found = {c.name: c for c in command_checks([test], {"test": ran("make test", seconds=200)})}

    assert (found["test"].state, found["test"].seconds) == ("ready", 200)


def test_commands_that_nobody_defined_are_missing_but_not_every_repository_builds() -> None:
    package = Command("lint", "npm run lint", package="web", is_headline=True)

    assert [(c.name, c.state) for c in command_checks([package], {})] == [
        ("lint", "missing"),
        ("build", "ready"),
        ("test", "missing"),
    ]


def test_a_command_that_is_not_certain_is_unknown() -> None:
    found = next(iter(command_checks([Command("lint", "make lint")], {})))

    assert (found.state, found.evidence) == ("unknown", "`make lint` may be it, and is not certain")


@pytest.mark.parametrize(
    ("path", "is_test"),
    [
        ("tests/a.py", True),
        ("src/__tests__/a.ts", True),
        ("src/a.spec.tsx", True),
        ("pkg/a_test.go", True),
        ("src/test_a.py", True),
        ("src/test/java/A.java", True),
        ("src/ATest.kt", True),
        ("src/latest.py", False),
        ("docs/test.md", False),
        ("tests/data.json", False),
        ("src/contest.py", False),
    ],
)
def test_a_file_of_tests_is_told_by_its_name(path: str, *, is_test: bool) -> None:
    found = files_of_tests_check(Tree(MemoryRepo({path: ""})))

    assert found.state == ("ready" if is_test else "missing")


def test_a_worktree_is_judged_by_a_copy() -> None:
    assert worktree_check(None).state == "missing"
    assert worktree_check(COMMIT).state == "unknown"
    assert worktree_check(COMMIT, "", 0.4).state == "ready"
    assert worktree_check(COMMIT, " M a.bin\n", 0.4).evidence == "a fresh copy of 0123456789 is not clean: M a.bin"


def test_a_map_is_ready_where_one_is_there() -> None:
    none = Plan((), None, None)

    assert map_check(none, ["docs/AGENTS.md"]).next_step == "Run `contextkit init`"
    assert map_check(none, ["CLAUDE.md"]).state == "ready"


def test_hooks_and_references_say_what_to_run() -> None:
    assert hooks_check(["claude"], ["codex", "cursor"]).next_step == "Run `contextkit hook install codex cursor`"
    assert hooks_check(["claude"], []).state == "ready"
    assert hooks_check([], []).state == "missing"
    assert references_check(1, 2, 3).evidence == "1 error in what agents read"
    assert references_check(0, 2, 3).evidence == "no error in 3 documents; 2 references could not be judged"
