"""Cursor: at the end of a turn a follow-up message goes to the agent; what it does after an edit is not confirmed.

Source: cursor.com/docs/hooks (version 1, afterFileEdit, stop, loop_limit); that `followup_message` arrives was told of
3.7.21 in 2026-09; verified 2026-11. Accounts differ on whether the agent is shown an answer to afterFileEdit, so what
is said there does not count as told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contextkit.cli.hooks import COMMAND, TIMEOUT_SECONDS, Event, Hooks, Reply, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_HANDLER = {"command": COMMAND.format(agent="cursor"), "timeout": TIMEOUT_SECONDS}
HOOKS = Hooks(
    path=".cursor/hooks.json",
    local_path=None,
    entries=(("afterFileEdit", _HANDLER), ("stop", _HANDLER)),
    others={"version": 1},
    note="If Cursor also loads Claude Code's hooks (third-party hooks), install them for one of the two alone.",
)


def read(said: Mapping[str, object]) -> Event:
    session, folder = text_of(said, "conversation_id"), _folder(said)
    name = text_of(said, "hook_event_name")
    if name == "stop" and text_of(said, "status") == "completed":
        loops = said.get("loop_count")
        return Event("end", session, folder, is_continued=isinstance(loops, int) and loops > 0)
    edited = text_of(said, "file_path")
    if name == "afterFileEdit" and edited:
        return Event("edit", session, folder, (edited,), is_heard=False)
    return Event("other")


def tell(message: str, event: Event) -> Reply:
    return Reply(json.dumps({"followup_message" if event.moment == "end" else "additional_context": message}))


def let_go(note: str) -> Reply:
    return Reply("{}", note)  # stderr is shown in Cursor's output of hooks


def _folder(said: Mapping[str, object]) -> str:
    roots = said.get("workspace_roots")
    return next((r for r in roots if isinstance(r, str)), "") if isinstance(roots, list) else ""
