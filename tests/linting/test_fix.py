"""Edits that mend findings."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from contextkit.linting.fix import Overlay, apply, fixed_files, plan_fixes, unified_diff
from contextkit.model import Edit, Finding, Fix, Safety
from contextkit.repo import MemoryRepo, Repo
from tests.linting.checking import check
from tests.linting.pages import PAGE, lint_files

LINTS = lint_files(page=PAGE.replace("reads: documents", "reads: documents\nfix: safe"))


def finding(*edits: tuple[int, int, str], safety: Safety = "safe", path: str = "a.md") -> Finding:
    fix = Fix(safety, tuple(Edit(path, *edit) for edit in edits))
    return Finding("x", "error", path, 1, 1, None, "", "", "", "", fix, str(edits))


def test_edits_are_applied_by_their_offsets_in_the_content_before() -> None:
    edits = [Edit("a", 0, 1, "AAA"), Edit("a", 2, 3, ""), Edit("a", 4, 4, "!")]

    assert apply(edits, b"abcd") == b"AAAbd!"


def test_the_second_of_two_that_overlap_is_put_off() -> None:
    first, second, apart = finding((0, 3, "x")), finding((2, 4, "y")), finding((3, 4, "z"))

    plan = plan_fixes([first, second, apart])

    assert (plan.fixed, plan.put_off) == ((first, apart), (second,))


def test_a_finding_is_fixed_whole_or_not_at_all() -> None:
    plan = plan_fixes([finding((5, 6, "x")), finding((0, 1, "y"), (5, 7, "z"))])

    assert [(e.start, e.end) for e in plan.edits["a.md"]] == [(5, 6)]


def test_the_same_edit_of_two_findings_is_made_once() -> None:
    plan = plan_fixes([finding((0, 1, "x")), finding((0, 1, "x"))])

    assert (len(plan.edits["a.md"]), len(plan.fixed)) == (1, 2)


def test_unsafe_fixes_are_made_only_when_asked_for() -> None:
    unsafe = finding((0, 1, "x"), safety="unsafe")

    assert plan_fixes([unsafe]).fixed == ()
    assert plan_fixes([unsafe], unsafe=True).fixed == (unsafe,)


SPANS = st.tuples(st.integers(0, 20), st.integers(0, 5), st.text(alphabet="xyz", max_size=3))


@settings(deadline=None)
@given(st.binary(min_size=30, max_size=30), st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=6))
def test_planned_edits_never_overlap_and_keep_all_other_bytes(
    content: bytes, spans: list[list[tuple[int, int, str]]]
) -> None:
    plan = plan_fixes(finding(*((start, start + size, text) for start, size, text in edits)) for edits in spans)

    edits = plan.edits.get("a.md", ())
    kept = [range(before.end, after.start) for before, after in pairwise(edits)]
    assert all(before.end <= after.start for before, after in pairwise(edits))
    assert all(content[r.start : r.stop] in apply(edits, content) for r in kept)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="fo \n\u00e9\u200b", max_size=40))
def test_fixing_twice_equals_fixing_once(text: str) -> None:
    def found(repo: Repo) -> tuple[Finding, ...]:
        return check(repo, lints=LINTS, select=["no-foo", "hidden-characters"]).findings

    repo = MemoryRepo({"AGENTS.md": text})

    once, _ = fixed_files(repo, found)
    twice, fixed = fixed_files(Overlay(repo, once), found)

    assert (twice, fixed) == ({}, ())
    assert [f for f in found(Overlay(repo, once)) if f.fix is None or f.fix.safety == "safe"] == []


def test_an_overlay_has_the_new_contents_and_ids() -> None:
    repo = MemoryRepo({"a.md": "one", "b.md": "two"})

    tree = Overlay(repo, {"a.md": b"three"})

    same = MemoryRepo({"a.md": "three", "b.md": "two"})
    assert (tree.entries, tree.blob("a.md"), tree.read("a.md")) == (same.entries, same.blob("a.md"), b"three")
    assert tree.read("a.md", 2) is None
    assert tree.state != repo.state


def test_the_diff_is_a_patch_that_git_applies(tmp_path: Path) -> None:
    before, after = b"one\ntwo\nthree", b"one\n2\r\nthree\x0c\n"
    (tmp_path / "a.md").write_bytes(before)

    patch = unified_diff("a.md", before, after)

    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "a.md").read_bytes() == after


def test_an_edit_whose_place_holds_something_else_is_not_made() -> None:
    edits = [Edit("a.md", 0, 3, "new", was="old"), Edit("a.md", 4, 7, "new", was="old")]

    assert apply(edits, b"odd old") == b"odd new"
