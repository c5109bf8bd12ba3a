"""The blocks of Markdown that hold text: how each begins, goes on and ends once its containers are known."""

from __future__ import annotations

import re

from contextkit.patterns import pattern
from contextkit.syntax import jsx
from contextkit.syntax.blocks import Block, BlockKind, Line
from contextkit.syntax.definitions import take_definitions
from contextkit.syntax.marks import is_rule, is_underline, makes_table

_HTML_BLOCKS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
# How a block of HTML begins, and how it ends (None: at a blank line).
_HTML = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?:{_HTML_BLOCKS})(?:\s|/?>|$)", re.IGNORECASE), None),
)
_LONE_TAG = pattern(rf"(?:<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)\s*$")
_HEADING = pattern(r"(#{1,6})(?:[ \t]+|$)")
_CLOSING_MARKS = pattern(r"(?:^|[ \t]+)#+[ \t]*$")
_FENCE = pattern(r"(`{3,})([^`]*)$|(~{3,})(.*)$")


class Leaves:
    """The open leaf and the finished blocks. `spaced` is the line with its tabs as spaces."""

    def __init__(self, *, is_mdx: bool) -> None:
        self.blocks: list[Block] = []
        self.items: tuple[int, ...] = ()
        self.is_nested = False
        self.leaf: Block | None = None
        self.number, self.start, self.line, self.spaced = 0, 0, "", ""
        self.column = 0
        """Where the content of the line's containers begins."""
        self._is_mdx = is_mdx
        self._mark = ""
        self._indent = 0
        self._html_end: re.Pattern[str] | None = None
        self._jsx_open = jsx.Open()

    def cut(self, at: int) -> Line:
        """The rest of the line from a column on."""
        if self.line is self.spaced:
            return Line(self.number, self.start + min(at, len(self.line)), self.line[at:])
        column = index = 0
        while column < at and index < len(self.line):
            column += 4 - column % 4 if self.line[index] == "\t" else 1
            index += 1
        return Line(self.number, self.start + index, self.line[index:])

    def close(self, end: int = 0) -> None:
        """Ends the open leaf, at the line before this one where no other is named."""
        leaf = self.leaf
        if leaf is None:
            return
        self.leaf = None
        leaf.end = end or (leaf.lines[-1].number if leaf.lines else leaf.line)
        if leaf.kind == "paragraph" and leaf.lines and leaf.lines[0].text.startswith("["):
            self.blocks += take_definitions(leaf)
        if leaf.kind != "paragraph" or leaf.lines:
            self.blocks.append(leaf)

    def make_room(self) -> None:
        """Ends what a new block ends."""
        self.close()

    # --- a block that goes on

    def goes_on(self, at: int) -> bool:
        """Whether the open leaf, which is no paragraph and no table, takes the line."""
        leaf = self.leaf
        assert leaf is not None  # noqa: S101
        if leaf.kind == "fence":
            return self._fence_goes_on(leaf, at)
        if leaf.kind == "code":
            return self._code_goes_on(leaf, at)
        if leaf.kind == "html" and self._html_end is None and not self._is_mdx and not self.spaced[at:].strip():
            self.close()
            return True
        leaf.lines.append(self.cut(at))
        self._end_html(leaf, self.spaced[at:])
        return True

    def _fence_goes_on(self, leaf: Block, at: int) -> bool:
        rest = self.spaced[at:].lstrip(" ")
        indent = len(self.spaced) - at - len(rest)
        is_closing = rest.startswith(self._mark) and not rest.rstrip().strip(self._mark[0])
        if is_closing and (indent < 4 or self._is_mdx):
            self.close(self.number)
        else:
            leaf.lines.append(self.cut(at + min(self._indent, indent)))
        return True

    def _code_goes_on(self, leaf: Block, at: int) -> bool:
        rest = self.spaced[at:]
        if rest.strip() and not rest.startswith("    "):
            self.close()
            return False
        leaf.lines.append(self.cut(min(at + 4, len(self.spaced))))
        return True

    def _end_html(self, leaf: Block, line: str) -> None:
        if not self._is_mdx:
            is_over = self._html_end is not None and self._html_end.search(line) is not None
        elif leaf.kind == "comment":
            is_over = "*/}" in line or "-->" in line
        else:
            is_over = self._jsx_open.ends_with(line) and (leaf.kind == "html" or not line.strip())
        if is_over:
            self.close()

    # --- a block that begins

    def begin(self, kind: BlockKind, *lines: Line) -> Block:
        """A new open leaf; room must have been made for it."""
        self.leaf = Block(kind, self.number, list(lines), items=self.items)
        return self.leaf

    def add_text(self, at: int) -> None:
        """A line of the open paragraph or table row, or of a new paragraph."""
        if self.leaf is None:
            self.begin("paragraph")
        assert self.leaf is not None  # noqa: S101
        self.leaf.lines.append(self.cut(at))

    def begins(self, rest: str, at: int, paragraph: Block | None) -> bool:
        """Whether the line `rest`, which stands at `at`, is or opens a block of its own.

        `paragraph` is the open paragraph or table, where the line stands in the same containers.
        """
        mark = rest[0]
        if paragraph is not None and mark in "|:-=" and self._underline(rest, paragraph):
            return True
        if mark == "#":
            return self._heading(rest, at)
        if mark in "`~":
            return self._fence(rest, at)
        if mark == "<":
            return self._jsx(at, paragraph) if self._is_mdx else self._html(rest, at)
        if mark in "-*_" and is_rule(rest):
            self.make_room()
            return True
        return self._is_mdx and self._expression(rest, at, paragraph)

    def _heading(self, rest: str, at: int) -> bool:
        found = _HEADING.match(rest)
        if found is None:
            return False
        self.make_room()
        line = self.cut(at + found.end())
        leaf = self.begin("heading", line._replace(text=_CLOSING_MARKS.sub("", line.text).rstrip()))
        leaf.level = len(found[1])
        self.close()
        return True

    def _fence(self, rest: str, at: int) -> bool:
        found = _FENCE.match(rest)
        if found is None:
            return False
        self.make_room()
        self._mark = found[1] or found[3]
        self._indent = at - self.column
        self.begin("fence").info = (found[2] if found[1] else found[4]).strip()
        return True

    def _underline(self, rest: str, paragraph: Block) -> bool:
        """A heading's underline, or the delimiter row of a table whose header is the paragraph's last line."""
        if paragraph.kind == "table":
            return False
        if is_underline(rest):
            return self._setext(rest, paragraph)
        header = paragraph.lines[-1]
        if not makes_table(header.text, rest):
            return False
        paragraph.lines.pop()
        self.close()
        self.begin("table", header).line = header.number
        return True

    def _setext(self, rest: str, paragraph: Block) -> bool:
        if paragraph.lines[0].text.startswith("["):
            self.blocks += take_definitions(paragraph)
        if not paragraph.lines:
            self.leaf = None
            return False
        paragraph.kind, paragraph.level = "heading", 1 if rest[0] == "=" else 2
        self.close(self.number)
        return True

    def _html(self, rest: str, at: int) -> bool:
        endings = [end for beginning, end in _HTML if beginning.match(rest)]
        is_lazy = self.leaf is not None and self.leaf.kind == "paragraph"
        if not endings and (is_lazy or not _LONE_TAG.match(rest)):
            return False
        end = endings[0] if endings else None
        self.make_room()
        self._html_end = end
        leaf = self.begin("html", self.cut(at))
        if end is not None:
            self._end_html(leaf, rest)
        return True

    def _jsx(self, at: int, paragraph: Block | None) -> bool:
        """A line of tags alone, or the first of a tag that goes on below. A tag with text after it is text."""
        line = self.cut(at)
        if line.text.startswith("<!--"):
            self.make_room()
            self._begin_jsx("comment", line)
            return True
        ending = jsx.tags_end(line.text)
        if ending == 0 or (0 < ending < len(line.text.rstrip())) or (ending < 0 and paragraph is not None):
            return False
        self.make_room()
        self._begin_jsx("html", line)
        return True

    def _begin_jsx(self, kind: BlockKind, line: Line) -> None:
        self._jsx_open = jsx.Open()
        self._end_html(self.begin(kind, line), line.text)

    def _expression(self, rest: str, at: int, paragraph: Block | None) -> bool:
        """`{...}`, `{/* ... */}`, `import` and `export` of MDX."""
        is_script = not self.is_nested and rest.startswith(("import ", "export ")) and at == 0
        if paragraph is not None or not (is_script or rest[0] == "{"):
            return False
        line = self.cut(at)
        if not is_script and not rest.startswith("{/*") and jsx.is_whole(line.text):
            return False
        self.make_room()
        kind: BlockKind = "comment" if rest.startswith("{/*") else "script" if is_script else "html"
        self._begin_jsx(kind, line)
        return True
