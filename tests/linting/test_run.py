"""Running lints over a project."""

from __future__ import annotations

import json

import pytest

from contextkit.errors import ContextkitError
from contextkit.linting.run import Report
from contextkit.mapping.record import WRITTEN
from contextkit.model import Skipped
from tests.linting.checking import check
from tests.linting.pages import CODE, PAGE, lint_files

SHAPE = lint_files(page=PAGE.replace("reads: documents", "reads: documents\ngroup: shape"))


def places(report: Report) -> list[str]:
    return [f"{f.path}:{f.line}:{f.column}" for f in report.findings]


def test_findings_are_sorted_by_place() -> None:
    report = check({"docs/b.md": "foo\n", "AGENTS.md": "x\nfoo foo\n", "docs/a.md": "foo\n"})

    assert places(report) == ["AGENTS.md:2:1", "AGENTS.md:2:5", "docs/a.md:1:1", "docs/b.md:1:1"]


def test_only_the_paths_that_were_asked_for_are_reported() -> None:
    files: dict[str, str | bytes] = {"AGENTS.md": "foo\n", "docs/a.md": "foo\n"}

    assert places(check(files, only=lambda path: path.startswith("docs/"))) == ["docs/a.md:1:1"]


def test_the_configuration_ignores_a_lint_for_a_glob() -> None:
    files: dict[str, str | bytes] = {"AGENTS.md": "foo\n", "docs/old/a.md": "foo\n"}
    files["contextkit.toml"] = "[lint.paths.'docs/old/**']\nignore = ['no-foo']\n"

    # the catalog knows the lint from the test's own shelf
    assert places(check(files)) == ["AGENTS.md:1:1"]


def test_a_lint_of_shape_looks_at_generated_files_alone() -> None:
    files: dict[str, str | bytes] = {"AGENTS.md": "foo\n", "docs/a.md": "foo\n"}
    files[WRITTEN] = json.dumps({"files": {"AGENTS.md": "hash"}})

    assert places(check(files, lints=SHAPE, select=["recommended"])) == ["AGENTS.md:1:1"]
    assert places(check(files, lints=SHAPE, select=["no-foo"])) == ["AGENTS.md:1:1", "docs/a.md:1:1"]


def test_a_lint_of_shape_is_not_even_loaded_where_nothing_is_generated() -> None:
    broken = {**SHAPE, ".contextkit/lints/no_foo/lint.py": "import nothing_like_it"}

    assert check({"AGENTS.md": "foo\n"}, lints=broken, select=["recommended"]).findings == ()
    with pytest.raises(ContextkitError):
        check({"AGENTS.md": "foo\n"}, lints=broken, select=["shape"])


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"files": 3}', "\x00"])
def test_a_broken_record_of_written_files_names_none(written: str) -> None:
    assert check({"AGENTS.md": "foo\n", WRITTEN: written}, lints=SHAPE, select=["recommended"]).findings == ()


def test_code_of_an_untrusted_repository_is_left_out_and_said() -> None:
    local = lint_files(code="raise SystemExit('it ran')")

    report = check({"AGENTS.md": "foo\n"}, lints=local, allow_local=False)

    assert report.findings == ()
    assert report.skipped == (Skipped("lint no-foo", "code of this repository (--no-local-lints)"),)
    assert "no-foo" not in report.ran


def test_what_could_not_be_judged_is_counted_by_document() -> None:
    report = check({"AGENTS.md": "Run `frobnicate --all` and see `some/where/else.xyz`.\n", "docs/a.md": "x\n"})

    assert all(path == "AGENTS.md" and count > 0 for path, count in report.unknown)


def test_options_reach_the_code() -> None:
    page = PAGE.replace("reads: documents", "reads: documents\noptions: {word: {type: string, default: foo, doc: x}}")
    code = CODE.replace('"foo"', 'project.option("word", str)')
    files: dict[str, str | bytes] = {"AGENTS.md": "foo bar\n", "contextkit.toml": "lint.options.no-foo.word = 'bar'\n"}

    assert places(check(files, lints=lint_files(page=page, code=code))) == ["AGENTS.md:1:5"]


def test_two_runs_give_the_same_bytes() -> None:
    files: dict[str, str | bytes] = {"AGENTS.md": "foo\n" * 5, "docs/a.md": "foo foo\n"}

    assert repr(check(files)) == repr(check(dict(reversed(files.items()))))


def test_a_lint_may_ask_what_an_agent_loads() -> None:
    code = (
        "from contextkit.lint_api import Location, Match\n\n"
        "def check(project):\n"
        "    load = project.loads('codex', 'src/a.py')\n"
        "    assert project.loads('nobody', 'src/a.py') is None\n"
        "    for file in load.files:\n"
        "        yield Match(Location(file.path, 1), {'word': 'x'})\n"
    )

    assert places(check({"AGENTS.md": "one\n", "src/a.py": ""}, lints=lint_files(code=code))) == ["AGENTS.md:1:1"]
