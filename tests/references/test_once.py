"""What is stale is told once a line."""

from __future__ import annotations

from dataclasses import replace

from contextkit.lint_api import Project, stale_matches
from contextkit.model import Commit, Kind, Mention, Reference, Syntax, Verdict
from contextkit.references.once import once_a_line
from contextkit.repo import MemoryRepo, Tree

GONE = Commit("6270abaab8" * 4, "2024-08-07", "Remove it")


def reference(raw: str, kind: Kind = "path", *, line: int = 1, column: int = 1, label: str = "") -> Reference:
    syntax: Syntax = "link" if kind == "link" else "code"
    mention = Mention(kind, syntax, raw, line, column, column - 1, raw, label=label)
    return Reference("a.md", mention, Verdict.DELETED, kind, commit=GONE, evidence="deleted")


def told(*references: Reference) -> list[tuple[str, list[str]]]:
    return [(first.mention.raw, [r.mention.raw for r in same]) for first, same in once_a_line(references)]


def test_a_link_is_told_with_its_own_label() -> None:
    label, link = reference("docs/a.md"), reference("../docs/a.md", "link", column=20, label="docs/a.md")

    assert told(label, link) == [("../docs/a.md", ["docs/a.md"])]


def test_a_command_is_told_with_the_script_that_it_runs() -> None:
    script = replace(reference("scripts/a.sh", column=6), target="tools/a.sh")
    command = replace(reference("bash scripts/a.sh -v", "command"), target="tools/a.sh")

    assert told(script, command) == [("bash scripts/a.sh -v", ["scripts/a.sh"])]


def test_two_names_that_went_in_one_commit_are_two() -> None:
    assert told(reference("a.py"), reference("b.py", column=9)) == [("a.py", []), ("b.py", [])]


def test_the_same_name_on_two_lines_is_told_on_both() -> None:
    assert told(reference("a.py"), reference("a.py", line=2)) == [("a.py", []), ("a.py", [])]


def test_what_is_there_is_not_told() -> None:
    assert told(replace(reference("a.py"), verdict=Verdict.LIVE)) == []


def test_a_line_that_was_written_after_its_target_had_left_says_so() -> None:
    later = Commit("f" * 40, "2026-03-02", "Say more")
    asked: list[tuple[str, list[int]]] = []

    def written(path: str, lines: object) -> dict[int, Commit]:
        asked.append((path, sorted(lines)))  # type: ignore[call-overload]  # a collection of numbers
        return {1: later, 2: GONE}

    found = [reference("a.py"), reference("b.py", line=2), reference("c.md", "link", line=3)]
    project = Project(Tree(MemoryRepo({})), references=lambda: found, written=written)

    assert [m.values["later"] for m in stale_matches(project, "path")] == ["; this line was written 2026-03-02", ""]
    assert asked == [("a.md", [1, 2, 3])]
