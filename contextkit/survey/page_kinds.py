"""What kind of document a path is, for those who work on the repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.documents import is_agent_file

if TYPE_CHECKING:
    from contextkit.survey.inventory import PageKind

INDEX = re.compile(r"(^|/)(readme|index|_index|summary)\.\w+$", re.IGNORECASE)
_RULE = re.compile(r"(^|/)\.(claude|cursor|clinerules|windsurf|contextkit|kiro)/(rules|steering)/|\.instructions\.md$")
_AGENTS = "claude|agents?|codex|cursor|github|opencode"
_SKILL = re.compile(rf"(^|/)\.?(?:{_AGENTS})/skills/[^/]+/SKILL\.md$|^skills/[^/]+/SKILL\.md$")
_LEFT_OUT = re.compile(
    r"(^|/)(?:ISSUE_TEMPLATE|DISCUSSION_TEMPLATE|workflows|commands|prompts?|examples?|\.changeset|\.changes)/"
    r"|(^|/)\.(?:claude|cursor|github)/agents/|(^|/)skills/[^/]+/|(^|/)CODE_OF_CONDUCT|[-_]template\.md$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"(^|/)pull_request_template[/.]", re.IGNORECASE)
_WORK = (
    r"contribut\w*|hacking|develop\w*|style(?:guide)?|code[-_]?(?:review|quality|style)|review|onboarding|releas\w+|commits?"
    r"|coding|lint(?:ing)?|maintain\w*|local[-_]dev\w*|best[-_]practices|guidelines?|conventions?|instructions"
)
_KINDS: tuple[tuple[str, PageKind], ...] = (
    (r"(^|/)(?:adrs?|decisions?|decision-records)(/|$)|(^|/)(?:adr|decision)[-_]?\d", "decisions"),
    (r"(^|/)(?:plans?|roadmap)(/|\.\w+$)|[-_]plan\.\w+$", "plans"),
    (r"(^|/)(?:rfcs?|specs?|specifications?|proposals?)(/|\.\w+$)", "specification"),
    (
        r"(^|[/_-])(?:architecture|internals|design|module-(?:graph|structure|organi[sz]ation))([/_.-]|$)",
        "architecture",
    ),
    (r"(^|[/_-])(?:tests?|testing)([/_.-]|$)", "testing"),
    (rf"(^|[/_-])(?:{_WORK})([/_.-]|$)", "contribution"),
)


def kind_of(path: str) -> PageKind | None:
    """The kind of a guide document; None where it is not for those who work here, or is loaded anyway."""
    if _SKILL.search(path):
        return "skill"
    if _RULE.search(path):
        return "agent-guide"
    name = path.rpartition("/")[2]
    if is_agent_file(path):
        is_nested = "/" in path and name in {"AGENTS.md", "CLAUDE.md", "AGENT.md", "GEMINI.md"}
        return "agent-guide" if is_nested and not path.startswith(".claude/") else None
    if _TEMPLATE.search(path):
        return "contribution"
    if _LEFT_OUT.search(path):
        return None
    return next((kind for pattern, kind in _KINDS if re.search(pattern, path, re.IGNORECASE)), "guide")


def is_rule(path: str) -> bool:
    """Whether it is a rule that one agent attaches to some files."""
    return _RULE.search(path) is not None
