"""`contextkit references`: what documents refer to, with verdict and evidence."""

from __future__ import annotations

from pathlib import Path

import click

from contextkit.cli.opening import Opened, opened
from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.cli.progress import waiting


@click.command(
    "references",
    epilog=examples(
        ("contextkit references", "all agent files and documents"),
        ("contextkit references AGENTS.md --format json", "one object a line"),
        ("contextkit references --repo clone.git --at v1.0", "a revision, without a checkout"),
    ),
)
@click.argument("documents", nargs=-1, metavar="[DOC]...")
@click.option("--at", metavar="REV", help="Judge this revision instead of the working tree.")
@click.option("--stale", is_flag=True, help="Only those that are moved, deleted or were never right.")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def command(
    documents: tuple[str, ...],
    at: str | None,
    stale: bool,
    repo: Path,
    output_format: str,
    cache_dir: Path | None,
    no_cache: bool,
) -> None:
    """List every reference of agent files and documents, with its verdict and the evidence for it."""
    from contextkit.references.judge import judge
    from contextkit.reporting.references import render_references

    source = opened(repo, at=at, cache_dir=cache_dir, no_cache=no_cache)
    paths = tuple(dict.fromkeys(source.path(name) for name in documents)) if documents else _all(source)
    with waiting("Reading documents, code and history", output()):
        found = judge(paths, source.ground)
    if stale:
        found = tuple(r for r in found if r.verdict.is_stale)
    if source.history.cut is not None and output_format == "text":
        output().note(f"{source.history.cut.why}; to judge all: {source.history.cut.repair}")
    if stale and not found and output_format == "text":
        click.echo(f"Nothing stale in {len(paths)} documents.")
        return
    click.echo("\n".join(render_references(found, output_format)))


def _all(source: Opened) -> tuple[str, ...]:
    return (*source.documents.agent_files, *source.documents.documents)
