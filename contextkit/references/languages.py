"""Translations: what a page in one language links to may be there in the language that it was translated from."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.repo import Tree

_LANGUAGES = frozenset(
    """ar az be bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id it ja ka kk ko lt lv mk mr ms nb ne nl no
    pl ps pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi yo zh""".split()
)
_FIRST = "en"
_OF_A_PLUGIN = pattern(
    r"(?:(?P<home>.*)/)?i18n/[^/]+/docusaurus-plugin-content-(?P<plugin>docs/current|pages|blog)/(?P<rest>.+)"
)
_PLUGINS = {"docs/current": "docs", "pages": "src/pages", "blog": "blog"}
"""Where Docusaurus keeps, in the language that is written first, what each of its plugins translates."""


class Languages:
    """The folders of a tree that are called by a language, side by side: `docs/en`, `docs/zh-CN`."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    @cached_property
    def _beside(self) -> Mapping[str, Sequence[str]]:
        """By folder the languages in it, the one with most pages first."""
        found: dict[str, list[str]] = defaultdict(list)
        for folder in self._tree.folders:
            above, _, name = folder.rpartition("/")
            if is_language(name):
                found[above].append(name)
        return {above: sorted(names, key=lambda n: self._rank(above, n)) for above, names in found.items()}

    def _rank(self, above: str, name: str) -> tuple[int, str]:
        return -len(self._tree.under(f"{above}/{name}".lstrip("/"))), name

    def original(self, path: str, document: str) -> str | None:
        """Where a path of a translation is in the language that its document was translated from, if it is there."""
        parts = path.split("/")
        for at, name in enumerate(parts[:-1]):
            above = "/".join(parts[:at])
            folder = f"{above}/{name}/".lstrip("/")
            if not is_language(name) or not document.startswith(folder):
                continue
            for place in self._places(above, name):
                twin, found = (f"{place}/{p[len(folder) :]}".lstrip("/") for p in (document, path))
                if self._tree.holds(twin) and self._tree.holds(found):
                    return found
        return self._of_a_plugin(path)

    def _places(self, above: str, name: str) -> Iterator[str]:
        """English, the language with most pages, and the folder above: where translations are made from."""
        beside = self._beside.get(above, ())
        originals = [n for n in beside if n[:2] == _FIRST] + list(beside[:1])
        yield from (f"{above}/{n}".lstrip("/") for n in originals if n != name)
        if name[:2] != _FIRST or not originals:
            yield above

    def _of_a_plugin(self, path: str) -> str | None:
        found = _OF_A_PLUGIN.match(path)
        original = "/".join(p for p in (found["home"], _PLUGINS[found["plugin"]], found["rest"]) if p) if found else ""
        return original if original and self._tree.holds(original) else None


def is_language(name: str) -> bool:
    """Whether a folder is called by a language: `de`, `zh-CN`, `pt_BR`."""
    region = name[2:3] in ("-", "_") and name[3:].isalpha() and len(name) <= len("zh-Hans")
    return name[:2] in _LANGUAGES and (len(name) == len("xx") or region)
