"""What a person is told when something goes wrong, and the exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from contextkit.cli.errors import exit_code
from contextkit.cli.options import Output
from contextkit.errors import ContextkitError
from tests.support import contextkit

if TYPE_CHECKING:
    from pathlib import Path


def raising(error: BaseException) -> int:
    def call() -> None:
        raise error

    return exit_code(call, ["check"], Output())


def test_an_error_of_the_users_is_told_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    code = raising(ContextkitError("contextkit.toml:3 has no key `lnt`", "the nearest is `lint`"))

    assert code == 2
    assert capsys.readouterr() == ("", "error: contextkit.toml:3 has no key `lnt`\nremedy: the nearest is `lint`\n")


def test_the_number_that_a_command_returns_is_the_exit_code() -> None:
    assert exit_code(lambda: 1, [], Output()) == 1


def test_a_command_that_returns_nothing_is_clean() -> None:
    assert exit_code(lambda: None, [], Output()) == 0


def test_click_ends_a_command_with_its_own_code() -> None:
    assert raising(click.exceptions.Exit(1)) == 1


@pytest.mark.parametrize("error", [click.Abort(), KeyboardInterrupt()])
def test_an_interrupt_ends_with_130(error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    code = raising(error)

    assert code == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_a_file_that_click_cannot_open_is_misuse_and_not_a_finding() -> None:
    assert raising(click.FileError("x.json", "not there")) == 2


def test_a_bug_leaves_its_traceback_in_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    code = raising(ZeroDivisionError("of seven"))

    (log,) = (tmp_path / "contextkit").iterdir()
    said = capsys.readouterr().err
    assert code == 3
    assert said.startswith("error: a bug in contextkit: ZeroDivisionError: of seven\n")
    assert str(log) in said
    assert "Traceback" not in said
    assert "Traceback" in log.read_text()
    assert "arguments: ['check']" in log.read_text()


def test_a_bug_shows_its_traceback_with_verbose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    exit_code(lambda: 1 / 0, [], Output(is_verbose=True))

    assert "Traceback" in capsys.readouterr().err


def test_a_log_goes_to_the_temporary_folder_where_the_cache_folder_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    raising(ZeroDivisionError())

    assert str(tmp_path / "contextkit-bug-") in capsys.readouterr().err


def test_an_unknown_command_names_the_nearest() -> None:
    ran = contextkit("chek")

    assert ran == (
        2,
        "",
        "error: there is no command 'chek'; the nearest is `check`\nremedy: see `contextkit --help`\n",
    )


def test_an_unknown_option_names_the_nearest() -> None:
    ran = contextkit("completion", "--verbos")

    assert ran.code == 2
    assert ran.err == (
        "error: there is no option '--verbos'; the nearest is `--verbose`\nremedy: see `contextkit completion --help`\n"
    )


def test_a_missing_argument_is_misuse() -> None:
    ran = contextkit("completion")

    assert ran.code == 2
    assert ran.err.startswith("error: missing argument '{bash|zsh|fish}'. Choose from: bash, zsh, fish\n")


def test_a_closed_pipe_is_no_bug(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "contextkit", "--help"], stdout=writer, stderr=subprocess.PIPE, check=False
    )

    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
