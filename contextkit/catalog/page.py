"""A LINT.md page as values, and as a row of the store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from contextkit.model import Safety, Severity

Reads = Literal["documents", "source", "project"]
Group = Literal["truth", "shape"]
OptionType = Literal["string", "int", "number", "bool", "list"]
OptionValue = str | int | float | bool | Sequence[str]


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """A setting of a lint, as its front matter declares it."""

    name: str
    type: OptionType
    default: OptionValue
    doc: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a LINT.md says, but for its examples."""

    title: str
    why: str
    severity: Severity
    reads: Reads
    languages: tuple[str, ...]
    fix: Safety | None
    group: Group
    is_recommended: bool
    options: tuple[OptionSpec, ...]
    problem: Mapping[str, str]
    """Templates by variant; "" is the one for all others."""
    remedy: Mapping[str, str]
    avoid: Mapping[str, str]


def to_row(page: Page) -> bytes:
    return json.dumps(asdict(page)).encode()


def of_row(row: bytes | None) -> Page | None:
    """The page; None for a row that is missing, or that something else wrote."""
    try:
        known = json.loads(row or b"")
        options = tuple(OptionSpec(**option) for option in known.pop("options"))
        return Page(**known | {"languages": tuple(known["languages"]), "options": options})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
