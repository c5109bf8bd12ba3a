"""What an export is made of: pieces, each a file or a block of one, and the material that they are made from."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from pkgutil import iter_modules
from posixpath import basename, dirname, join
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, cast

from contextkit.globs import static_prefix
from contextkit.mapping import exports as folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contextkit.mapping.rules import Rule
    from contextkit.repo import Tree

MAP = "AGENTS.md"
RULES_BLOCK = "export/rules"

Part = Literal["file", "block", "pointer"]
"""A whole file; a block in a file that may be anybody's; a file that points to the map, or a block that does."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or a block, that an export writes."""

    agent: str
    """`map` for what stands in AGENTS.md, which several read."""
    path: str
    part: Part
    template: str
    values: Mapping[str, object]
    """What the template is filled with: plain values."""
    block: str = ""
    """Its name, where it is one, or becomes one in a file of a person's."""
    rule: Rule | None = None
    """The one rule that it tells; None for others."""

    @property
    def made_from(self) -> str:
        """A hash of what it is made from; the template's text is not in it."""
        said = json.dumps([self.template, self.values], sort_keys=True, ensure_ascii=True)
        return sha256(said.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Material:
    """What exports are made from."""

    rules: Sequence[Rule]
    tree: Tree
    maps: Collection[str]
    """The folders that have a map, or are to have one; "" is the root."""

    @property
    def always(self) -> Sequence[Rule]:
        return [rule for rule in self.rules if not rule.paths]

    @property
    def scoped(self) -> Sequence[Rule]:
        return [rule for rule in self.rules if rule.paths]

    def home_of(self, glob: str) -> str:
        """The folder of this tree in which a glob's files lie; "" is the root."""
        at = static_prefix(glob)
        while at and at not in self.tree.folders:
            at = at.rpartition("/")[0]
        return at


class Found(NamedTuple):
    """What was read from an agent's file."""

    name: str
    globs: tuple[str, ...] | None
    """None: it always holds."""
    summary: str
    text: str
    """Without front matter."""
    problem: str = ""
    """Why it can be no rule; "" where it can."""


class Exporter(Protocol):
    """A module of the folder `exports`."""

    AGENT: str

    def pieces(self, material: Material) -> Iterator[Piece]:
        """What the agent reads beside AGENTS.md."""

    def losses(self, material: Material) -> Iterator[str]:
        """What the agent does not learn, one sentence each."""

    def read(self, path: str, text: str) -> Found | None:
        """The rule in an agent's own file; None for a file that is none of its rules."""


def material_of(rules: Sequence[Rule], tree: Tree, agent_files: Iterable[str]) -> Material:
    """The rules, and the maps among the files that agents load."""
    maps = {dirname(path) for path in agent_files if basename(path) == MAP}
    return Material(rules, tree, maps)


@cache
def exporters() -> Mapping[str, Exporter]:
    """All of them, by agent."""
    names = sorted(m.name for m in iter_modules(folder.__path__))
    modules = [cast("Exporter", import_module(f"{folder.__name__}.{n}")) for n in names]
    return {module.AGENT: module for module in modules}


def all_pieces(material: Material, agents: Collection[str]) -> list[Piece]:
    """The pieces for these agents, the blocks of maps first."""
    shared, whole = _with_maps(material, agents)
    own = [p for name, e in exporters().items() if name in agents for p in e.pieces(whole)]
    return [*shared, *sorted(own, key=lambda p: p.path)]


def all_losses(material: Material, agents: Collection[str]) -> list[str]:
    """What these agents do not learn, one sentence each."""
    _, whole = _with_maps(material, agents)
    known = exporters()
    said = [loss for agent in sorted(agents) if agent in known for loss in known[agent].losses(whole)]
    return [*said, *(f"contextkit has no export for {agent} yet" for agent in sorted(agents) if agent not in known)]


def _with_maps(material: Material, agents: Collection[str]) -> tuple[list[Piece], Material]:
    """The blocks of maps, and the material that knows of the maps which they make."""
    from contextkit.mapping.map_pieces import map_pieces

    shared = list(map_pieces(material, with_scoped=not {"codex", "gemini"}.isdisjoint(agents)))
    return shared, replace(material, maps={*material.maps, *(dirname(p.path) for p in shared)})


def in_folder(at: str, name: str) -> str:
    return join(at, name) if at else name
