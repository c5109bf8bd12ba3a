"""Blocks of HTML and JSX: targets of their tags, headings, ids, comments; MDX's imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.facts.targets import Target, kind_of_target, module_targets, tag_targets
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.facts.page import Page, Place
    from contextkit.model import Mention, Syntax
    from contextkit.syntax.blocks import Block

_COMMENT = pattern(r"<!--.*?(?:-->|\Z)|\{/\*.*?(?:\*/\s*\}|\Z)", re.DOTALL)
_TAG = pattern(r"""<[A-Za-z](?:[^<>"'{}]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*>""", re.DOTALL)
_HEADING = pattern(r"<h([1-6])(?:\s[^>]*)?>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)


def html_mentions(page: Page, block: Block, place: Place) -> Iterator[Mention]:
    """The mentions of a block of HTML; what else it holds goes to the page."""
    text = block.text
    positions = block.positions()
    for comment in _COMMENT.finditer(text):
        page.add_comment(comment[0], block.offset_of(positions, comment.start())[0])
    text = _COMMENT.sub(lambda m: " " * len(m[0]), text)
    if block.kind == "script":
        found: list[tuple[Target, Syntax]] = [(t, "import") for t in module_targets(text)]
    else:
        found = list(_tags(page, text))
        for heading in _HEADING.finditer(text):
            page.add_heading(int(heading[1]), heading[2], block.offset_of(positions, heading.start())[0])
    for target, syntax in found:
        kind = kind_of_target(target.raw)
        if kind:
            number, start = block.offset_of(positions, target.start)
            context = " ".join(page.lines[number - 1].split())[:400]
            yield page.text.mention(
                kind, syntax, target.raw, number, start, context=context, heading=place.heading, scope=place.scope
            )


def _tags(page: Page, text: str) -> Iterator[tuple[Target, Syntax]]:
    for tag in _TAG.finditer(text):
        page.anchors.tag(tag[0], is_mdx=page.is_mdx)
        for target in tag_targets(tag[0]):
            yield target._replace(start=tag.start() + target.start), "image" if target.is_image else "html"
