"""`contextkit config`: the configuration in effect, and its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from contextkit.cli.options import (
    cache_options,
    examples,
    format_option,
    output,
    repo_option,
    verbosity_options,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.group(
    "config",
    epilog=examples(
        ("contextkit config show", "every setting in effect"),
        ("contextkit config schema > schema.json", "for an editor that completes contextkit.toml"),
    ),
)
def command() -> None:
    """Show the configuration in effect, or its JSON Schema."""


@command.command("show")
@click.option("--at", metavar="REV", help="That of this revision instead of the working tree.")
@repo_option
@format_option("toml", "json")
@cache_options
@verbosity_options
def show(repo: Path, at: str | None, output_format: str, cache_dir: Path | None, no_cache: bool) -> None:
    """Print every setting with its value here, the defaults included."""
    from contextkit.cli.opening import opened
    from contextkit.config.show import as_table, as_toml

    config = opened(repo, at=at, cache_dir=cache_dir, no_cache=no_cache).config
    output().note(f"from {config.source}" if config.source else "no configuration: these are the defaults")
    table = as_table(config)
    click.echo(json.dumps(table, indent=2, ensure_ascii=False) if output_format == "json" else as_toml(table), nl=False)


@command.command("schema")
@verbosity_options
def schema() -> None:
    """Print the JSON Schema of contextkit.toml."""
    from contextkit.config.pages import schema_text

    click.echo(schema_text(), nl=False)
