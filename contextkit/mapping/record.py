"""`.contextkit/written.json`: which files contextkit wrote, and what it wrote there, by hashes. Committed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit.survey.copies import WRITTEN, file_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WRITTEN", "Exported", "Record", "Written", "exact_hash", "file_hash", "read_record", "record_text"]

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """What contextkit wrote into one file."""

    sha256: str = ""
    """Of the whole file, where all of it is ours."""
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The hashes of the lines of each managed block, where the file is a person's, too."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What `contextkit export` wrote into one file."""

    agent: str
    made_from: str
    """A hash of what it was made from."""
    hash: str
    """Of the whole file, or of the block's text."""
    block: str = ""
    """The block's name; "" where all of the file is ours."""
    before: str = ""
    """The hash of what a person had there, of which a backup is kept; "" where there was no file."""

    @property
    def is_new(self) -> bool:
        """Whether there was no such file before."""
        return not self.before


@dataclass(frozen=True, slots=True)
class Record:
    """All files that contextkit wrote, by path."""

    files: Mapping[str, Written] = field(default_factory=dict)
    adopted: Mapping[str, Written] = field(default_factory=dict)
    """A person's files, to which blocks were added."""
    failed: frozenset[str] = frozenset()
    """Keys of headline commands that failed when they were run: no map says them."""
    exports: Mapping[str, Exported] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    """A person's files that an export is to leave alone without a word."""

    @property
    def is_empty(self) -> bool:
        return not (self.files or self.adopted or self.failed or self.exports or self.skipped)

    def of(self, path: str) -> Written:
        return self.files.get(path) or self.adopted.get(path) or Written()

    def is_ours(self, path: str, content: bytes) -> bool:
        """Whether a file holds nothing that was not written by us, or is known to keep a person's part."""
        exported = self.exports.get(path)
        if exported is not None and not exported.block:
            return exported.hash == file_hash(content)
        return bool(self.of(path).blocks) or (exported is not None and exported.is_new)


def read_record(content: bytes | None) -> Record:
    """The record; an empty one where there is none that can be read, which is made anew with the next writing."""
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return Record()
    return Record(
        files=_read(found, "files"),
        adopted=_read(found, "adopted"),
        failed=_words(found, "failed"),
        exports=_exports(found),
        skipped=_words(found, "skipped"),
    )


def exact_hash(content: bytes) -> str:
    """What the record says of a file that was put aside."""
    return sha256(content).hexdigest()


def record_text(record: Record) -> bytes:
    """The file; the same for the same record."""
    table: dict[str, object] = {"version": _VERSION, "files": _rows(record.files)}
    if record.adopted:
        table["adopted"] = _rows(record.adopted)
    if record.failed:
        table["failed"] = sorted(record.failed)
    if record.exports:
        table["exports"] = {path: _export_row(e) for path, e in sorted(record.exports.items())}
    if record.skipped:
        table["skipped"] = sorted(record.skipped)
    return (json.dumps(table, indent=2, ensure_ascii=True) + "\n").encode()


def _read(found: object, name: str) -> dict[str, Written]:
    rows = found.get(name) if isinstance(found, dict) else None
    if not isinstance(rows, dict):
        return {}
    return {str(path): _written(row) for path, row in rows.items()}


def _words(found: object, name: str) -> frozenset[str]:
    words = found.get(name) if isinstance(found, dict) else None
    return frozenset(w for w in words if isinstance(w, str)) if isinstance(words, list) else frozenset()


def _exports(found: object) -> dict[str, Exported]:
    rows = found.get("exports") if isinstance(found, dict) else None
    if not isinstance(rows, dict):
        return {}
    return {str(path): _exported(row) for path, row in rows.items() if isinstance(row, dict)}


def _exported(row: Mapping[str, object]) -> Exported:
    return Exported(**{key: str(row.get(key, "")) for key in ("agent", "made_from", "hash", "block", "before")})


def _export_row(exported: Exported) -> dict[str, str]:
    row = {"agent": exported.agent, "made_from": exported.made_from, "hash": exported.hash}
    more = {"block": exported.block, "before": exported.before}
    return row | {key: value for key, value in more.items() if value}


def _written(row: object) -> Written:
    """A row; what is not as it should be says nothing."""
    if not isinstance(row, dict):
        return Written(row if isinstance(row, str) else "")
    whole, blocks = row.get("sha256"), row.get("blocks")
    found = blocks.items() if isinstance(blocks, dict) else ()
    return Written(
        whole if isinstance(whole, str) else "",
        {str(name): tuple(hashes.split()) for name, hashes in found if isinstance(hashes, str)},
    )


def _rows(files: Mapping[str, Written]) -> dict[str, object]:
    rows: dict[str, object] = {}
    for path, written in sorted(files.items()):
        row: dict[str, object] = {"sha256": written.sha256} if written.sha256 else {}
        if written.blocks:
            row["blocks"] = {name: " ".join(hashes) for name, hashes in sorted(written.blocks.items())}
        rows[path] = row
    return rows
