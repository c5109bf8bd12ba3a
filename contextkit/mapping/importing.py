"""Takes what agents' own files say into the map and rules: as writes that a person sees first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from contextkit.mapping.export_plan import unwritten
from contextkit.mapping.lines import Outline
from contextkit.mapping.links import moved_text
from contextkit.mapping.pieces import MAP, exporters, in_folder
from contextkit.mapping.plan import Plan, Write
from contextkit.mapping.record import file_hash
from contextkit.mapping.rule_forms import is_ours, same_rule
from contextkit.mapping.rules import is_name, rule_text
from contextkit.mapping.sections import own_text, with_missing
from contextkit.mapping.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from contextkit.mapping.pieces import Found
    from contextkit.mapping.record import Record
    from contextkit.mapping.rules import Rule
    from contextkit.repo import Tree

_PAGES = frozenset({"CLAUDE.md", "GEMINI.md", "AGENT.md", ".cursorrules", ".windsurfrules"})
_ROOT_PAGES = frozenset({".github/copilot-instructions.md", ".claude/CLAUDE.md"})


@dataclass(frozen=True, slots=True)
class Sources:
    """The agents' files of a tree, the rules that there are, and what was exported."""

    paths: Sequence[str]
    tree: Tree
    read: Callable[[str], bytes | None]
    rules: Sequence[Rule]
    record: Record
    old_record: bytes | None


def plan_import(sources: Sources) -> Plan:
    """The writes that have rules and maps say what agents' files say, and do not yet."""
    rules = {rule.name: rule for rule in sources.rules}
    writes = [*_rule_writes(sources, rules), *_map_writes(sources)]
    return Plan(tuple(sorted(writes, key=lambda w: w.path)), sources.old_record, sources.old_record)


def _rule_writes(sources: Sources, rules: Mapping[str, Rule]) -> Iterator[Write]:
    taken: dict[str, tuple[Rule, str]] = {}
    for path in sources.paths:
        found = _found(path, sources)
        if found is None:
            continue
        rule = _named(*found, rules)
        if rule is None:
            yield unwritten(path, None, f"{path} stays as it is: {found[0].problem or 'it says nothing'}")
            continue
        if rule.name in taken and not same_rule(taken[rule.name][0], rule):
            yield unwritten(path, None, f"{path} says otherwise than {taken[rule.name][1]}, which is taken")
        elif (twin := _twin(rule, taken.values())) is not None and rule.name not in rules:
            yield unwritten(path, None, f"{path} says what {twin} says under another name")
        else:
            taken.setdefault(rule.name, (rule, path))
    for rule, path in taken.values():
        known = rules.get(rule.name)
        if known is not None and same_rule(known, rule):
            continue
        old = sources.read(rule.path)
        new = rule_text(rule).encode("utf-8", "surrogateescape")
        yield Write(rule.path, old, new, Outline.empty(""), notes=(f"{rule.path} is taken from {path}",))


def _twin(rule: Rule, taken: Iterable[tuple[Rule, str]]) -> str | None:
    """The file that has told the same for the same files, under another name."""
    for other, path in taken:
        if rule.name != other.name and same_rule(replace(rule, name=other.name, summary=other.summary), other):
            return path
    return None


def _found(path: str, sources: Sources) -> tuple[Found, Rule | None] | None:
    """The rule in an agent's file; None where it is none, or says still what was exported."""
    content = sources.read(path)
    is_text = content is not None and b"\0" not in content
    if content is None or not is_text or _is_as_exported(path, sources):
        return None
    return told(path, content, sources.tree)


def _named(found: Found, rule: Rule | None, rules: Mapping[str, Rule]) -> Rule | None:
    """With what the rule of this name says and an agent's form does not."""
    known = rules.get(rule.name) if rule else None
    if rule is None or known is None:
        return rule if rule and is_name(rule.name) else None
    is_own_summary = is_ours(found.text) or rule.body != known.body
    return replace(
        rule,
        severity=known.severity,
        enforced_by=known.enforced_by,
        body=known.body if known.enforced_by else rule.body,
        summary=rule.summary if is_own_summary else known.summary,
    )


def _map_writes(sources: Sources) -> Iterator[Write]:
    """For each folder, the map with what its other pages say, and it does not."""
    pages: dict[str, list[str]] = {}
    for path in sources.paths:
        home = _home(path)
        if home is not None and not _is_as_exported(path, sources):
            pages.setdefault(home, []).append(path)
    for home, paths in sorted(pages.items()):
        map_path = in_folder(home, MAP)
        old = sources.read(map_path)
        new, notes = old or b"", []
        for path in paths:
            text = moved_text(own_text(sources.read(path) or b"", path), dirname(path), home, sources.tree)
            added = with_missing(new, text)
            if added != new:
                notes.append(f"{map_path} takes over what {path} says")
                new = added
        if new != (old or b""):
            yield Write(map_path, old, new, Outline.empty(home), is_adopted=old is not None, notes=tuple(notes))


def _home(path: str) -> str | None:
    """The folder that a page of instructions is about; None for what is no such page."""
    if basename(path) in _PAGES and "/." not in f"/{dirname(path)}":
        return dirname(path)
    return "" if path in _ROOT_PAGES else None


def _is_as_exported(path: str, sources: Sources) -> bool:
    """Whether it tells us nothing new; where all rules are gone, it tells what they were."""
    if not sources.rules and any(e.read(path, "") for e in exporters().values()):
        return False
    row, content = sources.record.exports.get(path), sources.read(path)
    return row is not None and content is not None and not row.block and row.hash == file_hash(content)
