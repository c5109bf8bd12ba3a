"""golangci-lint: `.golangci.yml`, of its first and its second form."""

from __future__ import annotations

import re
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.mapping.linters.terms import Standing, known, line_in
from contextkit.survey.manifests import strings, table

if TYPE_CHECKING:
    from contextkit.mapping.linters.terms import Place
    from contextkit.survey.manifests import Table

NAMES = ("golangci", "golangci-lint")

_FILES = (".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json")
_FLAGS = r"golangci-lint\b[^\n]*\s(?:-E|--enable|--default|-D|--disable|--enable-only|-p|--presets|-c|--config)[\s=]"


def standing(rule: str, place: Place) -> Standing:
    """Whether the linter runs. What follows a `/` or a colon, a linter's own check, is not looked at."""
    name = re.split(r"[:/.]", rule, maxsplit=1)[0]
    rules = known("golangci")
    config = _config(place)
    if config is None:
        return _without(name, place)
    read = {".json": place.manifests.json, ".toml": place.manifests.toml}
    settings = read.get(config[config.rindex(".") :], place.manifests.yaml)(config)
    if settings is None:
        return Standing("unknown", f"{config} cannot be read")
    if name not in rules.all and name not in table(settings, "linters", "settings", "custom"):
        if name in table(settings, "linters-settings", "custom"):
            return Standing("unknown", f"{config} brings it along")
        return rules.absent(name)
    if (place_said := place.said_in_scripts(re.compile(_FLAGS))) is not None:
        return Standing("unknown", f"the command line of {place_said} has a say, too")
    is_on = _is_on_in_2(name, settings) if str(settings.get("version")) == "2" else _is_on_in_1(name, settings)
    if is_on is None:
        return Standing("unknown", f"{config} switches linters on by presets")
    text = place.manifests.text(config) or ""
    is_named = name in strings(table(settings, "linters").get("disable" if not is_on else "enable"))
    return _said(name, config, line_in(text, name) if is_named else 0, is_on=is_on)


def _said(name: str, config: str, line: int, *, is_on: bool) -> Standing:
    """With the line that names it; 0 for none."""
    at = f"{config}:{line}" if line else config
    if is_on:
        return Standing("on", f"{at} switches {name} on" if line else f"{at} leaves {name} on")
    return Standing("off", f"{at} switches {name} off" if line else f"{at} does not switch {name} on")


def _config(place: Place) -> str | None:
    """The nearest configuration above the files; golangci-lint looks from where it runs upward, most often the root."""
    folder = "" if place.is_everywhere or not place.files else dirname(place.files[0])
    return place.nearest(
        folder, lambda at: next((p for f in _FILES if (p := f"{at}/{f}" if at else f) in place.tree.entries), None)
    )


def _without(name: str, place: Place) -> Standing:
    rules = known("golangci")
    if name not in rules.all:
        return rules.absent(name)
    elsewhere = next((p for f in _FILES for p in place.tree.named(f)), None)
    if elsewhere is not None:
        return Standing("unknown", f"{elsewhere} is not where golangci-lint looks by itself")
    said = place.said_in_scripts(re.compile(r"golangci"))
    if said is None:
        return Standing("off", "nothing here runs golangci-lint")
    if name in rules.sets["standard"]:
        return Standing("on", f"it is on by default, and {said} runs golangci-lint")
    return Standing("unknown", f"{said} runs golangci-lint without a configuration")


def _is_on_in_2(name: str, settings: Table) -> bool | None:
    linters, rules = table(settings, "linters"), known("golangci")
    if name in rules.sets["formatters"]:
        return name in strings(table(settings, "formatters").get("enable"))
    if name in strings(linters.get("disable")):
        return False
    if name in strings(linters.get("enable")):
        return True
    match linters.get("default", "standard"):
        case "all":
            return True
        case "none":
            return False
        case "standard":
            return name in rules.sets["standard"]
        case _:
            return None


def _is_on_in_1(name: str, settings: Table) -> bool | None:
    linters, rules = table(settings, "linters"), known("golangci")
    if name in strings(linters.get("disable")):
        return False
    if name in strings(linters.get("enable")):
        return True
    if linters.get("enable-all") is True:
        return True
    if linters.get("presets") or linters.get("fast"):
        return None
    return linters.get("disable-all") is not True and name in rules.of("standard", "formerly-standard")
