"""A line is for a person at a terminal who has waited."""

from __future__ import annotations

import io
import signal
import time
from contextlib import redirect_stderr

import pytest

from contextkit.cli import progress as subject
from contextkit.cli.options import Output
from contextkit.cli.progress import waiting


class Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "PATIENCE_SECONDS", 0.001)


def shown(stream: io.StringIO, output: Output) -> str:
    with redirect_stderr(stream), waiting("Reading", output):
        begun = time.monotonic()
        while not stream.getvalue() and time.monotonic() - begun < 0.2:
            time.sleep(0.002)
    return stream.getvalue()


@pytest.mark.usefixtures("impatient")
def test_a_long_step_is_told_and_its_line_cleared() -> None:
    said = shown(Terminal(), Output())

    assert "Reading … 0 s" in said
    assert said.endswith("\r\x1b[K")


def test_a_short_step_shows_nothing() -> None:
    stream = Terminal()

    with redirect_stderr(stream), waiting("Reading", Output()):
        pass

    assert stream.getvalue() == ""


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("stream", "output"), [(Terminal(), Output(is_quiet=True)), (io.StringIO(), Output())])
def test_quiet_and_a_pipe_show_nothing(stream: io.StringIO, output: Output) -> None:
    assert shown(stream, output) == ""


def test_the_timer_is_put_back() -> None:
    with redirect_stderr(Terminal()), waiting("Reading", Output()):
        pass

    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
