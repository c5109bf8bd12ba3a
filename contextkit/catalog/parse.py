"""From the text of a LINT.md to its Page. PyYAML is loaded here, so pages that were read before skip this."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar, cast

from contextkit.catalog.page import TYPES, Group, OptionSpec, OptionValue, Page, Reads, is_of
from contextkit.catalog.sections import Section, front_matter, sections
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.model import Safety, Severity

T = TypeVar("T", bound=str)

_GUIDE = "docs/writing-lints.md shows a whole page"
_KEYS = ("severity", "reads", "languages", "fix", "group", "recommended", "options")
_OPTION_KEYS = ("type", "default", "doc")
_NEEDED = ("Problem", "Remedy", "Avoid", "Bad", "Good")


def parse_page(text: str, place: str) -> Page:
    """The page at `place`; what is wrong with it is a ContextkitError that names place and line."""
    matter, body, first_line = front_matter(text)
    if matter is None:
        raise ContextkitError(f"{place}:1: a page begins with front matter between two `---`", _GUIDE)
    found = sections(body, first_line, place)
    title = next((s for s in found if s.level == 1), None)
    if title is None or not title.text.strip():
        raise ContextkitError(f"{place}: no `# Title` with a sentence that says why", _GUIDE)
    return _page(_Matter(place, matter), title, _texts(found, place))


def _page(matter: _Matter, title: Section, texts: Mapping[str, Mapping[str, str]]) -> Page:
    fix = matter.one_of("fix", ("safe", "unsafe", "none"), "none")
    group = matter.one_of("group", ("truth", "shape"), "truth")
    return Page(
        title=title.title,
        why=title.raw.strip(),
        severity=cast("Severity", matter.one_of("severity", ("error", "warning", "info"), None)),
        reads=cast("Reads", matter.one_of("reads", ("documents", "source", "project", "engine"), None)),
        languages=tuple(matter.strings("languages")),
        fix=None if fix == "none" else cast("Safety", fix),
        group=cast("Group", group),
        is_recommended=matter.flag("recommended", default=True),
        options=matter.options(),
        problem=texts["Problem"],
        remedy=texts["Remedy"],
        avoid=texts["Avoid"],
    )


def _texts(found: list[Section], place: str) -> dict[str, dict[str, str]]:
    """The texts of the sections by name and variant."""
    texts: dict[str, dict[str, str]] = {}
    for section in (s for s in found if s.level == 2):
        name, _, variant = (part.strip() for part in section.title.partition(":"))
        if name not in _NEEDED:
            raise ContextkitError(
                f"{place}:{section.line}: unknown section `{section.title}`{_near(name, _NEEDED)}", _GUIDE
            )
        if variant in texts.setdefault(name, {}):
            raise ContextkitError(f"{place}:{section.line}: a second section `{section.title}`", _GUIDE)
        texts[name][variant] = _unwrapped(section.text)
    for name in _NEEDED:
        if name not in texts:
            raise ContextkitError(f"{place}: no section `## {name}`", _GUIDE)
        if name not in {"Bad", "Good"} and not all(texts[name].values()):
            raise ContextkitError(f"{place}: an empty section `## {name}`", _GUIDE)
    return texts


def _unwrapped(text: str) -> str:
    """Each paragraph on one line; list items keep theirs."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n".join(re.sub(r"\s*\n\s*(?![-*\d] )", " ", p.strip()) for p in paragraphs)


class _Matter:
    """Front matter, checked key by key."""

    def __init__(self, place: str, text: str) -> None:
        self._place, self._text = place, text
        self._table = self._parsed()
        for key in self._table:
            if key not in _KEYS:
                raise self._wrong(key, f"unknown key `{key}`{_near(key, _KEYS)}")

    def _parsed(self) -> dict[str, object]:
        import yaml

        try:
            table = yaml.load(self._text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        except yaml.YAMLError as error:
            raise ContextkitError(f"{self._place}: the front matter is not YAML: {_one_line(error)}", _GUIDE) from None
        if not isinstance(table, dict):
            raise ContextkitError(f"{self._place}:1: the front matter holds no keys", _GUIDE)
        return {str(key): value for key, value in table.items()}

    def one_of(self, key: str, allowed: tuple[T, ...], default: T | None) -> T:
        value = self._table.get(key, default)
        if value not in allowed:
            said = f"no `{key}`" if value is None else f"`{key}` is {value!r}"
            raise self._wrong(key, f"{said}; it is one of {', '.join(allowed)}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._table.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, f"`{key}` is true or false")
        return value

    def strings(self, key: str) -> list[str]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._wrong(key, f"`{key}` is a list of words")
        return value

    def options(self) -> tuple[OptionSpec, ...]:
        value = self._table.get("options", {})
        if not isinstance(value, dict):
            raise self._wrong("options", "`options` is a table of settings by name")
        return tuple(self._option(str(name), spec) for name, spec in sorted(value.items()))

    def _option(self, name: str, spec: object) -> OptionSpec:
        if not isinstance(spec, dict) or set(spec) != set(_OPTION_KEYS):
            raise self._wrong(name, f"option `{name}` has exactly the keys {', '.join(_OPTION_KEYS)}")
        kind, default = spec["type"], spec["default"]
        if kind not in TYPES:
            raise self._wrong(name, f"the type of option `{name}` is one of {', '.join(TYPES)}")
        if not is_of(kind, default):
            raise self._wrong(name, f"the default of option `{name}` is no {kind}")
        return OptionSpec(name, kind, cast("OptionValue", default), str(spec["doc"]))

    def _wrong(self, key: str, said: str) -> ContextkitError:
        lines = self._text.splitlines()
        line = next((n for n, text in enumerate(lines, 2) if re.match(rf"\s*{re.escape(key)}\s*:", text)), 1)
        return ContextkitError(f"{self._place}:{line}: {said}", _GUIDE)


def _near(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(known)}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
