"""Deletions that prove nothing of what a document names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged_in

if TYPE_CHECKING:
    from tests.support import MakeRepo


@pytest.mark.parametrize(
    ("came", "left", "verdict"),
    [
        ("2024-03-01", "2024-03-04", Verdict.UNKNOWN),
        ("2024-03-01", "2024-09-01", Verdict.UNKNOWN),
        ("2024-01-03", "2024-01-05", Verdict.UNKNOWN),
        ("2024-01-03", "2024-09-01", Verdict.DELETED),
    ],
)
def test_what_was_named_before_it_came_is_gone_only_if_it_came_to_stay(
    git_repo: MakeRepo, came: str, left: str, verdict: Verdict
) -> None:
    repo = git_repo({"AGENTS.md": "Write notes to `thoughts/`.\n", "src/a.py": ""})
    repo.write({"thoughts/plan.md": "A plan.\n"})
    repo.commit("Add all", came)
    repo.delete("thoughts")
    repo.commit("Drop it", left)

    found = judged_in(repo)

    assert found["thoughts/"].verdict is verdict


def test_what_was_there_when_it_was_named_is_deleted(git_repo: MakeRepo) -> None:
    repo = git_repo({"AGENTS.md": "Write notes to `thoughts/`.\n", "thoughts/plan.md": "A plan.\n"})
    repo.delete("thoughts")
    repo.commit("Drop it")

    found = judged_in(repo)

    assert found["thoughts/"].verdict is Verdict.DELETED


@pytest.mark.parametrize(
    ("source", "text", "verdict"),
    [
        ("src/paths.js", "export const LEGACY = 'scripts/prd.txt'\n", Verdict.FOREIGN),
        ("src/paths.js", "// it was scripts/prd.txt once\n", Verdict.DELETED),
        ("tests/paths.test.js", "read('scripts/prd.txt')\n", Verdict.DELETED),
        ("scripts/check.js", "read('scripts/prd.txt')\n", Verdict.DELETED),
        ("src/paths.js", "export const LEGACY = 'old/scripts/prd.txt'\n", Verdict.DELETED),
    ],
)
def test_a_path_that_the_program_holds_as_a_string_is_its_users(
    git_repo: MakeRepo, source: str, text: str, verdict: Verdict
) -> None:
    repo = git_repo({"AGENTS.md": "Parse `scripts/prd.txt`.\n", "scripts/prd.txt": "x\n", source: text})
    repo.delete("scripts/prd.txt")
    repo.commit("Drop it")

    found = judged_in(repo)

    assert found["scripts/prd.txt"].verdict is verdict


@pytest.mark.parametrize(
    ("text", "is_later", "verdict"),
    [
        ("Skip what is under `core/browser/`, `core/android/` or `core/ios/`.\n", True, Verdict.UNKNOWN),
        ("Skip what is under `core/browser/`, `core/android/` or `core/ios/`.\n", False, Verdict.DELETED),
        ("Skip what is under `core/browser/`, `src/`, `core/android/` or `core/ios/`.\n", True, Verdict.DELETED),
        ("Skip what is under `core/browser/` or `core/android/`.\n", True, Verdict.DELETED),
    ],
)
def test_a_name_among_others_that_never_were_here_is_of_another_tree(
    git_repo: MakeRepo, text: str, *, is_later: bool, verdict: Verdict
) -> None:
    repo = git_repo({"AGENTS.md": "# A\n" if is_later else text, "core/browser/a.cc": "x\n", "src/b.cc": ""})
    repo.delete("core/browser")
    repo.commit("Drop it")
    repo.write({"AGENTS.md": text})
    repo.commit("Say it")

    found = judged_in(repo)

    assert found["core/browser/"].verdict is verdict
