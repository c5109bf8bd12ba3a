"""From matches to findings."""

from __future__ import annotations

import pytest

from contextkit.catalog import Lint, load_catalog, shelf_in
from contextkit.errors import ContextkitError
from contextkit.linting.render import render
from contextkit.model import Edit, Finding, Fix, Location, Match
from contextkit.repo import MemoryRepo, MemoryStore
from tests.linting.pages import PAGE, lint_files


def lint_of(page: str = PAGE) -> Lint:
    return load_catalog([shelf_in(MemoryRepo(lint_files(page=page)))], MemoryStore()).lints["no-foo"]


def findings(text: str, *matches: Match, lint: Lint | None = None) -> list[Finding]:
    lines = text.split("\n")
    return render(lint or lint_of(), matches, lambda _path, line: lines[line - 1])


def at(line: int, column: int = 1, **values: str) -> Match:
    return Match(Location("a b.md", line, column), {"word": "foo", **values}, symbol="foo")


def test_a_finding_has_all_that_its_page_says() -> None:
    (finding,) = findings("foo", at(1, raw="foo"))

    assert (finding.problem, finding.remedy, finding.avoid) == (
        "`foo` stands here",
        "Take `foo` out.",
        "Do not misspell it.",
    )
    assert finding.again == "contextkit check 'a b.md' --select no-foo"
    assert (finding.severity, finding.raw) == ("error", "foo")


def test_a_fingerprint_outlives_a_move_within_the_file() -> None:
    (before,) = findings("one foo", at(1))
    (after,) = findings("\n\n  one   foo", at(3))

    assert before.fingerprint == after.fingerprint


def test_equal_findings_have_different_fingerprints() -> None:
    first, second = findings("foo foo", at(1, 5), at(1, 1))

    assert (first.column, second.column) == (1, 5)
    assert first.fingerprint != second.fingerprint


def test_a_fingerprint_changes_with_the_text() -> None:
    assert findings("foo", at(1))[0].fingerprint != findings("a foo", at(1))[0].fingerprint


def test_a_value_that_is_missing_is_an_error_that_names_the_page() -> None:
    with pytest.raises(ContextkitError, match=r"`## Problem` of .contextkit/lints/no_foo/LINT.md names \{word\}"):
        findings("x", Match(Location("a.md", 1), {"name": "x"}))


def test_doubled_braces_mean_themselves_and_others_stay() -> None:
    lint = lint_of(PAGE.replace("`{word}` stands here", "{{word}} {a,b} {word}"))

    assert findings("foo", at(1), lint=lint)[0].problem == "{word} {a,b} foo"


def test_a_variant_has_its_own_text_and_others_the_common_one() -> None:
    lint = lint_of(PAGE.replace("## Remedy", "## Problem: gone\n\nit is gone\n\n## Remedy"))
    gone = Match(Location("a.md", 1), {"word": "foo"}, variant="gone")

    (finding,) = findings("foo", gone, lint=lint)

    assert (finding.problem, finding.remedy) == ("it is gone", "Take `foo` out.")


def test_a_variant_that_the_page_does_not_have_is_an_error() -> None:
    lint = lint_of(PAGE.replace("## Problem\n", "## Problem: gone\n"))

    with pytest.raises(ContextkitError, match="yields the variant `moved`"):
        findings("foo", Match(Location("a.md", 1), {}, variant="moved"), lint=lint)


@pytest.mark.parametrize(
    ("promised", "given", "expected"),
    [("none", "safe", None), ("unsafe", "safe", "unsafe"), ("safe", "safe", "safe"), ("safe", "unsafe", "unsafe")],
)
def test_no_fix_goes_beyond_what_the_page_promises(promised: str, given: str, expected: str | None) -> None:
    lint = lint_of(PAGE.replace("reads: documents", f"reads: documents\nfix: {promised}"))
    fix = Fix("safe" if given == "safe" else "unsafe", (Edit("a.md", 0, 3, ""),))

    (finding,) = findings("foo", Match(Location("a.md", 1), {"word": "foo"}, fix), lint=lint)

    assert (finding.fix.safety if finding.fix else None) == expected


def test_values_that_are_not_utf8_can_be_printed() -> None:
    (finding,) = findings("x", at(1, word="a\udcff"))

    assert finding.problem == "`a\\udcff` stands here"
