"""That a long step is still at work, for a person at a terminal."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from contextkit.cli.options import Output

PATIENCE_SECONDS = 0.5
"""What takes no longer than this shows nothing."""
_CLEAR = "\r\x1b[K"


@contextmanager
def waiting(title: str, output: Output) -> Iterator[None]:
    """A line on stderr that counts the seconds and disappears; nothing where stderr is no terminal, or with --quiet.

    A timer's signal writes it: a thread would stand in the way of the worker processes, which are forked.
    """
    if output.is_quiet or not sys.stderr.isatty() or current_thread() is not main_thread():
        yield
        return
    begun = time.monotonic()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        sys.stderr.write(f"{_CLEAR}{title} … {time.monotonic() - begun:.0f} s")
        sys.stderr.flush()

    before = signal.signal(signal.SIGALRM, tell)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if time.monotonic() - begun > PATIENCE_SECONDS:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
