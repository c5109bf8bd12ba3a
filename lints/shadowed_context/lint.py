"""Finds files of instructions that some agent would load, did another file not stand in their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING, NamedTuple

from contextkit.lint_api import Location, Match, Project

if TYPE_CHECKING:
    from contextkit.lint_api import Load


class Shadow(NamedTuple):
    """Files, the one that hides them, and what can be done."""

    hidden: tuple[str, ...]
    by: str
    variant: str


def check(project: Project) -> Iterator[Match]:
    agents: dict[Shadow, list[str]] = defaultdict(list)
    for agent in project.agents:
        loads = [project.loads(agent, join(home, "AGENTS.md")) for home in project.homes]
        for shadow in dict.fromkeys(s for load in loads if load for s in shadows_of(project, load)):
            agents[shadow].append(agent)
    for shadow, names in agents.items():
        yield match_of_shadow(project, shadow, names)


def shadows_of(project: Project, load: Load) -> Iterator[Shadow]:
    above: dict[str, list[str]] = defaultdict(list)
    for hidden, by in load.shadowed:
        if load.import_hops:
            yield Shadow((hidden,), by, "import" if dirname(hidden) == dirname(by) else "beside")
        elif points_at(project, by, hidden):
            continue
        elif name_of(hidden) == name_of(by):
            above[by].append(hidden)
        else:
            yield Shadow((hidden,), by, "")
    for by, files in above.items():
        yield Shadow(tuple(files), by, "nested")


def name_of(path: str) -> str:
    return path.rpartition("/")[2]


def points_at(project: Project, by: str, hidden: str) -> bool:
    """Whether a file names the one that it hides: who reads the first can then go on to the second."""
    document = project.documents.get(by)
    for mention in document.mentions if document else ():
        target = mention.raw.removeprefix("@").partition("#")[0]
        if hidden in {normpath(join(dirname(by), target)), normpath(target.lstrip("/"))}:
            return True
    return False


def match_of_shadow(project: Project, shadow: Shadow, agents: list[str]) -> Match:
    hidden, by, variant = shadow
    values = {
        "agents": enumerated(agents),
        "do": "does" if len(agents) == 1 else "do",
        "hidden": enumerated(hidden),
        "by": by,
        "import": "@" + relpath(hidden[0], dirname(by) or "."),
        "name": name_of(hidden[0]),
        "folder": dirname(hidden[0] if variant == "beside" else by),
    }
    return Match(Location(place_of(project, shadow), 1), values, symbol=f"{hidden} {by} {variant}", variant=variant)


def place_of(project: Project, shadow: Shadow) -> str:
    """Where it is mended; or the hidden file, where that alone is contextkit's own."""
    hidden, by, variant = shadow
    if variant == "beside" or (project.is_generated(hidden[0]) and not project.is_generated(by)):
        return hidden[0]
    return by


def enumerated(names: list[str] | tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
