"""Which lints run."""

from __future__ import annotations

import pytest

from contextkit.catalog import Catalog, load_catalog, shelf_in
from contextkit.config import read_config
from contextkit.errors import ContextkitError
from contextkit.linting.select import Selected, select_lints
from contextkit.repo import MemoryRepo, MemoryStore
from tests.linting.pages import PAGE, lint_files


def page(**keys: str) -> str:
    return PAGE.replace("reads: documents", "\n".join(["reads: documents", *(f"{k}: {v}" for k, v in keys.items())]))


OPTIONS = "{n: {type: int, default: 3, doc: x}, roots: {type: list, default: [docs], doc: y}}"
FILES = {
    **lint_files("plain", page(options=OPTIONS)),
    **lint_files("off", page(recommended="false")),
    **lint_files("form", page(group="shape")),
}


def catalog() -> Catalog:
    return load_catalog([shelf_in(MemoryRepo(FILES))], MemoryStore())


def selected(text: str = "", *args: tuple[str, ...]) -> tuple[Selected, ...]:
    return select_lints(catalog(), read_config(MemoryRepo({"contextkit.toml": text}), MemoryStore()), *args)


def ids(found: tuple[Selected, ...]) -> list[str]:
    return [s.lint.id + ("" if s.is_everywhere else " (generated)") for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["form (generated)", "plain"]),
        ("lint.select = ['all']", ["form", "off", "plain"]),
        ("lint.select = ['truth']", ["off", "plain"]),
        ("lint.select = ['shape']", ["form"]),
        ("lint.select = ['recommended', 'form']", ["form", "plain"]),
        ("lint.select = ['recommended', 'off']", ["form (generated)", "off", "plain"]),
        ("lint.ignore = ['plain']", ["form (generated)"]),
        ("lint.ignore = ['shape']", ["plain"]),
    ],
)
def test_ids_and_groups_select(text: str, expected: list[str]) -> None:
    assert ids(selected(text)) == expected


def test_the_command_line_replaces_select_and_adds_to_ignore() -> None:
    assert ids(selected("lint.ignore = ['off']", ("all",), ("form",))) == ["plain"]


def test_options_are_the_defaults_with_what_is_set() -> None:
    (plain,) = selected("[lint.options.plain]\nn = 4", ("plain",))

    assert plain.options == {"n": 4, "roots": ["docs"]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("lint.select = ['plane']", "There is no lint or group `plane`. Did you mean `plain`?"),
        (
            "lint.paths.'a/**'.ignore = ['nothing-like-it']",
            "There is no lint or group `nothing-like-it`. `contextkit lint list`",
        ),
        (
            "lint.options.plane.n = 1",
            "[lint.options.plane] in contextkit.toml: there is no lint `plane`. Did you mean `plain`",
        ),
        ("lint.options.plain.rots = []", "unknown setting `rots`. Did you mean `roots`? `contextkit explain plain`"),
        ("lint.options.plain.n = 'x'", "`n` takes a value of type int, not 'x'. The default is 3"),
        ("lint.options.plain.n = true", "`n` takes a value of type int, not True"),
    ],
)
def test_a_name_that_is_wrong_is_an_error_with_the_nearest(text: str, problem: str) -> None:
    with pytest.raises(ContextkitError) as raised:
        selected(text)

    assert problem in str(raised.value)
