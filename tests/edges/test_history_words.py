"""Where lost words stood, and since when documents have named something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.repo import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.repo import History
    from tests.support import GitRepo, MakeRepo


def history_of(repo: GitRepo, cache: Path | None = None) -> History:
    tree = Tree(open_repo(str(repo.path)))
    assert tree.repo.commit
    return open_history(repo.git("rev-parse", "--absolute-git-dir"), tree.repo.commit, tree, cache)


def test_a_word_is_found_in_the_files_that_held_it_then(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.py": "shop = 1\n", "b.py": "shopping = 1\n", "c.txt": "shop\n", "d.py": "x = shop\n"})
    then = repo.head
    repo.write({"a.py": "", "b.py": "", "c.txt": ""})
    repo.delete("d.py")
    repo.commit()

    found = history_of(repo).words_gone({then: {"shop", "absent"}}, [".py"])

    assert found == {then: {"shop": ["a.py", "d.py"]}}


def test_each_commit_is_asked_for_its_own_words(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.py": "one = two\n"})
    first = repo.head
    repo.write({"a.py": "two = 2\n"})
    second = repo.commit()
    repo.write({"a.py": ""})
    repo.commit()

    found = history_of(repo).words_gone({first: {"one"}, second: {"one", "two"}}, [".py"])

    assert found == {first: {"one": ["a.py"]}, second: {"two": ["a.py"]}}


def test_what_uncommitted_work_took_out_stood_at_the_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.py": "shop = 1\n", "b.py": "shop = 2\n", "c.py": "y = 1\n"})
    repo.write({"a.py": ""})
    repo.delete("b.py")

    found = history_of(repo).words_gone({repo.head: {"shop"}}, [".py"])

    assert found == {repo.head: {"shop": ["a.py", "b.py"]}}


def test_many_words_are_found_as_few_are(git_repo: MakeRepo) -> None:
    words = {f"word_{n}" for n in range(40)}
    repo = git_repo({"a.py": " ".join(sorted(words)[:30])})
    then = repo.head
    repo.write({"a.py": ""})
    repo.commit()

    found = history_of(repo).words_gone({then: words}, [".py"])

    assert set(found[then]) == set(sorted(words)[:30])


def test_answers_about_words_are_kept(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"a.py": "shop = 1\n", "AGENTS.md": "`shop`\n"})
    then = repo.head
    repo.write({"a.py": ""})
    repo.commit()
    first = history_of(repo, tmp_path / "cache")
    asked = {then: {"shop", "absent"}}

    expected = first.words_gone(asked, [".py"]), first.named_since({"AGENTS.md": {"shop"}})
    again = history_of(repo, tmp_path / "cache")

    assert (again.words_gone(asked, [".py"]), again.named_since({"AGENTS.md": {"shop"}})) == expected


def test_a_commit_that_is_not_there_holds_nothing(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.py": ""})

    assert history_of(repo).words_gone({"0" * 40: {"shop"}}, [".py"]) == {"0" * 40: {}}


def test_a_document_names_a_word_since_it_was_last_brought_in(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "shop\n"})
    repo.write({"a.md": "market\n"})
    repo.commit()
    repo.write({"a.md": "shop again\n"})
    again = repo.commit()
    repo.write({"a.md": "the shop again\n"})
    repo.commit()

    found = history_of(repo).named_since({"a.md": {"shop", "market"}, "gone.md": {"shop"}})

    assert {w: c.id for w, c in found["a.md"].items()} == {"shop": again}
    assert found["gone.md"] == {}


def test_a_rename_of_the_document_is_followed(git_repo: MakeRepo) -> None:
    text = "".join(f"line {n} of a text that is long enough\n" for n in range(30))
    repo = git_repo({"old.md": f"{text}shop\n"})
    first = repo.head
    repo.move("old.md", "docs/new.md")
    repo.write({"docs/new.md": f"{text}the shop\n"})
    repo.commit()

    found = history_of(repo).named_since({"docs/new.md": {"shop"}})

    assert found["docs/new.md"]["shop"].id == first


def test_a_word_that_is_not_committed_yet_has_no_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.md": "market\n"})
    repo.write({"a.md": "shop\n", "b.md": "shop\n"})

    assert history_of(repo).named_since({"a.md": {"shop"}, "b.md": {"shop"}}) == {"a.md": {}, "b.md": {}}
