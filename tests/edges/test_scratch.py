"""Copies of a tree."""

from __future__ import annotations

from contextkit.edges.scratch import copied
from contextkit.repo import MemoryRepo, Tree


def test_a_copy_holds_the_wanted_files_and_is_gone_in_the_end() -> None:
    tree = Tree(MemoryRepo({"a/b.md": "text", "no.md": "left behind"}, {"c.md": "a/b.md", "out": "../../etc/passwd"}))

    with copied(tree, lambda path: path != "no.md", {"x/y.toml": b"z"}) as folder:
        found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if ".git/" not in f"{p}/")
        linked = (folder / "c.md").read_text()

    assert found == ["a", "a/b.md", "c.md", "x", "x/y.toml"]
    assert linked == "text"
    assert not folder.exists()


def test_what_is_too_large_is_there_without_its_content() -> None:
    tree = Tree(MemoryRepo({"large.bin": b"x" * 1_000_001}))

    with copied(tree, lambda _path: True, {}) as folder:
        size = (folder / "large.bin").stat().st_size

    assert size == 0
