"""Names and contents that trip programs up, in each kind of tree."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.repo import TEXT_LIMIT_BYTES

if TYPE_CHECKING:
    from contextkit.edges.git import Snapshot
    from tests.support import GitRepo, MakeRepo

KINDS = ["working tree", "revision", "folder"]


def opened(repo: GitRepo, kind: str) -> Snapshot:
    if kind == "folder":
        shutil.rmtree(repo.path / ".git")
    return open_repo(str(repo.path), "HEAD" if kind == "revision" else None)


@pytest.mark.parametrize("kind", KINDS)
def test_names_that_are_not_utf8_are_escaped(git_repo: MakeRepo, kind: str) -> None:
    repo = git_repo({"a.md": "a\n"})
    with open(os.fsencode(repo.path) + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123  (a name in bytes)
        file.write(b"coffee\n")
    repo.commit()

    tree = opened(repo, kind)

    assert list(tree.entries) == ["a.md", "caf\udce9.md"]
    assert tree.read("caf\udce9.md") == b"coffee\n"
    assert tree.blob("caf\udce9.md") == "32e1a738d6860b81d732b8f652f2bc2426da2e5b"
    assert tree.state


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["a b\tc.md", "new\nline.md", '"quoted".md', "ünï/ço∂é.md", "[id]/*.tsx", "-n", ":(top)x"]
)
def test_odd_names_are_names(git_repo: MakeRepo, kind: str, name: str) -> None:
    repo = git_repo({name: "text\n"})
    repo.write({name: "changed\n"})
    if kind != "working tree":
        repo.commit()

    tree = opened(repo, kind)

    assert list(tree.entries) == [name]
    assert tree.read(name) == b"changed\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", [b"one\r\ntwo\r\n", b"\xef\xbb\xbf# Title\n", b"\xff\xfe\x00nonsense", b""])
def test_contents_are_given_as_they_are(git_repo: MakeRepo, kind: str, content: bytes) -> None:
    tree = opened(git_repo({"a.md": content}), kind)

    assert tree.read("a.md") == content


@pytest.mark.parametrize("kind", ["working tree", "folder"])
def test_a_file_of_200_megabytes_is_in_the_tree_and_is_not_read(git_repo: MakeRepo, kind: str) -> None:
    repo = git_repo({"a.md": "a\n"})
    with (repo.path / "large.bin").open("wb") as file:
        file.truncate(200_000_000)

    tree = opened(repo, kind)

    assert "large.bin" in tree.entries
    assert tree.read("large.bin") is None
    assert tree.state


def test_a_large_file_that_changes_gives_another_state(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.write({"large.bin": b"x" * (TEXT_LIMIT_BYTES + 1)})
    before = open_repo(str(repo.path)).state

    repo.write({"large.bin": b"x" * (TEXT_LIMIT_BYTES + 2)})

    assert open_repo(str(repo.path)).state != before


@pytest.mark.parametrize("kind", KINDS)
def test_a_limit_is_inclusive(git_repo: MakeRepo, kind: str) -> None:
    tree = opened(git_repo({"a.md": "12345"}), kind)

    assert tree.read("a.md", limit=5) == b"12345"
    assert tree.read("a.md", limit=4) is None
