"""Recipes of justfiles, with their modules, imports and aliases."""

from __future__ import annotations

import re
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
    leading,
    parent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = frozenset({"just"})
FILES = ("justfile", "Justfile", ".justfile", "JUSTFILE", ".Justfile")

_VALUED = frozenset({"-f", "--justfile", "-d", "--working-directory", "--dotenv-path", "--shell", "--set", "--color"})
_RECIPE = pattern(r"^@?([A-Za-z_][\w-]*)(?:\s+(?:[^:'\"`\n#]|'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`)*)?\s*:(?!=)")
_ALIAS = pattern(r"^alias\s+([\w-]+)\s*:=")
_IMPORT = pattern(r"^import(\?)?\s+x?['\"]([^'\"]+)['\"]")
_MODULE = pattern(r"^mod(\?)?\s+([\w-]+)(?:\s+x?['\"]([^'\"]+)['\"])?\s*$")


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    given, words = leading(call.arguments, _VALUED)
    words = [w for w in words if not re.match(r"\w+=", w)]
    folder = next((v for o in ("-d", "--working-directory") for v in given.get(o, ()) if v), "")
    file = next((v for o in ("-f", "--justfile") for v in given.get(o, ()) if v), "")
    if not words and given:
        yield Foreign("just itself")
        return
    name = _path_of_recipe(words, sources) if words else ""
    inside, slash, last = name.rpartition("/")
    yield Script(last if slash else name, folder or parent(file) or inside)


def _path_of_recipe(words: Sequence[str], sources: Sources) -> str:
    """`just web build` is `web::build` where web is a module."""
    is_module = len(words) > 1 and any(
        sources.files.has(at(folder, n))
        for folder in ("", words[0])
        for n in (f"{words[0]}.just", "mod.just", *FILES)
        if folder or n.startswith(words[0])
    )
    return f"{words[0]}::{words[1]}" if is_module else words[0]


def listing(folder: str, sources: Sources) -> Listing | None:
    path = sources.first(folder, FILES)
    if path is None:
        return None
    reading = _Reading(sources)
    reading.read(path, "")
    names = {"": Definition(path, 1, "the first recipe"), **reading.names}
    # `just web build` may name a recipe of the module web, or the recipe web with an argument
    return Listing(path, names, is_open=reading.is_open)


class _Reading:
    """One justfile with what it imports."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._seen: set[tuple[str, str]] = set()
        self.names: dict[str, Definition] = {}
        self.is_open = False

    def read(self, path: str, module: str) -> None:
        text = self._sources.files.text(path)
        if text is None or (path, module) in self._seen:
            self.is_open |= text is None
            return
        self._seen.add((path, module))
        for number, line in enumerate(text.split("\n"), 1):
            if found := _ALIAS.match(line):
                self.names[module + found[1]] = Definition(path, number, f"alias {found[1]}")
            elif found := _IMPORT.match(line):
                self._follow([found[2]], path, module, is_optional=bool(found[1]))
            elif found := _MODULE.match(line):
                self._module(path, number, module, found)
            elif found := _RECIPE.match(line):
                self.names.setdefault(module + found[1], Definition(path, number, f"recipe {found[1]}"))

    def _module(self, path: str, number: int, module: str, found: re.Match[str]) -> None:
        name, given = found[2], found[3]
        self.names[module + name] = Definition(path, number, f"module {name}")
        ends = [f"{name}.just", *(f"{name}/{f}" for f in ("mod.just", *FILES))]
        wanted = [given, *(f"{given}/{f}" for f in ("mod.just", *FILES))] if given else ends
        self._follow(wanted, path, f"{module}{name}::", is_optional=bool(found[1]))

    def _follow(self, wanted: Sequence[str], path: str, module: str, *, is_optional: bool) -> None:
        paths = [normpath(at(parent(path), w)) for w in wanted]
        found = next((p for p in paths if self._sources.files.has(p)), None)
        if found:
            self.read(found, module)
        else:
            self.is_open |= not is_optional
