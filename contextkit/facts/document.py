"""What a document says, whatever its path: headings, anchors, mentions, front matter, suppressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contextkit.facts.front_matter import Entry
from contextkit.facts.suppressions import Suppression
from contextkit.model import Secret

if TYPE_CHECKING:
    from contextkit.model import Mention

__all__ = [
    "EXTRACTOR_VERSION",
    "Document",
    "Entry",
    "Heading",
    "Secret",
    "Suppression",
    "decode_document",
    "encode_document",
    "extract_document",
]

EXTRACTOR_VERSION = "5"
"""To be raised with every change of what is extracted or of how it is kept."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its text without marks."""

    level: int
    text: str
    line: int
    slug: str
    """The explicit id, or the anchor that GitHub makes of the text; the second of two equal ones ends in `-1`."""


@dataclass(frozen=True, slots=True)
class Document:
    """The facts of one document; lines are counted from 1."""

    mentions: Sequence[Mention]
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    """What `#fragment` may name here: slugs, explicit ids, `<a id>`, and other renderers' forms of the slugs."""
    suppressions: tuple[Suppression, ...]
    front_matter: Mapping[str, Entry] | None
    """The keys at its top level, in order; None where there is no front matter."""
    front_matter_problem: str
    """Why it is not YAML; "" where it is."""
    front_matter_problem_line: int
    line_count: int
    title: str
    """The front matter's title, the first heading of level 1, or the first heading."""
    summary: str
    """The first paragraph, without marks."""
    secrets: tuple[Secret, ...] = ()
    """Where credentials stand, and of which kind; never what they are."""


def extract_document(content: bytes, suffix: str) -> Document:
    """The facts of `content`, read by its suffix: `.rst`, `.mdx`, or Markdown for all others. Never raises."""
    from contextkit.syntax.secrets import find_secrets

    return replace(_read(content, suffix), secrets=find_secrets(content))


def _read(content: bytes, suffix: str) -> Document:
    if suffix == ".rst":
        from contextkit.facts.rst import read_rst

        return read_rst(content)
    from contextkit.facts.reading import read_markdown

    return read_markdown(content, suffix)


def encode_document(document: Document) -> bytes:
    """A row for the store."""
    from contextkit.facts.rows import encode

    return encode(document)


def decode_document(row: bytes) -> Document:
    """The document of a row; its mentions are made when they are first asked for."""
    from contextkit.facts.rows import decode

    return decode(row)
