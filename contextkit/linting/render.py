"""From a match and its lint's page to a finding."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError
from contextkit.model import Finding, Fix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from contextkit.catalog import Lint
    from contextkit.model import Match, Safety

_VALUE = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")


def render(lint: Lint, matches: Iterable[Match], line_of: Callable[[str, int], str]) -> list[Finding]:
    """The findings of one lint, by place. `line_of(path, line)` gives the text of a line, "" where there is none."""
    seen: Counter[tuple[str, str, str]] = Counter()
    findings = []
    for match in sorted(matches, key=_place):
        text = " ".join(line_of(match.location.path, match.location.line).split())
        same = (match.location.path, match.symbol, text)
        findings.append(_finding(lint, match, fingerprint(lint.id, *same, seen[same])))
        seen[same] += 1
    return findings


def fingerprint(lint: str, path: str, symbol: str, text: str, ordinal: int) -> str:
    """The same for as long as the finding is the same, wherever in its file it moves."""
    whole = "\0".join((lint, path, symbol, text, str(ordinal)))
    return sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _place(match: Match) -> tuple[str, int, int, str, str]:
    return match.location.path, match.location.line, match.location.column, match.symbol, match.variant


def _finding(lint: Lint, match: Match, print_: str) -> Finding:
    at = match.location
    page = lint.page
    values = {name: _printable(value) for name, value in match.values.items()}
    return Finding(
        lint=lint.id,
        severity=match.severity or page.severity,
        path=at.path,
        line=at.line,
        column=at.column,
        end_line=at.end_line,
        problem=_filled(lint, "Problem", page.problem, match.variant, values),
        remedy=_filled(lint, "Remedy", page.remedy, match.variant, values),
        avoid=_filled(lint, "Avoid", page.avoid, match.variant, values),
        again=f"contextkit check {shlex.quote(at.path)} --select {lint.id}",
        fix=_allowed(match.fix, page.fix),
        fingerprint=print_,
        values=values,
        raw=values.get("raw", ""),
    )


def _allowed(fix: Fix | None, promised: Safety | None) -> Fix | None:
    """The fix within what the page promises: none, or no safer than it says."""
    if fix is None or promised is None:
        return None
    return Fix("unsafe", fix.edits) if promised == "unsafe" else fix


def _filled(lint: Lint, section: str, texts: Mapping[str, str], variant: str, values: Mapping[str, str]) -> str:
    template = texts.get(variant, texts.get(""))
    if template is None:
        raise ContextkitError(
            f"Lint `{lint.id}` yields the variant `{variant}`, which {lint.place} does not have",
            f"Add `## {section}: {variant}`, or `## {section}` for all others",
        )

    def value(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        if match[1] not in values:
            raise ContextkitError(
                f"Lint `{lint.id}`: `## {section}` of {lint.place} names {{{match[1]}}}, which the match does not have",
                f"It has: {', '.join(sorted(values)) or 'no values'}; braces that mean themselves are doubled",
            )
        return values[match[1]]

    return _VALUE.sub(value, template)


def _printable(value: str) -> str:
    """Without what UTF-8 cannot carry: names and contents may hold bytes of other encodings."""
    return value.encode("utf-8", "backslashreplace").decode()
