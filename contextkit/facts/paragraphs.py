"""Running text: code spans, links, tags and imports become mentions in their sentence."""

from __future__ import annotations

from bisect import bisect_right
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.facts.prose import plain, sentence, sentences
from contextkit.facts.scopes import compose, leading_folder
from contextkit.facts.shapes import is_import, kind_of
from contextkit.facts.shell import span_commands
from contextkit.facts.targets import kind_of_target, tag_targets
from contextkit.patterns import pattern
from contextkit.syntax.blocks import Line
from contextkit.syntax.inline import label_of, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.facts.page import Page, Place
    from contextkit.model import Kind, Mention, Syntax
    from contextkit.syntax.blocks import Block
    from contextkit.syntax.inline import Span

_NOTHING_HERE = pattern(r"[`\[<@]|\{/\*")
_LONE_COMMAND = pattern(r"(?:npm|pnpm|yarn|bun) run [\w:.@/-]+$")


def read_paragraph(
    page: Page, block: Block, place: Place, *, context: str = "", syntax: Syntax = "code"
) -> list[Mention]:
    """The mentions of a paragraph, a heading or a table's cell; tags, comments and uses go to the page."""
    text = block.text
    if not _NOTHING_HERE.search(text):
        return _plain_command(page, block, text, place)
    return _Paragraph(page, block, place, context=context, syntax=syntax).read()


def definition_mentions(page: Page, definitions: Sequence[Block]) -> Iterator[Mention]:
    """Link definitions, in the words of the first link that uses each."""
    for block in definitions:
        number, start, raw = block.lines[0]
        raw, start = _unwrapped(raw, start)
        kind = kind_of_target(raw)
        if kind:
            context, label, place = page.uses.get(
                label_of(block.info), (page.lines[number - 1].strip(), block.info, None)
            )
            heading, scope = place or ("", ())
            yield page.text.mention(
                kind, "link", raw, number, start, context=context, heading=heading, scope=scope, label=label
            )


def _plain_command(page: Page, block: Block, text: str, place: Place) -> list[Mention]:
    """`#### npm run profile` is a heading that is a command."""
    if block.kind != "heading" or not _LONE_COMMAND.match(text):
        return []
    line = block.lines[0]
    return [page.text.mention("command", "code", text, line.number, line.start, context=text, heading=place.heading)]


def _unwrapped(raw: str, start: int) -> tuple[str, int]:
    """`<a b.md>` is written so for its space; `<page>` stands for something else and keeps its brackets."""
    if raw.startswith("<") and raw.endswith(">") and (" " in raw or "/" in raw or "." in raw or "(" in raw):
        return raw[1:-1], start + 1
    return raw, start


class _Paragraph:
    """One paragraph at hand."""

    def __init__(self, page: Page, block: Block, place: Place, *, context: str, syntax: Syntax) -> None:
        self._page = page
        self._block = block
        self._text = block.text
        self._place = place
        self._context = context
        self._syntax = syntax
        self._positions = block.positions()
        self._sentences: list[int] | None = None
        self._links: list[Span] | None = None
        self._found: list[Mention] = []

    def read(self) -> list[Mention]:
        spans = scan(self._text, self._page.labels, is_mdx=self._page.is_mdx)
        for span in spans:
            match span.kind:
                case "code":
                    self._code(span, spans)
                case "link" | "image":
                    self._link(span)
                case "tag":
                    self._tag(span)
                case "comment":
                    self._page.add_comment(self._text[span.start : span.end], self._line_of(span.start)[0])
                case "use":
                    self._use(span)
                case _:
                    self._import(span)
        return self._found

    def _code(self, span: Span, spans: Sequence[Span]) -> None:
        code = self._text[span.start : span.end]
        commands = [] if "\n" in code else span_commands(Line(0, span.start, code))
        for command in commands:
            self._add("command", self._syntax, command.text, command.start, scope=command.scope)
        kind = None if commands else kind_of(code)
        if kind is None:
            return
        stripped = code.strip()
        start = span.start + code.index(stripped)
        self._add(kind, self._syntax, " ".join(stripped.split()), start, scope=self._code_scope(span, spans))

    def _code_scope(self, span: Span, spans: Sequence[Span]) -> tuple[str, ...]:
        """A link's text names what is in the folder of its target; a list item's first folder holds what follows."""
        if self._links is None:
            self._links = [s for s in spans if s.kind == "link"]
            self._links.sort(key=lambda s: s.label_start)
        index = bisect_right(self._links, span.start, key=lambda s: s.label_start) - 1
        if index >= 0 and span.end <= self._links[index].label_end:
            link = self._links[index]
            folder = dirname(self._text[link.start : link.end].partition("#")[0])
            return (folder,) if folder not in ("", ".") and kind_of_target(folder) else ()
        if self._block.items and self._found:
            leading = leading_folder(self._found, self._text)
            return (leading,) if leading else ()
        return ()

    def _link(self, span: Span) -> None:
        raw = self._text[span.start : span.end]
        start = span.start
        if self._text[start - 1 : start] == "<":
            raw, start = _unwrapped(f"<{raw}>", start - 1)
        kind = kind_of_target(raw)
        if kind:
            label = plain(self._text[span.label_start : span.label_end])
            self._add(kind, "image" if span.kind == "image" else "link", raw, start, label=label)

    def _tag(self, span: Span) -> None:
        tag = self._text[span.start : span.end]
        self._page.anchors.tag(tag, is_mdx=self._page.is_mdx)
        for target in tag_targets(tag):
            kind = kind_of_target(target.raw)
            if kind:
                self._add(kind, "image" if target.is_image else "html", target.raw, span.start + target.start)

    def _use(self, span: Span) -> None:
        label = label_of(self._text[span.start : span.end])
        shown = plain(self._text[span.label_start : span.label_end])
        self._page.uses.setdefault(label, (self._sentence(span.start), shown, self._place))

    def _import(self, span: Span) -> None:
        raw = self._text[span.start : span.end]
        if is_import(raw):
            self._add("import", "import", raw, span.start)

    def _add(  # noqa: PLR0913  (a mention has that many sides)
        self, kind: Kind, syntax: Syntax, raw: str, at: int, *, scope: tuple[str, ...] = (), label: str = ""
    ) -> None:
        number, start = self._line_of(at)
        self._found.append(
            self._page.text.mention(
                kind,
                syntax,
                raw,
                number,
                start,
                context=self._context or self._sentence(at),
                heading=self._place.heading,
                scope=compose(scope, self._place.scope) if scope else self._place.scope,
                label=label,
            )
        )

    def _line_of(self, at: int) -> tuple[int, int]:
        return self._block.offset_of(self._positions, at)

    def _sentence(self, at: int) -> str:
        if self._sentences is None:
            self._sentences = sentences(self._text)
        index = bisect_right(self._sentences, at)
        end = self._sentences[index] if index < len(self._sentences) else len(self._text)
        return sentence(self._text, self._sentences[index - 1], end, at)
