"""Finds imports of CLAUDE.md and GEMINI.md that load nothing, or load for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath, relpath
from typing import NamedTuple

from contextkit.lint_api import Location, Match, Mention, Project, Reference, Verdict, match_of

AGENTS = (
    ("Claude Code", 4, ("CLAUDE.md", "CLAUDE.local.md")),
    ("Gemini CLI", 5, ("GEMINI.md",)),
)
"""How many imports deep each follows, and where it begins."""

LONGEST_WAY = 100
INSTRUCTIONS = (".md", ".mdc", ".mdx", ".txt")
PERSONAL = re.compile(r"(?:^|[/._-])(?:local|user|personal|private|my|me|home)(?=$|[/._-])")
"""Files that each person has their own of, and that nobody commits."""


class Import(NamedTuple):
    """An `@path`, with the path that it names, seen from the root."""

    path: str
    mention: Mention
    target: str


Graph = Mapping[str, list[Import]]


def check(project: Project) -> Iterator[Match]:
    graphs = [(agent, hops, *walk(project, names)) for agent, hops, names in AGENTS]
    followed = {path: imports for _, _, graph, _ in graphs for path, imports in graph.items()}
    yield from lost_ones(followed, project)
    yield from circles(followed, project)
    for agent, hops, graph, depths in graphs:
        yield from deep_ones(agent, hops, graph, depths, project)


def walk(project: Project, names: tuple[str, ...]) -> tuple[Graph, Mapping[str, int]]:
    """What files of these names import, and how deep each of those lies, on the shortest way."""
    tree = project.tree
    roots = {tree.resolve(path) for name in names for path in tree.named(name)}
    depths = {path: 0 for path in sorted(roots & set(project.agent_files), key=str) if path}
    graph: dict[str, list[Import]] = {}
    ahead = list(depths)
    for path in ahead:  # it grows while it is walked
        graph[path] = imports_of(path, project)
        for each in graph[path]:
            real = tree.resolve(each.target)
            if real in tree.entries and real is not None and real not in depths:
                depths[real] = depths[path] + 1
                ahead.append(real)
    return graph, depths


def imports_of(path: str, project: Project) -> list[Import]:
    document = project.document(path)
    found: dict[tuple[int, str], Import] = {}
    for mention in document.mentions if document else ():
        if (mention.kind, mention.syntax) == ("import", "import") and not mention.raw.startswith(("@~", "@/")):
            target = normpath(join(dirname(path), mention.raw[1:].replace("\\ ", " ")))
            found.setdefault((mention.line, mention.raw), Import(path, mention, target))
    return list(found.values())


def lost_ones(graph: Graph, project: Project) -> Iterator[Match]:
    """Imports that name no file; in files that are checked, for history was asked of those alone."""
    judged = {(r.path, r.mention.line, r.mention.raw): r for r in project.references("import")}
    for each in (each for imports in graph.values() for each in imports):
        reference = judged.get((each.path, each.mention.line, each.mention.raw))
        if reference is None or project.tree.resolve(each.target) is not None:
            continue
        if each.target.startswith("../"):
            yield match_of(reference, variant="outside")
        elif reference.verdict.is_stale:
            yield match_of(reference, written=way_to(reference.target or "", reference.path))
        elif reference.verdict is Verdict.ELSEWHERE and reference.target:
            yield from_here(reference, reference.target)
        elif reference.verdict is Verdict.UNKNOWN and is_expected(each.target):
            yield match_of(reference, variant="missing", target=each.target)


def is_expected(target: str) -> bool:
    return target.endswith(INSTRUCTIONS) and not PERSONAL.search(target)


def from_here(reference: Reference, target: str) -> Match:
    """Imports are relative to the file that they stand in, and this one was written from somewhere else."""
    new = way_to(target, reference.path)
    return match_of(replace(reference, replacement=new), variant="elsewhere", target=target, written=new)


def way_to(target: str, path: str) -> str:
    return "@" + relpath(f"/{target}", f"/{dirname(path)}").replace(" ", "\\ ")


def circles(graph: Graph, project: Project) -> Iterator[Match]:
    """Each import that leads back to a file that it is loaded by; a file that names itself only speaks of itself."""
    done: set[str] = set()
    for root in graph:
        yield from back_edges(root, (root,), graph, done, project)


def back_edges(path: str, way: tuple[str, ...], graph: Graph, done: set[str], project: Project) -> Iterator[Match]:
    if path in done or len(way) > LONGEST_WAY:
        return
    for each in graph.get(path, ()):
        real = project.tree.resolve(each.target)
        if real in way[:-1] and real is not None:
            circle = " -> ".join((*way[way.index(real) :], real))
            yield at(each, "circle", circle=circle, target=real)
        elif real is not None and real != path:
            yield from back_edges(real, (*way, real), graph, done, project)
    done.add(path)


def deep_ones(agent: str, hops: int, graph: Graph, depths: Mapping[str, int], project: Project) -> Iterator[Match]:
    for path in graph:
        for each in graph[path] if depths[path] == hops else ():
            real = project.tree.resolve(each.target)
            if real is not None and depths.get(real, 0) > hops:
                yield at(each, "deep", agent=agent, hops=str(hops), target=real)


def at(each: Import, variant: str, **values: str) -> Match:
    mention = each.mention
    place = Location(each.path, mention.line, mention.column)
    return Match(place, {"raw": mention.raw, **values}, symbol=mention.raw, variant=variant)
