"""Catalogs and pages of lints."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from contextkit.catalog import load_catalog, own_shelf, read_examples, shelf_in
from contextkit.catalog.page import OptionSpec
from contextkit.catalog.parse import parse_page
from contextkit.edges.catalogs import Bundled, bundled
from contextkit.errors import ContextkitError
from contextkit.repo import MemoryRepo, MemoryStore
from tests.linting.pages import PAGE, lint_files

ROOT = Path(__file__).parent.parent


def page_problem(page: str) -> str:
    with pytest.raises(ContextkitError) as raised:
        load_catalog([shelf_in(MemoryRepo(lint_files(page=page)))], MemoryStore())
    return raised.value.problem


def test_a_folder_is_a_lint_whose_id_has_dashes() -> None:
    catalog = load_catalog([shelf_in(MemoryRepo(lint_files("no_foo")))], MemoryStore())

    lint = catalog.lints["no-foo"]
    assert (lint.page.title, lint.page.severity, lint.has_code) == ("A word that may not stand", "error", True)
    assert lint.place == ".contextkit/lints/no_foo/LINT.md"


def test_listing_loads_no_code() -> None:
    repo = MemoryRepo(lint_files(code="raise SystemExit('loaded')"))

    assert list(load_catalog([shelf_in(repo)], MemoryStore()).lints) == ["no-foo"]


def test_twin_ids_are_an_error_that_names_both() -> None:
    ours = own_shelf(MemoryRepo(lint_files(folder="x")), "x")
    local = shelf_in(MemoryRepo(lint_files()))

    with pytest.raises(
        ContextkitError, match=r"`no-foo`: contextkit: x/lints/no_foo/LINT\.md and \.contextkit/lints/no_foo"
    ):
        load_catalog([ours, local], MemoryStore())


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({".contextkit/lints/a/lint.py": ""}, ".contextkit/lints/a has no LINT.md"),
        ({".contextkit/lints/A-b/LINT.md": PAGE, ".contextkit/lints/A-b/lint.py": ""}, "is no lint's name"),
        ({".contextkit/lints/a/LINT.md": PAGE}, "neither lint.py nor a query"),
    ],
)
def test_a_folder_that_is_no_lint_is_an_error(files: dict[str, str], problem: str) -> None:
    with pytest.raises(ContextkitError, match=problem):
        load_catalog([shelf_in(MemoryRepo(files))], MemoryStore())


def test_pages_for_other_linters_and_hidden_folders_are_no_lints() -> None:
    repo = MemoryRepo({".contextkit/lints/remedies/ruff/E501.md": "x", ".contextkit/lints/__pycache__/a.pyc": "x"})

    assert load_catalog([shelf_in(repo)], MemoryStore()).lints == {}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("severity: error\n", "", "LINT.md:1: no `severity`; it is one of error, warning, info"),
        ("severity: error", "severity: fatal", "LINT.md:2: `severity` is 'fatal'"),
        (
            "reads: documents",
            "reads: documents\nseverty: x",
            "LINT.md:4: unknown key `severty`; did you mean `severity`?",
        ),
        ("reads: documents", "reads: documents\nrecommended: 1", "LINT.md:4: `recommended` is true or false"),
        ("reads: documents", "reads: [", "the front matter is not YAML"),
        ("---\nseverity", "severity", "LINT.md:1: a page begins with front matter"),
        ("Why.\n", "", "no `# Title` with a sentence that says why"),
        ("## Avoid", "## Avoidance", "LINT.md:17: unknown section `Avoidance`; did you mean `Avoid`?"),
        ("## Avoid\n\nDo not misspell it.\n", "", "no section `## Avoid`"),
        ("Do not misspell it.\n", "", "an empty section `## Avoid`"),
        ("## Avoid", "## Remedy", "LINT.md:17: a second section `Remedy`"),
        ("### Another word\n\n```markdown file=AGENTS.md\nbar\n```\n", "", "no example under `## Good`"),
        ("bar\n```\n", "bar\n", "LINT.md:33: this fence is never closed"),
        ("file=AGENTS.md\nfoo", "fil=AGENTS.md\nfoo", "LINT.md:25: unknown `fil`; known: file="),
        ("file=AGENTS.md\nfoo", "\nfoo", "LINT.md:25: a fence of an example has `file=PATH`"),
        ("file=AGENTS.md\nfoo", "file=../a.md\nfoo", "`../a.md` leaves the example"),
        ("file=AGENTS.md\nfoo", "file=AGENTS.md deleted\nfoo", "need an earlier commit"),
        ("### The word\n\n", "", "LINT.md:21: an example has a `### Name`"),
        (
            "reads: documents",
            "reads: documents\noptions: {a: {type: int, default: x, doc: y}}",
            "default of option `a`",
        ),
        (
            "reads: documents",
            "reads: documents\noptions: {a: {type: int, default: 1}}",
            "exactly the keys type, default, doc",
        ),
    ],
)
def test_a_page_that_is_wrong_is_named_with_its_line(old: str, new: str, problem: str) -> None:
    assert old in PAGE

    assert problem in page_problem(PAGE.replace(old, new, 1))


def test_texts_have_variants_and_their_lines_are_joined() -> None:
    text = PAGE.replace("`{word}` stands here\n", "one\ntwo\n\n- three\n- four\n\n## Problem: moved\n\nfive\n")

    assert parse_page(text, "LINT.md").problem == {"": "one two\n- three\n- four", "moved": "five"}


def test_options_are_declared_with_type_default_and_doc() -> None:
    text = PAGE.replace("reads: documents", "reads: documents\noptions:\n  n: {type: int, default: 3, doc: How many.}")

    assert parse_page(text, "LINT.md").options == (OptionSpec("n", "int", 3, "How many."),)


def test_an_example_is_read_with_all_that_its_fences_say() -> None:
    bad = (
        '```markdown file=docs/a.md history=2 from=docs/old.md subject="Move it"\n```\n'
        "````markdown file=AGENTS.md escaped repeat=2\n\\u0041\\U00000042\n```\n````\n"
        "```x file=b.md link=AGENTS.md\n```\n"
        "```x file=AGENTS.md fixed\nC\n```\n```findings\nAGENTS.md:1 foo\n```\n"
    )

    example = read_examples(PAGE.replace("```markdown file=AGENTS.md\nfoo\n```\n", bad), "LINT.md")[0]

    moved, agents, link = example.files
    assert (moved.history, moved.moved_from, moved.subject, moved.text) == (2, "docs/old.md", "Move it", "")
    assert agents.text == "AB\n```\nAB\n```\n"
    assert link.link == "AGENTS.md"
    assert (example.fixed, example.findings) == ({"AGENTS.md": "C\n"}, "AGENTS.md:1 foo\n")


def test_pages_that_were_read_before_need_no_yaml(tmp_path: Path) -> None:
    program = """
