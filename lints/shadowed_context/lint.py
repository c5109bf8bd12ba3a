"""Finds files of instructions that some agent would load, did another file not stand in their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from posixpath import dirname, join, normpath, relpath
from typing import NamedTuple

from contextkit.lint_api import Location, Match, Project


class Shadow(NamedTuple):
    """A file, the one that hides it, and what can be done."""

    hidden: str
    by: str
    variant: str


def check(project: Project) -> Iterator[Match]:
    agents: dict[Shadow, list[str]] = defaultdict(list)
    for agent in project.agents:
        for shadow in dict.fromkeys(shadows_of(project, agent)):
            agents[shadow].append(agent)
    for shadow, names in agents.items():
        yield match_of_shadow(project, shadow, names)


def shadows_of(project: Project, agent: str) -> Iterator[Shadow]:
    for home in project.homes:
        load = project.loads(agent, f"{home}/AGENTS.md" if home else "AGENTS.md")
        for hidden, by in load.shadowed if load else ():
            if load and load.import_hops:
                yield Shadow(hidden, by, "import")
            elif not points_at(project, by, hidden):
                yield Shadow(hidden, by, "nested" if dirname(hidden) != dirname(by) and is_twin(hidden, by) else "")


def is_twin(hidden: str, by: str) -> bool:
    """Whether both have the same name, in different folders."""
    return hidden.rpartition("/")[2] == by.rpartition("/")[2]


def points_at(project: Project, by: str, hidden: str) -> bool:
    """Whether a file names the one that it hides: who reads the first can then go on to the second."""
    document = project.documents.get(by)
    for mention in document.mentions if document else ():
        target = mention.raw.removeprefix("@").partition("#")[0]
        if hidden in {normpath(join(dirname(by), target)), normpath(target.lstrip("/"))}:
            return True
    return False


def match_of_shadow(project: Project, shadow: Shadow, agents: list[str]) -> Match:
    """At the file that hides, which is where it is mended; at the other one, where that alone is contextkit's own."""
    hidden, by, variant = shadow
    is_ours = project.is_generated(hidden) and not project.is_generated(by)
    values = {
        "agents": " and ".join([", ".join(agents[:-1]), agents[-1]] if len(agents) > 1 else agents),
        "hidden": hidden,
        "by": by,
        "import": "@" + relpath(hidden, dirname(by) or "."),
        "folder": dirname(by),
    }
    return Match(Location(hidden if is_ours else by, 1), values, symbol=f"{hidden} {by} {variant}", variant=variant)
