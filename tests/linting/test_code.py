"""Loading the code of lints."""

from __future__ import annotations

import pytest

from contextkit.catalog import Lint, load_catalog, shelf_in
from contextkit.errors import ContextkitError
from contextkit.lint_api import Project
from contextkit.linting.code import load_check, matches_of
from contextkit.repo import MemoryRepo, MemoryStore, Tree
from tests.linting.pages import CODE, lint_files

PROJECT = Project(Tree(MemoryRepo({"AGENTS.md": "foo foo\n"})), agent_files=["AGENTS.md"])


def lint_of(code: str) -> Lint:
    return load_catalog([shelf_in(MemoryRepo(lint_files(code=code)))], MemoryStore()).lints["no-foo"]


def test_check_yields_matches() -> None:
    lint = lint_of(CODE)

    matches = matches_of(lint, load_check(lint), PROJECT)

    assert [(m.location.line, m.location.column) for m in matches] == [(1, 1), (1, 5)]


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("def check(:", "Lint `no-foo` cannot be loaded: .contextkit/lints/no_foo/lint.py:1: "),
        ("x = 1", r"\(.contextkit/lints/no_foo/lint.py\) has no function `check\(project\)`"),
        ("\n1 / 0", "Lint `no-foo` cannot be loaded: .contextkit/lints/no_foo/lint.py:2: ZeroDivisionError"),
        ("import yaml", r"Lint `no-foo` imports yaml \(.contextkit/lints/no_foo/lint.py:1\)"),
        ("from contextkit.repo import Tree", "imports contextkit.repo"),
        ("from contextkit import edges", "imports contextkit.edges"),
        ("def check(p):\n    from . import x", "imports ."),
    ],
)
def test_code_that_cannot_be_loaded_is_an_error_that_names_lint_and_file(code: str, problem: str) -> None:
    lint = lint_of(code)

    with pytest.raises(ContextkitError, match=problem):
        load_check(lint)


@pytest.mark.parametrize("code", ["import re, json", "from contextkit import lint_api", "import contextkit.lint_api"])
def test_the_api_and_the_standard_library_may_be_imported(code: str) -> None:
    assert list(load_check(lint_of(f"{code}\ndef check(project): return []"))(PROJECT)) == []


def test_a_lint_that_raises_is_an_error_that_names_its_line() -> None:
    lint = lint_of("def check(project):\n    yield from ()\n    helper()\n\ndef helper():\n    return {}['x']\n")

    with pytest.raises(
        ContextkitError, match=r"Lint `no-foo` failed: .contextkit/lints/no_foo/lint.py:6: KeyError: 'x'"
    ):
        matches_of(lint, load_check(lint), PROJECT)


def test_dataclasses_may_be_defined() -> None:
    lint = lint_of(
        "from __future__ import annotations\nfrom dataclasses import dataclass\nimport typing as t\n"
        "@dataclass\nclass A:\n    x: t.ClassVar[int] = 1\n    y: int = 2\n\ndef check(project): return []\n"
    )

    assert list(load_check(lint)(PROJECT)) == []
