"""What a request holds, and where that is not what a load says."""

from __future__ import annotations

from contextkit.loading.measured import Held, differences, held_by_claude, held_by_codex
from tests.loading.trees import loaded

BLOCK = "# AGENTS.md instructions for /x\n\n<INSTRUCTIONS>\n{}\n</INSTRUCTIONS>"
TWO = {"CLAUDE.md": "one\ntwo\n", "a/CLAUDE.md": "three\n", "a/x": ""}
WHOLE = [Held("CLAUDE.md", "one\ntwo\n"), Held("a/CLAUDE.md", "three\n")]


def test_codex_joins_the_files_and_cuts_the_last() -> None:
    files = {"AGENTS.md": "one\n\ntwo\n", "a/AGENTS.md": "three\nfour\n", "b/AGENTS.md": "five"}

    held = held_by_codex(["other", BLOCK.format("one\n\ntwo\n\n\nthree\nfo")], files)

    assert held == [Held("AGENTS.md", "one\n\ntwo\n"), Held("a/AGENTS.md", "three\nfo")]


def test_equal_files_are_found_once_each_in_their_order() -> None:
    held = held_by_codex([BLOCK.format("same\n\n\nsame\n")], {"AGENTS.md": "same\n", "a/AGENTS.md": "same\n"})

    assert [h.path for h in held] == ["AGENTS.md", "a/AGENTS.md"]


def test_a_text_of_no_known_file_has_no_path() -> None:
    assert held_by_codex([BLOCK.format("who?")], {"AGENTS.md": "one"}) == [Held("", "who?")]
    assert held_by_codex(["no block"], {"AGENTS.md": "one"}) == []


def test_claude_names_each_file_and_may_say_more_after_it() -> None:
    first = (
        "Contents of /t/CLAUDE.md (project instructions):\n\none\n\nContents of /t/a b/c.md:\n\ntwo\n</system-reminder>"
    )
    second = "hook additional context: Contents of /t/d.md:\n\nthr\n\nContents of /elsewhere/e.md:\n\nother\n"
    whole = {"CLAUDE.md": "one\n", "a b/c.md": "two", "d.md": "three"}

    held = held_by_claude([first, second], "/t", lambda path: whole[path])

    assert held == [Held("CLAUDE.md", "one"), Held("a b/c.md", "two"), Held("d.md", "thr")]


def test_the_same_files_in_the_same_order_differ_in_nothing() -> None:
    assert differences(loaded("claude", TWO, "a/x"), WHOLE) == []


def test_a_file_too_many_one_too_few_and_one_twice_are_told() -> None:
    held = [WHOLE[0], WHOLE[0], Held("b.md", "b"), Held("", "?")]

    assert differences(loaded("claude", TWO, "a/x"), held) == [
        "b.md is there, and the model does not have it",
        "a text of no known file is there, and the model does not have it",
        "CLAUDE.md is there 2 times",
        "a/CLAUDE.md is not there, and the model has it",
    ]


def test_another_order_is_told_but_not_within_a_group() -> None:
    rules = {".claude/rules/a.md": "a", ".claude/rules/b.md": "b", "CLAUDE.md": "c"}
    load = loaded("claude", rules)
    held = [Held(".claude/rules/b.md", "b"), Held(".claude/rules/a.md", "a")]

    assert differences(load, [Held("CLAUDE.md", "c"), *held]) == []
    assert differences(load, [*held, Held("CLAUDE.md", "c")]) == [
        "the order is .claude/rules/b.md, .claude/rules/a.md, CLAUDE.md"
    ]


def test_another_cut_and_other_words_are_told_with_the_line() -> None:
    load = loaded("claude", TWO, "a/x")

    assert differences(load, [Held("CLAUDE.md", "one\ntw"), WHOLE[1]]) == [
        "CLAUDE.md is cut in line 2, after 6 bytes, and the model has more"
    ]
    assert differences(load, [Held("CLAUDE.md", "one\nto\n"), WHOLE[1]]) == [
        "CLAUDE.md is there with other words, from line 2 of what is read on"
    ]


def test_a_file_that_is_read_further_than_the_model_says_is_told() -> None:
    settings = "project_doc_max_bytes = 5\n"
    load = loaded("codex", {".codex/config.toml": settings, "AGENTS.md": "one\ntwo\n"})

    assert differences(load, [Held("AGENTS.md", "one\ntwo\n")]) == [
        "AGENTS.md is read to line 3, and the model cuts it in line 2"
    ]
