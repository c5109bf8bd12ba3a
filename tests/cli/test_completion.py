"""Shell completion."""

from __future__ import annotations

import pytest

from contextkit.cli.commands import COMMANDS, COMPLETION_VARIABLE
from tests.support import contextkit


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    ran = contextkit("completion", shell)

    assert ran.code == 0
    assert f"{COMPLETION_VARIABLE}={shell}_complete" in ran.out


def complete(line: str) -> list[str]:
    words = line.split(" ")
    asked = {COMPLETION_VARIABLE: "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return [answer.partition(",")[2] for answer in contextkit(env=asked).out.splitlines()]


def test_commands_are_completed_from_the_table() -> None:
    assert complete("contextkit ") == list(COMMANDS)


def test_a_command_is_completed_from_its_first_letters() -> None:
    assert complete("contextkit comp") == ["completion"]


def test_the_options_of_a_command_are_completed() -> None:
    assert complete("contextkit completion --ver") == ["--verbose"]
