"""The values that pass between the parts: mentions, verdicts, matches, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["path", "glob", "link", "anchor", "command", "symbol", "import"]
Syntax = Literal["link", "image", "code", "fence", "tree", "table", "import", "front-matter", "html"]
Severity = Literal["error", "warning", "info"]
Safety = Literal["safe", "unsafe"]
Likeness = Literal["", "sample", "broken"]


class Verdict(StrEnum):
    """What is true of a reference. Only the first three may fail a check."""

    MOVED = "moved"
    DELETED = "deleted"
    BORN_WRONG = "born-wrong"
    LIVE = "live"
    ELSEWHERE = "elsewhere"
    GENERATED = "generated"
    PLACEHOLDER = "placeholder"
    FOREIGN = "foreign"
    NEGATED = "negated"
    HISTORICAL = "historical"
    UNKNOWN = "unknown"

    @property
    def is_stale(self) -> bool:
        return self in STALE


STALE = frozenset({Verdict.MOVED, Verdict.DELETED, Verdict.BORN_WRONG})


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a document names and that can be checked: a fact of the document's text alone."""

    kind: Kind
    syntax: Syntax
    raw: str
    """As written, without the marks around it (backticks, brackets)."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    start: int
    """Offset of `raw` in the document's bytes; -1 where it does not stand there in one piece."""
    context: str
    """The sentence, table row or comment that it stands in."""
    heading: str = ""
    """The headings above, outermost first, joined by ` > `."""
    scope: tuple[str, ...] = ()
    """Folders that the text itself puts it under, nearest first: `cd X`, a tree's parent, a table's parent row."""
    label: str = ""
    """The text of a link; the language of a fence."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a credential stands, and of which kind it is; what it says is kept nowhere."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    kind: str
    """`AWS access key`, `private key`"""
    like: Likeness = ""
    """`broken`: opens nothing, by its own form or its certificate's word; `sample`: the text around calls it one."""


_SUBJECT_CHARACTERS = 72
"""Of a commit's subject that are shown: some bodies of pull requests end up in one line."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as evidence."""

    id: str
    date: str
    """YYYY-MM-DD, in the committer's own time zone."""
    subject: str

    def __str__(self) -> str:
        if not self.id:
            return self.subject
        subject = self.subject
        if len(subject) > _SUBJECT_CHARACTERS:
            subject = f"{subject[: _SUBJECT_CHARACTERS - 1].rstrip()}…"
        return f'{self.id[:10]} ({self.date}, "{subject}")'


UNCOMMITTED = Commit("", "", "the working tree, uncommitted")
"""What stands for a commit where a change is not in one yet."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention with the document that it stands in and the verdict on it."""

    path: str
    mention: Mention
    verdict: Verdict
    kind: Kind
    """The mention's kind, or what resolving it showed it to be: a path with a star is a glob."""
    base: str | None = None
    """The folder at which it resolved; "" is the root."""
    target: str | None = None
    """What it names now: the live path, the place it was moved to, or the near miss."""
    commit: Commit | None = None
    """The commit that moved or deleted the target."""
    evidence: str = ""
    """One clause that a person can verify."""
    is_exact: bool = False
    """Whether `target` is proven by history to be the same thing (a safe fix), and not a suggestion."""
    replacement: str | None = None
    """What to write in place of `raw`, where `target` is known: in the form that the author used."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; lines and columns are counted from 1."""

    path: str
    line: int
    column: int = 1
    end_line: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes `start` to `end` of `path` are to become `text`."""

    path: str
    start: int
    end: int
    text: str
    was: str = ""
    """What stands there, where that is known: an edit whose place holds something else is not made."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding; safe ones are proven, unsafe ones are a proposal."""

    safety: Safety
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a lint's code yields: a place, and the values that its page names in braces."""

    location: Location
    values: Mapping[str, str]
    fix: Fix | None = None
    symbol: str = ""
    """What the finding is about, for its fingerprint: the raw reference, the function's name."""
    variant: str = ""
    """Picks `## Remedy: <variant>` and `problem` of that name from the page, where it has several."""
    severity: Severity | None = None
    """Replaces the page's severity for this match."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A match rendered from its lint's page."""

    lint: str
    severity: Severity
    path: str
    line: int
    column: int
    end_line: int | None
    problem: str
    """What is wrong here, with its evidence: one or two lines."""
    remedy: str
    avoid: str
    again: str
    """The command that checks this again."""
    fix: Fix | None
    fingerprint: str
    """Of lint, path, symbol, normalised text and ordinal among equals; never of a line number."""
    values: Mapping[str, str] = field(default_factory=dict)
    raw: str = ""
    """What stands at the place, for a heading line; may be empty."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not looked at, and why; it is always said."""

    what: str
    why: str
    count: int = 1
