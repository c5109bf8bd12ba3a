"""What Claude Code leaves out of a document: the cases that its program was seen to make."""

from __future__ import annotations

import pytest

from contextkit.loading.parts import without
from tests.loading.trees import loaded

BOTH = ("front-matter", "comments")


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("---\na: b\n---\ntext\n", "text\n"),
        ("--- no\ntext\n", "--- no\ntext\n"),
        ("a\n<!-- gone -->\nb\n", "a\nb\n"),
        ("a\n<!-- gone\nover lines\n-->\nb\n", "a\nb\n"),
        ("a\n\n<!-- gone -->\n\n\nb\n", "a\n\nb\n"),
        ("<!-- gone --> stays\n", " stays\n"),
        ("inline <!-- stays --> text\n", "inline <!-- stays --> text\n"),
        ("- <!-- stays -->\n", "- <!-- stays -->\n"),
        ("```\n<!-- stays -->\n```\n", "```\n<!-- stays -->\n```\n"),
        ("~~~\n```\n<!-- stays -->\n~~~\n<!-- gone -->\nb", "~~~\n```\n<!-- stays -->\n~~~\nb"),
        ("a\n<!-- never closed\nb\n", "a\n"),
    ],
)
def test_front_matter_and_comments_on_lines_of_their_own_are_left_out(content: str, left: str) -> None:
    assert without(content.encode(), BOTH).decode() == left


def test_an_agent_that_leaves_nothing_out_reads_every_byte() -> None:
    content = b"---\na: b\n---\n<!-- c -->\ntext\n"

    assert without(content, ()) == content


def test_what_is_left_out_costs_no_tokens_and_a_file_of_it_alone_is_empty() -> None:
    load = loaded(
        "claude", {"CLAUDE.md": "<!-- a long comment of forty bytes -->\ntext\n", "a/CLAUDE.md": "<!-- -->"}, "a/b"
    )

    assert [(f.path, f.bytes, f.read_bytes, f.text, f.cut_line) for f in load.files] == [
        ("CLAUDE.md", 44, 5, "text\n", None)
    ]
    assert load.notes[-1] == "a/CLAUDE.md is empty: nothing is loaded from it"
