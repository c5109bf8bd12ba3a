"""Clippy: `[lints]` of Cargo.toml, attributes of crates, flags of command lines; what is on by default."""

from __future__ import annotations

import re
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.mapping.linters.terms import Standing, known, line_in
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contextkit.mapping.linters.terms import Place

NAMES = ("clippy",)

_ON_BY_DEFAULT = ("complexity", "correctness", "perf", "style", "suspicious")
_GROUPS = frozenset("all cargo complexity correctness nursery pedantic perf restriction style suspicious".split())
_ALL = frozenset("complexity correctness perf style suspicious".split())
# these do nothing until clippy.toml names something
_NEED_SETTINGS = {
    "disallowed_methods": "disallowed-methods",
    "disallowed_macros": "disallowed-macros",
    "disallowed_types": "disallowed-types",
    "await_holding_invalid_type": "await-holding-invalid-types",
}
_ROOTS = re.compile(r"(?:.*/)?(?:src/(?:lib|main)|src/bin/[^/]+|lib|main)\.rs")


def standing(rule: str, place: Place) -> Standing:
    """The level of a lint in each crate that the files are of; what warns is on."""
    name = rule.removeprefix("clippy::").replace("-", "_")
    rules = known("clippy")
    if name in _GROUPS:
        return Standing("unknown", "it is a group of lints")
    if name not in rules.all:
        return rules.absent(name)
    if name in rules.sets["renamed"]:
        return Standing("unknown", f"clippy {rules.version} knows it by another name")
    if (flag := place.said_in_scripts(_flag("[WDF]", "warn|deny|forbid", _names(name)))) is not None:
        return Standing("on", f"{flag} switches it on")
    if (flag := place.said_in_scripts(_flag("A", "allow", {name}))) is not None:
        return Standing("off", f"{flag} switches it off")
    manifests = sorted({m for path in place.of_kind(".rs") if (m := _manifest(place, dirname(path)))})
    if not manifests:
        return Standing("off", "no Rust crate holds files that the rule is for")
    found = [_in_crate(name, manifest, place) for manifest in manifests]
    off = [s for s in found if s.state == "off"]
    if off and len(off) == len(found):
        return off[0]
    return next((s for s in found if s.state == "on"), found[0])


def _flag(letter: str, word: str, names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:-{letter}\s*|--(?:{word})[\s=]+)[\"']?clippy::(?:{'|'.join(sorted(names))})\b")


def _names(name: str) -> set[str]:
    """The lint, and the groups that it is in."""
    group = _group(name)
    return {name, group, *(["all"] if group in _ALL else [])}


def _manifest(place: Place, folder: str) -> str | None:
    def is_there(at: str) -> str | None:
        path = f"{at}/Cargo.toml" if at else "Cargo.toml"
        return path if path in place.tree.entries else None

    return place.nearest(folder, is_there)


def _in_crate(name: str, manifest: str, place: Place) -> Standing:
    settings = place.manifests.toml(manifest)
    if settings is None:
        return Standing("unknown", f"{manifest} cannot be read")
    if name in _NEED_SETTINGS and not _has_settings(name, place):
        return Standing("off", f"no clippy.toml sets `{_NEED_SETTINGS[name]}`, without which it finds nothing")
    attribute = _attribute(name, dirname(manifest), place)
    if attribute is not None:
        return attribute
    source = manifest
    levels = table(settings, "lints", "clippy")
    if table(settings, "lints").get("workspace") is True:
        source = _workspace(manifest, place) or manifest
        levels = table(place.manifests.toml(source), "workspace", "lints", "clippy")
    return _by_levels(name, levels, source, place)


def _by_levels(name: str, levels: object, source: str, place: Place) -> Standing:
    """What `[lints.clippy]` says: of the lint itself, else of its groups by priority, else the default."""
    said = table(levels)
    text = place.manifests.text(source) or ""
    if name in said:
        return _standing(_level(said[name])[0], f"{source}:{line_in(text, name)} has it at `{_level(said[name])[0]}`")
    group = _group(name)
    groups = [g for g in sorted(_names(name) - {name}) if g in said]
    if groups:
        best = max(groups, key=lambda g: _level(said[g])[1])
        return _standing(_level(said[best])[0], f"{source} has its group `{best}` at `{_level(said[best])[0]}`")
    if group in _ON_BY_DEFAULT:
        return Standing("on", f"`{group}` lints warn by default")
    return Standing("off", f"`{group}` lints are off by default, and {source} does not switch it on")


def _level(value: object) -> tuple[str, int]:
    level = table(value).get("level", value)
    priority = table(value).get("priority", 0)
    return str(level), priority if isinstance(priority, int) else 0


def _standing(level: str, evidence: str) -> Standing:
    return Standing("off" if level == "allow" else "on", evidence)


def _group(name: str) -> str:
    return next(group for group, names in known("clippy").sets.items() if name in names)


def _attribute(name: str, folder: str, place: Place) -> Standing | None:
    """What `#![deny(clippy::name)]` at the top of a crate says of the lint, or of its group."""
    words = "|".join(sorted(_names(name)))
    pattern = re.compile(rf"#!\[\s*(allow|expect|warn|deny|forbid)\s*\(([^)]*\bclippy::({words})\b[^)]*)\)")
    for path in _crate_roots(folder, place):
        text = place.manifests.text(path) or ""
        found = sorted(pattern.finditer(text), key=lambda m: m[3] == name)
        if found:
            said = found[-1]
            line = text.count("\n", 0, said.start()) + 1
            return _standing("allow" if said[1] in {"allow", "expect"} else said[1], f"{path}:{line} says `{said[1]}`")
        if re.search(rf"#!\[\s*cfg_attr[^\]]*clippy::{name}\b", text):
            return Standing("unknown", f"{path} decides by a condition")
    return None


def _crate_roots(folder: str, place: Place) -> Iterator[str]:
    for path in place.tree.under(folder):
        below = path[len(folder) + 1 :] if folder else path
        if _ROOTS.fullmatch(below) and below.count("/") <= 2:
            yield path


def _workspace(manifest: str, place: Place) -> str | None:
    """The manifest above that has `[workspace]`."""

    def is_there(at: str) -> str | None:
        path = f"{at}/Cargo.toml" if at else "Cargo.toml"
        return path if "workspace" in (place.manifests.toml(path) or {}) else None

    return place.nearest(dirname(manifest), is_there)


def _has_settings(name: str, place: Place) -> bool:
    key = _NEED_SETTINGS[name]
    files = [*place.tree.named("clippy.toml"), *place.tree.named(".clippy.toml")]
    return any(key in (place.manifests.toml(path) or {}) for path in files)
