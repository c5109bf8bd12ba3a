"""Finds rules whose globs match no file, so that no file brings them along."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from contextkit.lint_api import Match, Project, Reference, Verdict, home_of, match_of


class Kind(NamedTuple):
    """How one agent's rules name the files that they are for."""

    where: re.Pattern[str]
    key: str
    is_anchored: bool = False
    """Whether a glob means one place; where that is not documented, any folder may hold what it names."""
    unless: tuple[str, str] = ("", "")
    """A key and its value with which the globs are not asked."""
    needs: tuple[str, str] = ("", "")
    """A key and its value without which they are not."""
    forms: frozenset[str] = frozenset({"bare", "quoted", "list", "flow", "block"})


KINDS = (
    Kind(re.compile(r"(?:.*/)?\.claude/rules/.+\.md"), "paths", is_anchored=True),
    Kind(
        re.compile(r"(?:.*/)?\.cursor/rules/.+\.mdc"),
        "globs",
        unless=("alwaysApply", "true"),
        forms=frozenset({"bare"}),
    ),
    Kind(re.compile(r"(?:.*/)?\.github/instructions/.+\.instructions\.md"), "applyTo"),
    Kind(re.compile(r"(?:.*/)?\.kiro/steering/.+\.md"), "fileMatchPattern", needs=("inclusion", "fileMatch")),
    Kind(re.compile(r"(?:.*/)?\.(?:windsurf|devin)/rules/.+\.md"), "globs", needs=("trigger", "glob")),
    Kind(re.compile(r"(?:.*/)?\.clinerules/.+\.md"), "paths"),
    Kind(re.compile(r"\.contextkit/rules/.+\.md"), "paths", is_anchored=True),
)
NOT_DEAD = {Verdict.LIVE, Verdict.ELSEWHERE, Verdict.GENERATED, Verdict.PLACEHOLDER}
BEYOND = re.compile(r"[@!+?*]\(|^!|^~|\$")
"""Extended globs, negations, and places outside of the repository."""


def check(project: Project) -> Iterator[Match]:
    patterns: Mapping[str, list[Reference]] = defaultdict(list)
    for reference in project.references():
        if reference.mention.syntax == "front-matter":
            patterns[reference.path].append(reference)
    for path in project.agent_files:
        kind = next((k for k in KINDS if k.where.fullmatch(path)), None)
        if kind and path in patterns and is_asked(project, path, kind):
            yield from in_rule([r for r in patterns[path] if r.mention.label == kind.key], kind, project)


def is_asked(project: Project, path: str, kind: Kind) -> bool:
    """Whether the agent looks at the globs of this rule at all."""
    entries = project.documents[path].front_matter or {}
    said = {key: " ".join(entry.values).lower() for key, entry in entries.items()}
    if kind.key not in entries or entries[kind.key].form not in kind.forms:
        return False
    is_off = said.get(kind.unless[0]) == kind.unless[1]
    return not is_off and said.get(kind.needs[0], "") == kind.needs[1].lower()


def in_rule(patterns: Sequence[Reference], kind: Kind, project: Project) -> Iterator[Match]:
    dead = [from_home(r) for r in patterns if is_dead(r, kind, project)]
    proven = [r for r in dead if r.verdict.is_stale]
    if dead and len(dead) == len(patterns):
        first = next(iter(proven), dead[0])
        said = first.evidence if first.verdict.is_stale else "matches no file"
        yield match_of(first, variant="only" if len(dead) == 1 else "all", said=said, count=str(len(dead)))
    else:
        living = {stem(r.mention.raw) for r in patterns if r.mention not in {d.mention for d in dead}}
        alone = (r for r in proven if stem(r.mention.raw) not in living)
        yield from (replace(match_of(r, variant="one", said=r.evidence), severity="warning") for r in alone)


def stem(glob: str) -> str:
    """Without the suffix: `**/*.ts, **/*.js` names all that may come, though only one of them is there."""
    return re.sub(r"\.[\w{},]+$", "", glob)


def from_home(reference: Reference) -> Reference:
    """With what is to be written instead seen from the root, or from the rules' own folder as the author did."""
    home, target = home_of(reference.path), reference.target
    if target is None or reference.mention.raw.startswith(("./", "/")):
        return replace(reference, replacement=None)
    is_rooted = not home or reference.mention.raw.partition("/")[0] == home.partition("/")[0]
    return replace(reference, replacement=target if is_rooted else target.removeprefix(f"{home}/"))


def is_dead(reference: Reference, kind: Kind, project: Project) -> bool:
    raw = reference.mention.raw
    if reference.verdict in NOT_DEAD or BEYOND.search(raw):
        return False
    glob = raw.removeprefix("./").removeprefix("/").strip("\"'")
    if not glob or project.tree.inside_submodule(glob):
        return False
    is_gone = kind.is_anchored and reference.verdict in {Verdict.MOVED, Verdict.DELETED}
    home = home_of(reference.path)
    places = [
        glob,
        *([f"{home}/{glob}"] if home else []),
        *([] if is_gone or glob.startswith("**/") else [f"**/{glob}"]),
    ]
    return not any(matches(place, project) for place in places)


def matches(glob: str, project: Project) -> bool:
    """Whether it names a file, or a folder that holds any; also through a folder that is a symlink."""
    tree = project.tree
    is_folder = not re.search(r"[*.][^/]*$", glob)
    if tree.matching(glob) or (is_folder and tree.matching(f"{glob.rstrip('/')}/**")):
        return True
    fixed, rest = split(glob)
    real = tree.resolve(fixed) if fixed else None
    return real is not None and real != fixed and bool(tree.matching(f"{real}/{rest}" if rest else real))


def split(glob: str) -> tuple[str, str]:
    """The folders before the first star, and what follows them."""
    fixed = re.match(r"(?:[^*?{\[/]+/)*", glob)
    end = fixed.end() if fixed else 0
    return glob[:end].rstrip("/"), glob[end:]
