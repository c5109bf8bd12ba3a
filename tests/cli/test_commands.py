"""The table of commands, and what all of them share."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from contextkit import __version__
from contextkit.cli.commands import COMMANDS, group
from tests.support import contextkit

ROOT = Path(__file__).parents[2]


def test_help_lists_every_command_on_a_line_of_its_own() -> None:
    lines = contextkit("--help").out.splitlines()

    assert [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in COMMANDS] == list(COMMANDS)


def test_help_imports_no_command_and_nothing_heavy() -> None:
    program = (
        "import sys, json; from contextkit.cli.commands import run; run(['--help']);"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT)

    loaded = set(json.loads(done.stderr))
    heavy = {"rich", "yaml", "pydantic", "libcst", "tree_sitter", "markdown_it", "pathspec", "subprocess"}
    assert not loaded & (heavy | {c.module for c in COMMANDS.values()})


def test_the_version_is_the_packages() -> None:
    assert contextkit("--version") == (0, f"contextkit {__version__}\n", "")


def test_without_a_command_the_help_is_shown_as_misuse() -> None:
    ran = contextkit()

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: contextkit ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_is_there(name: str) -> None:
    command = import_module(COMMANDS[name].module).command

    assert isinstance(command, click.Command)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    ran = contextkit(name, "--help")

    assert ran.code == 0
    assert "Examples:\n    " in ran.out
    assert f"contextkit {name}" in ran.out.partition("Examples:")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_options_on_how_much_is_said(name: str) -> None:
    command = group.get_command(click.Context(group), name)

    assert command is not None
    commands = command.commands.values() if isinstance(command, click.Group) else [command]
    for each in commands:
        given = {option for parameter in each.params for option in parameter.opts}
        assert {"--verbose", "--quiet", "--color"} <= given, each.name
