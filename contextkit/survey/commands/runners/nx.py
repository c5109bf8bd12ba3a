"""Targets of Nx projects; plugins infer more of them than any file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Foreign,
    Found,
    Hole,
    Listing,
    Member,
    Sources,
    Unclear,
    options,
    parent,
)
from contextkit.survey.manifests import string

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAMS = frozenset({"nx"})
FILES = ("project.json",)

_OWN = frozenset(
    """
g generate graph dep-graph reset migrate add init list report show sync sync:check daemon connect watch
release repair view-logs format format:check format:write import login logout record start-ci-run mcp
configure-ai-agents exec
""".split()
)
_MANY = frozenset({"run-many", "affected", "affected:test", "affected:build", "affected:lint"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    given, words = options(
        call.arguments, frozenset({"-t", "--target", "--targets", "-p", "--projects", "-c", "--exclude"})
    )
    projects = [p for o in ("-p", "--projects") for v in given.get(o, ()) for p in v.split(",")]
    if not words or words[0] in _OWN or words[0].startswith(("@", "release")):
        yield Foreign("a command of nx itself")
    elif words[0] in _MANY:
        yield from _projects(projects, sources) if projects else [Foreign("targets of all nx projects")]
    elif words[0] == "run" and len(words) > 1:
        yield from _projects([words[1].partition(":")[0]], sources)
    elif len(words) > 1:
        yield from _projects([words[1]], sources)
    else:
        yield from _target(words[0], sources)


def _projects(names: Sequence[str], sources: Sources) -> Iterator[Claim]:
    known = _known(sources)
    for name in names:
        if any(c in name for c in "<[{$*!."):
            yield Hole()
        elif name in known:
            yield Found(known[name], f"{known[name]} nx project {name}")
        elif near := next((p for n, p in known.items() if n.endswith(f"/{name}")), None):
            yield Found(near, f"{near} nx project {name}")
        else:
            yield Member(name, "nx", (f"{name}/project.json",))


def _target(name: str, sources: Sources) -> Iterator[Claim]:
    """A target of no named project: it is known where some project, or the workspace, has settings for it."""
    for path in ("nx.json", *sources.tree.named("project.json"), *sources.tree.named("package.json")):
        if f'"{name}"' in (sources.files.text(path) or ""):
            yield Found(path, f"{path} target {name}")
            return
    yield Unclear("a target that plugins may infer")


def _known(sources: Sources) -> Mapping[str, str]:
    found = {}
    for path in sources.tree.named("project.json"):
        folder = parent(path)
        found[string(sources.files.json(path), "name") or folder.rpartition("/")[2]] = path
        found.setdefault(folder.rpartition("/")[2], path)
    for package in sources.packages:
        if package.ecosystem == "npm" and package.name:
            found.setdefault(package.name, package.manifest)
    return found


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
