"""The options that commands share, and how much is said in which colours."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    # click decorates plain functions and the commands that it has already made of them
    F = TypeVar("F", bound=Callable[..., Any] | click.Command)


@dataclass(slots=True)
class Output:
    """How much is said, and in which colours; the options fill it while they are parsed."""

    is_verbose: bool = False
    is_quiet: bool = False
    color: bool | None = None
    """None: colours on a terminal only."""

    @classmethod
    def of_environment(cls) -> Output:
        # https://no-color.org: present and not empty, whatever its value
        return cls(color=False if os.environ.get("NO_COLOR") else None)

    def note(self, text: str) -> None:
        """Says something beside the result, on stderr; --quiet silences it."""
        if not self.is_quiet:
            click.echo(text, err=True)

    def detail(self, text: str) -> None:
        """Says on stderr what only --verbose asks for."""
        if self.is_verbose:
            click.echo(text, err=True)


def output() -> Output:
    """The output of the command that runs."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Output) if context else None
    return found or Output.of_environment()


def examples(*lines: tuple[str, str]) -> str:
    """An epilog of example commands, each with what it is for; its line breaks are kept."""
    width = max(len(command) for command, _ in lines)
    return "\n".join(["\b", "Examples:", *(f"  {command:<{width}}  {purpose}" for command, purpose in lines)])


def repo_option(function: F) -> F:
    """`--repo DIR` as the parameter `repo`, a Path."""
    kind = click.Path(path_type=Path)
    text = "The repository: a working tree, a folder in it, or a bare git directory.  [default: here]"
    return click.option("--repo", type=kind, default=Path(), metavar="DIR", help=text)(function)


def format_option(*choices: str) -> Callable[[F], F]:
    """`--format` as the parameter `output_format`; the first choice is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to print.",
    )


def cache_options(function: F) -> F:
    """`--cache-dir DIR` and `--no-cache` as the parameters `cache_dir` and `no_cache`."""
    place = click.option(
        "--cache-dir",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Keep caches here.  [default: .contextkit/cache]",
    )
    without = click.option("--no-cache", is_flag=True, help="Neither read nor write caches.")
    return place(without(function))


def verbosity_options(function: F) -> F:
    """`--verbose`, `--quiet` and `--color`, before or after a command's name; `output()` has what they say."""
    verbose = click.option(
        "-v", "--verbose", is_flag=True, expose_value=False, callback=_verbose, help="Say more, on stderr."
    )
    quiet = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_quiet,
        help="Print the result and nothing beside it.",
    )
    color = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        expose_value=False,
        callback=_color,
        help="Colours; NO_COLOR is honoured.  [default: auto]",
    )
    return verbose(quiet(color(function)))


def _of(context: click.Context) -> Output:
    return context.ensure_object(Output)


def _verbose(context: click.Context, _parameter: click.Parameter, is_given: bool) -> None:
    if is_given:
        _of(context).is_verbose = True


def _quiet(context: click.Context, _parameter: click.Parameter, is_given: bool) -> None:
    if is_given:
        _of(context).is_quiet = True


def _color(context: click.Context, _parameter: click.Parameter, choice: str | None) -> None:
    if choice is not None:
        context.color = _of(context).color = {"always": True, "never": False}.get(choice)