import pathlib, pickle, sys
from contextkit.catalog import load_catalog, own_shelf
from contextkit.edges.catalogs import bundled
from contextkit.repo import MemoryStore
place, store = pathlib.Path(sys.argv[1]), MemoryStore()
if place.exists():
    store._rows = pickle.loads(place.read_bytes())
catalog = load_catalog([own_shelf(bundled())], store)
place.write_bytes(pickle.dumps(store._rows))
print("hidden-characters" in catalog.lints, *sorted({"yaml", "pydantic", "shlex"} & set(sys.modules)))
"""
    arguments = [sys.executable, "-c", program, str(tmp_path / "rows")]

    said = [subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True).stdout for _ in range(2)]

    assert said == ["True shlex yaml\n", "True\n"]


def test_a_kept_page_equals_the_page() -> None:
    store = MemoryStore()
    shelf = shelf_in(
        MemoryRepo(lint_files(page=PAGE.replace("reads", "options: {a: {type: list, default: [x], doc: y}}\nreads")))
    )

    first, second = (load_catalog([shelf], store).lints["no-foo"].page for _ in range(2))

    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first


def test_a_row_that_something_else_wrote_is_parsed_anew() -> None:
    class Odd(MemoryStore):
        def load(self, table: str, version: str, keys: object = None) -> dict[str, bytes]:
            assert isinstance(keys, list)
            return dict.fromkeys(keys, b'{"options": [{}]}')

    assert load_catalog([shelf_in(MemoryRepo(lint_files()))], Odd()).lints["no-foo"].page.title


def test_the_wheels_catalog_comes_before_the_checkouts(tmp_path: Path) -> None:
    package = tmp_path / "contextkit"
    (package / "_catalog" / "lints").mkdir(parents=True)
    (tmp_path / "lints").mkdir()

    assert bundled(package).root == str(package / "_catalog")
    assert bundled().root == str(ROOT)


def test_a_package_without_a_catalog_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContextkitError, match="is not beside"):
        bundled(tmp_path / "contextkit")


def test_what_python_leaves_in_folders_is_not_in_the_catalog(tmp_path: Path) -> None:
    (tmp_path / "lints" / "a" / "__pycache__").mkdir(parents=True)
    (tmp_path / "lints" / "a" / "__pycache__" / "lint.pyc").write_bytes(b"")
    (tmp_path / "lints" / "a" / "LINT.md").write_text("x")

    catalog = Bundled(tmp_path)

    assert list(catalog.entries) == ["lints/a/LINT.md"]
    assert catalog.read("lints/a/LINT.md") == b"x"
