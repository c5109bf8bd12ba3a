"""What is said of one thing that a call asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from contextkit.survey.commands.terms import Definition, Listing, Sources

MARKED = pattern(r"<[^>]*>?|\$|\{\{|\{[A-Za-z_ -]+\}|\.\.\.|…|^\[.*\]$|\*|^%\w+%?$|path/to|\bxxx+\b", re.IGNORECASE)
UNMARKED = pattern(
    r"[A-Z][A-Z0-9_]+|X|(?:your|my|some)[-_:/].*|.*[-_](?:name|here)|(?:target|script|task|command|recipe|name|foo|bar|baz)s?"
    r"|(?:script|task|command|recipe|target|project)[-_]?name|Project(?:Name)?|File(?:Name)?|xxx|(?:foo|bar|baz|example)[-_:.].*"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict that needs no history."""

    verdict: Verdict
    evidence: str
    base: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is not there: what to ask of its past, and what is said if the past is silent."""

    name: str
    otherwise: Settled
    paths: tuple[tuple[str, str], ...] = ()
    """Bases and the paths at which a file was expected."""
    suffixes: tuple[str, ...] = ()
    manifests: tuple[tuple[str, str], ...] = ()
    """Folders and the manifests, there or not, that could have defined the name."""
    listing: Callable[[str, Sources], Listing | None] | None = None
    """Reads the manifests of a folder, in this tree or an older one."""
    near: Mapping[str, Definition] = field(default_factory=dict)
    """What the applicable manifests define, where all of it is known."""
    is_weak: bool = False


def hole(name: str) -> Settled | None:
    """A placeholder, where the name looks like one; to be asked only of names that nothing defines."""
    is_hole = UNMARKED.fullmatch(name) or MARKED.search(name)
    return Settled(Verdict.PLACEHOLDER, f"{name!r} stands for a name of the reader's") if is_hole else None
