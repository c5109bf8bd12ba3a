"""Codex: events and answers have the shape of Claude Code's, but that edits are patches.

Source: developers.openai.com/codex/hooks.md, and in openai/codex codex-rs/hooks: schema/generated/post-tool-use and
stop (input), src/events/post_tool_use.rs and stop.rs (what becomes of answers); verified 2026-11. At Stop, what is
printed must be JSON. The older `notify` setting hands its event over as an argument, cannot answer, and is not used.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from contextkit.cli.hooks import COMMAND, TIMEOUT_SECONDS, Event, Hooks, Reply, object_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATCHED = re.compile(r"^\*\*\* (?:Add File|Update File|Delete File|Move to): (.+?)\s*$", re.MULTILINE)
_HANDLER = {"type": "command", "command": COMMAND.format(agent="codex"), "timeout": TIMEOUT_SECONDS}
HOOKS = Hooks(
    path=".codex/hooks.json",
    local_path=None,
    entries=(
        ("PostToolUse", {"matcher": "apply_patch|Bash", "hooks": [_HANDLER]}),
        ("Stop", {"hooks": [_HANDLER]}),
    ),
    others={},
    note="Codex runs new hooks only when they are trusted: open /hooks in Codex, and review them there.",
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
    patch = text_of(object_of(said, "tool_input"), "command")
    paths = tuple(dict.fromkeys(_PATCHED.findall(patch))) if tool == "apply_patch" else ()
    return Event("edit", session, folder, paths) if paths else Event("other")


def tell(message: str, event: Event) -> Reply:  # noqa: ARG001  (all events are answered alike)
    return Reply(json.dumps({"decision": "block", "reason": message}))


def let_go(note: str) -> Reply:
    return Reply(json.dumps({"systemMessage": note}), note) if note else Reply()
