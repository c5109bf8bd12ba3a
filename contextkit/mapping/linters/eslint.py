"""ESLint: what its configurations, flat or legacy, say of a rule, read as text; presets are not followed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from contextkit.globs import compiled
from contextkit.mapping.linters.javascript import blank, enclosing, own_text
from contextkit.mapping.linters.terms import Standing, known, line_in, nearest
from contextkit.survey.manifests import parse_json, parse_yaml, strings, table, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contextkit.mapping.linters.terms import Place, State
    from contextkit.survey.manifests import Table

NAMES = ("eslint",)

_CONFIG = re.compile(r"eslint\.config\.(?:[cm]?[jt]s)|\.eslintrc(?:\.(?:c?js|json|ya?ml))?")
_SOURCES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".astro")
_LEVELS: dict[str, State] = {"off": "off", "0": "off", "warn": "on", "1": "on", "error": "on", "2": "on"}
_VALUE = r"""\s*:\s*\[?\s*(?:["'](off|warn|error)["']|([012])\b)?"""
_FILES_KEY = re.compile(r"\bfiles\b[\"']?\s*:\s*(\[[^\]]*\]|[\"'][^\"']*[\"'])?")
_IMPORT = re.compile(r"""(?:\bfrom\s*|\brequire\(\s*|^\s*import\s*|\bimport\(\s*)["']([^"']+)["']""", re.MULTILINE)
_PLAIN_IMPORTS = re.compile(r"@eslint/js|globals|eslint(?:/config)?|node:.*|path|url|process|fs|@eslint/compat")
_RECOMMENDED = re.compile(r"eslint:(?:recommended|all)|\bjs\.configs\.(?:recommended|all)|js/(?:recommended|all)")
_ALL = re.compile(r"eslint:all|\bjs\.configs\.all|js/all")
_ON_THE_COMMAND_LINE = re.compile(r"\beslint\b[^\n]*\s--rule\b")


def standing(rule: str, place: Place) -> Standing:
    """Whether some configuration above the rule's files has it on, or all of them have it off."""
    configs = [config for path in _paths(place) if (config := _read(path, rule, place))]
    if "/" not in rule and rule not in known("eslint").all and not any(c.said for c in configs):
        return known("eslint").absent(rule)._replace(meant=nearest(rule, _known_names()))
    if not configs:
        return _without(place)
    files = place.of_kind(*_SOURCES)
    for config in sorted(configs, key=lambda c: -c.path.count("/")):
        said = _last_word(config, files)
        folder = dirname(config.path)
        if said is None or (said.state == "off" and folder and not all(f.startswith(f"{folder}/") for f in files)):
            continue
        return _off(said.evidence, place) if said.state == "off" else said
    return _unsaid(rule, configs, place)


def _known_names() -> frozenset[str]:
    """With the names of typescript-eslint that people write without their prefix."""
    return known("eslint").all | {f"@typescript-eslint/{name}" for name in ("no-explicit-any", "no-floating-promises")}


def _last_word(config: _Config, files: Sequence[str]) -> Standing | None:
    """What a configuration makes of the rule in the end; None where it says nothing of all the files."""
    found: Standing | None = None
    for said in config.said:
        if said.state == "unknown":
            return Standing("unknown", f"{said.place} computes it")
        if said.state == "on" and said.covers_some(files):
            found = Standing("on", f"{said.place} switches it on")
        elif said.state == "off" and said.covers_all(files):
            found = Standing("off", f"{said.place} switches it off")
    return found


def _off(evidence: str, place: Place) -> Standing:
    by_hand = place.said_in_scripts(_ON_THE_COMMAND_LINE)
    return Standing("unknown", f"the command line of {by_hand} sets rules") if by_hand else Standing("off", evidence)


def _without(place: Place) -> Standing:
    said = place.said_in_scripts(re.compile(r"eslint|\bxo\b|\bstandard\b|\bnext lint\b|react-scripts"))
    if said:
        return Standing("unknown", f"{said} names eslint, and no configuration of it is here")
    return Standing("off", "no configuration of eslint is here")


def _unsaid(rule: str, configs: Sequence[_Config], place: Place) -> Standing:
    """What presets make of a rule that no configuration names."""
    first = configs[0].path
    is_recommended = rule in known("eslint").sets["recommended"]
    if any(c.takes_all or (c.takes_recommended and is_recommended) for c in configs if "/" not in rule):
        return Standing("on", f"{first} takes eslint's own preset, which has it")
    foreign = next((c.foreign for c in configs if c.foreign), "")
    if foreign:
        return Standing("unknown", f"{first} does not name it, and `{foreign}` may switch it on")
    return _off(f"{first} does not switch it on", place)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one place of a configuration says of the rule."""

    state: State
    place: str
    globs: tuple[str, ...] | None
    """For which files; none: for all; None: what it says cannot be read."""

    def covers_all(self, files: Sequence[str]) -> bool:
        return self.globs == () or (bool(files) and all(self._names(f) for f in files))

    def covers_some(self, files: Sequence[str]) -> bool:
        return not self.globs or not files or any(self._names(f) for f in files)

    def _names(self, path: str) -> bool:
        return any(compiled(g if "/" in g else f"**/{g}").match(path) for g in self.globs or ())


@dataclass(frozen=True, slots=True)
class _Config:
    path: str
    said: tuple[_Said, ...]
    takes_recommended: bool
    takes_all: bool
    foreign: str
    """A preset that is not eslint's own; "" for none."""


def _paths(place: Place) -> list[str]:
    """The configurations in the folders of the files, and above."""
    folders = {""}
    for path in place.of_kind(*_SOURCES):
        folder = dirname(path)
        while folder not in folders:
            folders.add(folder)
            folder = dirname(folder)
    named = (p for p in place.tree.entries if dirname(p) in folders)
    return [p for p in named if _CONFIG.fullmatch(basename(p)) or _has_section(p, place)]


def _has_section(path: str, place: Place) -> bool:
    if basename(path) != "package.json" or '"eslintConfig"' not in (place.manifests.text(path) or ""):
        return False
    return isinstance((place.manifests.json(path) or {}).get("eslintConfig"), dict)


def _read(path: str, rule: str, place: Place) -> _Config | None:
    text = place.manifests.text(path)
    if text is None:
        return None
    if path.endswith(("js", "ts")):
        return _of_code(path, text, rule)
    settings = parse_json(text) or parse_yaml(text) or {}
    return _of_table(path, text, table(settings, "eslintConfig") or settings, rule)


def _of_table(path: str, text: str, settings: Table, rule: str) -> _Config:
    parts = [settings, *tables(settings.get("overrides"))]
    said = [
        _Said(_level(table(part, "rules")[rule]), f"{path}:{line_in(text, rule)}", tuple(strings(part.get("files"))))
        for part in parts
        if rule in table(part, "rules")
    ]
    presets = [preset for part in parts for preset in strings(part.get("extends"))]
    foreign = next((p for p in presets if not _RECOMMENDED.fullmatch(p)), "")
    is_all, is_any = "eslint:all" in presets, any(_RECOMMENDED.fullmatch(p) for p in presets)
    return _Config(path, tuple(said), is_any, is_all, foreign)


def _level(value: object) -> State:
    first = value[0] if isinstance(value, list) and value else value
    return _LEVELS.get(str(first), "unknown")


def _of_code(path: str, text: str, rule: str) -> _Config:
    plain = blank(text)
    said = tuple(_said_in(path, plain, rule))
    legacy = re.findall(r"""\bextends\b["']?\s*:\s*(\[[^\]]*\]|["'][^"']*["'])""", plain)
    presets = [p for part in legacy for p in re.findall(r"""["']([^"']+)["']""", part)]
    others = [p for p in presets if not _RECOMMENDED.fullmatch(p)]
    others += [name for name in _IMPORT.findall(plain) if not _PLAIN_IMPORTS.fullmatch(name)]
    is_any, is_all = _RECOMMENDED.search(plain) is not None, _ALL.search(plain) is not None
    return _Config(path, said, is_any, is_all, next(iter(others), ""))


def _said_in(path: str, text: str, rule: str) -> Iterator[_Said]:
    key = re.escape(rule)
    bare = rf"|(?<![\w/@.$-]){key}" if re.fullmatch(r"[a-z]+", rule) else ""
    for found in re.finditer(rf"""(?:["']{key}["']{bare}){_VALUE}""", text):
        state = _LEVELS.get(found[1] or found[2] or "", "unknown")
        line = text.count("\n", 0, found.start()) + 1
        yield _Said(state, f"{path}:{line}", _globs(text, found.start()))


def _globs(text: str, at: int) -> tuple[str, ...] | None:
    """The `files` of the block whose `rules` these are."""
    rules = enclosing(text, at)
    block = enclosing(text, rules[0]) if rules else None
    if block is None:
        return ()
    own = own_text(text, *block)
    files = _FILES_KEY.search(own)
    if files is None:
        return ()
    return None if files[1] is None else tuple(_quoted(files[1])) or None


def _quoted(text: str) -> Iterable[str]:
    return re.findall(r"""["']([^"']+)["']""", text)
