"""Tasks of Taskfiles, with their includes and aliases."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    Foreign,
    Listing,
    Script,
    Sources,
    at,
    key_lines,
    options,
    parent,
)
from contextkit.survey.manifests import string, strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAMS = frozenset({"task", "go-task"})
FILES = tuple(f"{s}{d}.{e}" for d in ("", ".dist") for e in ("yml", "yaml") for s in ("Taskfile", "taskfile"))

_VALUED = frozenset({"-d", "--dir", "-t", "--taskfile", "-o", "--output", "-C", "--concurrency", "-I", "--interval"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = options(call.arguments, _VALUED)
    words = words[: words.index("--")] if "--" in words else words
    names = [w for w in words if not re.match(r"\w+=", w)]
    file = next((v for o in ("-t", "--taskfile") for v in given.get(o, ()) if v), "")
    folder = next((v for o in ("-d", "--dir") for v in given.get(o, ()) if v), "") or parent(file)
    if not names:
        yield Foreign("task itself") if given else Script("default", folder, is_weak=True)
    for name in names:
        yield Script(name, folder)


def listing(folder: str, sources: Sources) -> Listing | None:
    path = sources.first(folder, FILES)
    if path is None:
        return None
    reading = _Reading(sources)
    reading.read(path, ("",))
    return Listing(path, reading.names, reading.patterns, is_open=reading.is_open)


class _Reading:
    """One Taskfile and its includes."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._seen: set[tuple[str, Sequence[str]]] = set()
        self.names: dict[str, Definition] = {}
        self.patterns: list[re.Pattern[str]] = []
        self.is_open = False

    def read(self, path: str, spaces: Sequence[str]) -> None:
        parsed = self._sources.files.yaml(path)
        if parsed is None or (path, spaces) in self._seen:
            self.is_open |= parsed is None
            return
        self._seen.add((path, spaces))
        lines = key_lines(self._sources.files.text(path) or "", r"^tasks:")
        for name, task in table(parsed, "tasks").items():
            aliases = strings(table(task).get("aliases"))
            for spelling in (str(name), *aliases):
                self._define(path, lines.get(str(name), 1), spaces, spelling)
        for name, include in table(parsed, "includes").items():
            self._include(parent(path), spaces, str(name), include)

    def _define(self, path: str, line: int, spaces: Sequence[str], name: str) -> None:
        for space in spaces:
            if "*" in name:
                self.patterns.append(re.compile(re.escape(space + name).replace(r"\*", ".+")))
            else:
                self.names.setdefault(space + name, Definition(path, line, f"tasks.{name}"))
            if name == "default" and space:
                self.names.setdefault(space[:-1], Definition(path, line, f"tasks.{name}"))

    def _include(self, folder: str, spaces: Sequence[str], name: str, include: object) -> None:
        options_: Mapping[str, object] = table(include)
        written = include if isinstance(include, str) else string(include, "taskfile")
        ends = (name, *strings(options_.get("aliases")))
        inner = spaces if options_.get("flatten") is True else tuple(f"{s}{e}:" for s in spaces for e in ends)
        found = self._file(folder, written or "")
        if found:
            self.read(found, tuple(inner))
        else:
            self.is_open = True

    def _file(self, folder: str, written: str) -> str | None:
        path = normpath(at(folder, written)) if "{{" not in written and "://" not in written else ""
        path = "" if path == "." else path
        return path if self._sources.files.has(path) else self._sources.first(path, FILES) if path else None
