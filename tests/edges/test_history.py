"""What became of files, folders, globs and suffixes, in real repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.repo import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.repo import Fate, History
    from tests.support import GitRepo, MakeRepo

LONG = "".join(f"line {n} of a text that is long enough to be recognised\n" for n in range(40))
CHANGED = LONG.replace("line 7 of", "the seventh of")


def history_of(repo: GitRepo, at: str | None = None, cache: Path | None = None) -> History:
    tree = Tree(open_repo(str(repo.path), at))
    assert tree.repo.commit
    return open_history(repo.git("rev-parse", "--absolute-git-dir"), tree.repo.commit, tree, cache)


def fate_of(repo: GitRepo, path: str, at: str | None = None) -> Fate | None:
    return history_of(repo, at).fates([path]).get(path)


def test_a_renamed_file_is_followed_to_its_place(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/old.md": LONG})
    repo.move("docs/old.md", "guide/new.md")
    moved = repo.commit("Move the guide")

    fate = fate_of(repo, "docs/old.md")

    assert fate is not None
    assert (fate.target, fate.is_exact, fate.last) == ("guide/new.md", True, None)
    assert (fate.commit.id, fate.commit.subject, fate.commit.date) == (moved, "Move the guide", "2024-01-02")


def test_a_file_renamed_twice_is_followed_to_the_end(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG})
    repo.move("a.md", "b.md")
    first = repo.commit()
    repo.move("b.md", "c/d.md")
    second = repo.commit()

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert fate.last is not None
    assert (fate.commit.id, fate.target, fate.last.id, fate.is_exact) == (first, "c/d.md", second, True)


def test_a_file_renamed_with_small_changes_is_found(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG})
    repo.delete("a.md")
    repo.write({"b.md": CHANGED, "c.md": "something else\n" * 30})
    repo.commit()

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert (fate.target, fate.is_exact) == ("b.md", True)


def test_a_file_renamed_with_large_changes_is_no_safe_fix(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG})
    repo.delete("a.md")
    repo.write({"b.md": "".join(LONG.splitlines(keepends=True)[:24]) + "other words\n" * 60})
    repo.commit()

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert (fate.target, fate.is_exact) == ("b.md", False)


def test_a_file_renamed_and_then_merged_away_has_no_target(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG, "keep.md": "kept"})
    repo.move("a.md", "b.md")
    renamed = repo.commit()
    repo.delete("b.md")
    gone = repo.commit()

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert fate.last is not None
    assert (fate.target, fate.commit.id, fate.last.id) == (None, renamed, gone)


def test_a_deleted_file_has_its_commit_and_no_target(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG, "b.md": "other"})
    repo.delete("a.md")
    gone = repo.commit()
    repo.write({"c.md": "more"})
    repo.commit()

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert (fate.target, fate.commit.id, fate.is_folder, fate.is_exact) == (None, gone, False, False)


def test_a_path_that_never_was_has_no_fate(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG})

    assert history_of(repo).fates(["b.md", "", "a.md"]) == {}


def test_a_path_that_lives_again_has_no_fate(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG})
    repo.delete("a.md")
    repo.commit()
    repo.write({"a.md": "again"})
    repo.commit()

    assert fate_of(repo, "a.md") is None


def test_of_two_deletions_the_later_one_counts(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG})
    repo.delete("a.md")
    repo.commit()
    repo.write({"a.md": "again"})
    repo.commit()
    repo.delete("a.md")
    later = repo.commit("For good", date="2023-01-01")  # a clock that was set back

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert fate.commit.id == later


def test_a_removal_on_a_side_branch_is_found(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG, "b.md": "other"})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.delete("a.md")
    gone = repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write({"c.md": "more"})
    repo.commit()
    repo.git("merge", "--quiet", "--no-edit", "side")

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert fate.commit.id == gone


def test_a_file_that_a_merge_itself_dropped_is_found(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG, "b.md": "other"})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write({"c.md": "more"})
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write({"d.md": "more"})
    repo.commit()
    repo.git("merge", "--quiet", "--no-commit", "side")
    repo.move("a.md", "moved.md")
    merge = repo.commit("Merge side")

    fate = fate_of(repo, "a.md")

    assert fate is not None
    assert (fate.commit.id, fate.target) == (merge, "moved.md")


def test_only_ancestors_count(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": LONG, "b.md": "other"})
    before = repo.head
    repo.git("checkout", "--quiet", "-b", "side")
    repo.delete("a.md")
    repo.commit()

    assert fate_of(repo, "a.md", at=before) is None


def test_a_moved_folder_is_told_by_its_children(git_repo: MakeRepo) -> None:
    repo = git_repo({f"old/{n}.py": f"{n}\n{LONG}" for n in range(6)} | {"old/deep/x.py": "x" + LONG})
    repo.move("old", "src/new")
    moved = repo.commit()

    fate = fate_of(repo, "old")

    assert fate is not None
    assert (fate.target, fate.is_folder, fate.is_exact, fate.commit.id) == ("src/new", True, True, moved)


def test_a_folder_of_which_half_went_elsewhere_is_no_safe_fix(git_repo: MakeRepo) -> None:
    repo = git_repo({f"old/{n}.py": f"{n}\n{LONG}" for n in range(6)})
    for n in range(6):
        repo.move(f"old/{n}.py", f"{'new' if n < 4 else 'other'}/{n}.py")
    repo.commit()

    fate = fate_of(repo, "old")

    assert fate is not None
    assert (fate.target, fate.is_exact) == ("new", False)


def test_a_folder_is_followed_over_two_moves(git_repo: MakeRepo) -> None:
    repo = git_repo({f"one/{n}.py": f"{n}\n{LONG}" for n in range(4)})
    repo.move("one", "two")
    first = repo.commit()
    repo.move("two", "three")
    repo.commit()

    fate = fate_of(repo, "one")

    assert fate is not None
    assert (fate.target, fate.commit.id) == ("three", first)


def test_a_deleted_folder_has_the_commit_that_took_its_last_file(git_repo: MakeRepo) -> None:
    repo = git_repo({"old/a.py": "a" + LONG, "old/b.py": "b" + LONG, "keep": ""})
    repo.delete("old/a.py")
    repo.commit()
    repo.delete("old/b.py")
    last = repo.commit()

    fate = fate_of(repo, "old")

    assert fate is not None
    assert (fate.target, fate.commit.id) == (None, last)


def test_a_file_that_was_copied_before_it_was_deleted_has_moved(git_repo: MakeRepo) -> None:
    repo = git_repo({"old/guide.md": LONG})
    repo.write({"new/guide.md": LONG})
    repo.commit()
    repo.delete("old/guide.md")
    repo.commit()

    fate = fate_of(repo, "old/guide.md")

    assert fate is not None
    assert (fate.target, fate.is_exact) == ("new/guide.md", True)


def test_empty_files_are_not_taken_for_each_other(git_repo: MakeRepo) -> None:
    repo = git_repo({"a/__init__.py": "", "a/x.py": LONG})
    repo.delete("a/__init__.py")
    repo.write({"z/py.typed": ""})
    repo.commit()

    fate = fate_of(repo, "a/__init__.py")

    assert fate is not None
    assert fate.target is None


def test_of_identical_targets_the_one_at_the_same_place_is_taken(git_repo: MakeRepo) -> None:
    repo = git_repo({"a/x/conf.json": LONG, "a/y/conf.json": LONG})
    repo.move("a", "b")
    repo.commit()

    fates = history_of(repo).fates(["a/x/conf.json", "a/y/conf.json"])

    assert [f.target for f in fates.values()] == ["b/x/conf.json", "b/y/conf.json"]


def test_a_glob_that_matched_once_has_the_fate_of_its_last_match(git_repo: MakeRepo) -> None:
    repo = git_repo({"kinds/a.ts": "a" + LONG, "kinds/b.ts": "b" + LONG, "kinds/deep/c.test.ts": LONG, "keep": ""})
    repo.delete("kinds/a.ts")
    repo.commit()
    repo.move("kinds/b.ts", "sorts/b.ts")
    repo.delete("kinds/deep")
    last = repo.commit()

    fates = history_of(repo).glob_fates(["kinds/*.ts", "**/*.test.{ts,js}", "kinds/*", "kinds/d*", "none/**"])

    assert {g: f.was for g, f in fates.items()} == {
        "kinds/*.ts": "kinds/b.ts",
        "kinds/*": "kinds/b.ts",
        "kinds/d*": "kinds/deep",
        "**/*.test.{ts,js}": "kinds/deep/c.test.ts",
    }
    assert fates["kinds/*.ts"].target == "sorts/b.ts"
    assert {f.commit.id for f in fates.values()} == {last}


def test_a_suffix_finds_whole_segments_alone(git_repo: MakeRepo) -> None:
    repo = git_repo({"pkg/src/lock.py": LONG, "pkg/src/block.py": "b" + LONG, "other/lock.py": "o" + LONG})
    repo.move("pkg/src", "pkg/lib")
    repo.delete("other")
    repo.commit()

    fates = history_of(repo).suffix_fates(["lock.py", "src/lock.py", "pkg/src", "ock.py"])

    assert {s: [f.was for f in found] for s, found in fates.items()} == {
        "lock.py": ["other/lock.py", "pkg/src/lock.py"],
        "src/lock.py": ["pkg/src/lock.py"],
        "pkg/src": ["pkg/src"],
    }
    assert fates["src/lock.py"][0].target == "pkg/lib/lock.py"
    assert fates["pkg/src"][0].target == "pkg/lib"


def test_names_that_are_not_utf8_are_followed(git_repo: MakeRepo) -> None:
    repo = git_repo({b"caf\xe9.md".decode("utf-8", "surrogateescape"): LONG})
    repo.git("mv", b"caf\xe9.md".decode("utf-8", "surrogateescape"), "th\xe9.md")
    repo.commit()

    fate = fate_of(repo, b"caf\xe9.md".decode("utf-8", "surrogateescape"))

    assert fate is not None
    assert fate.target == "th\xe9.md"


def test_a_move_that_is_not_committed_is_known(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/a.md": LONG, "docs/b.md": "b" + LONG, "src/x.py": "x" + LONG})
    repo.move("docs", "pages")
    repo.delete("src/x.py")

    fates = history_of(repo).fates(["docs/a.md", "docs", "src/x.py"])

    assert {p: (f.target, f.is_exact, str(f.commit)) for p, f in fates.items()} == {
        "docs/a.md": ("pages/a.md", True, "the working tree, uncommitted"),
        "docs": ("pages", True, "the working tree, uncommitted"),
        "src/x.py": (None, False, "the working tree, uncommitted"),
    }


def test_a_file_that_a_link_led_to_and_that_took_its_place_has_moved(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/CONTRIBUTING.md": LONG})
    repo.link("CONTRIBUTING.md", "docs/CONTRIBUTING.md")
    repo.commit("A link")
    repo.delete("CONTRIBUTING.md")
    repo.move("docs/CONTRIBUTING.md", "CONTRIBUTING.md")
    repo.commit("A file")

    fate = fate_of(repo, "docs/CONTRIBUTING.md")

    assert fate is not None
    assert (fate.target, fate.is_exact) == ("CONTRIBUTING.md", True)


@pytest.mark.parametrize(
    ("old", "new", "target"),
    [
        ("introduction/supported-platforms.md", "set-up/supported-platforms.md", "set-up/supported-platforms.md"),
        ("start/known_limits.md", "start/more/Known-Limits.md", "start/more/Known-Limits.md"),
        ("a/index.md", "b/index.md", None),
        ("a/types.md", "b/types.md", None),
        ("a/supported-platforms.md", "b/supported-systems.md", None),
    ],
)
def test_a_file_written_anew_under_a_telling_name_is_no_safe_fix(
    git_repo: MakeRepo, old: str, new: str, target: str | None
) -> None:
    repo = git_repo({old: LONG, "other.md": "x"})
    repo.delete(old)
    repo.write({new: "Nothing of what was written there is here.\n" * 20})
    repo.commit("Anew")

    fate = fate_of(repo, old)

    assert fate is not None
    assert (fate.target, fate.is_exact) == (target, False)


def test_of_two_new_files_of_a_name_none_is_taken(git_repo: MakeRepo) -> None:
    repo = git_repo({"supported-platforms.md": LONG})
    repo.delete("supported-platforms.md")
    repo.write({f"{folder}/supported-platforms.md": f"{folder}\n" * 20 for folder in "ab"})
    repo.commit("Anew")

    fate = fate_of(repo, "supported-platforms.md")

    assert fate is not None
    assert fate.target is None
