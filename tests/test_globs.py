"""Globs as documents write them."""

from __future__ import annotations

import pytest

from contextkit.globs import compiled, is_glob, static_prefix


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("docs/*.md", "docs/a.md"),
        ("**/*.ts", "a.ts"),
        ("**/*.ts", "a/b/c.ts"),
        ("src/**", "src/a/b.py"),
        ("src/**/x.py", "src/x.py"),
        ("{a,b}/*.py", "b/x.py"),
        ("src/", "src/deep/x.py"),
        ("a?.py", "ab.py"),
        ("[ab].py", "a.py"),
        ("app/[id]/page.tsx", "app/[id]/page.tsx"),
        ("*.{test,spec}.{ts,tsx}", "a.spec.tsx"),
    ],
)
def test_a_glob_matches(glob: str, path: str) -> None:
    assert compiled(glob).match(path)


@pytest.mark.parametrize(
    ("glob", "path"), [("docs/*.md", "docs/a/b.md"), ("src/**/x.py", "lib/x.py"), ("*.py", "a/b.py")]
)
def test_a_glob_does_not_match(glob: str, path: str) -> None:
    assert not compiled(glob).match(path)


@pytest.mark.parametrize("glob", ["[", "[]", "{", "}", "a{b", "[!]", "**", "{a,{b,c}}", "[z-a]", "\\", "a\nb*"])
def test_a_broken_glob_is_taken_at_its_letters(glob: str) -> None:
    compiled(glob).match("anything")


def test_the_fixed_folders_of_a_glob_are_known() -> None:
    assert static_prefix("app/v3/**/*.ts") == "app/v3"
    assert static_prefix("*.ts") == ""
    assert static_prefix("app/[id]/x.ts") == "app"


def test_a_route_folder_alone_is_no_glob() -> None:
    assert not is_glob("app/[id].tsx")
    assert is_glob("src/{a,b}.py")
    assert not is_glob("src/{name}.py")
