"""A rule as the text of an agent's file, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from contextkit.mapping.rule_page import quoted
from contextkit.mapping.rules import Enforcer, Rule, first_sentence
from contextkit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.mapping.pieces import Found

_MARK = re.compile(r"<!-- contextkit:rule (\S+) (.*?)-->\n*")
_HELD = re.compile(r" \(held by [^()]*\)\Z")
_PLAIN = re.compile(r"[A-Za-z][^:#\n\"'`{}\[\]&*!|>%@]*[^\s:#\"'`{}\[\]&*!|>%@]")
_YAML_WORDS = frozenset("true false yes no on off null y n".split())


def text_of(rule: Rule) -> str:
    """The mark of what it was made from, and the rule: one line where a linter holds it, else all of it."""
    return f"{_mark(rule)}\n{_told(rule)}"


def rule_of(found: Found, globs: Sequence[str]) -> Rule | None:
    """The rule that a file tells. A mark of ours says what the agent's form does not; None where it says nothing."""
    mark = _MARK.match(found.text)
    rule = _foreign(found) if mark is None else _of_mark(found, mark)
    return replace(rule, paths=tuple(globs)) if rule.summary else None


def is_ours(text: str) -> bool:
    """Whether a text begins with our mark."""
    return _MARK.match(text) is not None


def yaml_text(text: str) -> str:
    """As YAML reads it: without quotes where none are needed."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _YAML_WORDS and text.isprintable()
    return text if is_plain else quoted(text)


def expanded(glob: str) -> Iterator[str]:
    """The globs without braces that mean the same: `a.{b,c}` is `a.b` and `a.c`."""
    braces = re.search(r"\{([^{}]*)\}", glob)
    if braces is None:
        yield glob
        return
    for choice in braces[1].split(","):
        yield from expanded(glob[: braces.start()] + choice + glob[braces.end() :])


def same_rule(one: Rule, other: Rule) -> bool:
    """Whether two rules say the same of the same files; of one that a linter holds no agent is told the body."""
    return _plain(one) == _plain(other)


def _plain(rule: Rule) -> Rule:
    globs = tuple(sorted({plain for glob in rule.paths for plain in expanded(glob)}))
    return replace(rule, paths=globs, body="" if rule.enforced_by else rule.body)


def _mark(rule: Rule) -> str:
    parts = [f"severity={rule.severity}"]
    if rule.summary != first_sentence(rule.body) or rule.enforced_by:
        parts.append("summary=first")
    if rule.enforced_by:
        parts.append(f"enforced_by={','.join(map(str, rule.enforced_by))}")
    return f"<!-- contextkit:rule {rule.name} {' '.join(parts)} -->"


def _told(rule: Rule) -> str:
    if rule.enforced_by:
        return f"{rule.summary} (held by {', '.join(f'`{e}`' for e in rule.enforced_by)})"
    if rule.summary == first_sentence(rule.body):
        return rule.body
    return f"{rule.summary}\n\n{rule.body}".rstrip()


def _of_mark(found: Found, mark: re.Match[str]) -> Rule:
    said = dict(part.partition("=")[::2] for part in mark[2].split())
    text = found.text[mark.end() :].strip("\n").rstrip()
    enforcers = tuple(Enforcer(*e.split(":", 1)) for e in said.get("enforced_by", "").split(",") if ":" in e)
    summary, body = first_sentence(text), text
    if said.get("summary") == "first":
        first, _, body = text.partition("\n\n")
        summary = " ".join((_HELD.sub("", first) if enforcers else first).split())
    severity = said.get("severity", "warning")
    known = cast("Severity", severity) if severity in get_args(Severity) else "warning"
    return Rule(mark[1], summary, body.strip("\n"), severity=known, enforced_by=enforcers)


def _foreign(found: Found) -> Rule:
    text = found.text.strip("\n").rstrip()
    summary = " ".join(found.summary.split()) or first_sentence(text)
    return Rule(found.name, summary, text)
