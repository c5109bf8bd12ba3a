"""`contextkit lint`: list, make and test lints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.catalog import Lint

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@click.group(
    "lint",
    epilog=examples(
        ("contextkit lint list", "what may run here"),
        ("contextkit lint new no-todo", "a folder with a page and code to start from"),
        ("contextkit lint test no-todo", "run the examples of its page"),
    ),
)
def command() -> None:
    """List, make and test lints."""


@command.command("list")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def list_(repo: Path, output_format: str, cache_dir: Path | None, no_cache: bool) -> None:
    """List every lint that may run here. Loads none of their code."""
    from contextkit.cli.catalogs import open_catalog
    from contextkit.cli.opening import opened

    lints = list(open_catalog(opened(repo, cache_dir=cache_dir, no_cache=no_cache)).lints.values())
    if output_format == "json":
        click.echo(json.dumps([_row(lint) for lint in lints], indent=2, ensure_ascii=False))
        return
    for line in _table(lints):
        click.echo(line)


def _row(lint: Lint) -> dict[str, object]:
    page = lint.page
    return {
        "id": lint.id,
        "title": page.title,
        "severity": page.severity,
        "group": page.group,
        "recommended": page.is_recommended,
        "fix": page.fix or "none",
        "reads": page.reads,
        "page": lint.place,
    }


def _table(lints: list[Lint]) -> Iterator[str]:
    width = max((len(lint.id) for lint in lints), default=0)
    for group in sorted({lint.page.group for lint in lints}, reverse=True):
        yield click.style(group, bold=True)
        for lint in (x for x in lints if x.page.group == group):
            marks = [
                lint.page.severity,
                *(["fix"] if lint.page.fix else []),
                *([] if lint.page.is_recommended else ["off"]),
            ]
            own = "" if lint.shelf.is_ours else f"  ({lint.shelf.name or lint.folder})"
            yield f"  {lint.id:<{width}}  {', '.join(marks):<18}  {lint.page.title}{own}"


@command.command("new")
@click.argument("lint_id", metavar="ID")
@repo_option
@verbosity_options
def new(lint_id: str, repo: Path) -> None:
    """Make the folder of a new lint in this repository: a page with examples, and code that passes them."""
    from contextkit.cli.catalogs import open_catalog
    from contextkit.cli.opening import opened
    from contextkit.edges.catalogs import bundled

    if not _ID.fullmatch(lint_id):
        raise ContextkitError(f"`{lint_id}` is no lint's id", "Use small letters, digits and single dashes: no-todo")
    source = opened(repo)
    if lint_id in open_catalog(source).lints:
        raise ContextkitError(f"There is a lint `{lint_id}` already", f"See: contextkit explain {lint_id}")
    if source.repo.root is None:
        raise ContextkitError(f"{source.repo.label} has no working tree", "Run this where files can be written")
    templates = bundled()
    folder = Path(source.repo.root, ".contextkit/lints", lint_id.replace("-", "_"))
    folder.mkdir(parents=True)
    for name in ("LINT.md", "lint.py"):
        text = (templates.read(f"templates/lint/{name}") or b"").decode().replace("{{ id }}", lint_id)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        click.echo(folder / name)
    output().note(f"now: contextkit lint test {lint_id}")


@command.command("test")
@click.argument("lint_ids", nargs=-1, metavar="[ID]...")
@click.option("--no-local-lints", is_flag=True, help="Leave out lints whose code is this repository's.")
@repo_option
@cache_options
@verbosity_options
def test(lint_ids: tuple[str, ...], no_local_lints: bool, repo: Path, cache_dir: Path | None, no_cache: bool) -> int:
    """Run the examples of lints' pages: what is bad must be found, and what is good must not."""
    from contextkit.catalog import read_examples
    from contextkit.cli.catalogs import open_catalog, the_lint
    from contextkit.cli.opening import opened
    from contextkit.edges.examples import committed
    from contextkit.linting.examples import broken_promises

    catalog = open_catalog(opened(repo, cache_dir=cache_dir, no_cache=no_cache))
    chosen = [the_lint(catalog, lint_id) for lint_id in lint_ids] or list(catalog.lints.values())
    chosen = [lint for lint in chosen if lint.shelf.is_ours or not no_local_lints]
    count = failed = 0
    for lint in chosen:
        found = read_examples(lint.text(), lint.place)
        count += len(found)
        for place, wrong in broken_promises(catalog, lint, found, committed):
            failed += 1
            click.echo(f"{place}: {wrong}")
    click.echo(f"{count} examples of {len(chosen)} lints: {f'{failed} failed' if failed else 'all pass'}")
    return FINDINGS if failed else CLEAN
