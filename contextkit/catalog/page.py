"""A LINT.md page as values, and as a row of the store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from contextkit.model import Safety, Severity

Reads = Literal["documents", "source", "project", "engine"]
"""What a lint looks at; those of the engine have no code: they are about suppressions and the baseline."""
Group = Literal["truth", "shape"]
OptionType = Literal["string", "int", "number", "bool", "list"]
OptionValue = str | int | float | bool | Sequence[str]

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "int": (int,),
    "number": (int, float),
    "bool": (bool,),
    "list": (list,),
}


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """A setting of a lint, as its front matter declares it."""

    name: str
    type: OptionType
    default: OptionValue
    doc: str

    def takes(self, value: object) -> bool:
        """Whether it can be set to `value`."""
        return is_of(self.type, value)


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


def is_of(kind: OptionType, value: object) -> bool:
    """Whether a value can be that of an option of this type."""
    if isinstance(value, bool):
        return kind == "bool"
    if isinstance(value, list):
        return kind == "list" and all(isinstance(v, str) for v in value)
    return isinstance(value, TYPES[kind])


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
