"""The commands of a repository: gathered, brought together, told by purpose, ranked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Sources
from contextkit.survey.tasks.agree import Task, tasks_of
from contextkit.survey.tasks.ci import typed_by_ci
from contextkit.survey.tasks.hooks import run_by_hooks
from contextkit.survey.tasks.present import of_package, with_an_example
from contextkit.survey.tasks.prose import told_by_documents
from contextkit.survey.tasks.scripts import defined, task_folders
from contextkit.survey.tasks.tools import brought_by_tools

if TYPE_CHECKING:
    from contextkit.facts import Facts
    from contextkit.repo import Repo, Tree
    from contextkit.survey.inventory import Command
    from contextkit.survey.packages import Packages
    from contextkit.survey.tasks.said import Said


def find_commands(repo: Repo, tree: Tree, packages: Packages, facts: Facts | None = None) -> tuple[Command, ...]:  # noqa: ARG001
    """What is typed in this repository, by package and purpose; headlines first."""
    sources = Sources(repo, tree, packages)
    tasks = tasks_of(_gathered(sources), sources)
    by_package: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.package in packages.folders or not task.package or task.runner:
            by_package[task.package].append(task)
    return with_an_example(
        [c for package in sorted(by_package) for c in of_package(package, by_package[package], sources, tasks)]
    )


def _gathered(sources: Sources) -> list[Said]:
    """All that is said, definitions first."""
    folders = task_folders(sources)
    said = [s for folder in folders for s in defined(folder, sources)]
    said += [s for folder in folders for s in brought_by_tools(folder, sources)]
    said += typed_by_ci(sources)
    said += told_by_documents(sources)
    return [*said, *run_by_hooks(said, sources)]
