"""Which files of a tree agents load as instructions, and which others are documents to check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from contextkit.globs import compiled, static_prefix
from contextkit.patterns import pattern
from contextkit.repo import SUBMODULE, SYMLINK
from contextkit.survey.copies import exported_copies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contextkit.config import Config
    from contextkit.repo import Tree

_ANYWHERE = frozenset(
    {
        ".clinerules",
        ".cursorrules",
        ".windsurfrules",
        "AGENT.md",
        "AGENTS.md",
        "AGENTS.override.md",
        "CLAUDE.local.md",
        "CLAUDE.md",
        "GEMINI.md",
    }
)
_AT_ROOT = frozenset({".github/copilot-instructions.md", ".rules"})
_IN_FOLDERS = pattern(
    r"""(?:.*/)?(?:
        \.cursor/rules/.+\.mdc
      | \.github/instructions/.+\.instructions\.md
      | \.claude/(?:rules|agents|commands)/.+\.md
      | \.(?:agents|augment|claude|codex|continue|cursor|gemini|github|kiro|opencode|roo|windsurf)/skills/.+/SKILL\.md
      | \.(?:windsurf|devin|continue)/rules/.+\.md
      | \.clinerules/.+\.(?:md|txt)
      | \.junie/guidelines\.md
      | \.kiro/steering/.+\.md
      | \.contextkit/rules/.+\.md
    )""",
    re.VERBOSE,
)

_MARKDOWN = (".md", ".mdx", ".markdown")

# A page that a link or a name in backticks leads to.
_PAGE = pattern(r"(?:\]\(<?|`)([\w@./-]+\.mdx?)(?=[`#)>])")

# Files that tests and generators use, and other people's: what they say is not said of this repository.
_FOREIGN = frozenset(
    {
        "__fixtures__",
        "__snapshots__",
        "cassettes",
        "fixture",
        "fixtures",
        "node_modules",
        "site-packages",
        "template",
        "templates",
        "testdata",
        "third_party",
        "vendor",
        "vendored",
    }
)

# What was true when it was written, and stays as it is.
_RECORDS = pattern(
    r"""(?:.*/)?(?:
        (?:change-?logs?|changes|history|news|releases?|release[-_]notes|whats[-_]?new)(?:[-_.][^/]*)?\.mdx?
      | (?:licen[cs]es?|copying|notice|authors|contributors|third[-_]party[^/]*)(?:[-_.][^/]*)?\.mdx?
      | (?:\.changeset|change-?logs?|release[-_]notes|releases|whats[-_]?new)/.+
      | (?:versioned[-_]docs|(?:version[-_])?v?\d+\.\d+[\w.-]*)/.+
    )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Documents:
    """What is checked, sorted."""

    agent_files: tuple[str, ...]
    documents: tuple[str, ...]
    aliases: Mapping[str, str]
    """Symlinks that agents load by name, and the file behind each: one document, reported once."""
    copies: tuple[str, ...] = ()
    """Files of agents that say what a rule says, which is checked in their place."""


def find_documents(tree: Tree, config: Config) -> Documents:
    """The agents' files of this tree, and the documents that the configuration names."""
    aliases = {path: real for path in _agent_paths(tree) if (real := _behind(tree, path))}
    agent_files = {path for path in _agent_paths(tree) if tree.entries[path].mode != SYMLINK} | set(aliases.values())
    agent_files.update(_skill_pages(tree, [p for p in agent_files if p.endswith("/SKILL.md")]))
    documents = {path for path in _named(tree, config) if path not in agent_files}
    copies = agent_files & exported_copies(tree.repo)
    agent_files -= copies
    return Documents(tuple(sorted(agent_files)), tuple(sorted(documents)), aliases, tuple(sorted(copies)))


def other_pages(tree: Tree, found: Documents) -> int:
    """How many Markdown files are neither looked at nor left out as records, fixtures or other people's."""
    known = {*found.agent_files, *found.documents}
    pages = (p for p, e in tree.entries.items() if p.endswith(_MARKDOWN) and e.mode not in {SYMLINK, SUBMODULE})
    return sum(p not in known and not _RECORDS.fullmatch(p) and not _is_foreign(p) for p in pages)


def is_agent_file(path: str) -> bool:
    """Whether some agent loads a file of this path as instructions."""
    return path.rpartition("/")[2] in _ANYWHERE or path in _AT_ROOT or _IN_FOLDERS.fullmatch(path) is not None


def _agent_paths(tree: Tree) -> Iterator[str]:
    for path, entry in tree.entries.items():
        if entry.mode != SUBMODULE and is_agent_file(path) and not _is_foreign(path):
            yield path


def _behind(tree: Tree, path: str) -> str | None:
    """The file that a symlink leads to; None for a file, a folder or a link that leads nowhere."""
    if tree.entries[path].mode != SYMLINK:
        return None
    real = tree.resolve(path)
    return real if real in tree.entries and real != path else None


def _skill_pages(tree: Tree, skills: Iterable[str]) -> Iterator[str]:
    """The pages of a skill's own folder that it leads to, itself or through one another: agents read on there."""
    for skill in skills:
        folder = skill.rpartition("/")[0]
        led, unread = {skill}, [skill]
        while unread:
            page = unread.pop()
            text = (tree.repo.read(page) or b"").decode("utf-8", "replace")
            named = (normpath(join(base, raw)) for raw in _PAGE.findall(text) for base in (dirname(page), folder))
            new = {p for p in named if p.startswith(f"{folder}/") and p in tree.entries} - led
            unread += [p for p in new if tree.entries[p].mode not in {SYMLINK, SUBMODULE}]
            led |= new
        yield from (p for p in led if not _is_foreign(p))


def _named(tree: Tree, config: Config) -> Iterator[str]:
    for glob in config.documents:
        matches, prefix = compiled(glob).match, static_prefix(glob)
        for path in tree.under(prefix):
            is_file = tree.entries[path].mode not in {SYMLINK, SUBMODULE}
            if is_file and matches(path) and not _RECORDS.fullmatch(path) and not _is_foreign(path[len(prefix) :]):
                yield path


def _is_foreign(path: str) -> bool:
    return not _FOREIGN.isdisjoint(path.split("/")[:-1])
