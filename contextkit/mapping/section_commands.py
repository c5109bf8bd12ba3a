"""Commands: the headlines first, each under its purpose, then what else this repository is worked with."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from contextkit.mapping.lines import Line
from contextkit.mapping.wording import clause, code, folder
from contextkit.survey.inventory import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    "other": "Other",
}
ORDER: tuple[Purpose, ...] = (*HEADLINES, "generate", "docs", "other", "release")
_LEFT_OUT = frozenset({"release"})
"""What a person does now and then, and an agent never unasked."""
_GONE = re.compile(r"\W*(?:deprecated|obsolete|no longer)\b", re.IGNORECASE)
_MOST_TOGETHER = 6
_MOST_CHARACTERS = 60
_SCOPED = re.compile(r"(?<!\S)(?:--filter|-F|-p|--package|--workspace|-w|--project|workspace)[ =](\S+)|(?<!\S):(\S+):")


def command_lines(commands: Iterable[Command], home: str, scoped: Sequence[Line] = ()) -> list[Line]:
    """The lines for these commands in the map of the folder `home`: headlines, those that are described, the others.

    Those that packages share are `scoped`; they stand behind the headlines of the whole.
    """
    wanted: dict[tuple[str, str], Command] = {}
    for command in commands:
        if command.is_headline or not (command.purpose in _LEFT_OUT or _GONE.match(command.about)):
            wanted.setdefault((command.line, command.folder), command)
    ordered = sorted(wanted.values(), key=lambda c: (c.package != home, ORDER.index(c.purpose)))
    own = [_headline(c, home) for c in ordered if c.is_headline and c.package == home]
    of_packages = [_headline(c, home) for c in ordered if c.is_headline and c.package != home]
    others = [c for c in ordered if not c.is_headline]
    described = [_described(c, home) for c in others if c.about]
    return [*own, *scoped, *of_packages, *described, *_together(others, home)]


def is_scoped(command: Command) -> bool:
    """Whether the line itself says which package it is about, so that it can be typed anywhere."""
    return bool(command.package) and _SCOPED.search(command.line) is not None


def without_scope(line: str, place: str) -> str:
    """The line with `place` for the package that it names."""
    found = _SCOPED.search(line)
    if found is None:
        return line
    group = 1 if found[1] else 2
    return f"{line[: found.start(group)]}{place}{line[found.end(group) :]}"


def _headline(command: Command, home: str) -> Line:
    label = LABELS[command.purpose]
    place = home
    if command.package not in {"", home}:
        place = command.package if command.folder == command.package else home
        label = f"{label} {'in' if place == command.package else 'of'} {folder(command.package)}"
    about = _small(clause(command.about, 90))
    is_said = bool(about) and not _says_no_more(about, command)
    has_marks = "(" in about
    text = f"{label}: {_typed(command, place, [about] if is_said and not has_marks else ())}"
    if is_said and has_marks:
        text += f": {about}"
    weight = 20.0 - HEADLINES.index(command.purpose) / 10 if command.purpose in HEADLINES else 17.0
    return Line(text, command.evidence, _why(command), weight if command.package == home else 9.5, command.line)


def _described(command: Command, home: str) -> Line:
    text = f"{_typed(command, home)}: {clause(command.about, 70)}"
    return Line(text, command.evidence, _why(command), _weight(command, home) + 0.3, command.line)


def _together(commands: Iterable[Command], home: str) -> Iterator[Line]:
    """One line for all of a purpose, and of a place, that nothing is said of."""
    groups: dict[tuple[Purpose, str, str], list[Command]] = defaultdict(list)
    for command in commands:
        is_telling = " " in command.line or "/" in command.line
        if not command.about and is_telling and len(command.line) <= _MOST_CHARACTERS:
            groups[command.purpose, command.package, command.folder].append(command)
    for (purpose, _, place), found in groups.items():
        heavy = [c for c in found if _weight(c, home) >= _LEAST_WEIGHT]
        best = sorted(heavy, key=lambda c: -_weight(c, home))[:_MOST_TOGETHER]
        if best:
            yield _group(purpose, place, [c for c in heavy if c in best], home)


def _group(purpose: Purpose, place: str, commands: Sequence[Command], home: str) -> Line:
    label = _TOGETHER.get(purpose, LABELS[purpose])
    if place not in {"", home}:
        label += f" in {folder(place)}"
    where = place or home
    text = f"{label}: {', '.join(_typed(c, where) for c in commands)}"
    evidence = tuple(e for c in commands for e in c.evidence[:1])
    why = "what a repository's own commands are called is not to be guessed; one line for all of a purpose"
    return Line(text, evidence, why, max(_weight(c, home) for c in commands) + 0.5, commands[0].line)


_TOGETHER: dict[Purpose, str] = {
    "install": "More to install",
    "build": "More to build",
    "test": "More tests",
    "test-one": "One test, too",
    "lint": "More lint",
    "format": "More to format",
    "typecheck": "More type checks",
    "run": "More to run",
    "other": "Besides",
}
_LEAST_WEIGHT = 5.5


def _typed(command: Command, home: str, said: Sequence[str] = ()) -> str:
    """The command, and where it is typed and what it needs where that is not plain."""
    asides = []
    if command.folder != home:
        asides += [f"in {folder(command.folder)}"] if command.folder else [] if is_scoped(command) else ["at the root"]
    asides += [*(f"needs {clause(need, 40)}" for need in command.needs), *said]
    return f"{code(command.line)} ({'; '.join(asides)})" if asides else code(command.line)


def _weight(command: Command, home: str) -> float:
    """More for what people define and write about; less for what a pipeline alone types."""
    kinds = {kind_of(e.path) for e in command.evidence}
    agreed = len(kinds) / 2 + min(len(command.evidence), 5) / 10
    return 8.5 + agreed + (0.0 if kinds - {"CI"} else -4.0) - (0.0 if command.package == home else 4.5)


def _why(command: Command) -> str:
    kinds = list(dict.fromkeys(kind_of(e.path) for e in command.evidence))
    what = "looked for first, and not to be guessed" if command.is_headline else "not to be guessed"
    return f"{what}; said by {_joined(kinds)}" if kinds else what


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def kind_of(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    is_of_ci = path.startswith((".github/", ".circleci/", ".buildkite/")) and not name.endswith(".md")
    if is_of_ci or name.startswith((".gitlab-ci", "azure-pipelines")):
        return "CI"
    if name.startswith(".pre-commit"):
        return "pre-commit"
    return "prose" if name.endswith((".md", ".mdx", ".rst", ".txt", ".adoc")) else "its definition"


def _says_no_more(about: str, command: Command) -> bool:
    """Whether a description repeats the label: `Run tests` of a test command."""
    words = {w.strip(".,`").casefold().rstrip("s") for w in about.split()}
    label = tuple(w.rstrip("s") for w in LABELS[command.purpose].casefold().split())
    return all(w in _EMPTY or w.startswith(label) for w in words)


_EMPTY = frozenset(
    "run the all a an of for code project suite thi repo repository package dependencie unit testing".split()
)


def _small(text: str) -> str:
    """With a small first letter, where the first word is a plain one."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() and first[:1].isupper() else text
