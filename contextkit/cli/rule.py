"""`contextkit rule`: make and list the rules of a repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, format_option, output, repo_option, verbosity_options
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.cli.opening import Opened
    from contextkit.mapping.enforcement import Enforced
    from contextkit.mapping.rules import Problem


@click.group(
    "rule",
    epilog=examples(
        ("contextkit rule list", "which rules there are, and what enforces them"),
        ("contextkit rule new no-print", "a file to start from"),
    ),
)
def command() -> None:
    """Make and list the rules of this repository: `.contextkit/rules/*.md`."""


@command.command("list")
@click.option("--at", metavar="REV", help="Look at this revision instead of the working tree.")
@repo_option
@format_option("text", "json")
@cache_options
@verbosity_options
def list_(at: str | None, repo: Path, output_format: str, cache_dir: Path | None, no_cache: bool) -> int:
    """List every rule: for which files, what enforces it, and whether that is switched on here.

    A rule that nothing enforces is a candidate for a lint. Exit 1 when a file of a rule cannot be read.
    """
    from contextkit.cli.opening import opened
    from contextkit.mapping.rules import read_rules

    source = opened(repo, at=at, cache_dir=cache_dir, no_cache=no_cache)
    found = read_rules(source.repo)
    enforced = _enforced(source)
    if output_format == "json":
        rows = {"rules": [_row(e) for e in enforced], "problems": [_problem_row(p) for p in found.problems]}
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for line in _lines(enforced):
            click.echo(_visible(line))
        _say_candidates(enforced)
        for problem in found.problems:
            click.echo(_visible(f"{problem.path}:{problem.line}: {problem.what}. {problem.remedy}."), err=True)
    return FINDINGS if found.problems else CLEAN


@command.command("new")
@click.argument("name", metavar="NAME")
@repo_option
@verbosity_options
def new(name: str, repo: Path) -> None:
    """Make the file of a new rule, `.contextkit/rules/NAME.md`."""
    from contextkit.catalog import find_template
    from contextkit.cli.catalogs import open_shelves
    from contextkit.cli.opening import opened
    from contextkit.edges.writing import read_file, replace_file
    from contextkit.mapping.rules import FOLDER, is_name

    if not is_name(name):
        raise ContextkitError(f"`{name}` is no rule's name", "Use letters, digits and dashes: no-print")
    source = opened(repo)
    root = source.repo.root
    if root is None:
        raise ContextkitError(f"{source.repo.label} has no working tree", "Run this where files can be written")
    path = f"{FOLDER}/{name}.md"
    if read_file(root, path) is not None:
        raise ContextkitError(f"There is a rule `{name}` already", f"Change {path}")
    template = find_template(open_shelves(source), "rule/rule.md")
    replace_file(root, path, None, template.text.encode() if template else b"")
    click.echo(Path(root, path))
    output().note("now: say what the rule is, then: contextkit rule list")


def _enforced(source: Opened) -> Sequence[Enforced]:
    from contextkit.cli.catalogs import open_catalog
    from contextkit.linting.select import switched
    from contextkit.mapping.enforcement import enforcement
    from contextkit.mapping.rules import read_rules

    rules = read_rules(source.repo).rules
    names_ours = any(e.linter == "contextkit" for rule in rules for e in rule.enforced_by)
    lints = switched(open_catalog(source), source.config) if names_ours else {}
    return enforcement(rules, source.tree, lints)


def _row(enforced: Enforced) -> dict[str, object]:
    rule = enforced.rule
    return {
        "name": rule.name,
        "path": rule.path,
        "paths": list(rule.paths),
        "summary": rule.summary,
        "severity": rule.severity,
        "enforced_by": [
            {"rule": str(enforcer), "state": standing.state, "evidence": standing.evidence}
            for enforcer, standing in enforced.standings
        ],
        "candidate": enforced.is_candidate,
    }


def _problem_row(problem: Problem) -> dict[str, object]:
    return {"path": problem.path, "line": problem.line, "problem": problem.what, "remedy": problem.remedy}


def _lines(enforced: Sequence[Enforced]) -> Iterator[str]:
    width = max((len(e.rule.name) for e in enforced), default=0)
    for e in enforced:
        scope = ", ".join(e.rule.paths) or "always"
        yield f"{e.rule.name:<{width}}  {e.rule.summary} ({scope})"
        for enforcer, standing in e.standings:
            yield f"{'':<{width}}    {enforcer}: {standing.state}, {standing.evidence}"


def _say_candidates(enforced: Sequence[Enforced]) -> None:
    candidates = [e.rule.name for e in enforced if e.is_candidate]
    if candidates:
        click.echo()
        click.echo(_visible(f"candidates for a lint, for nothing enforces them: {', '.join(candidates)}"))


def _visible(text: str) -> str:
    from contextkit.reporting.visible import visible

    return visible(text)
