"""The reader of Markdown finds what markdown-it finds, and the parts of MDX and of site generators beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll

from contextkit.syntax.inline import label_of, scan
from contextkit.syntax.markdown import read_blocks
from contextkit.syntax.marks import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

# Pieces that meet each other in every way that decides what is code, a link or a block.
_PIECES = [
    "word",
    "a|b",
    "`code`",
    "``a ` b``",
    "`",
    "```",
    "```sh",
    "~~~",
    "[text](docs/a.md)",
    '[t](<a b.md> "title")',
    "![i](a.png)",
    "[ref]",
    "[ref][]",
    "[text][ref]",
    "[ref]: target.md",
    "[`code`](x(y).md)",
    "[a [b](c) d](e)",
    "<!-- comment -->",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    '<a href="x`y">',
    "<http://a.b/c>",
    "<span",
    "# title",
    "##",
    "===",
    "---",
    "***",
    "- item",
    "- ",
    "* item",
    "1. one",
    "2) two",
    "> quote",
    ">",
    "|---|",
    "| a | b |",
    "|---|:-:|",
    "| `x` | [y](z) |",
    "\\`",
    "\\[",
    "](",
    "]",
    "[",
    "!",
    "&amp;",
]
# Deep indents come after a blank line: after a list item or a quote markdown-it leaves the rules of CommonMark.
_INDENTS = ["", "", "", " ", "  ", "   ", "\n    ", "\n      ", "\n\t"]
_LINE = st.builds(
    lambda indent, pieces: indent + " ".join(pieces),
    st.sampled_from(_INDENTS),
    st.lists(st.sampled_from(_PIECES), max_size=3),
)
_DOCUMENTS = st.lists(_LINE, max_size=9).map("\n".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_DOCUMENTS)
@example("- a\n\n  ```sh\n  x\n  ```\n- b")
@example("> ```\n> a\nb")
@example("[ref]: target.md\n===\n")
@example("a\n- | -\n")
@example("1. a\n\n       code\n\n   text")
@example("-\n\n  text")
def test_blocks_are_those_of_markdown_it(text: str) -> None:
    theirs = _their_blocks(text)

    assert _our_blocks(text) == theirs


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_DOCUMENTS)
@example("[a `b](c)` d](e)")
@example("![a [b](c)](d)")
@example("`a\n  b`")
@example("[x]: <a b> 'c'\n[x]")
def test_code_and_links_are_those_of_markdown_it(text: str) -> None:
    theirs = sorted(_their_spans(text))

    assert sorted(_our_spans(text)) == theirs


def _words(code: str) -> str:
    """Code without regard to its white space: what a tab is worth is not for us to know."""
    return " ".join(code.split())


class _AsWritten(MarkdownIt):
    """Leaves addresses as they are."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  (its name there)
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True


def _parser() -> MarkdownIt:
    parser = _AsWritten("commonmark")
    parser.enable("table")
    return parser


def _their_blocks(text: str) -> list[tuple[str, int, str]]:
    found = []
    for token in _parser().parse(text):
        line = token.map[0] + 1 if token.map else 0
        match token.type:
            case "fence":
                found.append(("fence", line, _words(token.content)))
            case "code_block":
                found.append(("code", line, _words(token.content)))
            case "heading_open":
                found.append(("heading", line, token.tag))
            case "paragraph_open" | "table_open":
                found.append((token.type.removesuffix("_open"), line, ""))
            case _:
                pass
    return sorted(found)


def _our_blocks(text: str) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    for block in read_blocks(text):
        if block.kind in {"fence", "code"}:
            found.append((block.kind, block.line, _words(block.text) if block.lines else ""))
        elif block.kind in {"heading", "paragraph", "table"}:
            found.append((block.kind, block.line, f"h{block.level}" if block.kind == "heading" else ""))
    return sorted(found)


def _their_spans(text: str) -> Iterator[tuple[str, str]]:
    for token in _parser().parse(text):
        yield from _children(token.children or [])


