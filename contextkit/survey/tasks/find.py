"""The commands of a repository: gathered, brought together, told by purpose, ranked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, get_args

from contextkit.survey.commands.terms import Sources
from contextkit.survey.inventory import Command, Purpose
from contextkit.survey.tasks.agree import Task, tasks_of
from contextkit.survey.tasks.ci import typed_by_ci
from contextkit.survey.tasks.hooks import run_by_hooks
from contextkit.survey.tasks.prose import told_by_documents
from contextkit.survey.tasks.rank import PACKAGE_LIMIT, ROOT_LIMIT, best_by_purpose, chosen, score
from contextkit.survey.tasks.scripts import defined, task_folders
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
        by_package[task.package].append(task)
    return tuple(c for package in sorted(by_package) for c in _of_package(package, by_package[package]))


def _gathered(sources: Sources) -> list[Said]:
    """All that is said, definitions first."""
    folders = task_folders(sources)
    said = [s for folder in folders for s in defined(folder, sources)]
    said += [s for folder in folders for s in brought_by_tools(folder, sources)]
    said += typed_by_ci(sources)
    said += told_by_documents(sources)
    return [*said, *run_by_hooks(said, sources)]


def _of_package(package: str, tasks: Sequence[Task]) -> Iterator[Command]:
    first = best_by_purpose(tasks)
    heads = set(first.values())
    rest = [t for t in tasks if t not in heads and _is_worth_it(t)]
    kept = [*heads, *chosen(rest, (PACKAGE_LIMIT if package else ROOT_LIMIT) - len(heads))]
    kept.sort(key=lambda t: (_PURPOSES.index(t.told.purpose), t not in heads, -score(t), t.line))
    for task in kept:
        yield _command(task, package, is_headline=task in heads)


def _is_worth_it(task: Task) -> bool:
    """What a tool brings by itself is only worth a line where somebody uses it."""
    is_aside = task.sources == {"ci"} and task.heard("ci") < 1.0
    return task.sources != {"tool"} and not is_aside and score(task) > 0.5


def _command(task: Task, package: str, *, is_headline: bool) -> Command:
    evidence = tuple(s.evidence for s in task.said[:5])
    return Command(
        task.told.purpose, task.line, task.folder, package, evidence, is_headline, task.about, _needs(task)
    )  # fmt: skip


def _needs(task: Task) -> tuple[str, ...]:
    return ("Docker",) if "docker" in task.body or "docker" in task.line else ()
