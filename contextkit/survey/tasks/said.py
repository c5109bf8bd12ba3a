"""One place that names a command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from contextkit.survey.inventory import Evidence

Source = Literal["definition", "tool", "ci", "hook", "prose"]
"""`definition`: a runner's manifest; `tool`: what the build tool itself brings where its manifest is."""


@dataclass(frozen=True, slots=True)
class Said:
    """A command line as one source has it."""

    line: str
    folder: str
    """Where it is typed."""
    source: Source
    evidence: Evidence
    name: str = ""
    """The task's name in its runner; "" where a program is called."""
    runner: str = ""
    """The runner's module: `make`, `node`; "" where a program is called."""
    body: str = ""
    """What the task runs, where that is told."""
    about: str = ""
    """What the source says of it."""
    package: str = ""
    """The folder of the package that it is about."""
    heading: str = ""
    """The headings above it, in prose."""
    short: tuple[str, ...] = ()
    """Shorter lines that do the same."""
    weight: float = 1.0
    """How much its word counts: a contribution guide's more than a page about something else."""
