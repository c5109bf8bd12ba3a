"""What is extracted from a document, and from where in it."""

from __future__ import annotations

from textwrap import dedent
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contextkit.facts.document import Document, decode_document, encode_document, extract_document

if TYPE_CHECKING:
    from contextkit.model import Mention

_SUFFIXES = [".md", ".mdx", ".mdc", ".rst", ""]


def read(text: str, suffix: str = ".md") -> Document:
    return extract_document(dedent(text).encode(), suffix)


def mentions(text: str, suffix: str = ".md") -> list[tuple[str, str]]:
    return [(m.kind, m.raw) for m in read(text, suffix).mentions]


def only(text: str, suffix: str = ".md") -> Mention:
    (mention,) = read(text, suffix).mentions
    return mention


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("src/app.py", "path"),
        ("src/app.py:12-20", "path"),
        ("tests/test_a.py::test_b", "path"),
        ("app.py", "path"),
        ("docs/", "path"),
        ("./run", "path"),
        ("Makefile", "path"),
        (".gitignore", "path"),
        ("app/[id]/page.tsx", "path"),
        ("app/(auth)/page.tsx", "path"),
        ("skills/<name>/SKILL.md", "path"),
        ("@scope/package", "path"),
        ("src/**/*.ts", "glob"),
        ("a/{b,c}.py", "glob"),
        ("*.md", "glob"),
        ("├─server/", "path"),
        ("FooBar", "symbol"),
        ("Model", "symbol"),
        ("foo_bar", "symbol"),
        ("foo.bar()", "symbol"),
        ("Foo::bar", "symbol"),
        ("res.on('close')", "symbol"),
        ("process.env", "symbol"),
        ("MAX_SIZE", "symbol"),
        ("npm run build", "command"),
        ("make test", "command"),
        ("A=1 uv run pytest", "command"),
        ("./scripts/x.sh --fast", "command"),
    ],
)
def test_code_is_told_apart_by_its_shape(code: str, kind: str) -> None:
    assert mentions(f"Mind `{code}` here.") == [(kind, code)]


@pytest.mark.parametrize(
    "code",
    [
        "word",
        "two words",
        "--flag",
        "A=1",
        "1.2.3",
        ">=3.11",
        "v2",
        "https://a.b/c.md",
        "localhost:3000/x",
        "example.com/a",
        "TODO",
        "True",
        "kebab-name",
        "<div>",
        "</div>",
        "a | b",
        "//comment",
        "text/html",
        "GET/POST",
        "1/2",
        "next.js",
        ".md",
        "*",
        "'quoted.py'",
        "git status",
    ],
)
def test_what_names_nothing_to_check_is_left_out(code: str) -> None:
    assert mentions(f"Mind `{code}` here.") == []


def test_links_keep_what_may_be_of_this_repository() -> None:
    text = """\
        [a](docs/a.md#part "title"), ![b](img/b.png), [c](/root.md), [d](#here), [e](<with space.md>)
        [x](https://a.b), [y](mailto:a@b.c), [z](//a.b/c), <https://a.b>
        """

    found = [(m.kind, m.syntax, m.raw, m.label) for m in read(text).mentions]

    assert found == [
        ("link", "link", "docs/a.md#part", "a"),
        ("link", "image", "img/b.png", "b"),
        ("link", "link", "/root.md", "c"),
        ("anchor", "link", "#here", "d"),
        ("link", "link", "with space.md", "e"),
    ]


def test_a_definition_speaks_with_the_sentence_that_uses_it() -> None:
    mention = only("Old. See [the guide][g] first.\n\n[g]: docs/guide.md\n")

    assert (mention.raw, mention.line, mention.context, mention.label) == (
        "docs/guide.md",
        3,
        "See [the guide][g] first.",
        "the guide",
    )


def test_code_in_a_link_is_put_under_the_links_folder() -> None:
    code, link = read("[`schema.ts`](src/db/schema.ts)").mentions

    assert (code.raw, code.scope) == ("schema.ts", ("src/db",))
    assert link.raw == "src/db/schema.ts"


