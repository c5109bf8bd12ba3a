"""What is new since a base: what a change touched, and what it broke elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.cli.opening import Opened
from contextkit.edges.git import open_repo
from contextkit.edges.since import changes_since
from contextkit.errors import ContextkitError
from contextkit.survey.documents import Documents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.cli.checking import Check
    from contextkit.linting.run import Report
    from contextkit.model import Finding, Mention
    from contextkit.references.judge import Wanted


def only_new(check: Check, report: Report, base: str) -> tuple[Report, frozenset[str]]:
    """The report without what the base has too, and the paths that changed since."""
    source = check.source
    place = getattr(source.repo, "place", None)
    if place is None or source.repo.commit is None:
        raise ContextkitError(f"{source.repo.label} has no commit to compare with", "Leave out --changed")
    commit, changed = changes_since(place, base)
    return new_since(check, report, commit, changed), frozenset(changed)


def new_since(check: Check, report: Report, commit: str, changed: Mapping[str, str | None]) -> Report:
    """The report without what `commit` has too; `changed` has what each changed path is called there."""
    if not report.findings:
        return report
    found = {f.raw for f in report.findings}
    known = _known(check, report, commit, changed, lambda _path, mention: mention.raw in found or is_rule(mention))
    new = tuple(f for f in report.findings if not _take(known, f, changed))
    unknown = tuple((path, count) for path, count in report.unknown if path in changed)
    return replace(report, findings=new, unknown=unknown)


def is_rule(mention: Mention) -> bool:
    """Whether lints of front matter and of imports look at it, beside the one that says that it is stale."""
    return mention.syntax in {"front-matter", "import"}


def _known(
    check: Check, report: Report, commit: str, changed: Mapping[str, str | None], wanted: Wanted
) -> Counter[tuple[str, str, str]]:
    """What the base has in the documents of these findings, by what stays the same when a document moves."""
    base = Opened(open_repo(check.source.repo.label, commit), check.source.store, check.source.cache)
    old = {changed.get(f.path, f.path) for f in report.findings}
    there = tuple(sorted(p for p in old if p is not None and p in base.tree.entries))
    agents = set(check.source.documents.agent_files)
    documents = Documents(tuple(p for p in there if p in agents), tuple(p for p in there if p not in agents), {})
    found = check.report_of(base.ground, documents, wanted)
    return Counter(_same(f, f.path) for f in found.findings)


def _take(known: Counter[tuple[str, str, str]], finding: Finding, changed: Mapping[str, str | None]) -> bool:
    key = _same(finding, changed.get(finding.path) or finding.path)
    known[key] -= 1
    return known[key] >= 0


def _same(finding: Finding, path: str) -> tuple[str, str, str]:
    """What makes a finding the same in another tree: its lint, its document, and what it is about."""
    return finding.lint, path, finding.raw or finding.fingerprint
