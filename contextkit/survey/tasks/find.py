"""The commands of a repository: gathered, brought together, told by purpose, ranked."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from contextkit.survey.commands.terms import Sources
from contextkit.survey.inventory import Command, Purpose
from contextkit.survey.tasks.agree import Task, tasks_of
from contextkit.survey.tasks.ci import typed_by_ci
from contextkit.survey.tasks.hooks import run_by_hooks
from contextkit.survey.tasks.prose import told_by_documents
from contextkit.survey.tasks.purpose import Told
from contextkit.survey.tasks.rank import PACKAGE_LIMIT, ROOT_LIMIT, best_by_purpose, chosen, score
from contextkit.survey.tasks.scripts import defined, task_folders
from contextkit.survey.tasks.singles import picks_a_real_one, single_tests, told_singles
from contextkit.survey.tasks.tools import brought_by_tools

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.facts import Facts
    from contextkit.repo import Repo, Tree
    from contextkit.survey.packages import Packages
    from contextkit.survey.tasks.said import Said

_PURPOSES: Sequence[Purpose] = get_args(Purpose)


def find_commands(repo: Repo, tree: Tree, packages: Packages, facts: Facts | None = None) -> tuple[Command, ...]:  # noqa: ARG001
    """What is typed in this repository, by package and purpose; headlines first."""
    sources = Sources(repo, tree, packages)
    tasks = tasks_of(_gathered(sources), sources)
    by_package: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.package in packages.folders or not task.package or task.runner:
            by_package[task.package].append(task)
    return tuple(c for package in sorted(by_package) for c in _of_package(package, by_package[package], sources))


def _gathered(sources: Sources) -> list[Said]:
    """All that is said, definitions first."""
    folders = task_folders(sources)
    said = [s for folder in folders for s in defined(folder, sources)]
    said += [s for folder in folders for s in brought_by_tools(folder, sources)]
    said += typed_by_ci(sources)
    said += told_by_documents(sources)
    return [*said, *run_by_hooks(said, sources)]


def _of_package(package: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Command]:
    ones, others = _singles(package, tasks, sources)
    first = best_by_purpose(others)
    heads = set(first.values())
    heads |= {t for t in ones[:1] if not t.has_hole and _is_run_so(t, tasks)}
    rest = [t for t in others if t not in heads and _is_worth_it(t)]
    limit = (PACKAGE_LIMIT if package else ROOT_LIMIT) - len(heads | set(ones))
    kept = list(dict.fromkeys([*heads, *ones, *chosen(rest, limit, list(heads))]))
    kept.sort(key=lambda t: (_PURPOSES.index(t.told.purpose), t not in heads, -score(t), t.line))
    for task in kept:
        yield _command(task, package, is_headline=task in heads)


def _singles(package: str, tasks: Sequence[Task], sources: Sources) -> tuple[list[Task], list[Task]]:
    """The ways to run one test, the best first, and the tasks that are none."""
    told = told_singles(tasks, sources)
    composed = tasks_of(single_tests(package, tasks, sources), sources)
    others = [t for t in tasks if t not in told]
    named = [t for t in told if picks_a_real_one(t.line, t.folder, sources)]
    usual = [t for t in composed if _is_run_so(t, tasks)]
    ones = list(dict.fromkeys([*named, *usual, *told, *composed]))
    kept: dict[tuple[str, ...], Task] = {}
    for one in ones:
        kept.setdefault(one.form[:2], replace(one, told=Told("test-one", 1)))
    return list(kept.values())[: 2 if package else 3], others


def _is_run_so(one: Task, tasks: Sequence[Task]) -> bool:
    """Whether the program that runs one test is the one that somebody here runs tests with."""
    if one.sources != {"tool"} or one.form[0] == "js":
        return True
    program = " ".join(one.form[: 1 if one.form[0] in ("pytest", "gradle", "tox", "jest", "vitest") else 2])
    return any(
        re.search(rf"\b{re.escape(program)}\b", f"{t.body} {' '.join(t.form)}") for t in tasks if t.sources != {"tool"}
    )


def _is_worth_it(task: Task) -> bool:
    """What a tool brings by itself is only worth a line where somebody uses it."""
    is_aside = task.sources == {"ci"} and task.heard("ci") < 1.0
    is_of_a_readme = bool(task.package) and task.sources == {"prose"} and task.heard("prose") < 2.0
    return task.sources != {"tool"} and not (is_aside or is_of_a_readme) and score(task) > 0.5


def _command(task: Task, package: str, *, is_headline: bool) -> Command:
    evidence = tuple(s.evidence for s in task.said[:5])
    short = ", ".join(f"`{line}`" for line in task.short)
    about = f"{task.about} (short: {short})".strip() if short else task.about
    return Command(task.told.purpose, task.line, task.folder, package, evidence, is_headline, about, _needs(task))


def _needs(task: Task) -> tuple[str, ...]:
    return ("Docker",) if "docker" in task.body or "docker" in task.line else ()
