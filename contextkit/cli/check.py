"""`contextkit check`: context files and documents against the code."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, output, repo_option, verbosity_options
from contextkit.cli.progress import waiting
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.cli.checking import Check
    from contextkit.linting.run import Report
    from contextkit.reporting import Outcome

_FORMATS = ("text", "json", "sarif", "github", "gitlab", "agent")
_GRAVER = {
    "error": {"error"},
    "warning": {"error", "warning"},
    "info": {"error", "warning", "info"},
    "never": set[str](),
}


@click.command(
    "check",
    epilog=examples(
        ("contextkit check", "all agent files and documents"),
        ("contextkit check docs AGENTS.md", "these alone"),
        ("contextkit check --changed --base main", "what this branch touched, and what it broke elsewhere"),
        ("contextkit check --fix", "apply the fixes that history proves"),
        ("contextkit check --write-baseline", "live with what is there, and fail on what is new"),
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--changed", is_flag=True, help="Only what is new since the base: what was touched, and what that broke.")
@click.option(
    "--base", metavar="REV", help="The base of --changed: where the history of HEAD left REV.  [default: HEAD]"
)
@click.option("--at", metavar="REV", help="Check this revision instead of the working tree.")
@click.option("--fix", is_flag=True, help="Apply safe fixes, and print the diff.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that are suggestions, too.")
@click.option("--diff", is_flag=True, help="Print what fixes would change, and change nothing.")
@click.option("--allow-dirty", is_flag=True, help="Fix files that have changes which are not committed.")
@click.option("--select", multiple=True, metavar="ID", help="Run these lints or groups instead of the configuration's.")
@click.option("--ignore", multiple=True, metavar="ID", help="Leave out these lints or groups.")
@click.option(
    "--write-baseline", is_flag=True, help="Keep what is found in .contextkit/baseline.json; it only shrinks."
)
@click.option("--no-baseline", is_flag=True, help="Show what the baseline holds, too.")
@click.option("--no-local-lints", is_flag=True, help="Run no code of this repository: for those that are not trusted.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_GRAVER)),
    default="error",
    show_default=True,
    help="Exit 1 from this severity on.",
)
@click.option("--show-unknown", is_flag=True, help="List what could not be judged.")
@click.option(
    "--format", "output_format", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print."
)
@click.option(
    "--max-tokens", type=click.IntRange(min=100), default=2000, show_default=True, help="The length of --format agent."
)
@repo_option
@cache_options
@verbosity_options
def command(
    paths: tuple[str, ...],
    changed: bool,
    base: str | None,
    at: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    allow_dirty: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    write_baseline: bool,
    no_baseline: bool,
    no_local_lints: bool,
    fail_on: str,
    show_unknown: bool,
    output_format: str,
    max_tokens: int,
    repo: Path,
    cache_dir: Path | None,
    no_cache: bool,
) -> int:
    """Check what agents read against the code and its history.

    PATH narrows it to files and folders. Exit 1 when a finding is an error, or as --fail-on says.
    """
    from contextkit.cli.checking import Asked, Check
    from contextkit.cli.opening import opened

    _refuse_contradictions(at=at, writes=fix or unsafe_fixes or write_baseline, changed=changed, base=base)
    source = opened(repo, at=at, cache_dir=cache_dir, no_cache=no_cache)
    asked = Asked(
        paths=tuple(source.path(name) for name in paths),
        select=_names(select) or None,
        ignore=_names(ignore),
        use_baseline=not (no_baseline or write_baseline),
        allow_local=not no_local_lints,
    )
    check = Check(source, asked)
    if write_baseline:
        return _baselined(check)
    if fix or unsafe_fixes or diff:
        from contextkit.cli.fixing import fix as fix_files

        fix_files(check, unsafe=unsafe_fixes, only_show=diff, allow_dirty=allow_dirty)
        if not diff:
            check = Check(opened(repo, cache_dir=cache_dir, no_cache=no_cache), asked)
    with waiting("Reading documents, code and history", output()):
        report = check.report()
    touched: frozenset[str] = frozenset()
    if changed or base:
        from contextkit.cli.changes import only_new

        report, touched = only_new(check, report, base or "HEAD")
    _print(check, report, output_format, show_unknown=show_unknown, max_tokens=max_tokens, touched=touched)
    return FINDINGS if any(f.severity in _GRAVER[fail_on] for f in report.findings) else CLEAN


def _refuse_contradictions(*, at: str | None, writes: bool, changed: bool, base: str | None) -> None:
    if at is not None and writes:
        raise ContextkitError(
            "--at looks at a revision, which cannot be written", "Leave out --at, or the option that writes"
        )
    if at is not None and (changed or base):
        raise ContextkitError(
            "--changed compares the working tree, and --at looks at a revision", "Leave out one of them"
        )


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Ids given one by one or with commas between."""
    return tuple(name for text in given for name in text.replace(",", " ").split())


