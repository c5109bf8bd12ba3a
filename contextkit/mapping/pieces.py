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
from contextkit.mapping.links import moved_text
from contextkit.survey.copies import exported_files
from contextkit.survey.ignores import Ignores

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
        """The folder whose map tells of a glob: that which it names all of, else the nearest above that has one."""
        at = static_prefix(glob)
        if self.is_whole(glob):
            return at
        told = {static_prefix(g) for rule in self.rules for g in rule.paths if self.is_whole(g)}
        while at and at not in self.maps and at not in told:
            at = at.rpartition("/")[0]
        return at

    def is_whole(self, glob: str) -> bool:
        """Whether a glob names all of a folder that is there."""
        at = static_prefix(glob)
        return bool(at) and at in self.tree.folders and glob in {f"{at}/**", f"{at}/**/*"}

    def living(self, globs: Sequence[str]) -> Sequence[str]:
        """Those that name something; all, where none does."""
        return [glob for glob in globs if self.tree.matching(glob)] or globs


class Found(NamedTuple):
    """What was read from an agent's file."""

    name: str
    home: str
    """The folder whose rules these are; "" is the root."""
    globs: Sequence[str]
    """As they stand there; none: it always holds."""
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
    """The rules, and the maps that agents load; one that is empty, or that only an export made, is none."""
    made = exported_files(tree.repo)
    maps = (p for p in agent_files if basename(p) == MAP and p not in made and (tree.repo.read(p) or b"").strip())
    return Material(rules, tree, {dirname(path) for path in maps})


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
    own = [_seen_from_there(p, material.tree) for p in own if not _is_the_map(p, material.tree)]
    blocks = [replace(p, path=material.tree.resolve(p.path) or p.path) for p in shared]
    return [*blocks, *sorted(own, key=lambda p: p.path)]


def _seen_from_there(piece: Piece, tree: Tree) -> Piece:
    """With the links of its rule as they are seen from its own folder."""
    text = piece.values.get("text")
    if piece.rule is None or not isinstance(text, str):
        return piece
    moved = moved_text(text, dirname(piece.rule.path), dirname(piece.path), tree)
    return replace(piece, values={**piece.values, "text": moved})


def _is_the_map(piece: Piece, tree: Tree) -> bool:
    """Whether a file that is to point to the map is the map itself: one of them is a link to the other."""
    if piece.part != "pointer":
        return False
    found = tree.resolve(piece.path)
    return found is not None and found == tree.resolve(in_folder(dirname(piece.path), MAP))


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


def ignored_paths(paths: Collection[str], tree: Tree) -> frozenset[str]:
    """Those that git would not take up: what stands there is in one clone alone."""
    new = [path for path in paths if path not in tree.entries]
    return frozenset(Ignores(tree.repo).matching(new))


def in_folder(at: str, name: str) -> str:
    return join(at, name) if at else name
