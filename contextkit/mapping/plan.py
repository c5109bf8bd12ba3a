"""What writing the maps would change, file by file; nothing is written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from contextkit.mapping.adopt import missing
from contextkit.mapping.blocks import block_text, inserted, read_blocks, skipped_blocks, with_blocks
from contextkit.mapping.lines import SECTIONS, Outline
from contextkit.mapping.pins import line_hashes, merged, person_lines, pinned
from contextkit.mapping.record import WRITTEN, Record, Written, read_record, record_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from contextkit.mapping.blocks import Block
    from contextkit.mapping.filling import Filler
    from contextkit.survey.inventory import Command

State = Literal["new", "changed", "same", "gone"]

_OWN = tuple(f"map/{name}" for name in SECTIONS)
_MORE = tuple(f"map/more-{name}" for name in SECTIONS)
_LEAVINGS = re.compile(r"# .*|<!-- contextkit:slot .*-->|\s*")


@dataclass(frozen=True, slots=True)
class Write:
    """One file: what it holds, and what it is to hold."""

    path: str
    old: bytes | None
    """None: there is no such file."""
    new: bytes | None
    """None: nothing of it is left to say, and it is to go."""
    outline: Outline
    """What it says of what was found; in a file that a person wrote, what is missing there."""
    is_adopted: bool = False
    """Whether a person wrote it, and contextkit only adds to it."""
    notes: tuple[str, ...] = ()
    """What a person should know: one sentence each."""
    written: Written | None = None
    """What the record is to say of it; None: nothing."""

    @property
    def state(self) -> State:
        if self.new == self.old:
            return "same"
        return "new" if self.old is None else "gone" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Plan:
    """All writes, by path, and the record of what was written."""

    writes: tuple[Write, ...]
    old_record: bytes | None
    new_record: bytes | None
    """What `.contextkit/written.json` held, and is to hold."""

    @property
    def changes(self) -> tuple[Write, ...]:
        return tuple(w for w in self.writes if w.state != "same")

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(note for write in self.writes for note in write.notes)


@dataclass(frozen=True, slots=True)
class Present:
    """What is there: the files by path, the commands that the survey knows, and what was written before."""

    read: Callable[[str], bytes | None]
    resolve: Callable[[str], str | None]
    """The file behind a path, symlinks followed; None where there is none."""
    record: Record
    commands: Sequence[Command] = ()


def plan_maps(outlines: Iterable[Outline], present: Present, filler: Filler, *, pin: bool = False) -> Plan:
    """The writes that make the maps say what these outlines say. With `pin`, hand edits become pinned lines."""
    writes: dict[str, Write] = {}
    for outline in outlines:
        write = _write(outline, present, filler, pin=pin)
        if write is not None:
            writes[write.path] = write
    ordered = tuple(w for _, w in sorted(writes.items()))
    return Plan(ordered, present.read(WRITTEN), _record(ordered, present))


def part_of(plan: Plan, is_wanted: Callable[[Write], bool]) -> Plan:
    """The same with some of its writes alone; of the others the record says what it said before."""
    writes = tuple(w for w in plan.writes if is_wanted(w))
    known = Present(lambda _path: plan.old_record, lambda path: path, read_record(plan.old_record))
    return Plan(writes, plan.old_record, _record(writes, known))


def left_over(outlines: Iterable[Outline], record: Record) -> tuple[Outline, ...]:
    """Empty outlines for the maps that were written once, and have nothing to say any more."""
    paths = {**record.files, **record.adopted}
    wanted = {outline.folder for outline in outlines}
    folders = {path.rpartition("/")[0] for path, written in paths.items() if written.blocks}
    return tuple(Outline.empty(folder) for folder in sorted(folders - wanted))


def present_lines(
    read: Callable[[str], bytes | None], resolve: Callable[[str], str | None], record: Record
) -> frozenset[str]:
    """The lines that our blocks hold now: those that are still true are preferred to others."""
    found: set[str] = set()
    for path in {resolve("AGENTS.md") or "AGENTS.md", *record.files, *record.adopted}:
        content = read(path)
        for block in read_blocks(content, path) if content else ():
            found.update(line.removeprefix("- ") for line in block.text.splitlines())
    return frozenset(found)


def _write(outline: Outline, present: Present, filler: Filler, *, pin: bool) -> Write | None:
    path = _file_of(outline, present)
    old = present.read(path)
    if old is None or not old.strip():
        return _new(outline, path, old, filler)
    if b"\0" in old:
        return Write(path, old, old, outline, notes=(f"{path} is no text in UTF-8; it stays as it is",))
    blocks = read_blocks(old, path)
    if any(b.name in _OWN for b in blocks):
        texts = {f"map/{s.name}": filler.section(s, outline) for s in outline.sections}
        merging = _Merging(path, old, blocks, texts, present.record.of(path).blocks, pin=pin)
        return merging.write(outline, _OWN)
    rest = missing(outline, _outside(old, blocks), present.commands)
    texts = {f"map/more-{s.name}": filler.addition(s, rest) for s in rest.sections}
    merging = _Merging(path, old, blocks, texts, present.record.of(path).blocks, pin=pin)
    return replace(merging.write(rest, _MORE), is_adopted=True)


def _file_of(outline: Outline, present: Present) -> str:
    """The map's file: behind a symlink, or the one that a person wrote for a package under the other name."""
    found = present.resolve(outline.path)
    if found is None and outline.folder:
        found = present.resolve(f"{outline.folder}/CLAUDE.md")
    return found or outline.path


