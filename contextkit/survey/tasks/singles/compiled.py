"""One test of Cargo, Go, Zig, Swift and .NET."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import at, parent
from contextkit.survey.inventory import Evidence
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.singles.real import first_match, test_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task

_RUST = re.compile(r"(?:^|/)(?:src|tests)/.*\.rs$")
# a short name is part of many
_RUST_TEST = re.compile(r"^\s*#\[(?:tokio::)?test\]\s*\n(?:\s*#\[[^\n]*\n)*\s*(?:async )?fn (\w{8,})", re.MULTILINE)
_GO = re.compile(r"_test\.go$")
_GO_TEST = re.compile(r"^func (Test[A-Z]\w+)\(t \*testing\.T\)", re.MULTILINE)
_GO_TAG = re.compile(r"^//go:build", re.MULTILINE)
_ZIG_TEST = re.compile(r'^test "([\w ]+)"', re.MULTILINE)
_CS = re.compile(r"Tests?\.cs$")
_CS_TEST = re.compile(r"\[(?:Fact|Test|TestMethod)\b[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?\w+ (\w+)\(")
_SWIFT_TEST = re.compile(r"class (\w+Tests?)\s*:\s*XCTestCase")


def one_test(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    if sources.files.has(at(folder, "Cargo.toml")):
        yield from _cargo(folder, tasks, sources)
    if sources.files.has(at(folder, "go.mod")):
        yield from _go(folder, tasks, sources)
    if sources.files.has(at(folder, "build.zig")):
        yield from _zig(folder, sources)
    if not folder and any(p.ecosystem == "dotnet" for p in sources.packages):
        yield from _dotnet(sources)
    if sources.files.has(at(folder, "Package.swift")):
        yield from _swift(folder, sources)


def _cargo(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    """Of a workspace, a test of the first crate that has one."""
    lines = [s.line for t in tasks for s in t.said if s.source in ("prose", "ci", "definition")]
    bodies = [t.body for t in tasks]
    runs_nextest = any("cargo nextest run" in text for text in (*lines, *bodies))
    verb = "nextest run" if runs_nextest else "test"
    crates = [p for p in sources.packages if p.ecosystem == "cargo" and p.name and _is_below(p.folder, folder)]
    for crate in sorted(crates, key=lambda p: (p.folder.count("/"), p.folder)):
        for path, found, line in first_match(test_files(crate.folder, _RUST, sources), _RUST_TEST, sources):
            one = (
                f"cargo {verb} {found[1]}"
                if crate.folder == folder == ""
                else f"cargo {verb} -p {crate.name} {found[1]}"
            )
            yield Said(one, folder, "tool", Evidence(path, line, found[1]), package=folder)
            return


def _is_below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _go(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    """With the build tags that the others use."""
    texts = [s.line for t in tasks for s in t.said if s.source != "tool"]
    texts += [line for t in tasks for line in t.body.split("\n")]
    calls = [text for text in texts if re.search(r"\bgo test\b", text)]
    tags = Counter(m[1].strip("\"'") if (m := re.search(r"-tags[ =](\S+)", call)) else "" for call in calls)
    flag = next((f" -tags {tag}" for tag, _ in tags.most_common(1) if re.fullmatch(r"[\w,]+", tag)), "")
    files = [f for f in test_files(folder, _GO, sources) if parent(f) != folder] or test_files(folder, _GO, sources)
    free = (f for f in files if not _GO_TAG.search(sources.files.text(f) or ""))
    for path, found, line in first_match(free, _GO_TEST, sources):
        inside = parent(path)[len(folder) :].strip("/")
        where = f"./{inside}" if inside else "."
        one = f"go test{flag} {where} -run '^{found[1]}$'"
        yield Said(one, folder, "tool", Evidence(path, line, found[1]), package=folder)
        return


def _zig(folder: str, sources: Sources) -> Iterator[Said]:
    build = sources.files.text(at(folder, "build.zig")) or ""
    if '"test-filter"' not in build or '"test"' not in build:
        return
    for path, found, line in first_match(test_files(folder, re.compile(r"\.zig$"), sources), _ZIG_TEST, sources):
        one = f'zig build test -Dtest-filter="{found[1]}"'
        yield Said(one, folder, "tool", Evidence(path, line, found[1]), package=folder)
        return


def _dotnet(sources: Sources) -> Iterator[Said]:
    for path, found, line in first_match(test_files("", _CS, sources), _CS_TEST, sources):
        project = next(
            (
                p.manifest
                for f in sources.packages.chain(path)
                for p in sources.packages.at(f)
                if p.manifest.endswith("proj")
            ),
            None,
        )
        if project:
            one = f"dotnet test {parent(project) or '.'} --filter FullyQualifiedName~{found[1]}"
            yield Said(one, "", "tool", Evidence(path, line, found[1]))
            return


def _swift(folder: str, sources: Sources) -> Iterator[Said]:
    for path, found, line in first_match(
        test_files(folder, re.compile(r"Tests?\.swift$"), sources), _SWIFT_TEST, sources
    ):
        yield Said(f"swift test --filter {found[1]}", folder, "tool", Evidence(path, line, found[1]), package=folder)
        return
