"""Finds where an agent stops reading, on the longest chain of files that it would load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contextkit.lint_api import Location, Match, Project

if TYPE_CHECKING:
    from contextkit.lint_api import Load


def check(project: Project) -> Iterator[Match]:
    for agent in project.agents:
        worst: dict[Location, Load] = {}
        for load in chains(project, agent):
            for place in ends_of(load):
                if place not in worst or load.total_bytes > worst[place].total_bytes:
                    worst[place] = load
        for place, load in worst.items():
            yield match_of_end(place, load)


def chains(project: Project, agent: str) -> Iterator[Load]:
    """What the agent loads in each folder that has instructions of its own; nothing where it has no limit."""
    for home in project.homes:
        load = project.loads(agent, f"{home}/AGENTS.md" if home else "AGENTS.md")
        if load is None or load.limit is None:
            return
        yield load


def ends_of(load: Load) -> Iterator[Location]:
    """Where the agent cuts; or the first file that it leaves out, where it cuts between two files."""
    for file in load.files:
        if file.cut_line is not None:
            yield Location(file.path, file.cut_line)
    if load.unread and not load.cuts:
        yield Location(load.unread[0], 1)


def match_of_end(place: Location, load: Load) -> Match:
    unread = [path for path in load.unread if path != place.path]
    values = {
        "agent": load.agent,
        "limit": f"{load.limit:,}",
        "file_limit": f"{load.file_limit or 0:,}",
        "unit": load.limit_unit,
        "total": f"{load.total_bytes:,}",
        "chain": ", ".join(f"{f.path} {f.bytes:,}" for f in load.files),
        "unread": ", ".join(unread),
    }
    return Match(place, values, symbol=load.agent, variant=variant_of(place, load, unread))


def variant_of(place: Location, load: Load, unread: list[str]) -> str:
    if place.path in load.unread:
        return "left-out"
    if load.limit is not None and load.total_bytes <= load.limit:
        return "file"
    return "unread" if unread else ""
