"""What an export would change, file by file: nothing of a person's is written over unless they choose so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError
from contextkit.globs import compiled
from contextkit.mapping.blocks import Block, block_text, hash_of, inserted, read_blocks, with_blocks
from contextkit.mapping.lines import Outline
from contextkit.mapping.pieces import MAP, in_folder
from contextkit.mapping.plan import Plan, Write
from contextkit.mapping.record import WRITTEN, Exported, exact_hash, file_hash, record_text
from contextkit.mapping.rule_forms import same_rule
from contextkit.mapping.sections import own_text, with_missing
from contextkit.mapping.told import told
from contextkit.mapping.unexport import taken_back
from contextkit.repo import SYMLINK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from contextkit.mapping.filling import Filler
    from contextkit.mapping.pieces import Piece
    from contextkit.mapping.record import Record
    from contextkit.repo import Tree

_POINTS_TO_MAP = re.compile(rb"(?m)^[ \t]*@(?:\./)?AGENTS\.md[ \t]*\r?$")
_AFTER = ("map/rules", "map/places", "map/commands", "map/about")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for files that contextkit did not write, and which agents are meant."""

    adopt: Collection[str] = ()
    """Globs."""
    skip: Collection[str] = ()
    agents: Collection[str] | None = None
    """None: all; what was exported before to an agent that is not meant any more is taken back."""

    def adopts(self, path: str) -> bool:
        return any(compiled(glob).match(path) for glob in self.adopt)


@dataclass(frozen=True, slots=True)
class Shelves:
    """What is there: files on disk, the tree, what was written before, and what stood there before that."""

    read: Callable[[str], bytes | None]
    tree: Tree
    record: Record
    backup: Callable[[str, str], bytes | None] = field(default=lambda _path, _hash: None)
    """By path and hash."""
    record_path: str = WRITTEN

    def link_on(self, path: str) -> str:
        """The symlink that a path is, or goes through; "" for none."""
        parts = path.split("/")
        above = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        return next((p for p in above if p in self.tree.entries and self.tree.entries[p].mode == SYMLINK), "")


def plan_export(pieces: Iterable[Piece], present: Shelves, filler: Filler, choices: Choices) -> Plan:
    """The writes that put these pieces in place, and take back those that nothing is left of."""
    skipped = {path for path in present.record.skipped if not choices.adopts(path)}
    record = replace(present.record, skipped=frozenset(skipped.union(choices.skip)))
    writes: list[Write] = []
    exports = dict(record.exports)
    wanted: set[str] = set()
    for piece in pieces:
        wanted.add(piece.path)
        write, exported = _Placing(piece, replace(present, record=record), filler, choices).write()
        writes.append(write)
        if exported is None:
            exports.pop(piece.path, None)
        else:
            exports[piece.path] = exported
    for path, row in record.exports.items():
        if path not in wanted and (choices.agents is None or row.agent in choices.agents):
            write, kept = taken_back(path, row, present.read, present.backup)
            writes.append(write)
            del exports[path]
            exports |= {path: kept} if kept else {}
    return _plan(writes, replace(record, exports=exports), present)


def plan_revert(present: Shelves) -> Plan:
    """The writes that take back everything that was exported."""
    writes: list[Write] = []
    left: dict[str, Exported] = {}
    for path, row in present.record.exports.items():
        write, kept = taken_back(path, row, present.read, present.backup)
        writes.append(write)
        left |= {path: kept} if kept else {}
    return _plan(writes, replace(present.record, exports=left, skipped=frozenset()), present)


def _plan(writes: Iterable[Write], record: Record, present: Shelves) -> Plan:
    new = None if record.is_empty else record_text(record)
    return Plan(tuple(sorted(writes, key=lambda w: w.path)), present.read(present.record_path), new)


def unwritten(path: str, content: bytes | None, *notes: str) -> Write:
    """A file that stays as it is."""
    return Write(path, content, content, Outline.empty(dirname(path)), notes=notes)