def _children(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.type == "code_inline":
            yield "code", _words(token.content)
        elif token.type == "link_open" and token.info != "auto":
            yield "link", str(token.attrs.get("href", ""))
        elif token.type == "image":
            yield "image", str(token.attrs.get("src", ""))
            yield from _children(token.children or [])


def _our_spans(text: str) -> Iterator[tuple[str, str]]:
    blocks = read_blocks(text)
    targets: dict[str, str] = {}
    for block in blocks:
        if block.kind == "definition":
            targets.setdefault(label_of(block.info), block.text)
    for block in blocks:
        if block.kind in {"paragraph", "heading"}:
            yield from _spans_of(block.text, targets)
        elif block.kind == "table":
            width = len(cells(block.lines[0].text))
            for line in block.lines:
                for _, cell in cells(line.text)[:width]:
                    yield from _spans_of(cell.strip().replace("\\|", "|"), targets)


def _spans_of(text: str, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    for span in scan(text, frozenset(targets)):
        inner = text[span.start : span.end]
        if span.kind == "code":
            yield "code", _words(inner)
        elif span.kind in {"link", "image"}:
            yield span.kind, unescapeAll(inner)
        elif span.kind == "use":
            is_image = text[: span.label_start].endswith("![")
            yield "image" if is_image else "link", unescapeAll(targets[label_of(inner)].strip("<>"))


def test_lines_lead_back_into_the_text() -> None:
    text = "> - a\n>   b\n\n```\n\tx\n```\n"

    lines = [line for block in read_blocks(text) for line in block.lines]

    assert [line.text for line in lines] == ["a", "b", "\tx"]
    assert all(text.startswith(line.text, line.start) for line in lines)


def test_an_admonition_holds_what_is_indented_below_it() -> None:
    blocks = read_blocks('!!! note "Mind"\n\n    See `a/b.md`.\n\n    - item\n')

    assert [(b.kind, b.text) for b in blocks] == [("paragraph", "See `a/b.md`."), ("paragraph", "item")]


def test_a_footnote_is_no_link_definition() -> None:
    blocks = read_blocks("[^1]: docs/a.md\n")

    assert [(b.kind, b.text) for b in blocks] == [("paragraph", "docs/a.md")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<Card\n  title='it'\n  href=\"https://a.b/c\"\n>\n```sh\nx\n```\n</Card>", ["html", "fence", "html"]),
        ("<Table rows={[\n  {a: '`x`', b: `y\n  z`},\n]} />\ntext", ["html", "paragraph"]),
        ("import A from './a'\nimport B from './b'\n\ntext", ["script", "paragraph"]),
        ("export const a = {\n\n  b: 1,\n}\n\ntext", ["script", "paragraph"]),
        ("{/* a\n\nb */}\ntext", ["comment", "paragraph"]),
        ("<Step>\n    text\n\n      - item\n</Step>", ["html", "paragraph", "paragraph", "html"]),
        ("<Step>text</Step>", ["paragraph"]),
    ],
)
def test_mdx_is_read_around_its_tags_and_scripts(text: str, kinds: list[str]) -> None:
    blocks = read_blocks(text, is_mdx=True)

    assert [b.kind for b in blocks] == kinds


def test_what_is_struck_out_is_left_out() -> None:
    spans = scan("~~old `a`~~ new `b`")

    assert len(spans) == 1


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        ("See @docs/x.md, and (@./y).", ["@docs/x.md", "@./y"]),
        ("mail ada@example.org or `@a.md`", []),
        ("[@a.md](b.md)", []),
    ],
)
def test_imports_begin_a_word_and_stand_in_no_code(text: str, imports: list[str]) -> None:
    spans = scan(text)

    assert [text[s.start : s.end] for s in spans if s.kind == "import"] == imports


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(), st.booleans())
def test_any_text_is_read(text: str, is_mdx: bool) -> None:
    for block in read_blocks(text, is_mdx=is_mdx):
        assert all(text.startswith(line.text, line.start) for line in block.lines)
        scan(block.text if block.lines else "", is_mdx=is_mdx)
