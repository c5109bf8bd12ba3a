"""reStructuredText, read simply: titles, literals, links, roles, directives that name files, code blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from contextkit.facts.document import Document
from contextkit.facts.fences import fence_mentions
from contextkit.facts.page import Page, Place
from contextkit.facts.prose import sentence, sentences
from contextkit.facts.reading import title_of
from contextkit.facts.scopes import Scopes
from contextkit.facts.shapes import kind_of
from contextkit.facts.shell import span_commands
from contextkit.facts.targets import kind_of_target
from contextkit.patterns import pattern
from contextkit.syntax.blocks import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.model import Kind, Mention, Syntax

_UNDERLINE = pattern(r"([=\-~^\"'`#*+.:_<>])\1{2,}[ \t]*$")
_DIRECTIVE = pattern(r"[ \t]*\.\.[ \t]+(?P<name>[\w:-]+)::[ \t]*(?P<argument>.*?)[ \t]*$")
_LABEL = pattern(r"[ \t]*\.\.[ \t]+_(?P<name>[^:`]+|`[^`]+`):[ \t]*(?P<target>\S*)")
_COMMENT = pattern(r"[ \t]*\.\.(?:[ \t]|$)")
_FILES = frozenset({"include", "literalinclude", "image", "figure", "csv-table", "download"})
_CODE = frozenset({"code-block", "code", "sourcecode", "parsed-literal", "prompt"})
_NAMES = frozenset("file class func meth mod attr exc data const obj".split())
_INLINE = pattern(
    r"``(?P<code>.+?)``|(?P<role>:[\w:+-]+:)?`(?P<text>[^`<>]*?)(?:[ \n]*<(?P<target>[^<>`]+)>)?`(?P<link>__?)?",
    re.DOTALL,
)


def read_rst(content: bytes) -> Document:
    """The facts of a document in reStructuredText."""
    page = Page(content)
    mentions = sorted(_Reading(page).mentions(), key=lambda m: (m.line, m.column))
    return Document(
        mentions=tuple(mentions),
        headings=tuple(page.headings),
        anchors=frozenset(page.anchors.names),
        suppressions=tuple(page.suppressions),
        front_matter=None,
        front_matter_problem="",
        front_matter_problem_line=0,
        line_count=page.line_count,
        title=title_of(page),
        summary="",
    )


class _Reading:
    """Goes from line to line; `_at` is the next one, counted from 0."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._at = 0
        self._levels: list[str] = []
        self._scopes = Scopes()
        self._is_literal = False

    def mentions(self) -> Iterator[Mention]:
        lines = self._page.lines
        while self._at < len(lines):
            line = lines[self._at]
            if not line.strip():
                self._at += 1
            elif self._is_literal and line[0] in " \t":
                yield from self._code("")
            elif self._title():
                pass
            elif _COMMENT.match(line):
                yield from self._directive(line)
            else:
                yield from self._paragraph()

    def _title(self) -> bool:
        lines, at = self._page.lines, self._at
        has_overline = _UNDERLINE.match(lines[at]) is not None
        text = lines[at + 1] if has_overline and at + 2 < len(lines) else lines[at]
        below = at + 2 if has_overline else at + 1
        mark = _UNDERLINE.match(lines[below]) if below < len(lines) else None
        if mark is None or not text.strip() or (not has_overline and len(mark[0].strip()) < len(text.strip()) // 2):
            if has_overline:
                self._at += 1
            return has_overline
        key = mark[1] * (2 if has_overline else 1)
        if key not in self._levels:
            self._levels.append(key)
        level = self._levels.index(key) + 1
        self._scopes.enter_heading(level, self._page.add_heading(level, text.strip(), below))
        self._at = below + 1
        return True

    def _directive(self, line: str) -> Iterator[Mention]:
        number = self._at + 1
        self._at += 1
        label = _LABEL.match(line)
        if label:
            self._page.anchors.names[label["name"].strip("`")] = None
            yield from self._target(label["target"], number, line.rfind(label["target"]), "link")
            return
        found = _DIRECTIVE.match(line)
        if found is None:
            self._page.add_comment(line, number)
            self._skip_indented()
        elif found["name"] in _CODE:
            yield from self._code(found["argument"])
        elif found["name"] in _FILES:
            yield from self._target(
                found["argument"],
                number,
                found.start("argument"),
                "image" if found["name"] in ("image", "figure") else "link",
            )

    def _skip_indented(self) -> None:
        lines = self._page.lines
        while self._at < len(lines) and lines[self._at][:1] in (" ", "\t"):
            self._at += 1

    def _code(self, language: str) -> Iterator[Mention]:
        self._is_literal = False
        lines, page = self._page.lines, self._page
        block = Block("fence", self._at + 1, info=language)
        while self._at < len(lines) and (not lines[self._at].strip() or lines[self._at][0] in " \t"):
            text = lines[self._at].lstrip()
            if text and not re.match(r":[\w-]+:", text):
                indent = len(lines[self._at]) - len(text)
                block.lines.append(Line(self._at + 1, page.text.starts[self._at] + indent, text))
            self._at += 1
        yield from fence_mentions(page, block, Place(self._scopes.heading, ()))

    def _paragraph(self) -> Iterator[Mention]:
        lines, page = self._page.lines, self._page
        block = Block("paragraph", self._at + 1)
        while self._at < len(lines) and lines[self._at].strip() and not _DIRECTIVE.match(lines[self._at]):
            block.lines.append(Line(self._at + 1, page.text.starts[self._at], lines[self._at]))
            self._at += 1
        text = block.text
        self._is_literal = text.rstrip().endswith("::")
        positions, begins = block.positions(), sentences(text)
        for found in _INLINE.finditer(text):
            for kind, syntax, raw, at in _inline(found):
                number, start = block.offset_of(positions, at)
                index = bisect_right(begins, at)
                end = begins[index] if index < len(begins) else len(text)
                context = sentence(text, begins[index - 1], end, at)
                yield page.text.mention(kind, syntax, raw, number, start, context=context, heading=self._scopes.heading)

    def _target(self, raw: str, number: int, column: int, syntax: Syntax) -> Iterator[Mention]:
        kind = kind_of_target(raw)
        if kind and column >= 0:
            line = self._page.lines[number - 1]
            start = self._page.text.starts[number - 1] + column
            yield self._page.text.mention(
                kind, syntax, raw, number, start, context=line.strip(), heading=self._scopes.heading
            )


def _inline(found: re.Match[str]) -> Iterator[tuple[Kind, Syntax, str, int]]:
    code, role, group = found["code"], found["role"], "code"
    is_named = role is None and not found["link"]  # single backquotes, which many take for code
    if (
        code is None
        and not found["target"]
        and (is_named or (role and role.rpartition(":")[0].rpartition(":")[2] in _NAMES))
    ):
        code, group = found["text"].lstrip("~!."), "text"
    if code is not None:
        commands = span_commands(Line(0, found.start(group), code))
        for command in commands:
            yield "command", "code", command.text, command.start
        kind = None if commands or "\n" in code else kind_of(code)
        if kind:
            yield kind, "code", code.strip(), found.start(group) + found[group].index(code.strip())
    elif found["target"] and (found["link"] or role == ":download:"):
        kind = None if found["target"].endswith("_") else kind_of_target(found["target"])
        if kind:
            yield kind, "link", found["target"], found.start("target")
    elif role == ":download:" and found["text"]:
        yield "link", "link", found["text"], found.start("text")
