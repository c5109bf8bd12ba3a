"""Finds paths that can be found only by looking for a file of that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname

from contextkit.lint_api import Edit, Fix, Match, Project, Reference, Verdict, home_of, match_of

EXAMPLE = re.compile(r"(?:\be\.g\.|\bfor example|\bsuch as|\blike)[ ,:`(]*$", re.IGNORECASE)
DATA = frozenset("fixture fixtures __fixtures__ __snapshots__ testdata snapshots cassettes node_modules vendor".split())
FOUND = {Verdict.LIVE, Verdict.ELSEWHERE}


def check(project: Project) -> Iterator[Match]:
    agent_files = set(project.agent_files)
    references = [r for r in project.references(kind="path") if r.path in agent_files and r.verdict in FOUND]
    named = {place for r in references if r.target and not is_unqualified(r) for place in places(r)}
    for reference in references:
        if is_unqualified(reference) and is_meant(reference):
            if (reference.path, base_of(reference)) not in named:
                yield match_of_path(reference)
            named.update(places(reference))  # what is whole once tells where the others are


def places(reference: Reference) -> Iterator[tuple[str, str]]:
    """The target and the folders that it is in, each as named by this document."""
    place = reference.target or ""
    while place:
        yield reference.path, place
        place = dirname(place)


def base_of(reference: Reference) -> str:
    """The folder from which the path is written."""
    raw, target = reference.mention.raw.strip("/"), reference.target or ""
    return target.removesuffix(raw).rstrip("/") if target.endswith(f"/{raw}") else dirname(target)


def is_unqualified(reference: Reference) -> bool:
    """Whether only the end of a path is written, and only one path ends so."""
    return reference.verdict is Verdict.ELSEWHERE and reference.target is not None


def is_meant(reference: Reference) -> bool:
    """Whether the only path that ends so is surely the one that is meant.

    A drawing says by its branches where a file is; `/channels/` is rather a route; and a folder's name (`services/`)
    is said of folders in general, but in the instructions of its own part. An example needs no place,
    and a file among the data of tests may bear any name.
    """
    mention, target, home = reference.mention, reference.target or "", home_of(reference.path)
    if mention.syntax not in {"code", "table"} or mention.raw.startswith("/"):
        return False
    if EXAMPLE.search(mention.context.partition(mention.raw)[0]):
        return False
    if "/" not in mention.raw and not DATA.isdisjoint(target.split("/")):
        return False
    is_folder = mention.raw.endswith("/") or "." not in target.rpartition("/")[2]
    return not is_folder or (home != "" and target.startswith(f"{home}/"))


def match_of_path(reference: Reference) -> Match:
    raw, target = reference.mention.raw, reference.target or ""
    bases = (dirname(reference.path), home_of(reference.path))
    base = next((base for base in bases if base and target.startswith(f"{base}/")), "")
    qualified = (target[len(base) + 1 :] if base else target) + ("/" if raw.endswith("/") else "")
    found = match_of(reference, qualified=qualified, variant="")
    return Match(found.location, found.values, fix_of(reference, qualified), symbol=raw)


def fix_of(reference: Reference, qualified: str) -> Fix | None:
    """The whole path in place of its end; none where a line number or the like is written with it."""
    mention = reference.mention
    if mention.start < 0 or not qualified.endswith(f"/{mention.raw}"):
        return None
    end = mention.start + len(mention.raw.encode("utf-8", "surrogateescape"))
    return Fix("unsafe", (Edit(reference.path, mention.start, end, qualified),))
