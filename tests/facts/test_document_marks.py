"""Headings and their anchors, front matter, suppressions."""

from __future__ import annotations

import pytest

from contextkit.facts.document import Heading, Suppression, extract_document


def anchors(text: str, suffix: str = ".md") -> frozenset[str]:
    return extract_document(text.encode(), suffix).anchors


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("A `b_c` & *d*", "a-b_c--d"),
        ("[Link](x.md) text", "link-text"),
        ("Über résumé", "über-résumé"),
        ("v1.2 / x", "v12--x"),
        ("Title {#own}", "own"),
        ("Title {: #own .wide }", "own"),
        ("Title [#own]", "own"),
        ("snake_case __init__", "snake_case-init"),
        ("Closed ##", "closed"),
    ],
)
def test_a_heading_is_reached_by_its_slug(heading: str, slug: str) -> None:
    document = extract_document(f"## {heading}\n".encode(), ".md")

    assert document.headings[0].slug == slug
    assert slug in document.anchors


def test_equal_headings_are_numbered() -> None:
    document = extract_document(b"# A\n\n# A\n\nA\n===\n\n# A-1\n", ".md")

    assert [h.slug for h in document.headings] == ["a", "a-1", "a-2", "a-1-1"]


def test_headings_keep_level_text_and_line() -> None:
    document = extract_document(b"---\ntitle: T\n---\n\n## The `code`\n\n<h3>Raw</h3>\n", ".md")

    assert document.headings == (Heading(2, "The code", 5, "the-code"), Heading(3, "Raw", 7, "raw"))
    assert document.title == "T"


def test_a_heading_in_a_fence_is_none() -> None:
    assert extract_document(b"```md\n# A\n```\n", ".md").headings == ()


def test_ids_of_elements_are_anchors() -> None:
    text = "<a id=\"one\"></a>\n\nSee <span name='two'>x</span>. A text {#three}\n\n(four)=\n# X\n"

    assert {"one", "two", "three", "four", "x"} <= anchors(text)


def test_a_components_title_is_an_anchor_in_mdx() -> None:
    assert "first-step" in anchors('<Step title="First step">\nx\n</Step>\n', ".mdx")


def test_other_renderers_forms_of_a_slug_are_anchors() -> None:
    assert {"a--b", "a-b"} <= anchors("# A & B\n")


@pytest.mark.parametrize(
    ("front", "suffix", "globs"),
    [
        ("globs: *.ts,src/**", ".mdc", ["*.ts", "src/**"]),
        ("globs: src/{a,b}/*.ts, *.py", ".mdc", ["src/{a,b}/*.ts", "*.py"]),
        ('paths: "src/**/*.ts"', ".md", ["src/**/*.ts"]),
        ("paths:\n  - a/**\n  - 'b/*'  # why", ".md", ["a/**", "b/*"]),
        ('paths: ["a/**", b/*]', ".md", ["a/**", "b/*"]),
        ('applyTo: "**/*.ts,**/*.tsx"', ".md", ["**/*.ts", "**/*.tsx"]),
        ("globs:\nalwaysApply: true", ".mdc", []),
        ("description: a, b", ".md", []),
    ],
)
def test_the_globs_of_front_matter_are_mentions(front: str, suffix: str, globs: list[str]) -> None:
    content = f"---\n{front}\n---\n\nText\n".encode()

    document = extract_document(content, suffix)

    assert [(m.kind, m.syntax, m.raw) for m in document.mentions] == [("glob", "front-matter", g) for g in globs]
    assert all(content[m.start :].startswith(m.raw.encode()) for m in document.mentions)
    assert document.front_matter_problem == ""


def test_front_matter_is_kept_as_written() -> None:
    content = b"---\ndescription: Say it  # how\nglobs:\n  - a\n  - b\nalwaysApply: true\nnote: |\n  one\n  two\n---\n"

    front = extract_document(content, ".md").front_matter

    assert front is not None
    assert [(k, e.line, e.form, e.values) for k, e in front.items()] == [
        ("description", 2, "bare", ("Say it",)),
        ("globs", 3, "list", ("a", "b")),
        ("alwaysApply", 6, "bare", ("true",)),
        ("note", 7, "block", ("one two",)),
    ]


