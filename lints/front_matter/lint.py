"""Finds front matter that the agent which it is written for does not understand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contextkit.lint_api import Edit, Fix, Location, Match, Project, Severity, Verdict

if TYPE_CHECKING:
    from contextkit.lint_api import Document, Entry


@dataclass(frozen=True, slots=True)
class Kind:
    """What one agent's files say in their front matter."""

    where: re.Pattern[str]
    agent: str
    keys: Sequence[str]
    """All that the agent reads, where that is known; a key that is meant for one of them is told."""
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    needed: Mapping[str, str] = field(default_factory=dict)
    """What happens without the key."""
    instead: str = ""
    """A key that serves in place of those needed."""
    when: tuple[str, str] = ("", "")
    """A key and its value for which alone they are needed."""


OFFERED = "so no agent knows what the skill is for"
KINDS = (
    Kind(
        re.compile(r"(?:.*/)?\.cursor/rules/.+\.mdc"),
        "Cursor",
        ("description", "globs", "alwaysApply"),
        {"alwaysApply": ("true", "false")},
    ),
    Kind(re.compile(r"(?:.*/)?\.claude/rules/.+\.md"), "Claude Code", ("paths",)),
    Kind(
        re.compile(r"(?:.*/)?\.github/instructions/.+\.instructions\.md"),
        "Copilot",
        ("applyTo", "description", "name", "excludeAgent"),
        {"excludeAgent": ("code-review", "cloud-agent", "coding-agent")},
        {"applyTo": "so Copilot applies it to no file by itself"},
        instead="description",
    ),
    Kind(
        re.compile(r"(?:.*/)?\.claude/agents/(?!README)[^/]+\.md"),
        "Claude Code",
        (),
        needed={"name": "and every agent needs one", "description": "so Claude Code never hands work to this agent"},
    ),
    Kind(
        re.compile(r"(?:.*/)?\.agents/skills/.+/SKILL\.md"),
        "agents",
        (),
        needed={"name": OFFERED, "description": OFFERED},
    ),
    Kind(
        re.compile(r"(?:.*/)?\.kiro/steering/.+\.md"),
        "Kiro",
        ("inclusion", "fileMatchPattern", "name", "description"),
        {"inclusion": ("always", "fileMatch", "manual", "auto")},
        {"fileMatchPattern": "so no file brings this along"},
        when=("inclusion", "filematch"),
    ),
    Kind(
        re.compile(r"(?:.*/)?\.(?:windsurf|devin)/rules/.+\.md"),
        "Windsurf",
        ("trigger", "globs", "description"),
        {"trigger": ("always_on", "glob", "manual", "model_decision")},
        {"globs": "so no file brings this along"},
        when=("trigger", "glob"),
    ),
    Kind(re.compile(r"(?:.*/)?\.claude/skills/.+/SKILL\.md"), "Claude Code", ()),
)
PATTERN_KEYS = frozenset({"paths", "path", "globs", "glob", "applyTo", "fileMatchPattern"})
LENIENT = re.compile(r"(?:.*/)?\.claude/.+")
"""Claude Code puts a value into quotes itself where YAML fails; other agents that read these files do not."""
OPENED = re.compile(r"\ufeff?---[ \t]*\r?\n[A-Za-z][\w-]*:")
KEY_AND_VALUE = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]+\S")


def check(project: Project) -> Iterator[Match]:
    reached = {r.target for r in project.references(verdict=Verdict.LIVE) if r.path != r.target}
    for path in project.agent_files:
        kind = next((k for k in KINDS if k.where.fullmatch(path)), None)
        document = project.documents.get(path)
        if kind and document:
            found = problems(path, kind, document, project)
            yield from (m for m in found if m.variant != "missing" or kind.agent != "Copilot" or path not in reached)
    yield from ignored_files(project, reached)


def problems(path: str, kind: Kind, document: Document, project: Project) -> Iterator[Match]:
    entries = document.front_matter
    if document.front_matter_problem:
        yield from not_yaml(path, document, project.read(path) or "")
    elif entries is None and OPENED.match(project.read(path) or ""):
        yield match(path, 1, "open", agent=kind.agent)
    else:
        yield from missing_keys(path, kind, entries or {})
        yield from wrong_keys(path, kind, entries or {})
        yield from wrong_values(path, kind, entries or {})
        if kind.agent == "Cursor":
            yield from quoted_globs(path, entries or {}, project)


