"""What a load is made of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that an agent loads, in whole or in part."""

    path: str
    why: str
    """When it is loaded, from where, and by which rule: one clause."""
    bytes: int
    read_bytes: int
    """What is left of it after the agent's cut, and without what the agent leaves out."""
    cut_line: int | None
    """The first line that is not read to its end; None where the file is read to its end."""
    line_count: int
    tokens: int
    """Of what is read."""
    is_exact: bool
    """Whether the tokens were counted by the agent's own tokenizer; else they are an estimate."""
    text: str = field(default="", repr=False)
    """What the agent reads of it."""
    group: str = ""
    """Those of one group come in no order that can be foreseen; "" is no group."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that the agent knows of, and loads only if it or a person asks for it."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Load:
    """What an agent loads for one file, in order."""

    agent: str
    version: str
    """The versions that the model is of: `>=2.1.281`; `*` where no other behaviour is known."""
    file: str
    start: str
    """The folder that the agent was started in; "" is the root."""
    files: tuple[Loaded, ...]
    limit: int | None
    """Of all files together; None where the agent has none."""
    file_limit: int | None
    """Of each file."""
    limit_unit: str
    """bytes, or characters"""
    total_bytes: int
    """Of all files as they are, the unread ones included."""
    unread: tuple[str, ...]
    """Files that lie wholly beyond the limit."""
    shadowed: tuple[tuple[str, str], ...]
    """A file that would be loaded, and the one that stands in its way."""
    offered: tuple[Offered, ...]
    import_hops: int
    """How many imports deep the agent follows `@path`; 0 where it follows none."""
    model_date: str
    """YYYY-MM-DD: when the model was compared with its sources."""
    measured: str
    """The version of the agent's program that was run beside the model; "" where none was."""
    sources: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def tokens(self) -> int:
        return sum(f.tokens for f in self.files)

    @property
    def cuts(self) -> tuple[Loaded, ...]:
        """The files that are read in part."""
        return tuple(f for f in self.files if f.cut_line is not None)
