"""The options that commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from contextkit.cli.options import (
    Output,
    cache_options,
    examples,
    format_option,
    output,
    repo_option,
    verbosity_options,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
@verbosity_options
def outer() -> None:
    """A group with one command, which says what it was given."""


@outer.command()
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def inner(repo: Path, output_format: str, cache_dir: Path | None, no_cache: bool) -> None:
    said = output()
    said.note("note")
    said.detail("detail")
    click.echo(f"{repo} {output_format} {cache_dir} {no_cache}")
    click.echo(f"{said.is_verbose} {said.is_quiet} {said.color}")
    click.secho("red", fg="red")


def run(*args: str, color: bool | None = None) -> tuple[list[str], list[str]]:
    ran = CliRunner().invoke(outer, args, obj=Output(color=color), catch_exceptions=False)
    return ran.stdout.splitlines(), ran.stderr.splitlines()


def test_the_defaults_are_this_folder_as_text_with_caches() -> None:
    assert run("inner") == ([". text None False", "False False None", "red"], ["note"])


def test_each_option_reaches_the_command() -> None:
    out, _ = run("inner", "--repo", "a", "--format=json", "--cache-dir=c", "--no-cache")

    assert out[0] == "a json c True"


@pytest.mark.parametrize("args", [("-v", "inner"), ("inner", "--verbose")])
def test_verbose_says_more_before_and_after_the_commands_name(args: tuple[str, ...]) -> None:
    out, err = run(*args)

    assert out[1] == "True False None"
    assert err == ["note", "detail"]


@pytest.mark.parametrize("args", [("--quiet", "inner"), ("inner", "-q")])
def test_quiet_says_nothing_beside_the_result(args: tuple[str, ...]) -> None:
    _, err = run(*args)

    assert err == []


@pytest.mark.parametrize("args", [("--color=always", "inner"), ("inner", "--color=always")])
def test_colours_can_be_forced(args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda _stream, color: not color)

    out, _ = run(*args)

    assert out[2] == "\x1b[31mred\x1b[0m"


@pytest.mark.parametrize(("value", "color"), [("1", False), ("0", False), ("", None)])
def test_no_color_turns_colours_off_unless_it_is_empty(
    value: str, color: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", value)

    assert Output.of_environment().color is color


def test_examples_stand_in_columns() -> None:
    assert examples(("a", "one"), ("bbb", "two")) == "\b\nExamples:\n  a    one\n  bbb  two"
