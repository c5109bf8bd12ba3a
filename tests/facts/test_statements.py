"""Sentences of a document's running text."""

from __future__ import annotations

from contextkit.facts.statements import statements_of


def texts(document: str) -> list[str]:
    return [s.text for s in statements_of(document)]


def test_sentences_and_list_items_are_statements() -> None:
    found = statements_of("# Rules\n\nRun `make`. Then push\nit.\n\n- **Never** edit `gen/`.\n")

    assert [(s.text, s.line, s.column, s.paragraph) for s in found] == [
        ("Run make.", 3, 1, 0),
        ("Then push it.", 3, 13, 0),
        ("Never edit gen/.", 6, 3, 1),
    ]


def test_headings_tables_code_comments_and_bare_links_are_none() -> None:
    document = (
        "---\nalwaysApply: true\n---\n# Contents\n\n- [Tests](#tests)\n\n| a | b |\n| - | - |\n| Do it. | Now. |\n\n"
        "```sh\nmake test\n```\n\n<!-- Think first. -->\n\nOne.\n"
    )

    assert [(s.text, s.line) for s in statements_of(document)] == [("One.", 18)]


def test_a_statement_knows_the_list_items_that_contain_it() -> None:
    outer, inner, after = statements_of("- Be careful:\n  - Back up first.\n\nDone.\n")

    assert inner.items[: len(outer.items)] == outer.items
    assert len(inner.items) == 2
    assert after.items == ()


def test_a_byte_order_mark_and_windows_newlines_move_nothing() -> None:
    (found,) = statements_of("\ufeff---\r\na: 1\r\n---\r\nRun it\r\nnow.\r\n")

    assert (found.text, found.line, found.column) == ("Run it now.", 4, 1)


def test_an_empty_document_states_nothing() -> None:
    assert texts("") == []
