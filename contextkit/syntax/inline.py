"""What stands in a paragraph of Markdown: code spans, links, tags, comments, imports; by CommonMark's precedence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from contextkit.patterns import pattern
from contextkit.syntax import jsx

SpanKind = Literal["code", "link", "image", "tag", "comment", "use", "import"]

_SPECIAL = pattern(r"`+|\\[!-/:-@\[-`{-~]|<|!\[|\[|\]|\{/\*")
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_HTML = pattern(
    rf"<(?:[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|/[A-Za-z][A-Za-z0-9-]*\s*>|![A-Za-z][^<>]*>)",
    re.DOTALL,
)
# What is read up to its end, whatever stands between.
_RAW = {"<!--": "-->", "{/*": "*/}", "<?": "?>", "<![CDATA[": "]]>"}
_AUTOLINK = pattern(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>")
_BARE = r"(?:\\[!-/:-@\[-`{-~]|[^\x00-\x20\x7f()])"
_DESTINATION = pattern(
    rf"\([ \t\n]*(?:<((?:\\.|[^<>\n\\])*)>|((?!<)(?:{_BARE}|\((?:{_BARE}|\((?:{_BARE}|\({_BARE}*\))*\))*\))*))"
    r"(?:[ \t\n]+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?[ \t\n]*\)",
    re.DOTALL,
)
_LABEL = pattern(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_RUN = pattern(r"`+")
_STRIKE = pattern(r"(?<!~)~~(?!~)")
_IMPORT = pattern(r"(?<![^\s(*_>\"'])@(?=[\w.~/])(?:[^\s\\`)\]>\"'*,;]|\\ )+")


class Span(NamedTuple):
    """A piece of a paragraph. `start` to `end` is what matters of it: a code's content, a link's destination."""

    kind: SpanKind
    start: int
    end: int
    label_start: int
    """Of a link's text; of a whole tag or comment, which `start` is as well."""
    label_end: int


@dataclass(slots=True)
class _Bracket:
    at: int
    is_image: bool
    is_active: bool = True


@dataclass(slots=True)
class _Scan:
    text: str
    labels: frozenset[str]
    is_mdx: bool
    spans: list[Span] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    unclosed: set[str] = field(default_factory=set)
    """Beginnings of what has no end below: it is not looked for again."""
    runs: dict[int, int] | None = None
    """The last place of each length of backtick run, once one was not closed."""


def scan(text: str, labels: frozenset[str] = frozenset(), *, is_mdx: bool = False) -> list[Span]:
    """The spans of a paragraph in order. `labels` are those of the document's link definitions (`label_of`).

    Code, tags and comments are never read inside. What is struck out is left out.
    """
    state = _Scan(text, labels, is_mdx)
    at = 0
    while found := _SPECIAL.search(text, at):
        at = _take(state, found)
    spans = state.spans
    if "@" in text:
        spans += _imports(text, spans)
    if "~~" in text:
        spans = _without_struck(text, spans)
    spans.sort(key=lambda s: s.start)
    return spans


def label_of(text: str) -> str:
    """A link label as it is compared."""
    return " ".join(text.split()).casefold()


def _take(state: _Scan, found: re.Match[str]) -> int:
    """Reads what begins at a special character; where to go on."""
    mark = found[0]
    match mark[0]:
        case "`":
            return _code(state, found.start(), len(mark))
        case "<":
            return _tag(state, found.start())
        case "[" | "!":
            state.brackets.append(_Bracket(found.end(), is_image=mark == "!["))
        case "]":
            return _close_bracket(state, found.start())
        case "{":
            return (_raw(state, found.start(), "{/*") if state.is_mdx else 0) or found.end()
    return found.end()


def _code(state: _Scan, start: int, length: int) -> int:
    begin = start + length
    if state.runs is not None and state.runs.get(length, -1) < begin:
        return begin
    for found in _RUN.finditer(state.text, begin):
        if found.end() - found.start() == length:
            end = found.start()
            state.spans.append(Span("code", *_trimmed(state.text, begin, end), begin, end))
            return end + length
    if state.runs is None:
        state.runs = {m.end() - m.start(): m.start() for m in _RUN.finditer(state.text)}
    return begin


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """A space on both sides is no part of the code."""
    content = text[begin:end]
    if content[:1] in (" ", "\n") and content[-1:] in (" ", "\n") and content.strip(" \n"):
        return begin + 1, end - 1
    return begin, end


def _tag(state: _Scan, start: int) -> int:
    text = state.text
    beginning = next((mark for mark in _RAW if text.startswith(mark, start)), "")
    if beginning and (end := _raw(state, start, beginning)):
        return end
    found = (jsx.TAG if state.is_mdx else _HTML).match(text, start)
    if found:
        state.spans.append(Span("tag", *found.span(), *found.span()))
        return found.end()
    link = None if state.is_mdx else _AUTOLINK.match(text, start)
    return link.end() if link else start + 1


def _raw(state: _Scan, start: int, beginning: str) -> int:
    """The end of a comment or the like; 0 where it has none."""
    if beginning in state.unclosed:
        return 0
    # `<!-->` and `<!--->` are whole comments
    end = state.text.find(_RAW[beginning], start + (2 if beginning == "<!--" else len(beginning)))
    if end < 0:
        state.unclosed.add(beginning)
        return 0
    end += len(_RAW[beginning])
    kind: SpanKind = "comment" if beginning in ("<!--", "{/*") else "tag"
    state.spans.append(Span(kind, start, end, start, end))
    return end


def _close_bracket(state: _Scan, at: int) -> int:
    if not state.brackets:
        return at + 1
    bracket = state.brackets.pop()
    if not bracket.is_active:
        return at + 1
    target = _DESTINATION.match(state.text, at + 1)
    if target:
        start, end = target.span(1) if target[1] is not None else target.span(2)
        kind: SpanKind = "image" if bracket.is_image else "link"
        state.spans.append(Span(kind, start, end, bracket.at, at))
        after = target.end()
    else:
        after = _use(state, bracket, at)
        if after == 0:
            return at + 1
    if not bracket.is_image:
        for outer in state.brackets:
            outer.is_active = outer.is_active and outer.is_image
    return after


def _use(state: _Scan, bracket: _Bracket, at: int) -> int:
    """`[text][label]`, `[label][]` or `[label]`; 0 where no such label is defined."""
    if not state.labels:
        return 0
    full = _LABEL.match(state.text, at + 1)
    begin, end = (full.start(1), full.end(1)) if full and full[1].strip() else (bracket.at, at)
    if label_of(state.text[begin:end]) not in state.labels:
        return 0
    state.spans.append(Span("use", begin, end, bracket.at, at))
    return full.end() if full else at + 1


def _imports(text: str, spans: list[Span]) -> list[Span]:
    found = []
    for match in _IMPORT.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip(".:!?"))
        if end - start > 1 and not any(_covers(span, start) for span in spans):
            found.append(Span("import", start, end, start, end))
    return found


def _covers(span: Span, at: int) -> bool:
    return span.start <= at < span.end or (span.kind != "use" and span.label_start <= at < span.label_end)


def _without_struck(text: str, spans: list[Span]) -> list[Span]:
    marks = [m.start() for m in _STRIKE.finditer(text) if not any(s.start <= m.start() < s.end for s in spans)]
    struck = []
    opening: int | None = None
    for mark in marks:
        if opening is None:
            opening = None if text[mark + 2 : mark + 3].isspace() else mark
        elif not text[mark - 1].isspace():
            struck.append((opening, mark))
            opening = None
    return [s for s in spans if not any(a < s.start < b for a, b in struck)]
