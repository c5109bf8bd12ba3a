"""Where names stand in a tree, and what is kept between runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from contextkit.facts import Facts
from contextkit.facts.source_files import is_source
from contextkit.repo import MemoryRepo, MemoryStore, Tree
from contextkit.workers import MIN_ITEMS, Task, spread

if TYPE_CHECKING:
    from contextkit.repo import Store


def facts(files: Mapping[str, str], store: Store | None = None) -> Facts:
    repo = MemoryRepo(files)
    return Facts(repo, Tree(repo), store or MemoryStore())


class WatchedRepo(MemoryRepo):
    """Knows what was read."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        super().__init__(files)
        self.was_read: set[str] = set()

    def read(self, path: str, limit: int = 4_000_000) -> bytes | None:
        self.was_read.add(path)
        return super().read(path, limit)


def test_a_definition_is_found_with_its_place() -> None:
    found = facts({"src/shop.py": "\nclass Shop:\n    def sell(self): ...\n"}).definitions({"Shop", "sell", "buy"})

    assert {name: [str(p) for p in places] for name, places in found.items()} == {
        "Shop": ["src/shop.py:2"],
        "sell": ["src/shop.py:3"],
    }


def test_a_definition_in_code_comes_before_one_in_a_test() -> None:
    found = facts({"a/tests/shop.py": "class Shop: ...\n", "z/y/x/shop.py": "class Shop: ...\n"}).definitions({"Shop"})

    assert found["Shop"][0].path == "z/y/x/shop.py"


def test_a_definition_without_a_grammar_is_found_by_its_form() -> None:
    found = facts({"lib/shop.rb": "module Shop\n  def self.sell(price)\n"}).definitions({"sell"})

    assert str(found["sell"][0]) == "lib/shop.rb:2"


def test_a_word_counts_in_code_and_configuration_but_not_in_documents_or_lock_files() -> None:
    files = {
        "a.yaml": "key: in_config",
        "b.py": '"in_string"  # in_comment',
        "c.md": "in_document",
        "pnpm-lock.yaml": "in_lock",
        "node_modules/x/i.js": "in_vendor",
    }

    found = facts(files).words_in_source(
        {"in_config", "in_string", "in_comment", "in_document", "in_lock", "in_vendor"}
    )

    assert found == {"in_config": "a.yaml", "in_string": "b.py", "in_comment": "b.py"}


def test_part_of_a_word_is_not_the_word() -> None:
    assert facts({"a.py": "shop_size = 1\n"}).words_in_source({"shop", "size", "shop_size"}) == {"shop_size": "a.py"}


def test_nothing_is_read_again_while_the_tree_stays_the_same() -> None:
    store = MemoryStore()
    files = {"a.py": "class Shop: ...\n", "b.ts": "export const size = 1\n"}
    first = WatchedRepo(files)
    expected = Facts(first, Tree(first), store).definitions({"Shop", "size", "absent"})
    again = WatchedRepo(files)

    found = Facts(again, Tree(again), store).definitions({"Shop", "size", "absent"})

    assert first.was_read
    assert again.was_read == set()
    assert found == expected


def test_only_a_changed_file_is_read_again() -> None:
    store = MemoryStore()
    facts({"a.py": "class Shop: ...\n", "b.py": "size = 1\n", "c.py": ""}, store).definitions({"Shop"})
    changed = WatchedRepo({"a.py": "class Market: ...\n", "b.py": "size = 1\n", "c.py": ""})

    found = Facts(changed, Tree(changed), store).definitions({"Shop", "Market"})

    assert {n: [str(p) for p in places] for n, places in found.items()} == {"Market": ["a.py:1"]}
    assert changed.was_read == {"a.py"}


def test_a_broken_row_costs_time_and_nothing_else() -> None:
    store = MemoryStore()
    files = {"a.py": "class Shop: ...\n"}
    expected = facts(files, store).definitions({"Shop"})
    for (table, version), rows in list(store._rows.items()):
        store.save(table, version, dict.fromkeys(rows, b"{not what was kept") if table == "names" else {})

    assert facts(files, store).definitions({"Shop"}) == expected


def test_everything_that_a_file_defines_is_listed() -> None:
    found = facts({"a.py": "class Shop:\n    size = 1\n"}).definitions_in("a.py")

    assert [(d.name, d.container) for d in found] == [("Shop", ""), ("size", "Shop")]


def test_documents_that_cannot_be_read_are_absent() -> None:
    held = facts({"AGENTS.md": "See `src/a.py`.\n"})

    found = held.documents(["AGENTS.md", "gone.md"])

    assert list(found) == ["AGENTS.md"]
    assert held.document("gone.md") is None


@pytest.mark.parametrize("path", ["requirements.txt", "a/CMakeLists.txt", "Makefile", "x.prisma", "package.json"])
def test_manifests_are_source(path: str) -> None:
    assert is_source(path)


@pytest.mark.parametrize("path", ["README.md", "notes.txt", "a.min.js", "vendor/a.go", "logo.png", "go.sum"])
def test_documents_binaries_and_other_peoples_code_are_not_source(path: str) -> None:
    assert not is_source(path)


def _upper(task: Task) -> bytes:
    return task.content.upper()


def _dies_in_a_worker(parent: int) -> Callable[[Task], bytes]:
    import os

    def work(task: Task) -> bytes:
        if os.getpid() != parent:
            os._exit(1)
        return task.content

    return work


def test_workers_give_results_in_the_order_of_the_tasks() -> None:
    tasks = [Task(b"x" * (n % 7) + str(n).encode(), "") for n in range(MIN_ITEMS * 2)]

    assert spread(_upper, tasks, jobs=3) == [t.content.upper() for t in tasks]


def test_a_worker_that_dies_loses_nothing() -> None:
    import os

    tasks = [Task(str(n).encode(), "") for n in range(MIN_ITEMS)]

    assert spread(_dies_in_a_worker(os.getpid()), tasks, jobs=2) == [t.content for t in tasks]
