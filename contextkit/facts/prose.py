"""Sentences, and Markdown as a reader sees it."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from contextkit.patterns import pattern

_SENTENCE_END = pattern(r"(?<=[.!?])[)\"'*_`\]]*\s+(?=[\"'(*_`\[A-Z\d#@~]|[^\x00-\x7f])")
_ABBREVIATION = pattern(r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|fig|sec|[A-Z])\.$", re.IGNORECASE)
_LIMIT = 600
_PLAIN_LIMIT = 2000
_CODE = pattern(r"(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)
_IMAGE = pattern(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = pattern(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])")
_TAG = pattern(r"<!--.*?-->|\{/\*.*?\*/\}|</?[A-Za-z][^<>]*>", re.DOTALL)
_STRONG = pattern(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_UNDERLINED = pattern(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_STRUCK = pattern(r"~~(.+?)~~", re.DOTALL)
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_NOT_SLUG = pattern(r"[^\w\- ]")


def sentences(text: str) -> list[int]:
    """Where each sentence of a paragraph begins."""
    ends = _SENTENCE_END.finditer(text)
    return [0, *(e.end() for e in ends if not _ABBREVIATION.search(text, max(0, e.start() - 8), e.start()))]


def sentence(text: str, start: int, end: int, at: int) -> str:
    """The sentence on one line, cut around `at` where it is very long."""
    if end - start > _LIMIT:
        start, end = max(start, at - _LIMIT // 2), min(end, at + _LIMIT // 2)
    return " ".join(text[start:end].split())


def plain(text: str) -> str:
    """A heading or a paragraph without its marks; no more than the beginning of a very long one."""
    text = unescape(text[:_PLAIN_LIMIT]) if "&" in text else text[:_PLAIN_LIMIT]
    if "`" not in text:
        return " ".join(_unmarked(text).split())
    found, at = [], 0
    codes = [(m.start(), m.end(), m[2]) for m in _CODE.finditer(text)]
    held = {f"\x00{i}\x00": code.strip() for i, (_, _, code) in enumerate(codes)}
    for (start, end, _), mark in zip(codes, held, strict=True):
        found += [text[at:start], mark]
        at = end
    shown = _unmarked("".join([*found, text[at:]]))
    for mark, code in held.items():
        shown = shown.replace(mark, code)
    return " ".join(shown.split())


def _unmarked(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "<" in text or "{/*" in text:
        text = _TAG.sub("", text)
    if "*" in text:
        text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    if "_" in text:
        text = _UNDERLINED.sub(r"\2", text)
    if "~~" in text:
        text = _STRUCK.sub(r"\1", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def slug(text: str) -> str:
    """The anchor that GitHub makes of a heading's plain text."""
    lowered = text.lower()
    if lowered.isascii():
        return _NOT_SLUG.sub("", lowered).replace(" ", "-")
    kept = [c for c in lowered if c in "- " or c == "_" or _is_word(c)]
    return "".join(kept).replace(" ", "-")


def _is_word(character: str) -> bool:
    """Letters, marks, decimal digits and connectors: what Ruby calls a word's."""
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Pc")
