"""Tests of what agents read: .contextkit/context-tests.toml, as values or as problems with their lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contextkit.config.lines import line_of
from contextkit.errors import ContextkitError
from contextkit.loading.models import known_agents, model_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from contextkit.repo import Repo

PATH = ".contextkit/context-tests.toml"


@dataclass(frozen=True, slots=True)
class ContextTest:
    """What holds of the context of one agent at work on one file."""

    line: int
    """Of its table, counted from 1."""
    agent: str
    file: str
    version: str | None
    """Of the agent; None is the newest."""
    cwd: str | None
    """Where it is started; None is where its model says."""
    contains: tuple[str, ...]
    lacks: tuple[str, ...]
    max_tokens: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a test cannot be read."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ContextTests:
    """All tests that can be read, and what is wrong with the others."""

    tests: tuple[ContextTest, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_context_tests(repo: Repo) -> ContextTests:
    """The tests of this tree; none where it has no such file. Never raises."""
    content = repo.read(PATH) if PATH in repo.entries else None
    if content is None:
        return ContextTests()
    text = content.decode("utf-8", "replace")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"line (\d+)", str(error))
        return ContextTests((), (Problem(int(at[1]) if at else 1, "the file is not TOML", f"Mend it: {error}"),))
    return _Reader(text).read(table)


_KINDS: Mapping[str, tuple[type, ...]] = {
    "agent": (str, list),
    "file": (str,),
    "version": (str,),
    "cwd": (str,),
    "contains": (str, list),
    "lacks": (str, list),
    "max_tokens": (int,),
}
_NEEDED = ("agent", "file")
_TESTED = ("contains", "lacks", "max_tokens")
_SAID = {str: "a text", list: "a list of texts", int: "a whole number above 0"}


class _Reader:
    """Turns tables into tests, and keeps what is wrong."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._problems: list[Problem] = []

    def read(self, table: Mapping[str, object]) -> ContextTests:
        for key in table:
            if key != "test":
                self._tell((key,), f"unknown key `{key}`", _meant(key, ["test"]))
        rows = table.get("test", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._tell(("test",), "`test` is no list of tables", "Write each test below a line `[[test]]`")
            rows = []
        tests = [test for number, row in enumerate(rows) for test in self._tests(row, number)]
        return ContextTests(tuple(tests), tuple(self._problems))

    def _tests(self, row: Mapping[str, object], number: int) -> Iterator[ContextTest]:
        known = len(self._problems)
        agents = _texts(row.get("agent"))
        self._look_at_keys(row, number)
        if len(self._problems) == known:
            self._look_at_agents(agents, row, number)
        if len(self._problems) > known:
            return
        for agent in agents:
            yield ContextTest(
                line=self._line(("test", number)),
                agent=agent,
                file=str(row["file"]).removeprefix("./"),
                version=_text(row.get("version")),
                cwd=_folder(row.get("cwd")),
                contains=_texts(row.get("contains")),
                lacks=_texts(row.get("lacks")),
                max_tokens=found if isinstance(found := row.get("max_tokens"), int) else None,
            )

    def _look_at_keys(self, row: Mapping[str, object], number: int) -> None:
        for key, value in row.items():
            if key not in _KINDS:
                self._tell(("test", number, key), f"unknown key `{key}`", _meant(key, _KINDS))
            elif not _fits(key, value):
                forms = " or ".join(_SAID[kind] for kind in _KINDS[key])
                self._tell(("test", number, key), f"`{key}` is not {forms}", f"Write {forms}")
        for key in _NEEDED:
            if key not in row:
                self._tell(("test", number), f"the test has no `{key}`", f"Add `{key}`")
        if not any(key in row for key in _TESTED):
            keys = ", ".join(f"`{key}`" for key in _TESTED)
            self._tell(("test", number), "the test says nothing that could fail", f"Add one of {keys}")

    def _look_at_agents(self, agents: Collection[str], row: Mapping[str, object], number: int) -> None:
        for agent in agents:
            if agent not in known_agents():
                self._tell(("test", number, "agent"), f"there is no agent `{agent}`", _meant(agent, known_agents()))
                continue
            try:
                model_of(agent, _text(row.get("version")))
            except ContextkitError as error:
                self._tell(("test", number, "version"), error.problem, error.remedy)

    def _tell(self, key: tuple[str | int, ...], what: str, remedy: str) -> None:
        self._problems.append(Problem(self._line(key), what, remedy))

    def _line(self, key: tuple[str | int, ...]) -> int:
        return line_of(self._text, key) or 1


def _fits(key: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, _KINDS[key]):
        return False
    if isinstance(value, list):
        return bool(value) and all(isinstance(text, str) and text.strip() for text in value)
    return value > 0 if isinstance(value, int) else bool(str(value).strip()) or key == "cwd"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for text in value if isinstance(text, str))
    return (value,) if isinstance(value, str) else ()


def _folder(value: object) -> str | None:
    """A path of the tree: "" and "." are both the root."""
    return None if not isinstance(value, str) else value.removeprefix("./").strip("/").removeprefix(".")


def _meant(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"Did you mean `{near[0]}`?" if near else f"Write one of {', '.join(known)}"
