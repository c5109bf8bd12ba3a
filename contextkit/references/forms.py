"""Names that only show how such names look: examples that are called so, and patterns of branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.patterns import pattern
from contextkit.references.prose import opens_examples, speaks_of_branches

if TYPE_CHECKING:
    from contextkit.model import Reference
    from contextkit.references.case import Case
    from contextkit.references.ground import Ground

_PATTERN = pattern(r"[\w.-]+/\*{1,2}$")
_LISTED = pattern(r"\s*(?:[-*+]|\d+[.)])\s|\s*\||\s+\S|\s*$")
_HEADING = pattern(r"#{1,6}\s")


def only_a_form(case: Case, ground: Ground) -> Reference | None:
    """The verdict on what is not there and was not meant to be; None where it may have been."""
    if _PATTERN.match(case.target.path) and not case.is_link and _is_about_branches(case, ground):
        return case.verdict(Verdict.FOREIGN, "a pattern of branches")
    is_bare = case.target.depth == 1 and not case.target.is_folder and "." in case.target.name
    if is_bare and not case.is_link and case.kind != "import" and opens_examples(case.asked.mention):
        return case.verdict(Verdict.PLACEHOLDER, "an example's name")
    return None


def _is_about_branches(case: Case, ground: Ground) -> bool:
    mention = case.asked.mention
    return any(speaks_of_branches(text) for text in (mention.heading, mention.context, _lead(case, ground)))


def _lead(case: Case, ground: Ground) -> str:
    """The line before the list or table that the mention stands in."""
    lines = (ground.repo.read(case.asked.path) or b"").decode("utf-8", "replace").splitlines()
    above = reversed(lines[: case.asked.mention.line - 1])
    found = next((line for line in above if not _LISTED.match(line)), "")
    return "" if _HEADING.match(found) else found
