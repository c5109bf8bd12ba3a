"""Exports that no longer say what the rules and the map say, by the record alone: no template is filled."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname
from typing import TYPE_CHECKING, Literal

from contextkit.mapping.pieces import MAP, all_pieces, ignored_paths, in_folder
from contextkit.mapping.record import file_hash
from contextkit.mapping.rule_forms import same_rule
from contextkit.mapping.rules import FOLDER
from contextkit.mapping.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.mapping.pieces import Material, Piece
    from contextkit.mapping.record import Exported, Record

Kind = Literal["changed", "missing", "left-over", "edited"]


@dataclass(frozen=True, slots=True)
class Drift:
    """An export that is out of date."""

    kind: Kind
    path: str
    """Where a person can look: the export, or, where that is missing, the rule."""
    export: str
    agent: str
    source: str
    """What it is made from."""


def export_drift(material: Material, record: Record) -> Iterator[Drift]:
    """What differs, for agents to which something was exported. Nothing where nothing ever was."""
    agents = {row.agent for row in record.exports.values()}
    pieces = {p.path: p for p in all_pieces(material, agents)} if agents else {}
    ignored = ignored_paths(pieces, material.tree)
    for path, piece in sorted(pieces.items()):
        row = record.exports.get(path)
        if path in ignored:
            continue
        if row is None:
            if path not in material.tree.entries and not _is_linked(path, material):
                yield Drift("missing", _source(piece), path, piece.agent, _source(piece))
        elif path not in material.tree.entries:
            yield Drift("missing", _source(piece), path, piece.agent, _source(piece))
        elif row.made_from != piece.made_from:
            yield Drift("changed", path, path, piece.agent, _source(piece))
        elif piece.part == "file" and _is_edited(piece, row, material):
            yield Drift("edited", path, path, piece.agent, _source(piece))
    for path, row in sorted(record.exports.items()):
        if path not in pieces and path in material.tree.entries:
            yield Drift("left-over", path, path, row.agent, "")


def _source(piece: Piece) -> str:
    if piece.rule is not None:
        return piece.rule.path
    return FOLDER if piece.part == "block" else in_folder(dirname(piece.path) if piece.part == "pointer" else "", MAP)


def _is_edited(piece: Piece, row: Exported, material: Material) -> bool:
    """Whether a person changed what it says."""
    content = material.tree.repo.read(piece.path) or b""
    if row.block or file_hash(content) == row.hash:
        return False
    found = told(piece.path, content, material.tree)
    rule = found[1] if found else None
    return rule is None or piece.rule is None or not same_rule(rule, piece.rule)


def _is_linked(path: str, material: Material) -> bool:
    return any(path == link or path.startswith(f"{link}/") for link in material.tree.links)
