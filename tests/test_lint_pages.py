"""The pages of our own lints are their tests."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contextkit.catalog import Catalog, load_catalog, own_shelf, read_examples
from contextkit.catalog.index import index_text
from contextkit.edges.catalogs import bundled
from contextkit.edges.examples import committed
from contextkit.linting.code import load_check
from contextkit.linting.examples import broken_promises
from contextkit.repo import MemoryStore

if TYPE_CHECKING:
    from contextkit.catalog import Example


@cache
def catalog() -> Catalog:
    return load_catalog([own_shelf(bundled())], MemoryStore())


def every_example() -> list[tuple[str, Example]]:
    found = ((lint.id, read_examples(lint.text(), lint.place)) for lint in catalog().lints.values())
    return [(lint_id, example) for lint_id, examples in found for example in examples]


@pytest.mark.parametrize(
    ("lint_id", "example"), every_example(), ids=lambda v: v if isinstance(v, str) else f"{v.kind}: {v.name}"
)
def test_an_example_is_found_and_fixed_as_its_page_says(lint_id: str, example: Example) -> None:
    lint = catalog().lints[lint_id]

    wrong = [said for place, said in broken_promises(catalog(), lint, [example], committed) if place != lint.place]

    assert wrong == []


@pytest.mark.parametrize("lint_id", catalog().lints)
def test_a_page_that_promises_a_fix_shows_one(lint_id: str) -> None:
    lint = catalog().lints[lint_id]
    examples = read_examples(lint.text(), lint.place)

    assert lint.page.fix is None or any(example.fixed for example in examples)
    assert len({(example.kind, example.name) for example in examples}) == len(examples)


@pytest.mark.parametrize("lint_id", [lint.id for lint in catalog().lints.values() if lint.has_code])
def test_our_code_keeps_to_what_a_lint_may_import(lint_id: str) -> None:
    load_check(catalog().lints[lint_id])


@pytest.mark.parametrize("lint_id", [lint.id for lint in catalog().lints.values() if lint.has_code])
def test_our_code_is_loaded_as_any_module(lint_id: str) -> None:
    ours = bundled()
    lint = load_catalog([own_shelf(ours, module=ours.module)], MemoryStore()).lints[lint_id]

    assert inspect.getsourcefile(load_check(lint)) == f"{ours.root}/{lint.folder}/lint.py"


@pytest.mark.parametrize("lint_id", catalog().lints)
def test_a_title_is_a_noun_phrase_without_a_full_stop(lint_id: str) -> None:
    assert re.fullmatch(r"[A-Z].{5,80}[^.]", catalog().lints[lint_id].page.title)


def test_the_index_of_lints_is_current() -> None:
    page = Path(__file__).parent.parent / "docs/lints.md"

    assert page.read_text(encoding="utf-8") == index_text(catalog()), "run: python docs/generate.py"
