"""Targets of makefiles, with what they include."""

from __future__ import annotations

import re
from fnmatch import filter as matching
from itertools import takewhile
from posixpath import normpath
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    Foreign,
    Listing,
    Script,
    Sources,
    at,
    options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = frozenset({"make", "gmake", "mingw32-make"})
FILES = ("GNUmakefile", "makefile", "Makefile")

_VALUED = frozenset({"-C", "--directory", "-f", "--file", "--makefile", "-I", "-o", "-W", "-l"})
_PROSE = frozenset("or and to in for with the a if then from by is".split())
_RULE = pattern(r"^ *(?![\s#])((?:[^:=#\n$]|\$[({][^)}\n]*[)}]|\$[@\w])+?)\s*&?::?(?![:=])(.*)$")
_VARIABLE = pattern(r"^\s*(?:export\s+|override\s+)*([\w.-]+)\s*(?::{1,3}|\?|\+)?=\s*(.*)$")
_INCLUDE = pattern(r"^\s*(-|s)?include\s+(.+)$")
_REFERENCE = pattern(r"\$[({]([\w.-]+)[)}]")
_LOCAL = pattern(r"(^|/)\.?[\w.-]*(env|local|config)[\w.-]*$|\.(d|env|local)$", re.IGNORECASE)
_SPECIAL = pattern(r"^\.[A-Z_]+$")


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = options(call.arguments, _VALUED)
    targets = [
        w for w in words if not re.match(r"[\w.]+[:+?]?=", w) and w != "--" and not w[0].isdigit() and w not in _PROSE
    ]
    folder = next((v for o in ("-C", "--directory") for v in given.get(o, ()) if v), "")
    if any(o in given for o in ("-f", "--file", "--makefile")):
        yield Foreign("a makefile of another name")
    elif not targets:
        yield Script("", folder)
    for target in targets:
        yield Script(target, folder)


def listing(folder: str, sources: Sources) -> Listing | None:
    path = sources.first(folder, FILES)
    if path is None:
        return None
    reading = _Reading(folder, sources)
    reading.read(path)
    return Listing(
        path,
        {"": Definition(path, 1, "the first target"), **reading.phony, **reading.names},
        reading.patterns,
        reading.doubtful,
        reading.is_open,
    )


class _Reading:
    """One makefile and its includes, read from the top."""

    def __init__(self, folder: str, sources: Sources) -> None:
        self._folder = folder
        self._sources = sources
        self._variables: dict[str, str] = {"CURDIR": ".", "MAKEFILE_LIST": "", "SHELL": "sh", "MAKE": "make"}
        self._seen: set[str] = set()
        self.names: dict[str, Definition] = {}
        self.phony: dict[str, Definition] = {}
        self.patterns: list[re.Pattern[str]] = []
        self.doubtful: list[re.Pattern[str]] = []
        self.is_open = False

    def read(self, path: str) -> None:
        text = self._sources.files.text(path)
        self._seen.add(path)
        if text is None:
            self.is_open = True
            return
        is_template = False
        lines = list(_logical_lines(text))
        for index, (line, words) in enumerate(lines):
            if words.startswith("\t"):
                continue
            if re.match(r"\s*(define|endef)\b", words):
                is_template = words.lstrip().startswith("define")
            elif not is_template:
                self._take(path, line, words, _recipe(lines[index + 1 :]))

    def _take(self, path: str, line: int, words: str, body: str) -> None:
        if variable := _VARIABLE.match(words):
            self._variables.setdefault(variable[1], variable[2].split(" #")[0].strip())
        elif include := _INCLUDE.match(words):
            self._include(include[2].split("#")[0], is_optional=bool(include[1]))
        elif "$(eval" in words:
            self.is_open = True
        elif rule := _RULE.match(words):
            self._targets(path, line, rule[1], rule[2], body)

    def _targets(self, path: str, line: int, targets: str, needs: str, body: str) -> None:
        is_phony = targets.strip() == ".PHONY"
        for name in self._expanded(needs.split("#", maxsplit=1)[0] if is_phony else targets).split():
            if "$" in name:
                # a computed list of phony names says nothing that the rules themselves do not
                self.is_open |= not is_phony
            elif "%" in name:
                # `%.o: %.c` can be made where there is such a file; `test-%: build` always can
                known_patterns = self.doubtful if "%" in needs else self.patterns
                known_patterns.append(re.compile(re.escape(name).replace("%", ".+")))
            elif not _SPECIAL.match(name):
                known = self.phony if is_phony else self.names
                known.setdefault(name.rstrip(":"), Definition(path, line, f"target {name}", body))

    def _include(self, files: str, *, is_optional: bool) -> None:
        for written in self._expanded(files).split():
            found = self._files(written)
            for path in found:
                if path not in self._seen:
                    self.read(path)
            if not found and not _LOCAL.search(written):
                self.is_open |= not (is_optional and "$" not in written)

    def _files(self, written: str) -> Sequence[str]:
        path = normpath(at(self._folder, written))
        if self._sources.files.has(path):
            return (path,)
        if "*" not in path:
            return ()
        parent = path.rpartition("/")[0]
        return matching([p for p in self._sources.tree.entries if p.rpartition("/")[0] == parent], path)

    def _expanded(self, text: str) -> str:
        for _ in range(5):
            done = _REFERENCE.sub(lambda m: self._variables.get(m[1], m[0]), _called(text))
            if done == text:
                break
            text = done
        return text


def _recipe(lines: Sequence[tuple[int, str]]) -> str:
    return "\n".join(words for _, words in takewhile(lambda line: line[1].startswith("\t"), lines))


def _called(text: str) -> str:
    """The functions whose result can be told from their text: the makefile's own folder, and `wildcard`."""
    text = re.sub(r"\$[({](?:dir|abspath|realpath|CURDIR)[^()]*\$?\(?[^()]*MAKEFILE_LIST[^()]*\)*", "./", text)
    return re.sub(r"\$\(wildcard ([^()$]+)\)", r"\1", text)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their continuations, and the number of the first."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        first, words = index, lines[index]
        while words.endswith("\\") and index + 1 < len(lines):
            index += 1
            words = words[:-1] + " " + lines[index].strip()
        yield first + 1, words
        index += 1