def _new(outline: Outline, path: str, old: bytes | None, filler: Filler) -> Write | None:
    if not any(section.lines for section in outline.sections if section.name != "about"):
        return None
    new = filler.page(outline).encode("utf-8", "surrogateescape")
    blocks = {b.name: line_hashes(b.text) for b in read_blocks(new, path)}
    return Write(path, old, new, outline, written=Written(blocks=blocks))


def _outside(content: bytes, blocks: Iterable[Block]) -> str:
    """A file's text without our blocks."""
    for block in sorted(blocks, key=lambda b: -b.start):
        content = content[: block.start] + content[block.end :]
    return content.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Merging:
    """One file that is there, and the texts that its blocks are to hold."""

    path: str
    old: bytes
    blocks: tuple[Block, ...]
    texts: Mapping[str, str]
    known: Mapping[str, tuple[str, ...]]
    """The hashes of the lines that were written into each block."""
    pin: bool

    def write(self, outline: Outline, order: Sequence[str]) -> Write:
        notes: list[str] = []
        made: dict[str, str] = {}
        hashes: dict[str, tuple[str, ...]] = {}
        for block in (b for b in self.blocks if b.name in self.texts):
            fresh, known = self.texts[block.name], self.known.get(block.name, ())
            is_edited = block.is_edited and merged(fresh, block.text) != block.text
            if is_edited and not self.pin:
                notes.append(self._kept(block, known or line_hashes(fresh)))
                hashes[block.name] = known
                continue
            made[block.name] = pinned(fresh, block.text, known) if is_edited else merged(fresh, block.text)
            hashes[block.name] = line_hashes(made[block.name])
        new = with_blocks(self.old, self.path, made)
        for name in self._wanted(order, notes):
            new = self._with_new(new, name, order)
            hashes[name] = line_hashes(self.texts[name])
        is_empty = order is _OWN and _is_bare(new, self.path)
        hashes |= {name: lines for name, lines in self.known.items() if name in order and name not in hashes}
        written = Written(blocks=hashes) if hashes and not is_empty else None
        return Write(self.path, self.old, None if is_empty else new, outline, notes=tuple(notes), written=written)

    def _kept(self, block: Block, known: Iterable[str]) -> str:
        lines = person_lines(block.text, tuple(known))
        shown = f" ({lines[0].strip()})" if lines else ""
        return (
            f"{self.path}:{block.line}: the block {block.name} was edited by hand{shown} and stays as it is; "
            "`contextkit map --pin` keeps the edit and lets the rest be written anew"
        )

    def _wanted(self, order: Sequence[str], notes: list[str]) -> list[str]:
        """The blocks that are to be put in: those that have something to say, and that nobody took out."""
        here, skipped = {b.name for b in self.blocks}, skipped_blocks(self.old)
        wanted = [n for n in order if self.texts.get(n) and n not in here and n not in skipped]
        taken = {n for n in wanted if n in self.known and here}
        notes += [f"{self.path}: the block {name} was taken out and stays out; {_AGAIN}" for name in sorted(taken)]
        return [n for n in wanted if n not in taken]

    def _with_new(self, content: bytes, name: str, order: Sequence[str]) -> bytes:
        """Behind the block that comes before it in a map, else before the one that comes after, else at the end."""
        blocks = {b.name: b for b in read_blocks(content, self.path)}
        at = order.index(name)
        before = next((blocks[n] for n in reversed(order[:at]) if n in blocks), None)
        after = next((blocks[n] for n in order[at:] if n in blocks), None)
        place = before.end if before else after.start if after else len(content)
        return inserted(content, place, block_text(name, self.texts[name]))


_AGAIN = "its two marks, the first without a hash and with nothing between them, ask for it again"


def _is_bare(content: bytes, path: str) -> bool:
    """Whether nothing is left of a file but a title, empty blocks and empty slots."""
    blocks = read_blocks(content, path)
    rest = _outside(content, blocks).split("\n")
    return not any(b.text for b in blocks) and all(_LEAVINGS.fullmatch(line) for line in rest)


def _record(writes: Iterable[Write], present: Present) -> bytes | None:
    files, adopted = dict(present.record.files), dict(present.record.adopted)
    for write in writes:
        files.pop(write.path, None)
        adopted.pop(write.path, None)
        if write.written is not None:
            (adopted if write.is_adopted else files)[write.path] = write.written
    record = replace(present.record, files=files, adopted=adopted)
    return record_text(record) if files or adopted or record.failed or present.read(WRITTEN) else None
