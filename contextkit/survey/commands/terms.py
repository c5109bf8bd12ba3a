"""What a command line asks for, and what the files of a repository define."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from contextkit.patterns import pattern
from contextkit.survey.manifests import Manifests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.repo import Repo, Tree
    from contextkit.survey.packages import Packages


@dataclass(frozen=True, slots=True)
class Call:
    """One program with its arguments, as a shell would start it."""

    program: str
    arguments: tuple[str, ...]
    folder: str = ""
    """Where `cd` went before, as written; "" where it went nowhere."""

    @property
    def name(self) -> str:
        return self.program.rpartition("/")[2]

    def inner(self, words: Sequence[str]) -> Call:
        """What this program starts in its turn."""
        return Call(words[0], tuple(words[1:]), self.folder)


@dataclass(frozen=True, slots=True)
class Script:
    """A name that one of the runner's manifests must define."""

    name: str
    folder: str = ""
    """A folder given by an option, as written."""
    packages: tuple[str, ...] = ()
    """Packages given by an option: names, globs, or folders."""
    is_everywhere: bool = False
    """Whether a definition in any package will do."""
    is_weak: bool = False
    """Whether the name may as well be that of an installed program."""


@dataclass(frozen=True, slots=True)
class File:
    """A file or folder of the repository that is run."""

    path: str
    arguments: tuple[str, ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A package, or one of its parts, asked for by name."""

    name: str
    ecosystem: str
    suffixes: tuple[str, ...] = ()
    """The ends of the paths under which it was, had it been here."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that the runner itself made sure of."""

    path: str
    evidence: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Nested:
    """Another program, started through this one; whatever is no runner is foreign."""

    call: Call


@dataclass(frozen=True, slots=True)
class Foreign:
    """No script of this repository."""

    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood."""

    why: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A place that the reader is to fill in."""


Claim = Script | File | Member | Found | Nested | Foreign | Unclear | Hole


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a name is defined."""

    path: str
    line: int
    what: str
    """The key, target or function: `scripts.build`."""
    body: str = field(default="", compare=False)
    """What is run, where that is told."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.what}"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a runner can run in one folder."""

    manifest: str
    names: Mapping[str, Definition] = field(default_factory=dict)
    patterns: Sequence[re.Pattern[str]] = ()
    """Names of this form are defined as well."""
    doubtful: Sequence[re.Pattern[str]] = ()
    """Names of this form may be defined as well: it depends on the files that are there."""
    is_open: bool = False
    """Whether more may be defined than was understood."""


class Runner(Protocol):
    """What a module in `runners` provides."""

    PROGRAMS: frozenset[str]
    """The base names by which it is called."""
    FILES: Sequence[str]
    """The files, seen from a folder, in which it looks for definitions; several in order of preference."""

    def claims(self, call: Call, sources: Sources) -> Iterator[Claim]:
        """What a call asks for."""

    def listing(self, folder: str, sources: Sources) -> Listing | None:
        """What is defined in a folder; None where there is nothing for this runner."""


class Sources:
    """The files of one tree in which commands are defined."""

    def __init__(self, repo: Repo, tree: Tree, packages: Packages) -> None:
        self.tree = tree
        self.packages = packages
        self.files = Manifests(repo)
        self.programs: dict[str, Found | None] = {}
        """Names that were looked for among what the packages install."""
        self._listings: dict[tuple[int, str], Listing | None] = {}

    def listing(self, runner: Runner, folder: str) -> Listing | None:
        key = id(runner), folder
        if key not in self._listings:
            self._listings[key] = runner.listing(folder, self)
        return self._listings[key]

    def first(self, folder: str, names: Sequence[str]) -> str | None:
        """The first of the files `names` that stands in `folder`."""
        return next((p for n in names if self.files.has(p := at(folder, n))), None)


def at(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def parent(path: str) -> str:
    return path.rpartition("/")[0]


def key_lines(text: str, section: str = "") -> Mapping[str, int]:
    """The line of each key of a JSON, TOML or YAML file, first come, from the first match of `section` on."""
    begin = re.search(section, text, re.MULTILINE) if section else None
    line, last, found = 1, 0, dict[str, int]()
    for key in _KEY.finditer(text, begin.start() if begin else 0):
        line += text.count("\n", last, key.start(1))
        last = key.start(1)
        found.setdefault(key[1].strip("\"'"), line)
    return found


_KEY = pattern(r"""(?:^|[{,\[])[ \t]*((?:"(?:[^"\\\n]|\\.)+")|(?:'[^'\n]+')|[\w.@:/*-]*[\w*])\s*[:=\]]""", re.MULTILINE)


def defined(path: str, keys: Mapping[str, object], prefix: str, lines: Mapping[str, int]) -> Mapping[str, Definition]:
    """Definitions of the keys of a table."""
    return {
        k: Definition(path, lines.get(k, 1), f"{prefix}{k}", v if isinstance(v, str) else "") for k, v in keys.items()
    }


def options(
    arguments: Sequence[str], valued: frozenset[str] = frozenset()
) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Options with their values, and the other words; `--` ends the options, and stays as a word."""
    given: dict[str, list[str]] = {}
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            return given, (*words, word, *rest)
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        name, equals, value = word.partition("=")
        given.setdefault(name, []).append(value if equals else next(rest, "") if name in valued else "")
    return given, words


def leading(
    arguments: Sequence[str], valued: frozenset[str] = frozenset()
) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """The options before the first word, and that word with all that follows it, as written."""
    index = 0
    while index < len(arguments) and arguments[index].startswith("-") and arguments[index] not in ("-", "--"):
        index += 2 if arguments[index] in valued else 1
    given, _ = options(arguments[:index], valued)
    rest = arguments[index:]
    return given, rest[1:] if rest[:1] == ("--",) or rest[:1] == ["--"] else rest
