"""Runs the tests of what agents read."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.lint_api import Location, Match, Project

if TYPE_CHECKING:
    from contextkit.lint_api import ContextTest, Load

PATH = ".contextkit/context-tests.toml"


def check(project: Project) -> Iterator[Match]:
    found = project.context_tests
    for problem in found.problems:
        values = {"what": problem.what, "mend": problem.remedy}
        yield Match(Location(PATH, problem.line), values, symbol=problem.what, variant="broken")
    for test in found.tests:
        gone = next((path for path in (dirname(test.file), test.cwd or "") if path not in project.tree.folders), None)
        if gone is not None:
            yield match_of(test, "gone", f"the folder {gone}/", folder=gone)
            continue
        load = project.loads(test.agent, test.file, version=test.version, cwd=test.cwd)
        if load is not None:
            yield from failures(project, test, load)


def failures(project: Project, test: ContextTest, load: Load) -> Iterator[Match]:
    read = {file.path: spaced(file.text) for file in load.files}
    for text in test.contains:
        if not any(spaced(text) in content for content in read.values()):
            evidence = why_not(project, spaced(text), load)
            yield match_of(test, "", text, text=shown(text), evidence=evidence)
    for text in test.lacks:
        path = next((path for path, content in read.items() if spaced(text) in content), None)
        if path is not None:
            yield match_of(test, "lacks", text, text=shown(text), path=path)
    if test.max_tokens is not None and load.tokens > test.max_tokens:
        chain = ", ".join(f"{file.path} ~{file.tokens:,}" for file in load.files)
        counts = {"tokens": f"{load.tokens:,}", "max_tokens": f"{test.max_tokens:,}", "chain": chain}
        yield match_of(test, "tokens", "max_tokens", **counts)


def why_not(project: Project, text: str, load: Load) -> str:
    """Where the text stands, though the agent does not read it there."""
    for path, why in unread(project, load):
        if text in spaced(project.read(project.tree.resolve(path) or path) or ""):
            return f"{path} has it, {why}"
    return f"it reads {', '.join(file.path for file in load.files) or 'nothing'}"


def unread(project: Project, load: Load) -> Iterator[tuple[str, str]]:
    """The files that are not read, or not to their end, and why; the likeliest first."""
    yield from ((file.path, f"and is cut in line {file.cut_line}") for file in load.cuts)
    yield from ((path, "and lies beyond the limit") for path in load.unread)
    yield from ((path, f"and is hidden by {by}") for path, by in load.shadowed)
    yield from ((offered.path, f"and is read on request alone ({offered.why})") for offered in load.offered)
    yield from ((file.path, "but in a part that is left out: front matter, or a comment") for file in load.files)
    yield from ((path, "and is not read for this file") for path in project.paths)


def match_of(test: ContextTest, variant: str, about: str, **values: str) -> Match:
    known = {"agent": test.agent, "file": test.file, **values}
    symbol = f"{test.agent} {test.file} {about}"
    return Match(Location(PATH, test.line), known, symbol=symbol, variant=variant)


def spaced(text: str) -> str:
    """A text as it is compared: where its lines break is of no matter."""
    return " ".join(text.split())


def shown(text: str) -> str:
    short = spaced(text)
    return f"{short[:77]}..." if len(short) > 80 else short
