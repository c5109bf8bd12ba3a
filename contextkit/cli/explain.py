"""`contextkit explain`: the page of a lint."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from contextkit.cli.options import cache_options, examples, output, repo_option, verbosity_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("explain", epilog=examples(("contextkit explain stale-path", "why it is there, and what to do")))
@click.argument("lint_id", metavar="ID")
@repo_option
@cache_options
@verbosity_options
def command(lint_id: str, repo: Path, cache_dir: Path | None, no_cache: bool) -> None:
    """Print the page of a lint: why it is there, its settings, remedy, and examples."""
    from contextkit.cli.catalogs import open_catalog, the_lint
    from contextkit.cli.opening import opened
    from contextkit.linting.explain import page_text

    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    text = page_text(the_lint(open_catalog(source), lint_id), source.config)
    if output().color is not False and (output().color or sys.stdout.isatty()):
        _print_rich(text)
    else:
        click.echo(text, nl=False)


def _print_rich(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    Console(force_terminal=True).print(Markdown(text))
