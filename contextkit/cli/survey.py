"""`contextkit survey`: what the repository holds, with the evidence of each item."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.cli.progress import waiting

if TYPE_CHECKING:
    from contextkit.cli.opening import Opened

_NOBODY = 1


@click.command(
    "survey",
    epilog=examples(
        ("contextkit survey", "commands, places, boundaries, documents, conventions"),
        ("contextkit survey --format json", "all of it, each item with path and line"),
        ("contextkit survey --owner src/billing", "who answers for a file or a folder"),
    ),
)
@click.option("--owner", metavar="PATH", help="Only who answers for PATH: by CODEOWNERS or OWNERS, and by history.")
@click.option("--all", "is_whole", is_flag=True, help="As text: all of each section, not the first of it.")
@click.option("--at", metavar="REV", help="Look at this revision instead of the working tree.")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def command(
    owner: str | None,
    is_whole: bool,
    at: str | None,
    repo: Path,
    output_format: str,
    cache_dir: Path | None,
    no_cache: bool,
) -> int:
    """Show what the repository holds, as a map is made of it: each item with the file and line that it stands on.

    Commands with a * are known, but not certain to be the answer for their purpose.

    Exit: 0, or 1 where --owner finds nobody.
    """
    from contextkit.cli.opening import opened

    source = opened(repo, at=at, cache_dir=cache_dir, no_cache=no_cache)
    if owner is not None:
        return _owner(source, source.path(owner), output_format)
    from contextkit.reporting.survey import render_survey
    from contextkit.survey.survey import dated

    with waiting("Reading manifests, documents and code", output()):
        found = dated(source.survey, source.history)
    for line in render_survey(found, output_format, is_whole=is_whole):
        click.echo(line)
    return 0


def _owner(source: Opened, path: str, output_format: str) -> int:
    from contextkit.reporting.survey import render_owner
    from contextkit.survey.material import Material
    from contextkit.survey.owners import find_owners, owners_of

    answers = owners_of(path, find_owners(Material(source.ground)))
    authors = source.history.authors(path)
    for line in render_owner(path or ".", answers, authors, output_format):
        click.echo(line)
    if not answers and not authors:
        output().note(f"nobody is known to answer for {path or 'the root'}")
        return _NOBODY
    return 0
