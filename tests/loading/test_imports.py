"""Which `@path` an agent follows: the cases that Claude Code's program was seen to make."""

from __future__ import annotations

import pytest

from contextkit.loading.imports import imports_of


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("@a.md", ["a.md"]),
        ("see @docs/a.md and @bin", ["docs/a.md", "bin"]),
        ("**@a.md** and *@b.md*, _@c.md_.", ["a.md", "b.md", "c.md"]),
        ("- @a.md\n- @b.md", ["a.md", "b.md"]),
        ("| @a.md |\n|---|\n| @b.md |", ["a.md", "b.md"]),
        ("@a.md#part", ["a.md"]),
        (r"@a\ b.md", ["a b.md"]),
        ("@a.md.", ["a.md."]),
        ("(@a.md)", []),
        ('"@a.md"', []),
        ("x@a.md", []),
        ("`@a.md`", []),
        ("```\n@a.md\n```", []),
        ("<!-- @a.md -->", []),
        ("@a.png", []),
        ("no import", []),
    ],
)
def test_an_import_stands_at_the_beginning_of_a_word_and_goes_to_its_end(text: str, paths: list[str]) -> None:
    assert [path for _, path in imports_of(text)] == paths


def test_an_import_knows_its_line() -> None:
    assert list(imports_of("# Title\n\ntext\nmore @a.md\n")) == [(4, "a.md")]
