"""What a lint's code may use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contextkit.lint_api import Project, edit_at, location_at, match_of
from contextkit.model import Commit, Mention, Reference, Verdict
from contextkit.repo import MemoryRepo, Tree

COMMIT = Commit("f9ec66c562" * 4, "2024-08-23", "Move it")


def reference(start: int = 4, verdict: Verdict = Verdict.MOVED, *, exact: bool = True) -> Reference:
    mention = Mention("path", "code", "d\u00e9.md", 3, 5, start, "See it")
    return Reference(
        "a.md", mention, verdict, "path", target="new.md", commit=COMMIT, is_exact=exact, replacement="new.md"
    )


def test_a_match_carries_the_evidence_of_its_reference() -> None:
    match = match_of(reference(), hint="x")

    assert (match.location.line, match.location.column, match.variant) == (3, 5, "moved")
    assert match.values["commit"] == 'f9ec66c562 (2024-08-23, "Move it")'
    assert (match.values["raw"], match.values["target"], match.values["hint"]) == ("d\u00e9.md", "new.md", "x")


@pytest.mark.parametrize(("exact", "safety"), [(True, "safe"), (False, "unsafe")])
def test_only_a_proven_target_is_a_safe_fix(exact: bool, safety: str) -> None:
    fix = match_of(reference(exact=exact)).fix

    assert fix is not None
    assert (fix.safety, fix.edits[0].start, fix.edits[0].end) == (safety, 4, 4 + len("d\u00e9.md".encode()))


def test_a_mention_that_does_not_stand_in_one_piece_has_no_fix() -> None:
    assert match_of(reference(start=-1)).fix is None


def test_what_is_costly_is_asked_for_once_for_all_lints() -> None:
    asked: list[str] = []

    def references() -> list[Reference]:
        asked.append("references")
        return [reference(), reference(verdict=Verdict.LIVE)]

    project = Project(Tree(MemoryRepo({})), references=references)
    views = [project.for_lint({"n": number}) for number in (1, 2)]

    assert asked == []
    assert [len(view.references(verdict=Verdict.MOVED)) for view in views] == [1, 1]
    assert [view.option("n", int) for view in views] == [1, 2]
    assert asked == ["references"]


def test_an_option_of_another_kind_is_a_bug_of_the_lint() -> None:
    with pytest.raises(TypeError, match="option n is int, not str"):
        Project(Tree(MemoryRepo({}))).for_lint({"n": 1}).option("n", str)


def test_a_binary_file_has_no_text() -> None:
    assert Project(Tree(MemoryRepo({"a": b"\0"}))).read("a") is None


@given(st.binary(max_size=30).filter(lambda content: b"\0" not in content), st.data())
def test_edits_find_the_bytes_of_the_characters_that_were_meant(content: bytes, data: st.DataObject) -> None:
    text = Project(Tree(MemoryRepo({"a": content}))).read("a") or ""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    edit = edit_at("a", text, start, end, "")

    assert content[edit.start : edit.end].decode("utf-8", "surrogateescape") == text[start:end]


def test_places_are_counted_from_one_in_characters() -> None:
    assert (location_at("a", "\u00e9x\n\u00e9y", 4).line, location_at("a", "\u00e9x\n\u00e9y", 4).column) == (2, 2)
