"""Whom a document speaks to, which decides how much its names can be taken at their word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Role = Literal["agent", "contributor", "user", "past"]

_AGENT_NAMES = frozenset(
    """agents.md agents.override.md agent.md claude.md claude.local.md gemini.md qwen.md warp.md skill.md
    .cursorrules .windsurfrules .clinerules .rules copilot-instructions.md""".split()
)
_AGENT_FOLDERS = frozenset(
    """.cursor .claude .agents .agent .windsurf .junie .kiro .clinerules .roo .gemini .codex .devin .contextkit
    .packmind .continue .augment .amazonq .opencode .rules agent_docs agent-docs""".split()
)
_AGENT_GITHUB = re.compile(r"(?:^|/)\.github/(?:instructions|skills|agents|prompts|chatmodes)/")

_PAST_STEMS = re.compile(
    r"""(?:change-?logs? | changes | history | news | release[-_ ]?notes? | releases? | whats[-_]?new | upgrad\w* |
    migrat(?:ion|ing)\w* | deprecat\w* | post-?mortems? | retro\w* | archived? | blogs? | posts | adrs? | decisions? |
    rfcs? | proposals? | plans? | specs? | design-?docs | meeting\w* | journal | worklogs? | sessions? | audits? |
    reports? | \.changeset | changesets? | server-changes | news-?fragments? | changelog\.d | completed | done)
    (?:[-_.].*)?$ | v?\d+\.\d+[\w.]* | \d{4}-\d{2}""",
    re.VERBOSE,
)
_CONTRIBUTOR_STEMS = re.compile(
    r"""(?:contribut\w* | develop(?:ment|ers?|ing)? | hack(?:ing)? | architecture | maintain\w* | building | testing |
    tests? | internals? | design | dev | dev-?docs | internal-?docs? | engineering | benchmarks? | benches | scripts? |
    tools | xtask | ci | eng | codegen | releasing | guidelines? | style-?guide | coding\w* | \.github)(?:[-_.].*)?$""",
    re.VERBOSE,
)
_CODE_FOLDERS = frozenset("src crates internal pkg lib packages apps cmd core server client".split())
_CODE_PAGES = frozenset("readme contributing notes design architecture todo development".split())


@lru_cache(maxsize=8192)
def role_of(path: str) -> Role:
    """Agents, contributors, or users of the product; or nobody any more: the document tells of the past."""
    *folders, name = path.casefold().split("/")
    if name in _AGENT_NAMES or not _AGENT_FOLDERS.isdisjoint(folders) or _AGENT_GITHUB.search(path):
        return "agent"
    stem = name.rpartition(".")[0] or name
    if any(_PAST_STEMS.match(part) for part in (*folders, stem)):
        return "past"
    beside_code = bool(folders) and folders[0] in _CODE_FOLDERS and stem in _CODE_PAGES
    if beside_code or any(_CONTRIBUTOR_STEMS.match(part) for part in (*folders, stem)):
        return "contributor"
    return "user"