@pytest.mark.parametrize(
    ("front", "line"),
    [("description: a: b", 2), ("name: x\nglobs: *.ts", 3), ("a: 'b", 2), ("a: [b", 3)],
)
def test_front_matter_that_is_no_yaml_is_a_problem(front: str, line: int) -> None:
    document = extract_document(f"---\n{front}\n---\n".encode(), ".md")

    assert document.front_matter is not None
    assert document.front_matter_problem != ""
    assert document.front_matter_problem_line == line


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    document = extract_document(b"---\nSome `a/b.md` prose\n\n---\n", ".md")

    assert document.front_matter is None
    assert [m.raw for m in document.mentions] == ["a/b.md"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a\n\n<!-- contextkit: ignore stale-path -- it is made -->\nb `c.py`\nd\n\ne\n",
            Suppression(("stale-path",), "it is made", 3, (4, 5)),
        ),
        (
            "<!-- contextkit: ignore stale-path, stale-link -- why -->\n\n```sh\na\n\nb\n```\nc\n",
            Suppression(("stale-path", "stale-link"), "why", 1, (3, 8)),
        ),
        (
            "a\nb `c.py` <!-- contextkit: ignore stale-path -- why -->\nd\n",
            Suppression(("stale-path",), "why", 2, (2, 2)),
        ),
        (
            "a\n\n<!-- contextkit: ignore-file stale-path -- old -->\n",
            Suppression(("stale-path",), "old", 3, (1, 3)),
        ),
        ("<!-- contextkit: ignore stale-path -->\nb\n", Suppression(("stale-path",), "", 1, (2, 2))),
        (
            "```sh\nmake a # contextkit: ignore stale-command -- why\n```\n",
            Suppression(("stale-command",), "why", 2, (2, 2)),
        ),
        (
            "---\npaths: a/* # contextkit: ignore dead-glob -- why\n---\n",
            Suppression(("dead-glob",), "why", 2, (2, 2)),
        ),
    ],
)
def test_a_comment_suppresses_what_is_beside_or_below_it(text: str, expected: Suppression) -> None:
    assert extract_document(text.encode(), ".md").suppressions == (expected,)


def test_a_comment_of_mdx_suppresses_as_well() -> None:
    document = extract_document(b"{/* contextkit: ignore stale-link -- why */}\n[a](b.md)\n", ".mdx")

    assert document.suppressions == (Suppression(("stale-link",), "why", 1, (2, 2)),)
    assert [m.raw for m in document.mentions] == ["b.md"]


@pytest.mark.parametrize("comment", ["contextkit is fine", "contextkit: ignored", "contextkit ignore x -- y"])
def test_other_comments_suppress_nothing(comment: str) -> None:
    assert extract_document(f"<!-- {comment} -->\n".encode(), ".md").suppressions == ()


def test_directives_of_myst_hold_text_code_and_files() -> None:
    text = (
        "```{note}\nSee `a/b.py`.\n```\n\n```{code-block} sh\n:caption: x\n\nmake a\n```\n\n```{include} ../c.md\n```\n"
    )

    found = [(m.kind, m.raw, m.line) for m in extract_document(text.encode(), ".md").mentions]

    assert found == [("path", "a/b.py", 2), ("command", "make a", 8), ("link", "../c.md", 11)]


def test_restructured_text_is_read() -> None:
    text = (
        "Top\n===\n\nSee ``a/b.py``, `guide <c.md>`_, `site <https://a.b>`_,\n"
        ":class:`~pkg.FooBar` and ``make x``.\n\nPart\n----\n\n.. _here:\n\n.. include:: d.rst\n\n"
        ".. code-block:: console\n\n    $ make b\n    done\n\n.. A comment ``e/f.py``\n"
    )

    document = extract_document(text.encode(), ".rst")

    assert [(m.kind, m.raw, m.line, m.heading) for m in document.mentions] == [
        ("path", "a/b.py", 4, "Top"),
        ("link", "c.md", 4, "Top"),
        ("symbol", "pkg.FooBar", 5, "Top"),
        ("command", "make x", 5, "Top"),
        ("link", "d.rst", 12, "Top > Part"),
        ("command", "make b", 16, "Top > Part"),
    ]
    assert [(h.level, h.text) for h in document.headings] == [(1, "Top"), (2, "Part")]
    assert "here" in document.anchors
    assert document.title == "Top"
