"""What was said and seen in an agent's session, kept with the caches; what nobody asked for in a month goes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contextkit.cli.opening import Opened
    from contextkit.model import Finding

_TABLE, _VERSION = "hooks", "1"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a session."""

    told: Mapping[str, int] = field(default_factory=dict)
    """How often the agent was shown a finding, by fingerprint."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """The content of each changed document when it was last looked at, "" where it was gone."""

    def after(self, findings: Iterable[Finding], state: Mapping[str, str]) -> Memory:
        """The memory with what is told and seen now."""
        told = {f.fingerprint: self.told.get(f.fingerprint, 0) + 1 for f in findings}
        return Memory({**self.told, **told}, {**self.seen, **state})


def recalled(source: Opened, key: str) -> Memory:
    """The memory of the session `key`; an empty one where there is none."""
    row = source.store.load(_TABLE, _VERSION, [key]).get(key)
    try:
        kept = json.loads(row or b"{}")
        told = {str(k): int(v) for k, v in kept.get("told", {}).items()}
        return Memory(told, {str(k): str(v) for k, v in kept.get("seen", {}).items()})
    except (ValueError, TypeError, AttributeError):
        return Memory()


def remember(source: Opened, key: str, memory: Memory) -> bool:
    """Keeps it; whether it will be known the next time. A session without a name is not."""
    if source.cache is None or not key:
        return False
    row = json.dumps({"told": memory.told, "seen": memory.seen}).encode()
    source.store.save(_TABLE, _VERSION, {key: row})
    return source.store.load(_TABLE, _VERSION, [key]).get(key) == row