@dataclass(frozen=True, slots=True)
class _Placing:
    """One piece, and the file that it goes into."""

    piece: Piece
    present: Shelves
    filler: Filler
    choices: Choices

    def write(self) -> tuple[Write, Exported | None]:
        piece = self.piece
        row = self.present.record.exports.get(piece.path)
        link = self.present.link_on(piece.path)
        if link:
            return unwritten(piece.path, None, f"{link} is a link; nothing is written through it"), row
        try:
            old = self.present.read(piece.path)
        except ContextkitError as error:
            return unwritten(piece.path, None, error.problem), row
        if old is not None and b"\0" in old:
            return unwritten(piece.path, old, f"{piece.path} is no text; it stays as it is"), row
        if piece.part == "block" or (row is not None and row.block) or self._is_to_take_a_pointer(old, row):
            return self._block(old, row)
        return self._file(old, row)

    def _is_to_take_a_pointer(self, old: bytes | None, row: Exported | None) -> bool:
        """Whether a person has their own file point to the map, below what they wrote."""
        is_chosen = self.piece.part == "pointer" and self.choices.adopts(self.piece.path)
        is_theirs = is_chosen and old is not None and not _is_ours(old, row) and not _points(old)
        return is_theirs and not self._is_in_map(old or b"")

    def _is_in_map(self, old: bytes) -> bool:
        """Whether the map beside a page says all that the page says, so that a pointer is enough."""
        said = self.present.read(in_folder(dirname(self.piece.path), MAP)) or b""
        return bool(said.strip()) and with_missing(said, own_text(old, self.piece.path)) == said

    def _file(self, old: bytes | None, row: Exported | None) -> tuple[Write, Exported | None]:
        piece = self.piece
        new = self.filler.fill(piece.template, piece.values).encode("utf-8", "surrogateescape")
        exported = Exported(piece.agent, piece.made_from, file_hash(new))
        if old is None:
            return _write(piece.path, old, new), exported
        if _is_ours(old, row):
            return _write(piece.path, old, new), replace(exported, before=row.before if row else "")
        if self._says_the_same(old):
            return unwritten(piece.path, old), replace(row, made_from=piece.made_from) if row else None
        if self.choices.adopts(piece.path):
            return _write(piece.path, old, new), replace(exported, before=exact_hash(old))
        if row is not None:
            return unwritten(piece.path, old, self._edited()), row
        if piece.path in self.present.record.skipped:
            return unwritten(piece.path, old), None
        return unwritten(piece.path, old, self._foreign(old)), None

    def _edited(self) -> str:
        path = self.piece.path
        how = "`contextkit import` takes the edit into the rule, " if self.piece.rule else ""
        return f"{path} was edited by hand and stays as it is; {how}`--adopt {path}` writes it anew and keeps a backup"

    def _foreign(self, old: bytes) -> str:
        path, is_pointer = self.piece.path, self.piece.part == "pointer"
        is_added = is_pointer and not self._is_in_map(old)
        how = "adds `@AGENTS.md` to it" if is_added else "puts ours in its place and keeps a backup"
        into = "AGENTS.md" if is_pointer else "a rule"
        more = f"; `contextkit import` takes it into {into} first" if is_added or self.piece.rule else ""
        said = f"{path} was not written by contextkit and stays as it is"
        return f"{said}: `--adopt {path}` {how}, `--skip {path}` leaves it alone for good{more}"

    def _says_the_same(self, old: bytes) -> bool:
        """Whether a person's file tells the same rule, or points to the map."""
        piece = self.piece
        if piece.part == "pointer":
            return _points(old)
        found = told(piece.path, old, self.present.tree)
        rule = found[1] if found else None
        if rule is None or piece.rule is None:
            return False
        return same_rule(replace(rule, severity=piece.rule.severity, enforced_by=piece.rule.enforced_by), piece.rule)

    def _block(self, old: bytes | None, row: Exported | None) -> tuple[Write, Exported | None]:
        piece = self.piece
        text = self.filler.fill(piece.template, piece.values).strip("\n") + "\n"
        before = "" if old is None else exact_hash(old)
        exported = Exported(piece.agent, piece.made_from, hash_of(text), piece.block, before)
        if old is None or not old.strip():
            return _write(piece.path, old, block_text(piece.block, text).encode("utf-8", "surrogateescape")), exported
        blocks = {b.name: b for b in read_blocks(old, piece.path)}
        here = blocks.get(piece.block)
        if here is not None:
            if here.is_edited and here.hash:
                return unwritten(piece.path, old, self._edited_block(here)), row
            exported = replace(exported, before=row.before if row else before)
            return _write(piece.path, old, with_blocks(old, piece.path, {piece.block: text})), exported
        if row is not None and row.block:
            return unwritten(piece.path, old, f"{piece.path}: the block {piece.block} was taken out and stays out"), row
        if piece.path in self.present.record.skipped:
            return unwritten(piece.path, old), None
        at = next((blocks[name].end for name in _AFTER if name in blocks), len(old))
        return _write(piece.path, old, inserted(old, at, block_text(piece.block, text))), exported

    def _edited_block(self, block: Block) -> str:
        return (
            f"{self.piece.path}:{block.line}: the block {block.name} was edited by hand and stays as it is; "
            "move your lines out of the block, and empty it, to have it written anew"
        )


def _is_ours(content: bytes, row: Exported | None) -> bool:
    """Whether a file holds, to the byte, what was written."""
    return row is not None and not row.block and row.hash == file_hash(content)


def _points(content: bytes | None) -> bool:
    return content is not None and _POINTS_TO_MAP.search(content) is not None


def _write(path: str, old: bytes | None, new: bytes) -> Write:
    return Write(path, old, new, Outline.empty(dirname(path)))
