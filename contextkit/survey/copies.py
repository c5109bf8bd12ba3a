"""Files that `contextkit export` made of rules: they say what their rules say, which are checked themselves."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.repo import Repo

WRITTEN = ".contextkit/written.json"
"""The record of what contextkit wrote."""
RULE_MARK = b"<!-- contextkit:rule "
"""What stands above a rule that was exported."""


def file_hash(content: bytes) -> str:
    """What the record says of a whole file; git may have changed its line ends."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def exported_copies(repo: Repo) -> frozenset[str]:
    """The rules among them that nobody changed since; none where no record can be read."""
    return frozenset(p for p in exported_files(repo) if RULE_MARK in (repo.read(p) or b""))


def exported_files(repo: Repo) -> frozenset[str]:
    """All files that hold what was exported and nothing else."""
    return frozenset(path for path, row in _rows(repo) if _is_export_alone(repo.read(path) or b"", row))


def _rows(repo: Repo) -> list[tuple[str, Mapping[str, object]]]:
    if WRITTEN not in repo.entries:
        return []
    try:
        rows = json.loads(repo.read(WRITTEN) or b"{}")["exports"].items()
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return []
    return [(path, row) for path, row in rows if path in repo.entries and isinstance(row, dict)]


def _is_export_alone(content: bytes, row: Mapping[str, object]) -> bool:
    if not row.get("block"):
        return row.get("hash") == file_hash(content)
    begin, end = (f"<!-- contextkit:{mark} {row['block']} ".encode() for mark in ("begin", "end"))
    text = content.strip()
    return text.startswith(begin) and text.endswith(end + b"-->") and text.count(b"<!-- contextkit:begin") == 1
