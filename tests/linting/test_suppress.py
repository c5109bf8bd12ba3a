"""Suppressions, in documents and in code."""

from __future__ import annotations

import pytest

from contextkit.linting.run import Report
from contextkit.linting.suppress import in_code
from tests.linting.checking import check


def lines_of(report: Report) -> list[tuple[str, int]]:
    return [(f.lint, f.line) for f in report.findings]


@pytest.mark.parametrize(
    "text",
    [
        "foo <!-- contextkit: ignore no-foo -- a name -->\n",
        "<!-- contextkit: ignore no-foo -- a name -->\nfoo\n",
        "<!-- contextkit: ignore no-foo -- a name -->\none\nfoo\n",
        "<!-- contextkit: ignore no-foo -- a name -->\n```sh\none\n\nfoo\n```\n",
        "<!-- contextkit: ignore-file no-foo -- all of it -->\n\none\n\nfoo\n",
        "<!-- contextkit: ignore unused-suppression, no-foo -- a name -->\nfoo\n",
    ],
)
def test_a_suppression_takes_out_what_is_beside_or_below_it(text: str) -> None:
    report = check({"AGENTS.md": text})

    assert (lines_of(report), [f.lint for f, _ in report.suppressed]) == ([], ["no-foo"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<!-- contextkit: ignore no-foo -- a name -->\n\nbar\n\nfoo\n", [("unused-suppression", 1), ("no-foo", 5)]),
        ("<!-- contextkit: ignore no-foo -->\nfoo\n", [("bad-suppression", 1), ("no-foo", 2)]),
        ("<!-- contextkit: ignore -- why -->\nfoo\n", [("bad-suppression", 1), ("no-foo", 2)]),
        ("<!-- contextkit: ignore no-fo -- why -->\nfoo\n", [("bad-suppression", 1), ("no-foo", 2)]),
        ("`<!-- contextkit: ignore no-foo -- why -->`\nfoo\n", [("no-foo", 2)]),
        ("<!-- contextkit: ignore no-foo -- why -->\nbar\n", [("unused-suppression", 1)]),
    ],
)
def test_a_suppression_that_does_not_count_leaves_the_finding(text: str, found: list[tuple[str, int]]) -> None:
    assert lines_of(check({"AGENTS.md": text})) == found


def test_a_suppression_of_a_lint_that_did_not_run_is_not_unused() -> None:
    text = "<!-- contextkit: ignore no-foo -- why -->\nbar\n"

    assert lines_of(check({"AGENTS.md": text}, select=["unused-suppression"])) == []


@pytest.mark.parametrize(
    ("line", "ids", "reason"),
    [
        ("x = 1  # contextkit: ignore a-b -- why not", ("a-b",), "why not"),
        ("x()  // contextkit: ignore a, b-c -- two", ("a", "b-c"), "two"),
        ("/* contextkit: ignore a -- css */", ("a",), "css"),
        ("-- contextkit: ignore a -- sql", ("a",), "sql"),
        ("# contextkit: ignore a", ("a",), ""),
        ("# contextkit: ignore", (), ""),
    ],
)
def test_comments_in_code_are_read(line: str, ids: tuple[str, ...], reason: str) -> None:
    (found,) = in_code("a.py", f"one\n{line}\nthree\n")

    assert (found.line, found.ids, found.reason) == (2, ids, reason)


def test_a_comment_in_code_speaks_of_its_line_or_where_it_is_alone_of_the_next() -> None:
    beside, alone, whole = in_code(
        "a.py", "x  # contextkit: ignore a -- b\n  # contextkit: ignore a -- b\nx\n# contextkit: ignore-file a -- b\n"
    )

    assert [(s.first, s.last) for s in (beside, alone, whole)] == [(1, 1), (2, 3), (1, 5)]


def test_other_comments_are_not_suppressions() -> None:
    assert in_code("a.py", "# contextkit: ignored\n# contextkit: ignore-all a -- b\n# contextkit ignore a -- b\n") == []
