"""A folder without git is a tree without a past."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.folder import Folder
from contextkit.edges.git import open_repo
from contextkit.errors import ContextkitError
from contextkit.repo import SUBMODULE, SYMLINK

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import MakeRepo


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content)
    return path


def test_all_files_that_are_not_ignored_are_in_the_tree(tmp_path: Path) -> None:
    files = {
        ".gitignore": "build/\n*.log\n",
        "a.md": "a\n",
        "build/out.md": "made\n",
        "node_modules/x/index.js": "x\n",
        "pkg/.gitignore": "!kept.log\n/local\n",
        "pkg/kept.log": "kept\n",
        "pkg/local": "mine\n",
        "pkg/deep/local": "ours\n",
        "pkg/lost.log": "lost\n",
    }

    tree = open_repo(str(folder(tmp_path, files)))

    assert isinstance(tree, Folder)
    assert list(tree.entries) == [".gitignore", "a.md", "pkg/.gitignore", "pkg/deep/local", "pkg/kept.log"]
    assert tree.read("a.md") == b"a\n"
    assert tree.read("build/out.md") is None
    assert tree.commit is None


def test_ids_are_those_that_git_would_give(tmp_path: Path, git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    tree = open_repo(str(folder(tmp_path / "plain", {"a.md": "a\n"})))

    assert tree.blob("a.md") == repo.git("rev-parse", "HEAD:a.md")


def test_links_are_not_followed_and_repositories_not_entered(tmp_path: Path, git_repo: MakeRepo) -> None:
    git_repo({"inside.md": "i\n"}, name="plain/clone")
    (tmp_path / "plain/loop").symlink_to(".")
    (tmp_path / "plain/broken").symlink_to("nowhere")

    tree = open_repo(str(tmp_path / "plain"))

    assert {p: e.mode for p, e in tree.entries.items()} == {"broken": SYMLINK, "clone": SUBMODULE, "loop": SYMLINK}
    assert tree.read("loop") == b"."
    assert tree.read("clone") is None


def test_a_change_gives_another_state(tmp_path: Path) -> None:
    folder(tmp_path, {"a.md": "a\n"})
    first = open_repo(str(tmp_path)).state
    again = open_repo(str(tmp_path)).state

    folder(tmp_path, {"a.md": "changed\n"})

    assert first == again
    assert open_repo(str(tmp_path)).state != first


def test_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(ContextkitError, match="is in no git repository"):
        open_repo(str(tmp_path), "HEAD")


def test_no_git_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, {"a.md": "a\n"})
    monkeypatch.setenv("PATH", str(tmp_path))

    assert list(open_repo(str(tmp_path)).entries) == ["a.md"]


def test_a_repository_is_not_taken_for_a_folder_where_git_is_missing(
    git_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repo = git_repo({"sub/a.md": "a\n"})
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ContextkitError, match="Install git"):
        open_repo(str(repo.path / "sub"))


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    folder(tmp_path, {"a.md": "a\n"})
    os.mkfifo(tmp_path / "pipe")

    assert list(open_repo(str(tmp_path)).entries) == ["a.md"]
