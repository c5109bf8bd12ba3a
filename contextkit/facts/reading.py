"""Markdown and MDX read block by block into a document's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.facts.directives import directive_mentions, unfolded
from contextkit.facts.document import Document
from contextkit.facts.fences import fence_mentions
from contextkit.facts.front_matter import patterns, read_front_matter
from contextkit.facts.html import html_mentions
from contextkit.facts.page import Page, Place
from contextkit.facts.paragraphs import definition_mentions, read_paragraph
from contextkit.facts.prose import plain
from contextkit.facts.scopes import Scopes
from contextkit.facts.tables import table_mentions
from contextkit.syntax.inline import label_of
from contextkit.syntax.markdown import read_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.facts.front_matter import FrontMatter
    from contextkit.model import Mention
    from contextkit.syntax.blocks import Block

_SUMMARY_LIMIT = 400
_NO_SUMMARY = ("![", "[![", "<", ":::", "{", "!!!", "@")


def read_markdown(content: bytes, suffix: str) -> Document:
    """The facts of a Markdown document; `.mdx` is read by MDX's rules."""
    page = Page(content, is_mdx=suffix == ".mdx")
    front = read_front_matter(page.lines, suffix)
    blocks = _blocks(page, front.end if front else 0)
    page.labels = frozenset(label_of(b.info) for b in blocks if b.kind == "definition")
    mentions = [*_front_matter_mentions(page, front), *_mentions(page, blocks)]
    mentions.sort(key=lambda m: (m.line, m.column))
    return Document(
        mentions=tuple(mentions),
        headings=tuple(page.headings),
        anchors=frozenset(page.anchors.names),
        suppressions=tuple(page.suppressions),
        front_matter=front.entries if front else None,
        front_matter_problem=front.problem if front else "",
        front_matter_problem_line=front.problem_line if front else 0,
        line_count=page.line_count,
        title=title_of(page, front),
        summary=next((s for b in blocks if (s := _summary(b))), ""),
    )


def title_of(page: Page, front: FrontMatter | None = None) -> str:
    """The front matter's title, the first heading of level 1, or the first heading."""
    entry = front.entries.get("title") if front else None
    if entry and entry.values:
        return entry.values[0]
    first = next((h.text for h in page.headings if h.level == 1), "")
    return first or next((h.text for h in page.headings), "")


def _blocks(page: Page, first: int) -> list[Block]:
    if first >= len(page.lines):
        return []
    start = page.text.starts[first] if first else 0
    return list(unfolded(read_blocks(page.text.text, is_mdx=page.is_mdx, first_line=first + 1, start=start)))


def _front_matter_mentions(page: Page, front: FrontMatter | None) -> Iterator[Mention]:
    if front is None:
        return
    for found in patterns(front, page.lines):
        start = page.text.starts[found.line - 1] + found.column
        context = page.lines[found.line - 1].strip()
        yield page.text.mention("glob", "front-matter", found.raw, found.line, start, context=context, label=found.key)
    for number, line in enumerate(page.lines[: front.end], 1):
        if "contextkit:" in line and "#" in line:
            page.add_comment(line[line.index("#") :], number)


def _mentions(page: Page, blocks: Sequence[Block]) -> Iterator[Mention]:
    scopes = Scopes()
    for block in blocks:
        if block.kind == "heading":
            yield from _heading(page, block, scopes)
            continue
        scope = scopes.of(block)
        found = list(_block(page, block, Place(scopes.heading, scope)))
        yield from found
        scopes.leave(block, found, scope)
    yield from definition_mentions(page, [b for b in blocks if b.kind == "definition"])


def _block(page: Page, block: Block, place: Place) -> Iterator[Mention]:
    match block.kind:
        case "paragraph":
            page.anchors.text(block.text)
            yield from read_paragraph(page, block, place)
        case "table":
            yield from table_mentions(page, block, place)
        case "fence" | "code":
            yield from directive_mentions(page, block, place)
            yield from fence_mentions(page, block, place)
            for line in block.lines:
                if "contextkit:" in line.text and "#" in line.text:
                    page.add_comment(line.text[line.text.index("#") :], line.number)
        case "html" | "script" | "comment":
            yield from html_mentions(page, block, place)
        case _:
            pass


def _heading(page: Page, block: Block, scopes: Scopes) -> Sequence[Mention]:
    text = page.add_heading(block.level, block.text, block.line)
    page.anchors.text(block.text)
    scopes.enter_heading(block.level, text)
    found = read_paragraph(page, block, Place(scopes.heading, ()))
    scopes.name_heading(found)
    return found


def _summary(block: Block) -> str:
    if block.kind != "paragraph" or block.items or block.lines[0].text.startswith(_NO_SUMMARY):
        return ""
    return plain(block.text)[:_SUMMARY_LIMIT]
