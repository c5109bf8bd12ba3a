"""Scripts at the root that run a script of every package, and what that means for the packages' own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.manifests import strings, table
from contextkit.survey.tasks.managers import is_member, manager_of, workspace_globs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task

_EVERY = re.compile(
    r"^(?:(?:npx|bunx|pnpm exec|yarn) )?(?:turbo (?:run )?|nx run-many (?:.*)(?:-t |--targets?[ =])|lerna run "
    r"|pnpm (?:run )?(?:-r|--recursive) (?:run )?|pnpm -r --parallel (?:run )?|yarn workspaces (?:foreach \S+ )?run )"
    r"([\w:-]+)(?P<rest>[^&|;]*)$"
)
_NARROWED = re.compile(r"--filter|-F\b|--scope|--projects?\b|-p\b")
_SIMPLE = re.compile(r"turbo run ([\w:-]+)$")


def runs_every(task: Task) -> str:
    """The script that a task runs in all packages that have it; "" where it does not."""
    found = _EVERY.match(task.body.strip()) if task.runner == "node" else None
    return found[1] if found and not _NARROWED.search(found["rest"]) else ""


def narrowed_by_guides(task: Task, tasks: Collection[Task]) -> Collection[Task]:
    """The lines with which guides start some packages alone where the root's script starts them all."""
    return [
        t
        for t in tasks
        if runs_every(task) and t.form[:2] == task.form[:2] and _NARROWED.search(t.line)
        if any(s.source == "prose" and s.weight >= _GUIDE for s in t.said)
    ]


def names_one(task: Task) -> bool:
    """Whether a line is narrowed to one package by its name."""
    return re.search(r"(?:--filter|-F)[ =][\w@/.-]+$", task.line) is not None and len(_NARROWED.findall(task.line)) == 1


def scoped_by_its_runner(task: Task, sources: Sources) -> str:
    """How the script of one package is run with those of the packages that it depends on first; "" for all others.

    `pnpm --filter web build` builds nothing that web needs; `turbo run build --filter=web` does.
    """
    name = task.name
    if task.runner != "node" or not task.package or not is_member(task.package, workspace_globs(sources)):
        return ""
    root = table(sources.files.json("package.json"), "scripts").get(name) if sources.files.has("package.json") else None
    member = next((p.name for p in sources.packages.at(task.package) if p.ecosystem == "npm"), None)
    manager = manager_of("", sources)
    if not isinstance(root, str) or not member or manager is None:
        return ""
    called = re.match(r"(?:.*\s)?turbo (?:run )?([\w:-]+)", root)
    if called is None or called[1] != name or "^" not in "".join(c[:1] for c in _needs(name, sources)):
        return ""
    if manager[0] == "pnpm" and _SIMPLE.fullmatch(root):
        return f"pnpm run {name} --filter {member}"
    start = {"pnpm": "pnpm exec turbo", "yarn": "yarn turbo", "bun": "bunx turbo"}.get(manager[0], "npx turbo")
    options = root.partition(" -- ")[2]
    return f"{start} run {name} --filter={member}{f' -- {options}' if options else ''}"


def _needs(name: str, sources: Sources) -> Iterator[str]:
    """What turbo runs before a script of every package."""
    turbo = sources.files.json("turbo.json") if sources.files.has("turbo.json") else None
    for key in ("tasks", "pipeline"):
        yield from strings(table(turbo, key, name).get("dependsOn"))


_GUIDE = 2.0
