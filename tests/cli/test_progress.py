"""A bar is for a person at a terminal who has waited."""

from __future__ import annotations

import io
from contextlib import redirect_stderr

import pytest

from contextkit.cli import progress as subject
from contextkit.cli.options import Output
from contextkit.cli.progress import progress


class Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "PATIENCE_SECONDS", -1)
    monkeypatch.setenv("TERM", "xterm")


def shown(stream: io.StringIO, output: Output) -> str:
    with redirect_stderr(stream), progress("Reading", 3, output) as step:
        step()
        step(2)
    return stream.getvalue()


@pytest.mark.usefixtures("impatient")
def test_a_long_step_shows_a_bar() -> None:
    said = shown(Terminal(), Output())

    assert "Reading" in said
    assert "100%" in said


def test_a_short_step_shows_nothing() -> None:
    assert shown(Terminal(), Output()) == ""


@pytest.mark.usefixtures("impatient")
def test_quiet_shows_nothing() -> None:
    assert shown(Terminal(), Output(is_quiet=True)) == ""


@pytest.mark.usefixtures("impatient")
def test_a_file_for_stderr_stays_empty() -> None:
    assert shown(io.StringIO(), Output()) == ""
