"""Ruff: which codes its configuration selects, by the longest prefix, and where files are exempt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

from contextkit.globs import compiled
from contextkit.mapping.linters.terms import Standing, known, line_in
from contextkit.survey.manifests import strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.mapping.linters.terms import Place
    from contextkit.survey.manifests import Table

NAMES = ("ruff",)

_FILES = (".ruff.toml", "ruff.toml", "pyproject.toml")
_CODE = re.compile(r"([A-Z]+)([0-9]*)")
_FORMER_DEFAULT = re.compile(r"E[479].*|F.*")
"""What ruff selects by default in versions before 0.16."""
_AT_ODDS = frozenset({"D203", "D211", "D212", "D213"})
"""Of these pairs ruff leaves one out."""
_NOW = {"TCH": "TC", "PDV": "PD", "IC": "ICN", "U": "UP"}
_FORMER_NAME = re.compile(r"\A(?:TCH|PDV|IC|U)(?=\d|\Z)")
_ON_THE_COMMAND_LINE = re.compile(r"\bruff\b[^\n]*\s--(?:extend-)?select[\s=,\"']+([\w,]+)")


def standing(rule: str, place: Place) -> Standing:
    """Whether the code, or some code of a prefix, is selected for files that the rule is for."""
    if not _CODE.fullmatch(rule):
        return Standing("unknown", "contextkit knows ruff's rules by their codes")
    codes = sorted(code for code in known("ruff").of("stable", "preview", "removed") if _covers(rule, code))
    if not codes:
        return known("ruff").absent(rule)
    found = [_of_code(code, place) for code in codes]
    for state in ("on", "unknown", "off"):
        said = next((s for s in found if s.state == state), None)
        if said is not None:
            return said
    return found[0]


def _of_code(code: str, place: Place) -> Standing:
    if code in known("ruff").sets["removed"]:
        return Standing("unknown", f"ruff {known('ruff').version} has no rule {code} any more")
    files = place.of_kind(".py", ".pyi", ".ipynb")
    if not files:
        return Standing("off", "no Python file is among those that the rule is for")
    by_config: dict[str | None, list[str]] = {}
    near: dict[str, str | None] = {}
    for path in files:
        folder = dirname(path)
        if folder not in near:
            near[folder] = place.nearest(folder, lambda at: _config_in(at, place))
        by_config.setdefault(near[folder], []).append(path)
    found = [_by_config(code, config, of_it, place) for config, of_it in sorted(by_config.items(), key=str)]
    off = [s for s in found if s.state == "off"]
    if len(off) < len(found):
        return next(s for s in found if s.state != "off")
    said = place.said_in_scripts(_ON_THE_COMMAND_LINE)
    return Standing("unknown", f"the command line of {said} selects rules") if said else off[0]


def _config_in(folder: str, place: Place) -> str | None:
    for name in _FILES:
        path = f"{folder}/{name}" if folder else name
        if path in place.tree.entries and (name != "pyproject.toml" or _settings(path, place) is not None):
            return path
    return None


def _settings(path: str, place: Place) -> Table | None:
    """The table of ruff's settings; None where a pyproject.toml has none, or it cannot be read."""
    found = place.manifests.toml(path)
    if basename(path) != "pyproject.toml":
        return found
    tool = table(found, "tool")
    return table(tool, "ruff") if "ruff" in tool else None


def _by_config(code: str, config: str | None, files: Sequence[str], place: Place) -> Standing:
    if config is None:
        return _by_default(code, "no configuration of ruff is here")
    layers = list(_layers(config, place))
    if any(layer.settings is None for layer in layers):
        return Standing("unknown", f"{config} extends what cannot be read")
    said = _selected(code, layers)
    if said is None:
        return _by_default(code, f"{config} selects nothing", has_preview=_has("preview", layers))
    if said.state != "on":
        return said
    if not _names(code, layers) and (unsure := _unsure(code, config, layers)):
        return Standing("unknown", unsure)
    exempt = _exempting(code, layers, files)
    return Standing("off", exempt) if exempt else said


def _unsure(code: str, config: str, layers: Sequence[_Layer]) -> str:
    """Why a code that a prefix selects may be off all the same; "" where it is on."""
    is_asked_for = _has("preview", layers) and not _has("explicit-preview-rules", layers)
    if code in known("ruff").sets["preview"] and not is_asked_for:
        return f"it was in preview in ruff {known('ruff').version}, and {config} does not ask for it by name"
    has_convention = any(
        "convention" in table(la.settings, *at, "pydocstyle") for la in layers for at in (["lint"], [])
    )
    if code in _AT_ODDS or (has_convention and _letters(code) == "D"):
        return "which of pydocstyle's rules hold depends on its convention"
    return ""


def _by_default(code: str, said: str, *, has_preview: bool = False) -> Standing:
    is_now, was_before = code in known("ruff").sets["default"], _FORMER_DEFAULT.fullmatch(code) is not None
    if is_now and was_before:
        return Standing("on", "it is on by default")
    if is_now or was_before or has_preview:
        return Standing("unknown", f"{said}, and whether it is on by default depends on the version")
    return Standing("off", f"{said}, and it is not on by default")


