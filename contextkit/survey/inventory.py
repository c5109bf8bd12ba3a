"""What a survey finds: values, each with the evidence that it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Purpose = Literal[
    "install", "build", "test", "test-one", "lint", "format", "typecheck", "run", "generate", "docs", "release", "other"
]
HEADLINES: tuple[Purpose, ...] = ("install", "build", "test", "test-one", "lint", "format", "typecheck", "run")
"""The purposes that a reader looks for first. A row that is not certain is left out."""

ZoneKind = Literal[
    "generated", "vendored", "submodule", "migrations", "lock", "snapshots", "fixtures", "translations", "protected"
]
PageKind = Literal[
    "agent-guide", "skill", "architecture", "contribution", "decisions", "plans", "specification", "testing", "guide"
]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where something is said: enough for a person to look it up."""

    path: str
    line: int = 1
    """Counted from 1."""
    text: str = ""
    """What stands there, shortened; "" where the place says enough."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line that a person types, and what for."""

    purpose: Purpose
    line: str
    """As typed in `folder`; a part that the reader fills in stands in `<...>`."""
    folder: str = ""
    """Where it is typed; "" is the root."""
    package: str = ""
    """The folder of the package that it is about; "" is the whole repository."""
    evidence: tuple[Evidence, ...] = ()
    """The strongest first: the definition, then those who use it (CI, prose)."""
    is_headline: bool = False
    """Whether it is certain to be the answer for its purpose in its package."""
    about: str = ""
    """What it does or when it is wanted, from a source: the runner's description, a comment, prose."""
    needs: tuple[str, ...] = ()
    """What has to be there, where a source says so: `Docker`, `a database`."""


@dataclass(frozen=True, slots=True)
class Area:
    """A folder that is worth a pointer: a package, or a part that a source describes."""

    folder: str
    purpose: str
    """One line, from a source; never made up."""
    evidence: Evidence
    name: str = ""
    """The name of its package; "" where it is none."""
    ecosystem: str = ""
    languages: tuple[str, ...] = ()
    """By size, the largest first."""
    entry_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One package imports another."""

    user: str
    used: str
    count: int
    """In how many files."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Zone:
    """What is not to be edited by hand, or only with care."""

    glob: str
    kind: ZoneKind
    evidence: Evidence
    made_by: str = ""
    """The command that makes it, as typed at the root; "" where no source tells."""
    because: str = ""
    """What a source says of it, in its words, shortened."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Who answers for which paths."""

    source: str
    """CODEOWNERS and the like by path; "" where only history tells."""
    rules: Sequence[tuple[str, tuple[str, ...], Evidence]] = ()
    """Pattern, owners and line, in the order of the file: the last one that matches counts."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document that is worth opening, and when."""

    path: str
    title: str
    kind: PageKind
    evidence: Evidence
    summary: str = ""
    """Its first sentence, or what its front matter says of it."""
    when: str = ""
    """The moment to read it, from a source: `before touching the TUI`."""
    changed: str = ""
    """The day of its last change, YYYY-MM-DD; "" where history is silent."""


@dataclass(frozen=True, slots=True)
class Convention:
    """A rule that configuration proves."""

    topic: str
    """`line length`, `type checker`, `test framework`, `commit style`, `supported versions`."""
    statement: str
    """One line: `Lines have at most 120 characters (ruff)`."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Survey:
    """What a repository holds. Everything is sorted, and the same for the same tree."""

    about: str = ""
    """What it is, in one or two sentences of its own README or manifest."""
    about_evidence: Evidence | None = None
    commands: tuple[Command, ...] = ()
    """By package, then by purpose; headlines first."""
    areas: tuple[Area, ...] = ()
    uses: tuple[Use, ...] = ()
    layers: tuple[tuple[str, ...], ...] = ()
    """Packages from the top down, as their imports suggest; those in one layer do not import each other."""
    zones: tuple[Zone, ...] = ()
    owners: Owners = field(default_factory=lambda: Owners(""))
    pages: tuple[Page, ...] = ()
    conventions: tuple[Convention, ...] = ()
