"""Files that `contextkit export` made of rules: they say what their rules say, which are checked themselves."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.repo import Repo

WRITTEN = ".contextkit/written.json"
"""The record of what contextkit wrote."""
RULE_MARK = b"<!-- contextkit:rule "
"""What stands above a rule that was exported."""


def file_hash(content: bytes) -> str:
    """What the record says of a whole file; git may have changed its line ends."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def exported_copies(repo: Repo) -> frozenset[str]:
    """Those that nobody changed since; none where no record can be read."""
    if WRITTEN not in repo.entries:
        return frozenset()
    try:
        rows = json.loads(repo.read(WRITTEN) or b"{}")["exports"]
        hashes = {path: row["hash"] for path, row in rows.items() if path in repo.entries and not row.get("block")}
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return frozenset()
    contents = ((path, repo.read(path)) for path in hashes)
    return frozenset(p for p, c in contents if c is not None and RULE_MARK in c and file_hash(c) == hashes[p])
