"""The table of commands; a command's module is imported when the command is used."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from contextkit import __version__
from contextkit.cli.errors import exit_code, nearest
from contextkit.cli.options import Output, examples, verbosity_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

PROGRAM = "contextkit"
COMPLETION_VARIABLE = "_CONTEXTKIT_COMPLETE"


class Listed(NamedTuple):
    """Where a command is, and its line in `contextkit --help`."""

    module: str
    help: str


COMMANDS = {
    "init": Listed("contextkit.cli.init", "Begin: show what would be added here, ask, and write it."),
    "doctor": Listed("contextkit.cli.doctor", "Say whether this repository is ready for agents."),
    "check": Listed("contextkit.cli.check", "Check context files and documents."),
    "references": Listed("contextkit.cli.references", "List what documents refer to, with verdict and evidence."),
    "export": Listed("contextkit.cli.export", "Write the map and the rules in each agent's own form."),
    "import": Listed("contextkit.cli.import_", "Take what agents' own files say into the map and rules."),
    "rule": Listed("contextkit.cli.rule", "Make and list the rules of this repository."),
    "survey": Listed("contextkit.cli.survey", "Show what the repository holds, with the evidence."),
    "lint": Listed("contextkit.cli.lint", "List, make and test lints."),
    "map": Listed("contextkit.cli.map", "Write AGENTS.md from what is found, around what people wrote."),
    "explain": Listed("contextkit.cli.explain", "Print the page of a lint."),
    "catalog": Listed("contextkit.cli.catalog", "Fetch the catalogs that the configuration extends."),
    "context": Listed("contextkit.cli.context", "Show what an agent reads for a file."),
    "hook": Listed("contextkit.cli.hook", "Answer an agent's hook, or install the hooks."),
    "config": Listed("contextkit.cli.config", "Show the configuration in effect, or its JSON Schema."),
    "completion": Listed("contextkit.cli.completion", "Print the completion script of a shell."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name, and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        listed = COMMANDS.get(cmd_name)
        return cast("click.Command", import_module(listed.module).command) if listed else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            raise click.UsageError(f"there is no command {name!r}{nearest(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.help) for name, listed in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(n, help=c.help) for n, c in COMMANDS.items() if n.startswith(incomplete)]


@click.group(
    PROGRAM,
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        ("contextkit check", "the whole repository"),
        ("contextkit check --changed", "what the working tree changed, and what that broke"),
        ("contextkit explain stale-path", "why a lint is there, and what to do"),
    ),
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@verbosity_options
def group() -> None:
    """Keeps what coding agents read true.

    Exit: 0 clean, 1 findings, 2 misuse or a broken configuration, 3 a bug of contextkit.
    """


def run(args: Sequence[str]) -> int:
    """Runs the command line and gives the exit code."""
    instruction = os.environ.get(COMPLETION_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, PROGRAM, COMPLETION_VARIABLE, instruction)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a file's name need not be UTF-8
    output = Output.of_environment()
    return exit_code(lambda: _call(list(args), output), args, output)


def _call(args: list[str], output: Output) -> object:
    with group.make_context(PROGRAM, args, obj=output, color=output.color) as context:
        return cast("object", group.invoke(context))
