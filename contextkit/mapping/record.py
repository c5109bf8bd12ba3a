"""`.contextkit/written.json`: which files contextkit wrote, and what it wrote there, by hashes. Committed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WRITTEN = ".contextkit/written.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """What contextkit wrote into one file."""

    sha256: str = ""
    """Of the whole file, where all of it is ours."""
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The hashes of the lines of each managed block, where the file is a person's, too."""


@dataclass(frozen=True, slots=True)
class Record:
    """All files that contextkit wrote, by path."""

    files: Mapping[str, Written] = field(default_factory=dict)
    adopted: Mapping[str, Written] = field(default_factory=dict)
    """A person's files, to which blocks were added."""
    failed: frozenset[str] = frozenset()
    """Keys of headline commands that failed when they were run: no map says them."""

    def of(self, path: str) -> Written:
        return self.files.get(path) or self.adopted.get(path) or Written()


def read_record(content: bytes | None) -> Record:
    """The record; an empty one where there is none that can be read, which is made anew with the next writing."""
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return Record()
    failed = found.get("failed") if isinstance(found, dict) else None
    keys = frozenset(k for k in failed if isinstance(k, str)) if isinstance(failed, list) else frozenset[str]()
    return Record(_read(found, "files"), _read(found, "adopted"), keys)


def record_text(record: Record) -> bytes:
    """The file; the same for the same record."""
    table: dict[str, object] = {"version": _VERSION, "files": _rows(record.files)}
    if record.adopted:
        table["adopted"] = _rows(record.adopted)
    if record.failed:
        table["failed"] = sorted(record.failed)
    return (json.dumps(table, indent=2, ensure_ascii=True) + "\n").encode()


def _read(found: object, name: str) -> dict[str, Written]:
    rows = found.get(name) if isinstance(found, dict) else None
    if not isinstance(rows, dict):
        return {}
    return {str(path): _written(row) for path, row in rows.items()}


def _written(row: object) -> Written:
    """A row; what is not as it should be says nothing."""
    if not isinstance(row, dict):
        return Written(row if isinstance(row, str) else "")
    sha256, blocks = row.get("sha256"), row.get("blocks")
    found = blocks.items() if isinstance(blocks, dict) else ()
    return Written(
        sha256 if isinstance(sha256, str) else "",
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
