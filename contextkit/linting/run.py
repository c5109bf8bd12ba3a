"""Runs lints over a project: matches, findings, and what takes some of them out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from contextkit.globs import compiled
from contextkit.linting import baseline as baselines
from contextkit.linting import suppress
from contextkit.linting.code import load_check, matches_of
from contextkit.linting.render import render
from contextkit.linting.select import is_in, switched
from contextkit.model import Skipped, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from contextkit.catalog import Catalog, Lint
    from contextkit.config import Config
    from contextkit.lint_api import Project
    from contextkit.linting.baseline import Entry
    from contextkit.linting.select import Selected
    from contextkit.linting.suppress import Suppression
    from contextkit.model import Finding, Match


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found, sorted by path and place."""

    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, str], ...] = ()
    """With the reason that the suppression gives."""
    baselined: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()
    """How many references of each document could not be judged."""
    ran: tuple[str, ...] = ()
    """The ids of the lints that ran."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run was asked for, beside the lints."""

    baseline: Sequence[Entry] | None = None
    only: Callable[[str], bool] = lambda _path: True
    """The paths whose findings are wanted."""
    allow_local: bool = True
    """Whether code of catalogs that are not ours may be loaded."""


def run_lints(catalog: Catalog, config: Config, project: Project, selected: Sequence[Selected], run: Run) -> Report:
    """What these lints find in this project."""
    barred = [s for s in selected if _is_barred(s.lint, run)]
    running = [s for s in selected if s not in barred]
    project = project.with_lints(switched(catalog, config))
    line_of = _lines(project)
    found: list[Finding] = []
    for chosen in running:
        matches = [m for m in _matches(chosen, project) if _is_wanted(chosen, m, config, project, run)]
        found.extend(render(chosen.lint, matches, line_of))
    desk = _Desk(catalog, project, {s.lint.id: s.lint for s in running}, run, line_of)
    open_, suppressed = desk.unsuppressed(found)
    new, old = baselines.split(open_, run.baseline or ())
    return Report(
        findings=_sorted([*new, *desk.stale([*open_, *(f for f, _ in suppressed)])]),
        suppressed=tuple(sorted(suppressed, key=lambda pair: _place(pair[0]))),
        baselined=_sorted(old),
        skipped=tuple(Skipped(f"lint {s.lint.id}", "code of this repository (--no-local-lints)") for s in barred),
        unknown=_unknown(project, run),
        ran=tuple(s.lint.id for s in running),
    )


def _is_barred(lint: Lint, run: Run) -> bool:
    return lint.has_code and not lint.shelf.is_ours and not run.allow_local


def _matches(chosen: Selected, project: Project) -> Iterable[Match]:
    """What the lint yields; its code is loaded only where it has something to look at."""
    if not chosen.lint.has_code:
        return ()
    if not chosen.is_everywhere and not project.has_generated:
        return ()
    return matches_of(chosen.lint, load_check(chosen.lint), project.for_lint(chosen.options))


def _is_wanted(chosen: Selected, match: Match, config: Config, project: Project, run: Run) -> bool:
    path = match.location.path
    if not run.only(path) or not (chosen.is_everywhere or project.is_generated(path)):
        return False
    rules = (rule for rule in config.lint.paths if is_in(chosen.lint, rule.ignore))
    return not any(compiled(rule.glob).match(path) for rule in rules)


class _Desk:
    """Where suppressions and the baseline are applied; the engine's own lints speak of these two."""

    def __init__(
        self,
        catalog: Catalog,
        project: Project,
        ran: Mapping[str, Lint],
        run: Run,
        line_of: Callable[[str, int], str],
    ) -> None:
        self._catalog, self._project, self._ran, self._run, self._line_of = catalog, project, ran, run, line_of

    def unsuppressed(self, findings: Sequence[Finding]) -> tuple[list[Finding], list[tuple[Finding, str]]]:
        """What remains, with what is wrong with suppressions; and what they take out."""
        comments = self._suppressions({f.path for f in findings})
        kept, out, used = suppress.split(findings, comments)
        bad = self._rendered(suppress.BAD, suppress.bad_ones(comments, self._catalog.lints))
        unused = self._rendered(suppress.UNUSED, suppress.unused_ones(comments, used, self._ran))
        return [*kept, *bad, *unused], out

    def stale(self, findings: Iterable[Finding]) -> list[Finding]:
        """The entries of the baseline that nothing answers to any more."""
        entries = [e for e in self._run.baseline or () if self._run.only(e.path)]
        matches = baselines.stale_entries(entries, findings, self._ran, self._catalog.lints)
        return self._rendered(baselines.STALE, matches)

    def _suppressions(self, others: set[str]) -> list[Suppression]:
        """Those of all documents, and of other files in which something was found."""
        documents = {p: d for p, d in self._project.documents.items() if self._run.only(p)}
        found = [s for path, document in sorted(documents.items()) for s in suppress.in_document(path, document)]
        for path in sorted(others - set(documents)):
            found.extend(suppress.in_code(path, self._project.read(path) or ""))
        return found

    def _rendered(self, id_: str, matches: Iterable[Match]) -> list[Finding]:
        return render(self._ran[id_], matches, self._line_of) if id_ in self._ran else []


def _lines(project: Project) -> Callable[[str, int], str]:
    @cache
    def lines(path: str) -> Sequence[str]:
        return (project.read(path) or "").split("\n") if path in project.tree.entries else ()

    def line_of(path: str, line: int) -> str:
        known = lines(path)
        return known[line - 1] if 0 < line <= len(known) else ""

    return line_of


def _unknown(project: Project, run: Run) -> tuple[tuple[str, int], ...]:
    counts = Counter(r.path for r in project.references(verdict=Verdict.UNKNOWN) if run.only(r.path))
    return tuple(sorted(counts.items()))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.lint, finding.fingerprint
