"""Claude Code: only exit 2 with its stderr, or a JSON decision, reaches the model.

Source: code.claude.com/docs/en/hooks (PostToolUse, Stop, exit codes), as told by anthropics/claude-code#19009 too;
verified 2026-11, of 2.1.292. Exit 2 after a tool does not undo what the tool did; at Stop the turn goes on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contextkit.cli.hooks import COMMAND, TIMEOUT_SECONDS, Event, Hooks, Reply, object_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_EDITS = frozenset({"Write", "Edit", "MultiEdit"})
_HANDLER = {"type": "command", "command": COMMAND.format(agent="claude"), "timeout": TIMEOUT_SECONDS}
HOOKS = Hooks(
    path=".claude/settings.json",
    local_path=".claude/settings.local.json",
    entries=(
        ("PostToolUse", {"matcher": "Write|Edit|MultiEdit|Bash", "hooks": [_HANDLER]}),
        ("Stop", {"hooks": [_HANDLER]}),
    ),
    others={},
)


def read(said: Mapping[str, object]) -> Event:
    session, folder = text_of(said, "session_id"), text_of(said, "cwd")
    if text_of(said, "hook_event_name") == "Stop":
        return Event("end", session, folder, is_continued=said.get("stop_hook_active") is True)
    if text_of(said, "hook_event_name") != "PostToolUse":
        return Event("other")
    tool = text_of(said, "tool_name")
    if tool == "Bash":
        return Event("shell", session, folder)
    edited = text_of(object_of(said, "tool_input"), "file_path")
    return Event("edit", session, folder, (edited,)) if tool in _EDITS and edited else Event("other")


def tell(message: str, event: Event) -> Reply:  # noqa: ARG001  (all events are answered alike)
    return Reply(err=message, code=2)


def let_go(note: str) -> Reply:
    # stderr beside exit 0 is shown in debug logs alone; `systemMessage` is shown to the person, and not to the model
    return Reply(json.dumps({"systemMessage": note}), note) if note else Reply()