def test_tags_have_targets_too() -> None:
    text = '<p><a href="docs/a.md">A</a></p>\n\nSee <img src="b.png"> and <a href="https://a.b">.\n'

    assert mentions(text) == [("link", "docs/a.md"), ("link", "b.png")]


def test_mdx_links_and_imports_are_read() -> None:
    text = """\
        import A from './snippets/a.mdx'
        import { b } from "react"

        <Card
          title="A"
          href="/guides/a"
        >
          See [b](./b).
        </Card>
        """

    found = [(m.syntax, m.raw) for m in read(text, ".mdx").mentions]

    assert found == [("import", "./snippets/a.mdx"), ("html", "/guides/a"), ("link", "./b")]


@pytest.mark.parametrize("raw", ["@AGENTS.md", "@./x", "@~/.claude/y.md", "@docs/a.md", "@package.json", "@README"])
def test_an_import_names_a_file(raw: str) -> None:
    assert mentions(f"See {raw} first.") == [("import", raw)]


@pytest.mark.parametrize("raw", ["@ada", "@scope/pkg", "@scope/json", "ada@example.md", "@property", "@v2"])
def test_people_packages_and_addresses_are_no_imports(raw: str) -> None:
    assert mentions(f"See {raw} first.") == []


def test_what_is_not_said_is_not_read() -> None:
    text = "<!-- `a/b.md` -->\n\n~~`a/c.md`~~ <!-- [x](a/d.md) --> \\`a/e.md\\`\n\n```python\n`a/f.md`\n```\n"

    assert mentions(text) == []


def test_quotes_are_read() -> None:
    assert mentions("> See `a/b.md`.") == [("path", "a/b.md")]


def test_a_mention_stands_in_its_sentence_and_under_its_headings() -> None:
    text = "# Top\n\n## Part `x_y`\n\nIt was. See `a/b.md`, e.g. here.\nMore.\n"

    mention = read(text).mentions[-1]

    assert (mention.context, mention.heading) == ("See `a/b.md`, e.g. here.", "Top > Part x_y")
    assert (mention.line, mention.column) == (5, 14)


def test_places_hold_with_a_byte_order_mark_carriage_returns_and_other_bytes() -> None:
    content = "\ufeffÄ \udcff `ä/b.md`\r\n\r\n[x](é.md)\r\n".encode("utf-8", "surrogateescape")

    path, link = extract_document(content, ".md").mentions

    assert (path.line, path.column, path.raw) == (1, 6, "ä/b.md")
    assert content[path.start :].startswith("ä/b.md".encode())
    assert (link.line, link.raw) == (3, "é.md")
    assert content[link.start :].startswith("é.md".encode())


def test_a_code_span_over_two_lines_stands_in_no_one_piece() -> None:
    mention = only("Run `npm run\nbuild`.\n\n`f(a,\nb)`")

    assert (mention.raw, mention.start, mention.line) == ("f(a, b)", -1, 4)


def test_a_row_is_the_context_of_its_cells_and_its_first_folder_their_scope() -> None:
    text = "| Folder | What |\n|---|---|\n| `src/db/` | has `schema.ts` |\n| docs/guide.md | text |\n"

    found = [(m.raw, m.syntax, m.scope) for m in read(text).mentions]

    assert found == [
        ("src/db/", "table", ()),
        ("schema.ts", "table", ("src/db",)),
        ("docs/guide.md", "table", ()),
    ]
    assert read(text).mentions[1].context == "| `src/db/` | has `schema.ts` |"


