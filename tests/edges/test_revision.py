"""A revision is read from the object database, whatever is checked out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.errors import ContextkitError
from contextkit.repo import EXECUTABLE, SUBMODULE, SYMLINK

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import MakeRepo


def test_a_revision_is_the_tree_of_that_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", "z/b.md": "b\n"})
    first = repo.head
    repo.write({"a.md": "later\n"})
    repo.delete("z")
    repo.commit()

    tree = open_repo(str(repo.path), first[:10])

    assert list(tree.entries) == ["a.md", "z/b.md"]
    assert tree.read("a.md") == b"a\n"
    assert tree.read("nowhere") is None
    assert tree.commit == first
    assert tree.label == str(repo.path)
    assert tree.state == repo.git("rev-parse", f"{first}^{{tree}}")


def test_a_bare_directory_means_its_head(git_repo: MakeRepo, tmp_path: Path) -> None:
    source = git_repo({"a.md": "a\n"})
    bare = source.clone(tmp_path / "bare.git", "--bare")

    tree = open_repo(str(bare.path))

    assert tree.commit == source.head
    assert tree.read("a.md") == b"a\n"
    assert tree.root is None
    assert open_repo(str(bare.path), "HEAD").state == tree.state


def test_the_git_directory_of_a_work_tree_means_its_head_too(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.write({"a.md": "changed\n"})

    assert open_repo(str(repo.path / ".git")).read("a.md") == b"a\n"


def test_a_bare_directory_without_a_configuration_is_read(git_repo: MakeRepo, tmp_path: Path) -> None:
    bare = git_repo({"a.md": "a\n"}).clone(tmp_path / "bare.git", "--bare")
    (bare.path / "config").unlink()

    assert open_repo(str(bare.path)).read("a.md") == b"a\n"


def test_a_bare_directory_without_a_commit_is_empty(git_repo: MakeRepo, tmp_path: Path) -> None:
    bare = git_repo().clone(tmp_path / "bare.git", "--bare")

    tree = open_repo(str(bare.path))

    assert dict(tree.entries) == {}
    assert tree.commit is None
    assert tree.state == "empty"


def test_a_head_that_names_no_branch_is_an_error_that_names_branches(git_repo: MakeRepo, tmp_path: Path) -> None:
    bare = git_repo({"a.md": "a\n"}).clone(tmp_path / "bare.git", "--bare")
    bare.git("symbolic-ref", "HEAD", "refs/heads/gone")

    with pytest.raises(ContextkitError, match="--at, such as main"):
        open_repo(str(bare.path))
    assert list(open_repo(str(bare.path), "main").entries) == ["a.md"]


def test_an_unknown_revision_names_the_nearest_ones(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.git("tag", "v1.20")

    with pytest.raises(ContextkitError, match=r"No revision `v1\.2`.*Nearest are v1\.20"):
        open_repo(str(repo.path), "v1.2")
    for wrong in ("", "--help", "HEAD:a.md"):
        with pytest.raises(ContextkitError, match="No revision"):
            open_repo(str(repo.path), wrong)


def test_an_unknown_revision_of_an_empty_repository_is_an_error(git_repo: MakeRepo) -> None:
    with pytest.raises(ContextkitError, match="No revision `HEAD`"):
        open_repo(str(git_repo().path), "HEAD")


def test_modes_are_kept(git_repo: MakeRepo) -> None:
    inner, repo = git_repo({"i.md": "i\n"}, name="inner"), git_repo({"a.md": "a\n", "run.sh": "#!/bin/sh\n"})
    (repo.path / "run.sh").chmod(0o755)
    repo.link("link", "a.md")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "inner")
    repo.commit()

    tree = open_repo(str(repo.path), "HEAD")

    assert [tree.entries[p].mode for p in ("run.sh", "link", "inner")] == [EXECUTABLE, SYMLINK, SUBMODULE]
    assert tree.read("link") == b"a.md"
    assert tree.read("inner") is None
    assert tree.blob("inner") == inner.head


def test_a_limit_leaves_large_contents_out_and_the_next_one_is_whole(git_repo: MakeRepo) -> None:
    repo = git_repo({"large.bin": b"x" * 3_000_000, "small.md": "small\n"})

    tree = open_repo(str(repo.path), "HEAD")

    assert tree.read("large.bin", limit=1000) is None
    assert tree.read("small.md", limit=1000) == b"small\n"
    assert len(tree.read("large.bin") or b"") == 3_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_reads_on_its_own(git_repo: MakeRepo) -> None:
    repo = git_repo({f"{n}.md": f"{n}\n" * 1000 for n in range(50)})
    tree = open_repo(str(repo.path), "HEAD")
    assert tree.read("0.md") == b"0\n" * 1000
    wanted = {p: tree.entries[p] for p in tree.entries}

    child = os.fork()
    is_right = all(tree.read(p) == f"{p[:-3]}\n".encode() * 1000 for p in wanted)
    if child == 0:
        os._exit(0 if is_right else 1)

    assert is_right
    assert os.waitpid(child, 0)[1] == 0
