"""Who answers for which paths."""

from __future__ import annotations

import pytest

from contextkit.survey.owners import find_owners, owners_of
from tests.survey.grounds import material


def owners(text: str, path: str, file: str = ".github/CODEOWNERS") -> list[tuple[str, ...]]:
    return [a.owners for a in owners_of(path, find_owners(material({file: text})))]


@pytest.mark.parametrize(
    ("pattern", "path", "holds"),
    [
        ("*", "a/b.py", True),
        ("*.js", "a/b.js", True),
        ("*.js", "a/b.jsx", False),
        ("/docs/", "docs/a/b.md", True),
        ("/docs/", "a/docs/b.md", False),
        ("apps/", "x/apps/b", True),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/a/b.md", False),
        ("/a/**/c", "a/b/b/c", True),
        ("**/logs", "x/logs/a", True),
        ("/a b/", "a b/c", False),
        ("/a\\ b/", "a b/c", True),
    ],
)
def test_patterns_hold_as_on_github(pattern: str, path: str, holds: bool) -> None:
    assert bool(owners(f"{pattern} @a\n", path)) is holds


def test_the_last_rule_that_matches_counts() -> None:
    assert owners("* @all\n/a/ @a a@example.org # why\n/a/free\n", "a/x") == [("@a", "a@example.org")]
    assert owners("* @all\n/a/free\n", "a/free/x") == [()]


def test_sections_of_gitlab_each_have_their_owners() -> None:
    text = "* @all\n\n[Docs][2] @writers\n*.md\n\n^[Database]\n/db/ @dba\n"

    assert owners(text, "db/a.md", ".gitlab/CODEOWNERS") == [("@all",), ("@writers",), ("@dba",)]


def test_owners_files_hold_for_their_folder() -> None:
    files = {"OWNERS": "approvers:\n- ann\n", "pkg/OWNERS": "approvers: [bob]\nreviewers: [eve]\n", "pkg/a.go": ""}

    found = find_owners(material(files))

    assert [a.owners for a in owners_of("pkg/a.go", found)] == [("bob",)]
    assert [a.owners for a in owners_of("b.go", found)] == [("ann",)]


def test_where_nobody_is_named_there_are_no_owners() -> None:
    assert find_owners(material({"a": ""})).rules == ()
