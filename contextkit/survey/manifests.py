"""Manifests read leniently: a broken file is `None`, never an exception."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from contextkit.repo import Repo

Table = Mapping[str, object]
T = TypeVar("T")

_JSON_NOISE = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


class Manifests:
    """The files of one tree as tables; each is read and parsed at most once."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        self._texts: dict[str, str | None] = {}
        self._tables: dict[str, Table | None] = {}

    def has(self, path: str) -> bool:
        return path in self._repo.entries

    def text(self, path: str) -> str | None:
        """The file with plain line feeds; None where there is none, or it is not at hand."""
        if path not in self._texts:
            self._texts[path] = decoded(self._repo.read(path) if self.has(path) else None)
        return self._texts[path]

    def json(self, path: str) -> Table | None:
        """JSON, with the comments and final commas of jsonc forgiven."""
        return self._table(path, parse_json)

    def toml(self, path: str) -> Table | None:
        return self._table(path, parse_toml)

    def yaml(self, path: str) -> Table | None:
        return self._table(path, parse_yaml)

    def _table(self, path: str, parse: Callable[[str], Table | None]) -> Table | None:
        if path not in self._tables:
            text = self.text(path)
            self._tables[path] = None if text is None else parse(text)
        return self._tables[path]


def decoded(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def parse_json(text: str) -> Table | None:
    try:
        return _as_table(json.loads(text))
    except (ValueError, RecursionError):
        pass
    try:
        return _as_table(json.loads(_JSON_NOISE.sub(lambda m: m[1] or "", _JSON_NOISE.sub(lambda m: m[1] or "", text))))
    except (ValueError, RecursionError):
        return None


def parse_toml(text: str) -> Table | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def parse_yaml(text: str) -> Table | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        parsed = yaml.load(text, Loader=loader)  # noqa: S506  (a safe loader, in C where there is one)
        return _as_table(parsed)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def table(value: object, *keys: str) -> Table:
    """The table below `keys`; an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def string(value: object, *keys: str) -> str | None:
    """The string below `keys`."""
    found = table(value, *keys[:-1]).get(keys[-1]) if keys else value
    return found if isinstance(found, str) else None


def strings(value: object) -> Sequence[str]:
    """The strings of a list, or the one string."""
    if isinstance(value, str):
        return (value,)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def tables(value: object) -> Iterator[Table]:
    """The tables of a list."""
    if isinstance(value, list):
        yield from (v for v in value if isinstance(v, Mapping))


def line_of(text: str, needle: re.Pattern[str] | str, start: int = 0) -> int:
    """The line, counted from 1, at which `needle` first matches; 1 where it does not."""
    found = re.compile(needle, re.MULTILINE).search(text, start)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _as_table(value: object) -> Table | None:
    return value if isinstance(value, Mapping) else None
