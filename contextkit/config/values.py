"""The configuration as values; the defaults are those of a repository without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

OptionValue = str | int | float | bool | Sequence[str]

AGENTS = (
    "aider",
    "amp",
    "claude",
    "cline",
    "codex",
    "copilot",
    "cursor",
    "gemini",
    "junie",
    "kiro",
    "opencode",
    "windsurf",
    "zed",
)
"""Every agent that may be named."""


@dataclass(frozen=True, slots=True)
class MapSettings:
    max_lines: int = 100


@dataclass(frozen=True, slots=True)
class PathRule:
    """What differs for the files of a glob."""

    glob: str
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LintSettings:
    select: tuple[str, ...] = ("recommended",)
    """Ids and groups."""
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    """Settings by lint id, as they were written; each lint's page says which there are."""
    paths: tuple[PathRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Layers:
    """An architecture: each layer may import those that come after it in `order`."""

    name: str
    order: tuple[str, ...]
    match: Mapping[str, tuple[str, ...]]
    """The globs of each layer."""


@dataclass(frozen=True, slots=True)
class Policy:
    unsandboxed: str = "refuse"


@dataclass(frozen=True, slots=True)
class Garden:
    forge: str = "local"
    agent: str = "none"
    state_branch: str = "contextkit/state"
    humans_only: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Grade:
    fail_under: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a repository."""

    extends: tuple[str, ...] = ()
    agents: tuple[str, ...] = ("codex", "claude", "cursor", "copilot", "gemini")
    documents: tuple[str, ...] = ("docs/**/*.md", "docs/**/*.mdx", "*.md")
    map: MapSettings = field(default_factory=MapSettings)
    lint: LintSettings = field(default_factory=LintSettings)
    layers: tuple[Layers, ...] = ()
    domains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    garden: Garden = field(default_factory=Garden)
    grade: Grade = field(default_factory=Grade)
    source: str | None = None
    """The file that it was read from; None for the defaults."""
