"""Whom a document speaks to, which decides how much its names can be taken at their word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from contextkit.patterns import pattern

Role = Literal["agent", "contributor", "user", "past"]

_AGENT_NAMES = frozenset(
    """agents.md agents.override.md agent.md claude.md claude.local.md gemini.md qwen.md warp.md skill.md
    .cursorrules .windsurfrules .clinerules .rules copilot-instructions.md""".split()
)
_AGENT_FOLDERS = frozenset(
    """.cursor .claude .agents .agent .windsurf .junie .kiro .clinerules .roo .gemini .codex .devin .contextkit
    .packmind .continue .augment .amazonq .opencode .rules agent_docs agent-docs""".split()
)
_AGENT_GITHUB = pattern(r"(?:^|/)\.github/(?:instructions|skills|agents|prompts|chatmodes)/")

_PAST_STEMS = pattern(
    r"""(?:change-?logs? | changes | history | news | release[-_ ]?notes? | releases? | whats[-_]?new | upgrad\w* |
    migrat(?:ion|ing)\w* | deprecat\w* | post-?mortems? | retro\w* | archived? | blogs? | posts | adrs? | decisions? |
    rfcs? | proposals? | plans? | specs? | design-?docs | meeting\w* | journal | worklogs? | sessions? | audits? |
    reports? | \.changeset | changesets? | server-changes | news-?fragments? | changelog\.d | completed | done)
    (?:[-_.].*)?$ | (?:version[-_]?)?v?\d+\.\d+[\w.]* | versioned[-_]docs$ | \d{4}-\d{2}""",
    re.VERBOSE,
)
_PAST_ENDS = pattern(r"[-_](?:migration|changelog|release[-_]notes|rfc|adr|proposal|plan|report|post-?mortem|audit)$")
_RECORDS = pattern(
    r"(?:designs?|architecture|enhancements?|improvements?|ideas|\w{0,4}(?:ep|ip|id|adr|rfc|rfd)s?"
    r"|decision[-_ ]?records?|design[-_ ]?(?:documents?|notes|records?|proposals?))$"
)
_NUMBERED = pattern(r"(?:\d{4,}|0\d{2,})[-_.]\w")
"""`0007-name.md`, `6173-name.md`: one of a series, in a folder of such; each tells of the day when it was written."""
_CONTRIBUTOR_STEMS = pattern(
    r"""(?:contribut\w* | develop(?:ment|ing)? | hack(?:ing)? | architecture | maintain(?:ers?|ing)\w* | internals? |
    dev | dev-?docs | internal-?docs? | engineering | \.github)(?:[-_.].*)?$""",
    re.VERBOSE,
)
_WORKSHOP_STEMS = pattern(
    r"""(?:building | testing | tests? | design | benchmarks? | benches | scripts? | tools | xtask | ci | eng |
    codegen | releasing | guidelines? | style-?guide | coding\w*)(?:[-_.].*)?$""",
    re.VERBOSE,
)
"""These are for contributors outside the documentation; within it they are topics for users."""
_SITE_FOLDERS = frozenset("docs doc documentation website site content www manual guides".split())
_SERVED_FOLDERS = _SITE_FOLDERS | {"pages", "public", "static", "blog", "book"}
_CODE_FOLDERS = frozenset("src crates internal pkg lib packages apps cmd core server client".split())
_SOURCE_FOLDERS = frozenset("src crates internal pkg lib cmd".split())
_FRONT_PAGES = frozenset("README FAQ SUPPORT SECURITY CODE_OF_CONDUCT INSTALL INSTALLATION".split())
_CODE_PAGES = frozenset("readme contributing notes design architecture todo development".split())


@lru_cache(maxsize=8192)
def role_of(path: str) -> Role:
    """Agents, contributors, or users of the product; or nobody any more: the document tells of the past."""
    *folders, name = path.casefold().split("/")
    if name in _AGENT_NAMES or not _AGENT_FOLDERS.isdisjoint(folders) or _AGENT_GITHUB.search(path):
        return "agent"
    stem = name.rpartition(".")[0] or name
    if any(_PAST_STEMS.match(part) for part in (*folders, stem)) or _PAST_ENDS.search(stem):
        return "past"
    if _is_numbered(folders, stem):
        return "past"
    if _is_beside_code(folders, stem) or _is_shouted(path):
        return "contributor"
    parts = (*folders, stem)
    if any(_CONTRIBUTOR_STEMS.match(part) for part in parts):
        return "contributor"
    if _SITE_FOLDERS.isdisjoint(folders) and any(_WORKSHOP_STEMS.match(part) for part in parts):
        return "contributor"
    return "user"


def is_for_a_site(path: str) -> bool:
    """Whether a site may be built from a page, whose links are then seen from wherever it is served."""
    folders = path.casefold().split("/")[:-1]
    return role_of(path) != "agent" and (path.endswith(".mdx") or not _SERVED_FOLDERS.isdisjoint(folders))


def _is_numbered(folders: list[str], stem: str) -> bool:
    first = next((i for i, folder in enumerate(folders) if _RECORDS.match(folder)), None)
    return first is not None and any(_NUMBERED.match(part) for part in (*folders[first + 1 :], stem))


def _is_beside_code(folders: list[str], stem: str) -> bool:
    """`packages/core/README.md`, `crates/core/docs/notes.md`: what stands in the code is read by those who write it."""
    if not folders or folders[0] not in _CODE_FOLDERS:
        return False
    return stem in _CODE_PAGES or (folders[0] in _SOURCE_FOLDERS and "docs" in folders[1:])


def _is_shouted(path: str) -> bool:
    """`RELEASING.md`, `TIGER_STYLE.md`: a page in capitals is a page for contributors, but for the front page."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return len(stem) > 2 and stem.isupper() and stem not in _FRONT_PAGES
