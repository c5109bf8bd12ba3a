"""The baseline only shrinks."""

from __future__ import annotations

import json

import pytest

from contextkit.errors import ContextkitError
from contextkit.linting.baseline import PATH, read_baseline, write_baseline
from contextkit.linting.run import Report
from contextkit.repo import MemoryRepo
from tests.linting.checking import check


def baseline_of(report: Report, old: bytes | None = None) -> bytes:
    entries = read_baseline(MemoryRepo({PATH: old})) if old is not None else None
    return write_baseline(entries, [*report.findings, *report.baselined], report.ran, {"no-foo"})


def test_what_is_listed_is_not_reported() -> None:
    files: dict[str, str | bytes] = {"AGENTS.md": "foo\n"}
    files[PATH] = baseline_of(check(files))

    report = check({**files, "AGENTS.md": "\nfoo\n\nmore foo\n"})

    assert [(f.lint, f.line) for f in report.findings] == [("no-foo", 4)]
    assert [f.line for f in report.baselined] == [2]


def test_an_entry_that_nothing_answers_to_is_an_error_with_the_command_that_prunes_it() -> None:
    kept = baseline_of(check({"AGENTS.md": "foo\n"}))

    (finding,) = check({"AGENTS.md": "bar\n", PATH: kept}).findings

    assert (finding.lint, finding.severity, finding.path) == ("stale-baseline", "error", PATH)
    assert finding.remedy == "Run: contextkit check --write-baseline"


def test_an_entry_of_a_lint_that_did_not_run_is_not_stale() -> None:
    kept = baseline_of(check({"AGENTS.md": "foo\n"}))

    assert check({"AGENTS.md": "bar\n", PATH: kept}, select=["stale-baseline"]).findings == ()


def test_an_entry_of_a_file_that_was_not_asked_for_is_not_stale() -> None:
    kept = baseline_of(check({"AGENTS.md": "foo\n"}))

    assert check({"AGENTS.md": "bar\n", PATH: kept}, only=lambda path: path == "README.md").findings == ()


def test_writing_again_only_takes_out() -> None:
    old = baseline_of(check({"AGENTS.md": "foo\n", "README.md": "foo\n"}))

    new = baseline_of(check({"AGENTS.md": "foo\n", "README.md": "bar\n", "docs/a.md": "foo\n"}), old)

    assert [entry["path"] for entry in json.loads(new)["findings"]] == ["AGENTS.md"]


def test_writing_keeps_what_did_not_run_and_drops_lints_that_are_no_more() -> None:
    rows = [{"path": "a", "lint": lint, "fingerprint": lint, "raw": ""} for lint in ("gone", "no-foo", "other")]
    entries = read_baseline(MemoryRepo({PATH: json.dumps({"version": 1, "findings": rows})}))

    new = write_baseline(entries, [], ["no-foo"], {"no-foo", "other"})

    assert [entry["lint"] for entry in json.loads(new)["findings"]] == ["other"]


def test_no_file_is_no_baseline() -> None:
    assert read_baseline(MemoryRepo({})) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [3]}'])
def test_a_baseline_that_cannot_be_understood_is_an_error(text: str) -> None:
    with pytest.raises(ContextkitError, match=r"baseline\.json"):
        read_baseline(MemoryRepo({PATH: text}))
