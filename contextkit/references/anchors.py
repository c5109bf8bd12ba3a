"""Verdicts on the fragment of a link: a heading, or an element's id, of the page that it leads to."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.patterns import pattern
from contextkit.references.includes import composition
from contextkit.references.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from contextkit.facts.document import Document
    from contextkit.references.case import Case
    from contextkit.references.ground import Ground

_PAGES = (".md", ".markdown")
_TERM = pattern(r"^[ \t]*(\S[^\n]*)\n\n?[ \t]*:[ \t]+\S", re.MULTILINE)
_NOT_A_HEADING = pattern(r"^(?:L\d+|:~:|!|/|\?|tab=|.*[=&])")


def judge_anchor(case: Case, page: str, ground: Ground, base: str | None = None) -> Reference:
    """Whether the page that a link leads to has its fragment. What a site's build adds to a page is not known."""
    fragment = case.target.fragment
    if not fragment or _NOT_A_HEADING.match(fragment) or not page.endswith(_PAGES):
        return case.verdict(Verdict.LIVE, base=base, target=page)
    document = ground.facts.document(page)
    if document is None:
        return case.verdict(Verdict.LIVE, base=base, target=page)
    loose = {letters(anchor): anchor for anchor in document.anchors}
    if letters(fragment) in loose:
        return case.verdict(Verdict.LIVE, base=base, target=f"{page}#{fragment}")
    if case.asked.mention.syntax == "html" and not case.target.path:
        return case.verdict(Verdict.UNKNOWN, "a link for its looks")
    if case.target.is_rooted:
        return case.verdict(Verdict.UNKNOWN, "an address of a site, which may lead to another page")
    if _is_a_part(page, document):
        return case.verdict(Verdict.UNKNOWN, "the page is a part of another one")
    taken_in = composition(page, ground)
    if letters(fragment) in {letters(anchor) for anchor in taken_in.anchors}:
        return case.verdict(Verdict.LIVE, base=base, target=f"{page}#{fragment}")
    if not taken_in.is_known:
        return case.verdict(Verdict.UNKNOWN, "the page is composed when it is built")
    if _is_a_term(fragment, (ground.repo.read(page) or b"").decode("utf-8", "replace")):
        return case.verdict(Verdict.UNKNOWN, "a term of a list of definitions, to which some builds give an id")
    headings = [h.slug for h in document.headings]
    anchors = [*headings, *sorted((document.anchors | taken_in.anchors) - set(headings))]
    return _gone(case, page, fragment, anchors, headings)


def _is_a_term(fragment: str, text: str) -> bool:
    return any(letters(term) == letters(fragment) for term in _TERM.findall(text))


def _is_a_part(page: str, document: Document) -> bool:
    """Whether a page of the documentation has no title of its own: it is included where its links lead."""
    is_titled = document.front_matter is not None or any(h.level == 1 for h in document.headings)
    return "/" in page and role_of(page) == "user" and not is_titled


def _gone(case: Case, page: str, fragment: str, anchors: Sequence[str], headings: Collection[str]) -> Reference:
    near = nearest(fragment, anchors)
    what = "heading" if near is None or near in headings else "heading or id"
    said = f"no {what} of {page} gives #{fragment}" + (f"; nearest: #{near}" if near else "")
    reference = case.verdict(Verdict.BORN_WRONG, said)
    return replace(
        reference,
        kind="anchor",
        target=f"{page}#{near}" if near else None,
        replacement=case.asked.mention.raw.replace(f"#{fragment}", f"#{near}") if near else None,
    )


def nearest(fragment: str, anchors: Sequence[str]) -> str | None:
    """The anchor that is most like a fragment; the number of a section, dashes and letter case count for nothing."""
    names = {_without_number(anchor): anchor for anchor in reversed(anchors)}  # of several forms the first
    sought = _without_number(fragment)
    alike = [name for name in names if _digits(name) == _digits(sought)]
    found = next(iter(get_close_matches(sought, alike, n=1, cutoff=0.7)), None)
    return names[found] if found else None


def _without_number(anchor: str) -> str:
    plain = anchor.replace("_", "-").casefold()
    return re.sub(r"^[\d.-]+(?=[^\W\d])", "", plain)


def _digits(name: str) -> str:
    return re.sub(r"\D", "", name)


def letters(anchor: str) -> str:
    """What the slugs of GitHub, Python-Markdown, kramdown and Docusaurus have in common: letters and digits."""
    return re.sub(r"[\W_]+", "", anchor).casefold()
