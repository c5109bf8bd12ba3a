"""Sparse, shallow and partial clones: what is not at hand is said to be missing, and never fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.edges.objects import at_hand, is_partial
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import GitRepo, MakeRepo

FILES = {"a.md": "a\n", "docs/b.md": "b\n", "docs/.gitignore": "*.log\n", "src/c.py": "c = 1\n"}


def missing(repo: GitRepo) -> set[str]:
    """What git knows of and has not: it shrinks when anything is fetched."""
    listed = repo.git("rev-list", "--objects", "--all", "--missing=print").splitlines()
    return {line for line in listed if line.startswith("?")}


def test_a_partial_clone_has_paths_and_lacks_contents(git_repo: MakeRepo, tmp_path: Path) -> None:
    partial = git_repo(FILES).clone(tmp_path / "partial.git", "--filter=blob:none", "--bare")
    lacking = missing(partial)

    tree = open_repo(str(partial.path))

    assert list(tree.entries) == sorted(FILES)
    assert [tree.read(p) for p in tree.entries] == [None] * 4
    assert missing(partial) == lacking
    assert len(lacking) == 4


def test_what_a_partial_clone_has_of_a_revision_is_read(git_repo: MakeRepo, tmp_path: Path) -> None:
    source = git_repo(FILES)
    source.write({"a.md": "later\n"})
    source.commit()
    partial = source.clone(tmp_path / "partial", "--filter=blob:none")
    lacking = missing(partial)

    before, now = open_repo(str(partial.path), "HEAD~1"), open_repo(str(partial.path), "HEAD")

    assert before.read("a.md") is None
    assert before.read("src/c.py") == b"c = 1\n"
    assert now.read("a.md") == b"later\n"
    assert missing(partial) == lacking != set()


def test_files_outside_of_a_sparse_checkout_are_in_the_tree(git_repo: MakeRepo, tmp_path: Path) -> None:
    sparse = git_repo(FILES).clone(tmp_path / "sparse", "--sparse")
    assert not (sparse.path / "docs").exists()

    tree = open_repo(str(sparse.path))

    assert list(tree.entries) == sorted(FILES)
    assert tree.read("docs/b.md") == b"b\n"
    assert tree.read("docs/b.md", limit=1) is None
    assert tree.blob("docs/b.md") == sparse.git("rev-parse", "HEAD:docs/b.md")


def test_a_sparse_index_lists_all_files(git_repo: MakeRepo, tmp_path: Path) -> None:
    sparse = git_repo(FILES).clone(tmp_path / "sparse", "--sparse")
    sparse.git("sparse-checkout", "init", "--cone", "--sparse-index")

    assert list(open_repo(str(sparse.path)).entries) == sorted(FILES)


def test_a_sparse_partial_clone_fetches_nothing_even_where_an_ignore_file_is_missing(
    git_repo: MakeRepo, tmp_path: Path
) -> None:
    clone = git_repo(FILES).clone(tmp_path / "clone", "--sparse", "--filter=blob:none")
    lacking = missing(clone)
    clone.write({"docs/new.md": "new\n", "other.md": "other\n"})

    tree = open_repo(str(clone.path))

    assert list(tree.entries) == sorted([*FILES, "docs/new.md", "other.md"])
    assert [tree.read(p) for p in ("a.md", "docs/b.md", "docs/new.md")] == [b"a\n", None, b"new\n"]
    assert len(tree.state) == 64
    assert missing(clone) == lacking != set()


def test_a_shallow_clone_has_its_tree_and_names_what_it_lacks(git_repo: MakeRepo, tmp_path: Path) -> None:
    source = git_repo(FILES)
    source.git("tag", "first")
    source.write({"a.md": "later\n"})
    source.commit()
    shallow = source.clone(tmp_path / "shallow", "--depth=1")

    tree = open_repo(str(shallow.path))

    assert tree.read("a.md") == b"later\n"
    with pytest.raises(ContextkitError, match="git fetch origin first"):
        open_repo(str(shallow.path), "first")


def test_a_snapshot_that_lacks_a_blob_without_being_partial_says_so(git_repo: MakeRepo) -> None:
    repo = git_repo(FILES)
    blob = repo.git("rev-parse", "HEAD:a.md")
    (repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()

    tree = open_repo(str(repo.path), "HEAD")

    assert tree.read("a.md") is None
    assert tree.read("src/c.py") == b"c = 1\n"


def test_only_blobs_at_hand_are_named(git_repo: MakeRepo, tmp_path: Path) -> None:
    source = git_repo(FILES)
    partial = source.clone(tmp_path / "partial", "--filter=blob:none", "--sparse")
    blobs = [source.git("rev-parse", f"HEAD:{p}") for p in ("a.md", "src/c.py")]

    assert at_hand(str(partial.path / ".git"), blobs) == {blobs[0]}
    assert is_partial(str(partial.path / ".git"))
    assert not is_partial(str(source.path / ".git"))