def _baselined(check: Check) -> int:
    from contextkit.linting.baseline import PATH, STALE, read_baseline
    from contextkit.linting.baseline import write_baseline as content_of

    root = check.source.repo.root
    if root is None or check.asked.paths:
        raise ContextkitError(
            "A baseline is of a whole working tree", "Run --write-baseline without paths, in a working tree"
        )
    report = check.report()
    found = [*report.findings, *report.baselined]
    kept = [f for f in found if f.lint != STALE]
    old = read_baseline(check.source.repo)
    content = content_of(old, kept, report.ran, list(check.catalog.lints))
    target = Path(root, PATH)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(content)
    held = content.count(b'"fingerprint"')
    click.echo(f"{PATH} holds {held} findings" + ("" if old is None else f"; it held {len(old)}"))
    new = len(kept) - held
    if old is not None and new > 0:
        output().note(f"{new} new findings do not enter a baseline that is there already: mend them, or suppress them")
    return CLEAN


def _print(
    check: Check, report: Report, output_format: str, *, show_unknown: bool, max_tokens: int, touched: frozenset[str]
) -> None:
    from contextkit.reporting import Options, render

    is_colored = output().color if output().color is not None else sys.stdout.isatty()
    options = Options(
        color=bool(is_colored),
        width=shutil.get_terminal_size((0, 0)).columns if sys.stdout.isatty() else 0,
        show_unknown=show_unknown,
        max_tokens=max_tokens,
        touched=touched,
    )
    outcome = outcome_of(check, report)
    if show_unknown and output_format == "text":
        for line in _unknown(check):
            click.echo(line)
    click.echo("\n".join(render(outcome, output_format, options)))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and output_format == "github":
        from contextkit.reporting.formats.github import summary_markdown

        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(summary_markdown(outcome) + "\n")


def outcome_of(check: Check, report: Report) -> Outcome:
    """The report with what its readers need to know of the lints and of what was looked at."""
    from contextkit.reporting import Outcome
    from contextkit.survey.documents import other_pages

    pages = {lint: check.catalog.lints[lint].page for lint in report.ran}
    return Outcome(
        findings=report.findings,
        unknown=dict(report.unknown),
        suppressed=report.suppressed,
        baselined=len(report.baselined),
        skipped=report.skipped,
        documents=len(check.documents.documents),
        agent_files=len(check.documents.agent_files),
        other_pages=0 if check.asked.paths else other_pages(check.source.tree, check.documents),
        cut=check.cut,
        titles={lint: page.title for lint, page in pages.items()},
        helps={lint: page.why for lint, page in pages.items()},
        severities={lint: page.severity for lint, page in pages.items()},
    )


def _unknown(check: Check) -> list[str]:
    """What could not be judged, by place."""
    from contextkit.model import Verdict
    from contextkit.references.judge import judge
    from contextkit.reporting.visible import visible

    found = judge((*check.documents.agent_files, *check.documents.documents), check.source.ground)
    unknown = [r for r in found if r.verdict is Verdict.UNKNOWN]
    lines = [f"  {r.path}:{r.mention.line}  {r.mention.raw}  {r.evidence}" for r in unknown]
    return ["not judged", *map(visible, lines), ""] if lines else []