@dataclass(frozen=True, slots=True)
class _Layer:
    """One file of a chain of `extend`, the one that is extended first."""

    path: str
    settings: Table | None
    text: str

    def codes(self, key: str) -> Sequence[str]:
        """Under `lint`, or where it stood before."""
        table_ = table(self.settings)
        return strings(table(table_, "lint").get(key)) or strings(table_.get(key))

    def has(self, key: str) -> bool:
        return key in table(self.settings, "lint") or key in table(self.settings)

    def exempt(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Patterns of files, and the codes that do not hold there."""
        for key in ("per-file-ignores", "extend-per-file-ignores"):
            for at in (table(self.settings, "lint"), table(self.settings)):
                for pattern, codes in table(at, key).items():
                    yield str(pattern), strings(codes)


def _layers(path: str, place: Place) -> Iterator[_Layer]:
    chain: list[_Layer] = []
    seen: set[str] = set()
    at: str | None = path
    while at is not None and at not in seen:
        seen.add(at)
        settings = _settings(at, place) if at in place.tree.entries else None
        chain.append(_Layer(at, settings, place.manifests.text(at) or ""))
        extended = table(settings).get("extend")
        at = normpath(join(dirname(at), extended)) if isinstance(extended, str) else None
    yield from reversed(chain)


def _selected(code: str, layers: Sequence[_Layer]) -> Standing | None:
    """What the last file that speaks of the code says; None where none selects anything."""
    said: Standing | None = None
    for layer in layers:
        chosen = _longest(code, (*layer.codes("select"), *layer.codes("extend-select")))
        ignored = _longest(code, (*layer.codes("ignore"), *layer.codes("extend-ignore")))
        if ignored and _weight(ignored) >= _weight(chosen):
            said = Standing("off", f"{layer.path}:{line_in(layer.text, ignored)} ignores `{ignored}`")
        elif chosen:
            said = Standing("on", f"{layer.path}:{line_in(layer.text, chosen)} selects `{chosen}`")
        elif layer.has("select"):
            said = Standing("off", f"{layer.path}:{line_in(layer.text, 'select')} does not select it")
    return said


def _longest(code: str, selectors: Sequence[str]) -> str:
    """The selector that says most about the code; `ALL` says least."""
    fitting = [s for s in selectors if s == "ALL" or _covers(s, code)]
    return max(fitting, key=_weight, default="")


def _weight(selector: str) -> int:
    return 0 if selector == "ALL" else len(selector)


def _covers(selector: str, code: str) -> bool:
    """Whether a selector names the code: `D` is pydocstyle and not `DTZ`; `PL` alone stands for several linters."""
    own, whole = _CODE.fullmatch(_FORMER_NAME.sub(lambda m: _NOW[m[0]], selector)), _CODE.fullmatch(code)
    if own is None or whole is None:
        return False
    is_pylint = own[1] == "PL" and whole[1].startswith("PL") and len(whole[1]) == len("PLC") and not own[2]
    return is_pylint or (own[1] == whole[1] and whole[2].startswith(own[2]))


def _has(key: str, layers: Sequence[_Layer]) -> bool:
    return any(table(layer.settings, "lint").get(key) or table(layer.settings).get(key) for layer in layers)


def _names(code: str, layers: Sequence[_Layer]) -> bool:
    """Whether the code itself is selected, and no more than it."""
    return any(code in (*la.codes("select"), *la.codes("extend-select")) for la in layers)


def _letters(code: str) -> str:
    found = _CODE.fullmatch(code)
    return found[1] if found else ""


def _exempting(code: str, layers: Sequence[_Layer], files: Sequence[str]) -> str:
    """What keeps the code from all of the files; "" where some of them are looked at."""
    patterns = [
        (layer, pattern)
        for layer in layers
        for pattern, codes in layer.exempt()
        if any(c == "ALL" or _covers(c, code) for c in codes)
    ]
    if not patterns or not all(any(_is_exempt(f, p, dirname(la.path)) for la, p in patterns) for f in files):
        return ""
    layer, pattern = patterns[0]
    return f"{layer.path}:{line_in(layer.text, pattern)} exempts all files that the rule is for"


def _is_exempt(path: str, pattern: str, folder: str) -> bool:
    """Ruff looks at the name, and at the path from the configuration's folder; `*` goes through slashes there."""
    if pattern.startswith("!"):
        return not _is_exempt(path, pattern[1:], folder)
    below = path.removeprefix(f"{folder}/") if folder else path
    whole = pattern.removeprefix("./")
    forms = (whole, f"{whole.rstrip('/')}/**", whole.replace("**", "*").replace("*", "**"))
    return any(compiled(f).match(below) for f in forms) or bool(compiled(whole).match(basename(path)))
