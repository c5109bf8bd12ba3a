"""Runs the examples of a lint's page: Bad ones must be found, and fixed as they say; Good ones must not be found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contextkit.config import Config, read_config
from contextkit.linting.baseline import read_baseline
from contextkit.linting.fix import fixed_files, unified_diff
from contextkit.linting.project import ground_of, project_of
from contextkit.linting.run import Run, run_lints
from contextkit.linting.select import select_lints
from contextkit.repo import History, MemoryRepo, MemoryStore, NoHistory, Repo
from contextkit.survey.documents import find_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.catalog import Catalog, Example, Lint
    from contextkit.model import Finding

OpenSteps = Callable[[tuple["Step", ...]], AbstractContextManager[tuple[Repo, History]]]
"""Makes real commits of the steps, and opens the last one."""
CheckTree = Callable[[Repo, History], Iterable["Finding"]]
"""Checks a tree with the lint whose examples these are, and gives all that it found."""


def broken_promises(
    catalog: Catalog, lint: Lint, examples: Iterable[Example], commit: OpenSteps
) -> Iterator[tuple[str, str]]:
    """Each place of the lint's page that its code does not live up to, and in what."""
    examples = tuple(examples)
    if lint.page.fix is not None and not any(example.fixed for example in examples):
        yield lint.place, f"it says `fix: {lint.page.fix}`, and no Bad example has a `fixed` twin"
    for example in examples:
        place = f"{lint.place}:{example.line} {example.name}"
        for wrong in failures(lint, example, lambda repo, past: _found(catalog, lint, repo, past), commit):
            yield place, wrong


def _found(catalog: Catalog, lint: Lint, repo: Repo, history: History) -> tuple[Finding, ...]:
    """All that this lint, and those which the example's own configuration selects, find in its tree."""
    store = MemoryStore()
    config = read_config(repo, store)
    others = config.lint.select if config.lint.select != Config().lint.select else ()
    ground = ground_of(repo, history, store)
    project = project_of(ground, config, find_documents(ground.tree, config))
    selected = select_lints(catalog, config, (lint.id, *others))
    return run_lints(catalog, config, project, selected, Run(baseline=read_baseline(repo))).findings


@dataclass(slots=True)
class Step:
    """One commit of an example."""

    subject: str
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    """The new path by the old one."""
    deleted: set[str] = field(default_factory=set)


def steps_of(example: Example) -> tuple[Step, ...]:
    """The commits in order; what has no `history=` comes last."""
    numbers = sorted({f.history for f in example.files if f.history is not None})
    steps = {number: Step(f"Commit {number}") for number in numbers}
    last = Step(f"Commit {len(numbers) + 1}")
    for file in example.files:
        step = last if file.history is None else steps[file.history]
        step.subject = file.subject or step.subject
        if file.moved_from is not None:
            step.moves[file.moved_from] = file.path
        if file.is_deleted:
            step.deleted.add(file.path)
        elif file.link is not None:
            step.links[file.path] = file.link
        elif file.moved_from is None or file.text:
            step.files[file.path] = file.text.encode()
    found = [*steps.values()]
    return tuple([*found, last] if last != Step(last.subject) else found)


def in_memory(steps: Iterable[Step]) -> AbstractContextManager[tuple[Repo, History]]:
    """The tree after all steps, without a past."""
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    for step in steps:
        for old, new in step.moves.items():
            files[new] = files.pop(old)
        files = {p: c for p, c in files.items() if p not in step.deleted} | step.files
        links |= step.links
    return nullcontext((MemoryRepo(files, links), NoHistory()))


def failures(lint: Lint, example: Example, check: CheckTree, commit: OpenSteps) -> list[str]:
    """What the example promises and the lint does not keep; empty where all is well."""
    steps = steps_of(example)
    opened = commit(steps) if example.has_history else in_memory(steps)
    with opened as (repo, history):
        found = [f for f in check(repo, history) if f.lint == lint.id]
        wrong = [f"it finds {_shown(f)}" for f in found] if example.kind == "good" else []
        if example.kind == "bad" and not found:
            wrong.append("it finds nothing")
        if example.findings is not None and (said := "".join(f"{_shown(f)}\n" for f in found)) != example.findings:
            wrong.append(f"it finds\n{said}and not\n{example.findings}")
        return wrong + _unfixed(lint, example, repo, lambda tree: check(tree, history))


def _unfixed(lint: Lint, example: Example, repo: Repo, check: Callable[[Repo], Iterable[Finding]]) -> list[str]:
    """Where the fix does something else than the `fixed` twins say."""

    def of_lint(tree: Repo) -> list[Finding]:
        return [f for f in check(tree) if f.lint == lint.id]

    if example.kind == "good" or not example.fixed:
        return []
    changed, _ = fixed_files(repo, of_lint, unsafe=lint.page.fix == "unsafe")
    wanted = {path: text.encode() for path, text in example.fixed.items()}
    wrong = [
        _difference(path, wanted.get(path, repo.read(path) or b""), changed.get(path, repo.read(path) or b""))
        for path in sorted({*wanted, *changed})
    ]
    return [w for w in wrong if w]


def _difference(path: str, wanted: bytes, got: bytes) -> str:
    return "" if wanted == got else f"its fix differs from the `fixed` twin:\n{unified_diff(path, wanted, got)}"


def _shown(finding: Finding) -> str:
    return f"{finding.path}:{finding.line} {finding.problem}"
