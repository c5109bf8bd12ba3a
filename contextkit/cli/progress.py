"""How far a long step has come, for a person at a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from contextkit.cli.options import Output

PATIENCE_SECONDS = 0.5
"""What takes no longer than this shows nothing, and never pays for importing rich."""


class Step(Protocol):
    """Says that `count` more are done."""

    def __call__(self, count: int = 1) -> None: ...


@contextmanager
def progress(title: str, total: int | None, output: Output) -> Iterator[Step]:
    """A bar on stderr that disappears in the end; nothing where stderr is no terminal, or with --quiet."""
    if output.is_quiet or not sys.stderr.isatty():
        yield _silent
        return
    bar = _Bar(title, total)
    try:
        yield bar.step
    finally:
        bar.stop()


def _silent(count: int = 1) -> None:
    """Nobody is watching."""


class _Bar:
    def __init__(self, title: str, total: int | None) -> None:
        self._title = title
        self._total = total
        self._done = 0
        self._begun = time.monotonic()
        self._shown: Progress | None = None

    def step(self, count: int = 1) -> None:
        self._done += count
        if self._shown is None and time.monotonic() - self._begun > PATIENCE_SECONDS:
            self._show()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self._done)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True), transient=True)
        self._shown.add_task(self._title, total=self._total)
        self._shown.start()
