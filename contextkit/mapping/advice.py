"""What a person should know about their other agent files when maps are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.blocks import read_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from contextkit.mapping.plan import Plan

_SLOT = b"<!-- contextkit:slot "


def advice(plan: Plan, read: Callable[[str], bytes | None], agents: Collection[str]) -> Iterator[str]:
    """One sentence each: files that hide a map from an agent, and slots that nobody has filled."""
    for write in plan.writes:
        folder = write.path.rpartition("/")[0]
        twin = f"{folder}/CLAUDE.md" if folder else "CLAUDE.md"
        content = read(twin) if "claude" in agents and write.path != twin and write.new is not None else None
        if content is not None and b"AGENTS.md" not in content and not read_blocks(content, twin):
            yield f"{twin} hides {write.path} from Claude: a line `@AGENTS.md` in it has both read"
    slots = sum((write.new or b"").count(_SLOT) for write in plan.writes)
    if slots and plan.changes:
        yield f"{slots} slots wait for what only people know: write below them, or delete them"