def test_rows_that_are_drawn_as_a_tree_stand_below_their_parent() -> None:
    text = (
        "| Path | |\n|---|---|\n| `lib/core/` | |\n| `├─server/` | |\n| `│ └─a.py` | |\n| `└─cli/` | |\n| `docs/` | |\n"
    )

    found = [(m.raw, m.scope) for m in read(text).mentions]

    assert found == [
        ("lib/core/", ()),
        ("├─server/", ("lib/core",)),
        ("│ └─a.py", ("lib/core/server",)),
        ("└─cli/", ("lib/core",)),
        ("docs/", ()),
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("## packages/web\n\nSee `a.ts`.", ("packages/web",)),
        ("## `packages/web`\n\nSee `a.ts`.", ("packages/web",)),
        ("## packages/web\n\n# Other\n\nSee `a.ts`.", ()),
        ("- `packages/web/` is the site\n  - `a.ts`", ("packages/web",)),
        ("- `packages/`\n  - `web/`\n    - `a.ts`", ("packages/web", "web", "packages")),
        ("- `packages/web/`: has `a.ts`", ("packages/web",)),
        ("In `packages/web/`:\n\n- `a.ts`", ("packages/web",)),
        ("In `packages/web/`:\n\n- x\n\nThen `a.ts`", ()),
        ("Not in `packages/web/`.\n\n- `a.ts`", ()),
        ("See `@scope/web`:\n\n- `a.ts`", ()),
        ("1. **The site** (`packages/web/`): all pages\n\n   - `a.ts`", ("packages/web",)),
        ("1. The site is served (from `packages/web/`)\n   - `a.ts`", ()),
        ("1. **The site** (`packages/web/`)\n2. **Other**\n   - `a.ts`", ()),
    ],
)
def test_the_text_around_names_the_folder(text: str, scope: tuple[str, ...]) -> None:
    mention = read(text).mentions[-1]

    assert (mention.raw, mention.scope) == ("a.ts", scope)


def test_the_summary_is_the_first_paragraph() -> None:
    document = read("# The *title*\n\n![badge](x.svg)\n\nIt [does](a.md) `this`\nand that.\n\nMore.\n")

    assert (document.title, document.summary, document.line_count) == ("The title", "It does this and that.", 8)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(_SUFFIXES))
def test_any_bytes_are_read(content: bytes, suffix: str) -> None:
    check_places(content, suffix)


_WORDS = st.lists(
    st.sampled_from(
        [
            "`a/b.md`",
            "[x](y.md)",
            "@z.md",
            "├── n.py",
            "| `a/` |",
            "|---|",
            "|",
            "# h",
            "- ",
            "\n",
            "\r\n",
            "\n\n",
            "```sh\n",
            "```\n",
            "cd x && make y",
            "$ ./run it \\\n  now",
            "---\n",
            "globs: *.ts,a/{b,c}\n",
            "paths:\n  - x/*\n",
            "<a href='k.md'>",
            "<!-- contextkit: ignore x -- y -->",
            "{/* z */}",
            "é",
            "\udcff",
            "\ufeff",
            "\t",
            "    ",
            "``c/d.py``",
            "`x <e.md>`_",
            ".. include:: f.rst\n",
            "====\n",
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_WORDS, st.sampled_from(_SUFFIXES))
def test_every_mention_stands_where_it_says(text: str, suffix: str) -> None:
    check_places(text.encode("utf-8", "surrogateescape"), suffix)


def check_places(content: bytes, suffix: str) -> None:
    document = extract_document(content, suffix)
    lines = content.split(b"\n")
    for mention in document.mentions:
        assert 1 <= mention.line <= len(lines)
        if mention.start >= 0:
            raw = mention.raw.encode("utf-8", "surrogateescape")
            assert content[mention.start : mention.start + len(raw)] == raw
            assert content.count(b"\n", 0, mention.start) == mention.line - 1
    assert decode_document(encode_document(document)) == document
    assert extract_document(content, suffix) == document


def test_a_row_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="row"):
        decode_document(b"[1]")


@pytest.mark.parametrize(
    "piece", ["![", "`", "<!--", "{/*", ">", "1. ", "`a/b` ", "[x](", "<a b='", "import a\n", "├── a\n"]
)
@pytest.mark.parametrize("suffix", [".md", ".mdx", ".rst"])
def test_no_text_takes_long(piece: str, suffix: str) -> None:
    content = f"a {piece * (60_000 // len(piece))}\n".encode()

    began = process_time()
    extract_document(content, suffix)

    assert process_time() - began < 5
