"""`contextkit completion`: the script that teaches a shell the commands and options."""

from __future__ import annotations

import click

from contextkit.cli.options import examples, verbosity_options
from contextkit.errors import ContextkitError


@click.command(
    epilog=examples(
        ('eval "$(contextkit completion bash)"', "in ~/.bashrc"),
        ('eval "$(contextkit completion zsh)"', "in ~/.zshrc"),
        ("contextkit completion fish | source", "in ~/.config/fish/config.fish"),
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@verbosity_options
def command(shell: str) -> None:
    """Print the completion script of SHELL."""
    from click.shell_completion import get_completion_class

    from contextkit.cli.commands import COMPLETION_VARIABLE, PROGRAM, group

    machinery = get_completion_class(shell)
    if machinery is None:
        raise ContextkitError(f"click knows no completion for {shell}", "install click 8.2 or later")
    try:
        click.echo(machinery(group, {}, PROGRAM, COMPLETION_VARIABLE).source())
    except RuntimeError as error:  # bash is asked for its version: older than 4.4, or not there
        raise ContextkitError(
            f"no completion for this {shell}: {error}", "install a newer one, or use zsh or fish"
        ) from error
