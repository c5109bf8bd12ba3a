"""Findings as text, JSON, SARIF and the formats of forges and agents; each format is a module in `formats`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from contextkit.reporting import formats
from contextkit.reporting.outcome import Options, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Format", "Options", "Outcome", "format_names", "render"]


class Format(Protocol):
    """What a module in `formats` provides."""

    def render(self, outcome: Outcome, options: Options) -> Iterator[str]:
        """The lines to print, in an order that depends on the outcome alone."""


def format_names() -> tuple[str, ...]:
    """The formats there are, `text` first."""
    from pkgutil import iter_modules

    names = (module.name for module in iter_modules(formats.__path__))
    return tuple(sorted(names, key=lambda name: (name != "text", name)))


def render(outcome: Outcome, output_format: str, options: Options | None = None) -> Iterator[str]:
    """The lines to print; a format that is not in `format_names()` is a bug of the caller's."""
    module = cast("Format", import_module(f"{formats.__name__}.{output_format}"))
    return module.render(outcome, options or Options())
