"""Commands: the headlines first, each under its purpose, then what else this repository is worked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder
from contextkit.survey.inventory import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contextkit.survey.inventory import Command, Purpose

LABELS: dict[Purpose, str] = {
    "install": "Install",
    "build": "Build",
    "test": "Test",
    "test-one": "One test",
    "lint": "Lint",
    "format": "Format",
    "typecheck": "Type check",
    "run": "Run",
    "generate": "Generate",
    "docs": "Documentation",
    "release": "Release",
    "other": "",
}
_ORDER = (*HEADLINES, "generate", "docs", "other", "release")
_LEFT_OUT = frozenset({"release"})
"""What a person does now and then, and an agent never unasked."""


def command_lines(commands: Iterable[Command], home: str) -> list[Line]:
    """The lines for these commands in the map of the folder `home`."""
    wanted = [c for c in commands if c.is_headline or c.purpose not in _LEFT_OUT]
    ordered = sorted(wanted, key=lambda c: (not c.is_headline, _ORDER.index(c.purpose)))
    seen: set[tuple[str, str]] = set()
    lines = []
    for command in ordered:
        if (command.line, command.folder) not in seen:
            seen.add((command.line, command.folder))
            lines.append(_line(command, home))
    return lines


def _line(command: Command, home: str) -> Line:
    label = LABELS[command.purpose]
    about = clause(command.about, 90)
    parts = [f"{label}: {code(command.line)}" if command.is_headline else code(command.line)]
    if command.folder != home:
        parts.append(f"in {folder(command.folder)}" if command.folder else "at the root")
    parts += [f"needs {clause(need, 40)}" for need in command.needs]
    text = parts[0] + (f" ({'; '.join(parts[1:])})" if len(parts) > 1 else "")
    if about and about.casefold() not in {label.casefold(), command.line.casefold()}:
        text += f": {about}"
    elif not command.is_headline and label:
        text += f": {label.lower()}"
    return Line(text, command.evidence, _why(command), _weight(command), command.line)


def _weight(command: Command) -> float:
    if command.is_headline:
        return 20.0 - HEADLINES.index(command.purpose) / 10 if command.purpose in HEADLINES else 18.0
    kinds = {_kind(e.path) for e in command.evidence}
    return 3.0 + len(kinds) + min(len(command.evidence), 5) / 10 + (1.0 if command.about else 0.0)


def _why(command: Command) -> str:
    kinds = list(dict.fromkeys(_kind(e.path) for e in command.evidence))
    agreed = f"said by {' and '.join(kinds)}" if kinds else "asked for by every task"
    what = "looked for first" if command.is_headline else "named here and not to be guessed"
    return f"{what}; {agreed}"


def _kind(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    if path.startswith((".github/workflows/", ".circleci/", ".buildkite/")) or name.startswith(".gitlab-ci"):
        return "CI"
    if name.startswith(".pre-commit"):
        return "pre-commit"
    return "prose" if name.endswith((".md", ".mdx", ".rst", ".txt", ".adoc")) else "its definition"


def purposes_of(lines: Iterable[Line]) -> Iterator[str]:
    """The labels of the headline rows among these lines."""
    for line in lines:
        label = line.text.partition(":")[0]
        if label in LABELS.values():
            yield label
