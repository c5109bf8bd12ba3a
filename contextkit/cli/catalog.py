"""`contextkit catalog`: the catalogs that a repository extends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contextkit.cli.options import cache_options, examples, output, repo_option, verbosity_options

if TYPE_CHECKING:
    from pathlib import Path


@click.group(
    "catalog", epilog=examples(("contextkit catalog update", "fetch what `extends` pins, once for each commit"))
)
def command() -> None:
    """Fetch the catalogs that `extends` pins."""


@command.command("update")
@repo_option
@cache_options
@verbosity_options
def update(repo: Path, cache_dir: Path | None, no_cache: bool) -> None:
    """Fetch what `extends` names by address and commit. No other command uses the network for it."""
    from contextkit.cli.catalogs import catalogs_folder, open_catalog
    from contextkit.cli.opening import opened
    from contextkit.edges.catalogs import fetch_catalog, fetched_place, split_address

    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    for name in source.config.extends:
        pinned = split_address(name)
        if pinned is None:
            continue
        address, commit = pinned
        was_fetched = fetch_catalog(address, commit, fetched_place(catalogs_folder(source), commit))
        click.echo(f"{address}@{commit[:10]}  {'fetched' if was_fetched else 'is here'}")
    output().note(f"{len(open_catalog(source).lints)} lints in all catalogs")
