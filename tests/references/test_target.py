"""What a mention points at."""

from __future__ import annotations

import pytest

from contextkit.model import Kind, Mention, Syntax
from contextkit.references.target import Target, parse


def mention(raw: str, kind: Kind = "path", syntax: Syntax = "code", context: str = "", heading: str = "") -> Mention:
    return Mention(kind, syntax, raw, 1, 1, 0, context or raw, heading)


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ("src/a.py:12", "src/a.py"),
        ("src/a.py:12-20", "src/a.py"),
        ("src/a.py:12:5", "src/a.py"),
        ("src/a.py#L10", "src/a.py"),
        ("src/a.py:Symbol", "src/a.py"),
        ("tests/test_a.py::test_name", "tests/test_a.py"),
        ("X/Footer()", "X/Footer"),
        ("├─server/", "server"),
        ("'docs/a.md'", "docs/a.md"),
        ("docs\\a.md", "docs/a.md"),
    ],
)
def test_what_an_author_adds_to_a_path_is_taken_off(raw: str, path: str) -> None:
    target = parse(mention(raw))

    assert target.path == path


def test_the_way_a_path_was_written_is_remembered() -> None:
    assert parse(mention("./docs/")) == Target("docs", is_folder=True, is_here=True)
    assert parse(mention("/docs")) == Target("docs", is_rooted=True)
    assert parse(mention("../a")) == Target("../a", is_here=True)


def test_a_link_is_decoded_and_parted_from_its_fragment() -> None:
    target = parse(mention("a%20b.md?plain=1#the-end", "link", "link"))

    assert target == Target("a b.md", fragment="the-end")


def test_a_bracketed_folder_is_no_glob() -> None:
    assert not parse(mention("app/[id]/page.tsx")).is_glob
    assert parse(mention("app/*/page.tsx")).is_glob
