"""A working tree is what stands on disk: tracked, or not ignored."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.edges.processes import git
from contextkit.edges.worktree import WorkTree
from contextkit.errors import ContextkitError
from contextkit.repo import EXECUTABLE, FILE, SUBMODULE, SYMLINK, Tree
from tests.support import GitRepo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import MakeRepo


def opened(path: Path) -> WorkTree:
    found = open_repo(str(path))
    assert isinstance(found, WorkTree)
    return found


def hashed(repo: GitRepo, name: str) -> str:
    """What git itself says of the bytes on disk."""
    return repo.git("hash-object", "--no-filters", "--", name)


def test_tracked_and_untracked_files_are_in_the_tree_and_ignored_ones_are_not(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", ".gitignore": "*.log\n"})
    repo.write({"new/b.md": "b\n", "c.log": "c\n"})

    tree = opened(repo.path)

    assert list(tree.entries) == [".gitignore", "a.md", "new/b.md"]
    assert tree.read("new/b.md") == b"b\n"
    assert tree.read("c.log") is None
    assert tree.read("nowhere") is None
    assert tree.blob("new/b.md") == hashed(repo, "new/b.md")
    assert tree.commit == repo.head


def test_a_clean_file_has_the_id_of_the_index_and_a_changed_one_that_of_its_bytes(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", "b.md": "b\n"})
    repo.write({"b.md": "changed\n"})

    tree = opened(repo.path)

    assert tree.entries["a.md"].blob == repo.git("rev-parse", "HEAD:a.md")
    assert tree.entries["b.md"].blob == ""
    assert tree.blob("b.md") == hashed(repo, "b.md")
    assert tree.read("b.md") == b"changed\n"


def test_what_is_staged_counts_as_it_stands_on_disk(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.write({"a.md": "staged\n", "new.md": "new\n"})
    repo.git("add", "--all")
    repo.write({"a.md": "later\n"})

    tree = opened(repo.path)

    assert tree.read("a.md") == b"later\n"
    assert tree.blob("a.md") == hashed(repo, "a.md")
    assert "new.md" in tree.entries


def test_a_deleted_file_is_absent(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", "b.md": "b\n"})
    repo.delete("b.md")

    tree = opened(repo.path)

    assert list(tree.entries) == ["a.md"]
    assert tree.read("b.md") is None


def test_an_intent_to_add_is_a_file(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.write({"b.md": "b\n"})
    repo.git("add", "--intent-to-add", "b.md")

    tree = opened(repo.path)

    assert tree.blob("b.md") == hashed(repo, "b.md")


def test_a_file_in_conflict_is_what_stands_on_disk(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", "gone.md": "a\n"})
    repo.git("switch", "--quiet", "--create", "side")
    repo.write({"a.md": "side\n"})
    repo.delete("gone.md")
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write({"a.md": "main\n", "gone.md": "main\n"})
    repo.commit()
    with pytest.raises(AssertionError, match="merge"):
        repo.git("merge", "side")
    repo.delete("gone.md")

    tree = opened(repo.path)

    assert list(tree.entries) == ["a.md"]
    assert b"<<<<<<<" in (tree.read("a.md") or b"")
    assert tree.blob("a.md") == hashed(repo, "a.md")


@pytest.mark.parametrize("switch", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_hidden_from_git_is_read_all_the_same(git_repo: MakeRepo, switch: str) -> None:
    repo = git_repo({"a.md": "a\n", "b.md": "b\n"})
    repo.git("update-index", switch, "a.md")
    repo.write({"a.md": "hidden\n"})

    tree = opened(repo.path)

    assert tree.read("a.md") == b"hidden\n"
    assert opened(repo.path).blob("a.md") == hashed(repo, "a.md")


def test_a_subfolder_leads_to_the_whole_tree(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", "sub/b.md": "b\n"})

    tree = opened(repo.path / "sub")

    assert list(tree.entries) == ["a.md", "sub/b.md"]
    assert tree.root == str(repo.path)


def test_a_repository_without_a_commit_has_files_and_no_commit(git_repo: MakeRepo) -> None:
    repo = git_repo()
    repo.write({"a.md": "a\n", "HEAD": "misleading\n"})

    tree = opened(repo.path)

    assert list(tree.entries) == ["HEAD", "a.md"]
    assert tree.commit is None


def test_a_detached_head_is_a_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.commit()
    repo.git("checkout", "--quiet", "HEAD~1")

    assert opened(repo.path).commit == repo.head


def test_a_linked_worktree_has_its_own_files(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    (tmp_path / "linked/b.md").write_text("b\n")

    tree = opened(tmp_path / "linked")

    assert list(tree.entries) == ["a.md", "b.md"]
    assert tree.place.common_dir == str(repo.path / ".git")


def test_a_linked_worktree_whose_repository_is_gone_is_an_error(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"a.md": "a\n"})
    repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    repo.path.rename(tmp_path / "moved")

    with pytest.raises(ContextkitError, match="git worktree repair"):
        open_repo(str(tmp_path / "linked"))


def test_a_submodule_is_an_entry_that_is_not_entered(git_repo: MakeRepo) -> None:
    inner, repo = git_repo({"inside.md": "i\n"}, name="inner"), git_repo({"a.md": "a\n"})
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "vendor/inner")
    repo.commit()
    (repo.path / "vendor/inner/inside.md").write_text("changed\n")

    tree = opened(repo.path)

    assert list(tree.entries) == [".gitmodules", "a.md", "vendor/inner"]
    assert tree.entries["vendor/inner"].mode == SUBMODULE
    assert tree.blob("vendor/inner") == inner.head
    assert tree.read("vendor/inner") is None


def test_a_repository_that_merely_lies_within_is_foreign_ground(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    GitRepo(repo.path / "clone", {"inside.md": "i\n"})

    tree = opened(repo.path)

    assert tree.entries["clone"].mode == SUBMODULE
    assert Tree(tree).inside_submodule("clone/inside.md") == "clone"
    assert tree.read("clone") is None
    assert len(tree.state) == 64


def test_symlinks_are_their_targets_whether_they_lead_anywhere_or_not(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/a.md": "a\n"})
    for name, target in {"link.md": "docs/a.md", "folder": "docs", "broken": "nowhere", "loop": "loop"}.items():
        repo.link(name, target)
    repo.commit()
    repo.link("untracked", "docs")

    tree = opened(repo.path)

    assert {p for p, e in tree.entries.items() if e.mode == SYMLINK} == {
        "broken",
        "folder",
        "link.md",
        "loop",
        "untracked",
    }
    assert [tree.read(p) for p in ("link.md", "broken", "loop")] == [b"docs/a.md", b"nowhere", b"loop"]
    assert tree.blob("loop") == repo.git("rev-parse", "HEAD:loop")
    assert tree.blob("untracked") == opened(repo.path).blob("folder")
    assert Tree(tree).holds("folder/a.md")
    assert not Tree(tree).holds("loop/a.md")


def test_a_file_that_became_a_link_is_a_link(git_repo: MakeRepo, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("outside\n")
    repo = git_repo({"a.md": "a\n"})
    repo.delete("a.md")
    repo.link("a.md", "../secret")

    tree = opened(repo.path)

    assert tree.entries["a.md"].mode == SYMLINK
    assert tree.read("a.md") == b"../secret"


def test_a_link_put_in_a_files_place_meanwhile_is_not_followed(git_repo: MakeRepo, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("outside\n")
    repo = git_repo({"a.md": "a\n"})
    tree = opened(repo.path)
    assert tree.entries["a.md"].mode == FILE
    repo.delete("a.md")
    repo.link("a.md", "../secret")

    assert tree.read("a.md") is None


def test_an_executable_file_is_known_as_one(git_repo: MakeRepo) -> None:
    repo = git_repo({"run.sh": "#!/bin/sh\n"})
    (repo.path / "run.sh").chmod(0o755)
    repo.write({"new.sh": "#!/bin/sh\n"})
    (repo.path / "new.sh").chmod(0o755)

    tree = opened(repo.path)

    assert {e.mode for e in tree.entries.values()} == {EXECUTABLE}


def test_equal_trees_have_equal_states_and_each_change_gives_another(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n", "b.md": "b\n"})
    states = [opened(repo.path).state]
    assert opened(repo.path).state == states[0]

    repo.write({"a.md": "changed\n"})
    states.append(opened(repo.path).state)
    repo.write({"a.md": "another\n"})
    states.append(opened(repo.path).state)
    repo.write({"new.md": ""})
    states.append(opened(repo.path).state)
    repo.delete("b.md")
    states.append(opened(repo.path).state)
    (repo.path / "a.md").chmod(0o755)
    states.append(opened(repo.path).state)

    assert len(set(states)) == 6


def test_a_file_that_was_only_touched_changes_no_state(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    state = opened(repo.path).state

    os.utime(repo.path / "a.md", (1, 1))

    assert opened(repo.path).state == state


def test_nothing_is_written(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    os.utime(repo.path / "a.md", (1, 1))
    index = (repo.path / ".git/index").read_bytes()

    tree = opened(repo.path)
    tree.state  # noqa: B018  (made when it is asked for)

    assert (repo.path / ".git/index").read_bytes() == index


def test_a_sha256_repository_has_longer_ids(tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    git(["init", "--quiet", "--object-format=sha256"], cwd=str(tmp_path / "repo"))
    repo = GitRepo.opened(tmp_path / "repo")
    repo.write({"a.md": "a\n"})
    repo.commit()
    repo.write({"b.md": "b\n"})

    tree = opened(repo.path)

    assert tree.blob("a.md") == hashed(repo, "a.md")
    assert tree.blob("b.md") == hashed(repo, "b.md")
    assert len(tree.blob("b.md")) == 64


def test_a_path_that_is_no_folder_is_an_error(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})

    with pytest.raises(ContextkitError, match="is not there"):
        open_repo(str(repo.path / "nowhere"))
    with pytest.raises(ContextkitError, match="is not a folder"):
        open_repo(str(repo.path / "a.md"))


def test_a_broken_index_is_an_error_that_says_so(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a\n"})
    (repo.path / ".git/index").write_bytes(b"nonsense" * 10)

    tree = opened(repo.path)

    with pytest.raises(ContextkitError, match="index file"):
        tree.entries  # noqa: B018


def test_a_repository_of_somebody_else_is_refused_with_the_remedy(git_repo: MakeRepo) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    repo = git_repo({"a.md": "a\n"})
    os.chown(repo.path, 12345, 12345)
    os.chown(repo.path / ".git", 12345, 12345)

    with pytest.raises(ContextkitError, match=r"git config --global --add safe\.directory"):
        open_repo(str(repo.path))


def test_a_forked_process_hears_its_own_answers(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "a", "b/c.md": "c"})
    repo.write({"new.md": "new"})
    tree = open_repo(str(repo.path))

    child = os.fork()
    if child == 0:
        os._exit(0 if sorted(tree.entries) == ["a.md", "b/c.md", "new.md"] else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert sorted(tree.entries) == ["a.md", "b/c.md", "new.md"]
