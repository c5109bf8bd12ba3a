"""History where part of it is not at hand: shallow, without blobs, without trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.repo import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.repo import History
    from tests.support import GitRepo, MakeRepo

LONG = "".join(f"line {n} of a text that is long enough to be recognised\n" for n in range(40))


@pytest.fixture
def origin(git_repo: MakeRepo) -> GitRepo:
    """`exact.md` moved as it was, `lib/` moved with changes, `gone.md` was deleted."""
    lib = {f"lib/{n}.py": f"{n}\n{LONG}" for n in range(8)}
    repo = git_repo({"exact.md": LONG, "gone.md": "gone" + LONG, "guide.md": "guide" + LONG, **lib})
    repo.move("exact.md", "docs/exact.md")
    repo.move("lib", "src")
    repo.write({"src/3.py": "3\n# changed\n" + LONG})
    repo.commit("Move")
    repo.delete("gone.md")
    repo.move("guide.md", "docs/guide.md")
    repo.write({"docs/guide.md": "guide" + LONG + "changed\n"})
    repo.commit("Delete")
    return repo


def history_of(repo: GitRepo, cache: Path | None = None) -> History:
    tree = Tree(open_repo(str(repo.path)))
    assert tree.repo.commit
    return open_history(repo.git("rev-parse", "--absolute-git-dir"), tree.repo.commit, tree, cache)


def test_a_whole_clone_is_not_cut(origin: GitRepo) -> None:
    assert history_of(origin).cut is None


def test_a_shallow_clone_says_where_it_ends_and_what_repairs_it(origin: GitRepo, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--depth=1")

    history = history_of(clone)

    assert history.cut is not None
    assert history.cut.why == "history ends after 1 commit (shallow clone)"
    assert history.cut.repair == "git fetch --unshallow --filter=blob:none"
    assert history.fates(["exact.md"]) == {}


def test_the_repair_makes_a_shallow_clone_answer(origin: GitRepo, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--depth=1")
    before = history_of(clone, tmp_path / "cache")
    assert before.cut is not None

    clone.git(*before.cut.repair.split()[1:])
    after = history_of(clone, tmp_path / "cache")

    assert after.cut is None
    fates = after.fates(["exact.md", "gone.md", "lib", "lib/3.py", "guide.md"])
    assert {p: (f.target, f.is_exact) for p, f in fates.items()} == {
        "exact.md": ("docs/exact.md", True),
        "gone.md": (None, False),
        "lib": ("src", True),
        "lib/3.py": ("src/3.py", True),
        "guide.md": ("docs/guide.md", False),
    }


def test_a_clone_that_is_shallow_and_partial_is_cut(origin: GitRepo, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--depth=2", "--filter=blob:none")

    history = history_of(clone)

    assert history.cut is not None
    assert "2 commits (shallow clone)" in history.cut.why
    assert history.fates(["gone.md"])["gone.md"].target is None


def test_nothing_is_fetched_in_a_clone_without_blobs(origin: GitRepo, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--filter=blob:none")
    objects = clone.git("count-objects", "-v")
    history = history_of(clone)

    assert history.cut is None
    assert history.fates(["exact.md"])["exact.md"].target == "docs/exact.md"
    assert history.fates(["guide.md"])["guide.md"].target == "docs/guide.md"
    assert history.words_at(f"{clone.head}~2", ["guideline"], [".md"]) == {}
    assert history.read_at(f"{clone.head}~2", ["gone.md"]) == {}
    assert history.removals("gone", "gone.md") is None
    assert history.written("docs/guide.md", [1]) == {}
    assert clone.git("count-objects", "-v") == objects


def test_a_clone_without_trees_says_so(origin: GitRepo, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--filter=tree:0")

    history = history_of(clone, tmp_path / "cache")

    assert history.cut is not None
    assert history.cut.repair == "git fetch --refetch --filter=blob:none"
    assert history.fates(["exact.md"]) == {}


def test_lines_behind_the_edge_of_a_shallow_clone_have_no_author(origin: GitRepo, tmp_path: Path) -> None:
    origin.write({"src/3.py": "new\n3\n# changed\n" + LONG})
    newest = origin.commit("Add a line")
    clone = origin.clone(tmp_path / "clone", "--depth=2")

    written = history_of(clone).written("src/3.py", [1, 2])

    assert {n: c.id for n, c in written.items()} == {1: newest}


def test_one_missing_content_does_not_hide_what_the_others_tell(git_repo: MakeRepo, tmp_path: Path) -> None:
    origin = git_repo({"a.md": LONG, "large.bin": "x" * 9000, "z.md": "z"})
    origin.delete("a.md", "large.bin")
    origin.write(
        {"b.md": LONG.replace("line 7 of", "the seventh of"), "c.md": "other words\n" * 30, "huge.bin": "y" * 9000}
    )
    origin.commit()
    origin.delete("huge.bin")
    origin.commit()
    clone = origin.clone(tmp_path / "clone", "--filter=blob:limit=4k")
    clone.git("cat-file", "-p", "HEAD~2:a.md")  # was left out of the clone's first pack with its large neighbour

    fate = history_of(clone).fates(["a.md"])["a.md"]

    assert (fate.target, fate.is_exact) == ("b.md", True)


def test_a_guess_is_kept_until_contents_come(origin: GitRepo, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--filter=blob:none")
    cold = history_of(clone, tmp_path / "cache").fates(["guide.md"])

    warm = history_of(clone, tmp_path / "cache").fates(["guide.md"])
    clone.git("diff", "--stat", "HEAD~2", "HEAD")  # git fetches what it needs here
    later = history_of(clone, tmp_path / "cache").fates(["guide.md"])

    assert warm == cold
    assert not cold["guide.md"].is_exact
    assert later["guide.md"].is_exact
