"""What the tree's ignore files say of paths that are not in it; real git is the judge."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contextkit.repo import MemoryRepo
from contextkit.survey.ignores import Ignores

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, bytes | str] = {
    ".gitignore": "*.log\nbuild/\n/dist\n!kept.log\nlogs/*\n!logs/kept/\nout/**\n\\#odd\n trailing \n",
    "pkg/.gitignore": "!*.log\n/local/\n*.tmp\r\n",
    "pkg/deep/.gitignore": "*\n!*.md\n",
    "bom/.gitignore": b"\xef\xbb\xbfmade\n",
}


def ignored(*paths: str) -> list[str]:
    return sorted(Ignores(MemoryRepo(FILES)).matching(paths))


def test_a_pattern_holds_at_all_levels_below_its_folder() -> None:
    assert ignored("a.log", "deep/er/a.log", "a.md") == ["a.log", "deep/er/a.log"]


def test_what_lies_in_an_ignored_folder_is_ignored() -> None:
    assert ignored("build/", "build/x/kept.log", "sub/build/a.md", "pkg/local/a.md") == [
        "build/",
        "build/x/kept.log",
        "pkg/local/a.md",
        "sub/build/a.md",
    ]


def test_a_folder_pattern_does_not_speak_of_files() -> None:
    assert ignored("build", "dist", "sub/dist") == ["dist"]


def test_the_nearest_file_decides() -> None:
    assert ignored("pkg/a.log", "kept.log", "pkg/a.tmp", "pkg/deep/a.py", "pkg/deep/a.md") == [
        "pkg/a.tmp",
        "pkg/deep/a.py",
    ]


def test_a_folder_is_not_judged_by_its_own_file() -> None:
    assert ignored("pkg/deep/") == []


def test_a_folder_of_which_everything_is_ignored_holds_nothing_tracked() -> None:
    found = Ignores(MemoryRepo(FILES)).untracked({"logs/", "logs", "sub/logs/", "pkg/", "build/"})

    assert found == {"logs/", "build/"}


def test_a_byte_order_mark_is_no_part_of_a_pattern() -> None:
    assert ignored("bom/made") == ["bom/made"]


@pytest.mark.parametrize("line", ["!", "foo\\", "[z-a]", "[", "[[:alpha:]]x", "caf\udce9"])
def test_a_line_that_cannot_be_understood_spoils_no_other(line: str) -> None:
    content = f"{line}\n*.log\n".encode("utf-8", "surrogateescape")

    assert Ignores(MemoryRepo({".gitignore": content})).matching(["a.log", "a.md"]) == {"a.log"}


def test_a_tree_without_ignore_files_ignores_nothing() -> None:
    assert Ignores(MemoryRepo({"a.gitignore": "*\n"})).matching(["a.md", "x/"]) == set()


_PATHS = st.sampled_from(
    ["a.log", "b/a.log", "b/", "b/c/", "b/c/a.log", "b/c/d.md", "c/", "c/b/", "c/b/d.md", "d.md", "c/d.md"]
)
_WRITTEN = [
    "*.log", "!*.log", "b", "b/", "/b", "!b/", "b/*", "!b/c", "b/c/", "**/d.md", "c/**", "!d.md", "*", "*/b",
    "!*/", "**", "/**", "**/b/", "b/**/d.md", "[a-b]", "b/[!x]", "[^d].md", r"\d.md", "*.m?", "a.log  ",
    "[[:lower:]].md", "b[/]c", "b?c", "#b", "!",
]  # fmt: skip
_PATTERNS = st.lists(st.sampled_from(_WRITTEN) | st.text("abcd.lgm*?/[]!^-\\ ", max_size=6), max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(root=_PATTERNS, nested=_PATTERNS, paths=st.sets(_PATHS, min_size=1))
def test_git_says_the_same(tmp_path: Path, root: list[str], nested: list[str], paths: set[str]) -> None:
    if not (tmp_path / ".git").exists():
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
        (tmp_path / "b/c").mkdir(parents=True)
        (tmp_path / "c/b").mkdir(parents=True)
    files = {".gitignore": "\n".join(root), "b/.gitignore": "\n".join(nested)}
    for name, content in files.items():
        (tmp_path / name).write_text(content)

    said = subprocess.run(
        ["git", "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=tmp_path,
        input="\0".join(sorted(p.rstrip("/") for p in paths)),
        capture_output=True,
        text=True,
        check=False,
    )

    found = {p.rstrip("/") for p in Ignores(MemoryRepo(files)).matching(paths)}
    assert found == set(said.stdout.split("\0")[:-1])
