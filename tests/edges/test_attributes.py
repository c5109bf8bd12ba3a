"""The id of a file is that of its bytes on disk, also where git writes other bytes than it keeps."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.attributes import conversion
from contextkit.edges.disk import blob_id
from contextkit.edges.git import open_repo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import GitRepo, MakeRepo

CRLF = b"one\r\ntwo\r\n"


def is_clean(repo: GitRepo) -> bool:
    return repo.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("files", "settings"),
    [
        ({".gitattributes": "*.md text eol=crlf\n"}, []),
        ({"docs/.gitattributes": "*.md text eol=crlf\n"}, []),
        ({".gitattributes": "[attr]dos text eol=crlf\ndocs/** dos\n"}, []),
        ({}, ["core.autocrlf=true"]),
        ({".gitattributes": "* text=auto\n"}, ["core.eol=crlf"]),
    ],
)
def test_a_file_whose_line_ends_git_converts_has_the_id_of_its_bytes(
    git_repo: MakeRepo, files: dict[str, str], settings: list[str]
) -> None:
    repo = git_repo({"docs/a.md": "one\ntwo\n", **files})
    for setting in settings:
        repo.git("config", *setting.split("="))
    repo.delete("docs/a.md")
    repo.git("checkout", "--", "docs/a.md")
    assert (repo.path / "docs/a.md").read_bytes() == CRLF
    assert is_clean(repo)

    tree = open_repo(str(repo.path))

    assert tree.blob("docs/a.md") == blob_id(CRLF)
    assert tree.read("docs/a.md") == CRLF


@pytest.mark.parametrize("place", ["repository", "user"])
def test_attributes_outside_of_the_tree_hold_too(git_repo: MakeRepo, place: str, tmp_path: Path) -> None:
    repo = git_repo({"docs/a.md": "one\ntwo\n"})
    attributes = repo.path / ".git/info/attributes" if place == "repository" else tmp_path / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.md eol=crlf\n")
    repo.git("config", "core.attributesFile", str(attributes))
    repo.delete("docs/a.md")
    repo.git("checkout", "--", "docs/a.md")

    assert open_repo(str(repo.path)).blob("docs/a.md") == blob_id(CRLF)


def test_a_filtered_file_has_the_id_of_its_bytes(git_repo: MakeRepo) -> None:
    repo = git_repo()
    repo.git("config", "filter.upper.clean", "tr a-z A-Z")
    repo.git("config", "filter.upper.smudge", "tr A-Z a-z")
    repo.write({".gitattributes": "*.bin filter=upper -text\n", "a.bin": "content", "a.md": "a\n"})
    repo.commit()
    assert is_clean(repo)

    tree = open_repo(str(repo.path))

    assert tree.blob("a.bin") == blob_id(b"content") != tree.entries["a.bin"].blob
    assert tree.blob("a.md") == tree.entries["a.md"].blob


def test_once_a_file_was_read_its_id_is_that_of_what_was_read(git_repo: MakeRepo) -> None:
    """`text=auto` lets an editor's CRLF count as clean."""
    repo = git_repo({"a.md": "one\ntwo\n", ".gitattributes": "* text=auto\n"})
    repo.write({"a.md": CRLF})
    os.utime(repo.path / "a.md", (time.time() - 100,) * 2)
    repo.git("add", "--renormalize", "a.md")
    assert is_clean(repo)

    tree = open_repo(str(repo.path))
    content = tree.read("a.md")

    assert content == CRLF
    assert tree.blob("a.md") == blob_id(CRLF)


def test_a_file_that_changes_after_the_tree_was_opened_has_the_id_of_what_was_read(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    tree = open_repo(str(repo.path))
    before = tree.blob("a.md")
    repo.write({"a.md": "meanwhile\n"})

    content = tree.read("a.md")

    assert content == b"meanwhile\n"
    assert tree.blob("a.md") == blob_id(content) != before


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "a.md"),
        ("*.md", "deep/a.md"),
        ("/docs/*.md", "docs/a.md"),
        ("docs/**/a.md", "docs/a.md"),
        ("**/a.md", "a.md"),
        ("**/a.md", "deep/er/a.md"),
        ("docs/**", "docs/deep/a.md"),
        ("a[.]md", "a.md"),
        ("a?md", "a.md"),
        (r"\*.md", "*.md"),
        ('"a b.md"', "a b.md"),
        ("caf\udce9.md", "caf\udce9.md"),
    ],
)
def test_a_pattern_is_never_read_too_narrowly(pattern: str, path: str) -> None:
    judged = conversion({}, {"": f"# comment\n\n{pattern} filter=lfs\n".encode("utf-8", "surrogateescape")})

    assert judged(path)


def test_attributes_that_change_no_bytes_cost_nothing() -> None:
    judged = conversion(
        {"core.autocrlf": "input"}, {"": b"* text=auto\n*.sh eol=lf\n*.png binary\n*.md diff=markdown\n"}
    )

    assert not judged("a.md")
    assert not judged("run.sh")