def not_yaml(path: str, document: Document, text: str) -> Iterator[Match]:
    number = document.front_matter_problem_line
    lines = text.split("\n")
    written = KEY_AND_VALUE.match(lines[number - 1]) if number <= len(lines) else None
    if written and written["key"] == "argument-hint":
        return  # `[first] [second]` is how its own documentation writes it
    is_read_anyway = written is not None and LENIENT.fullmatch(path) is not None
    severity: Severity | None = "warning" if is_read_anyway else None
    yield match(path, number, "broken", severity=severity, problem=document.front_matter_problem)


def missing_keys(path: str, kind: Kind, entries: Mapping[str, Entry]) -> Iterator[Match]:
    key, value = kind.when
    if (key and said(entries, key).lower() != value) or said(entries, kind.instead):
        return
    for needed, effect in kind.needed.items():
        if not said(entries, needed) and needed not in entries:
            yield match(path, 1, "missing", key=needed, effect=effect)


def wrong_keys(path: str, kind: Kind, entries: Mapping[str, Entry]) -> Iterator[Match]:
    """Keys that mean one which the agent reads: another agent's word for its globs, or a slip."""
    open_keys = [key for key in kind.keys if key not in entries]
    for key, entry in entries.items():
        if key in kind.keys or not open_keys:
            continue
        is_slip = bool(get_close_matches(key.lower(), [k.lower() for k in open_keys], n=1, cutoff=0.85))
        is_of_another = key in PATTERN_KEYS and not PATTERN_KEYS.isdisjoint(open_keys)
        if is_slip or is_of_another:
            known = shown(kind.keys)
            yield match(path, entry.line, "key", severity="warning", key=key, agent=kind.agent, known=known)


def wrong_values(path: str, kind: Kind, entries: Mapping[str, Entry]) -> Iterator[Match]:
    for key, known in kind.values.items():
        value = said(entries, key)
        if value and value.lower() not in {k.lower() for k in known}:
            yield match(path, entries[key].line, "value", key=key, value=value, agent=kind.agent, known=shown(known))


def quoted_globs(path: str, entries: Mapping[str, Entry], project: Project) -> Iterator[Match]:
    entry = entries.get("globs")
    if entry is None or entry.form in {"bare", "empty"} or not entry.values:
        return
    if said(entries, "alwaysApply").lower() == "true":
        return
    bare = f"globs: {','.join(value.strip() for value in entry.values)}"
    lines = (project.read(path) or "").split("\n")
    before = sum(len(line.encode("utf-8", "surrogateescape")) + 1 for line in lines[: entry.line - 1])
    old = "\n".join(lines[entry.line - 1 : entry.line + entry.raw.count("\n")]).rstrip("\r")
    end = before + len(old.encode("utf-8", "surrogateescape"))
    fix = None if "#" in old else Fix("unsafe", (Edit(path, before, end, bare),))
    yield match(path, entry.line, "quoted", fix=fix, bare=bare)


def ignored_files(project: Project, reached: Collection[str | None]) -> Iterator[Match]:
    """`.md` files among Cursor's rules that nothing else leads to."""
    for home in sorted({"", *project.homes}):
        folder = f"{home}/.cursor/rules" if home else ".cursor/rules"
        for path in project.tree.under(folder):
            is_rule = path.endswith(".md") and not path.endswith("/README.md")
            if is_rule and path not in reached and f"{path}c" not in project.tree.entries:
                yield match(path, 1, "ignored")


def shown(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def said(entries: Mapping[str, Entry], key: str) -> str:
    return " ".join(entries[key].values) if key in entries else ""


def match(
    path: str, line: int, variant: str, *, severity: Severity | None = None, fix: Fix | None = None, **values: str
) -> Match:
    symbol = " ".join((variant, values.get("key", ""))).strip()
    return Match(Location(path, line), values, fix, symbol=symbol, variant=variant, severity=severity)
