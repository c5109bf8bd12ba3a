"""Tokens: counted where a tokenizer is there, else estimated."""

from __future__ import annotations

from contextkit.facts import Facts
from contextkit.loading import Loads
from contextkit.loading.tokens import counter, estimate
from contextkit.repo import MemoryRepo, MemoryStore, Tree
from tests.loading.trees import loaded


def test_an_estimate_is_a_quarter_of_the_bytes_that_are_read() -> None:
    load = loaded("codex", {"AGENTS.md": "x" * 40_000})

    assert (load.files[0].tokens, load.files[0].is_exact) == (8192, False)
    assert [estimate(b"x" * n) for n in (0, 1, 4, 5)] == [0, 1, 1, 2]


def test_a_count_is_exact_for_the_agents_of_that_tokenizer_alone() -> None:
    repo = MemoryRepo({"AGENTS.md": "one two three"})
    tree = Tree(repo)
    loads = Loads(tree, Facts(repo, tree, MemoryStore(), jobs=1).document, lambda content: len(content.split()))

    assert [(f.tokens, f.is_exact) for f in loads.of("codex", "a.py").files] == [(3, True)]
    assert [(f.tokens, f.is_exact) for f in loads.of("claude", "a.py").files] == [(3, False)]


def test_the_extra_counts_as_the_tokenizer_does() -> None:
    count = counter()

    assert count is not None
    assert [count(text) for text in (b"", b"hello world", b"\xff")] == [0, 2, 1]
