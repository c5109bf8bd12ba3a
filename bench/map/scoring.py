"""What of the maintainers' facts the maps of a repository hold, and which of their commands do not resolve."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.map.facts import KINDS
from bench.map.places import drawn_paths, is_named
from bench.map.resolving import look_at, resolves
from bench.map.typed import commands_of, has_selector, key, parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bench.map.facts import Fact

_BOUNDARY = re.compile(
    r"generat|do not|don't|never|vendor|submodule|read.?only|avoid|by hand|manual|upstream|enforce|boundar|off.?limits"
    r"|not edit|protected",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Maps:
    """All maps of a repository as one text, and what is read from it."""

    text: str
    commands: Mapping[str, str]
    """Each with the words around it."""
    drawn: set[str]
    tree: Path


@dataclass(frozen=True, slots=True)
class Score:
    """Counts by kind, one single test as a kind of its own, `command` included."""

    found: Counter[str]
    wanted: Counter[str]
    missed: tuple[str, ...]
    junk: tuple[str, ...]
    commands: int


def read_maps(tree: Path, files: Sequence[Path]) -> Maps:
    text = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)  # marks of blocks are no part of what is read
    return Maps(text, commands_of(text), drawn_paths(text), tree)


def score(maps: Maps, facts: Sequence[Fact]) -> Score:
    found, wanted = Counter[str](), Counter[str]()
    missed: list[str] = []
    for fact in sorted(facts, key=lambda fact: KINDS.index(fact.kind)):
        counted = [fact.kind, "one test"] if fact.is_one_test else [fact.kind]
        wanted.update(counted)
        if holds(maps, fact):
            found.update(counted)
        else:
            missed.append(f"{fact.kind}: {fact.text}")
    checkout = look_at(maps.tree)
    junk = tuple(command for command, around in maps.commands.items() if not resolves(command, around, checkout))
    return Score(found, wanted, tuple(missed), junk, len(maps.commands))


def holds(maps: Maps, fact: Fact) -> bool:
    """Whether the maps say it, in whatever words."""
    match fact.kind:
        case "command":
            return _has_command(maps, fact)
        case "boundary":
            return _has_boundary(maps, fact)
        case _:
            return is_named(fact.text, maps.text, maps.drawn, maps.tree)


def _has_command(maps: Maps, fact: Fact) -> bool:
    wanted = key(parts(fact.text)[-1])
    if wanted[:1] == ("js",) and re.search(rf"`{re.escape(wanted[1])}` (script|recipe|target)", maps.text):
        return True  # named in a table of scripts
    return any(
        key(command) == wanted
        and all(word in command for word in fact.must)
        and (not fact.is_one_test or has_selector(command))
        for command in maps.commands
    )


def _has_boundary(maps: Maps, fact: Fact) -> bool:
    heading = ""
    for line in maps.text.splitlines():
        if line.startswith("#"):
            heading = line
        if all(word.lower() in line.lower() for word in fact.must) and _BOUNDARY.search(heading + line):
            return True
    return False
