"""Further addresses of pages, that a site's build is told of: aliases, and lists of redirects."""

from __future__ import annotations

import json
import re
from functools import cached_property
from posixpath import dirname
from typing import TYPE_CHECKING, NamedTuple

from contextkit.patterns import pattern
from contextkit.references.bases import joined
from contextkit.references.pages import PAGE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.references.pages import Pages
    from contextkit.repo import Tree

_FRONT_MATTER = pattern(rb"(---|\+\+\+)[ \t]*\r?\n(.*?)^\1", re.DOTALL | re.MULTILINE)
_ALIASES = pattern(
    r"^(?:aliases|redirect_from|slug|url|permalink)[ \t]*[:=][ \t]*"
    r"(?:\[(?P<flow>[^\]]*)\]|(?P<list>(?:\s*^[ \t]*-[ \t].*)+)|(?P<one>\S.*))",
    re.MULTILINE,
)
_ITEM = pattern(r"^[ \t]*-[ \t]+(.*)$", re.MULTILINE)
_ADDRESS = pattern(r"""["']?([^\s"'#]+)""")
_MOST_PAGES = 6_000
_LISTS = ("docs.json", "mint.json", "_redirects")
_ROOTS = ("", "content", "docs", "src/content/docs", "src/pages", "pages")


class Redirect(NamedTuple):
    """Where a former address leads; without a page that is not in this tree."""

    page: str | None


class Redirects:
    """The former addresses of a tree's pages, read when a link is first looked for there."""

    def __init__(self, tree: Tree, pages: Pages) -> None:
        self._tree = tree
        self._pages = pages
        self._known: dict[str, Mapping[str, Redirect]] = {}

    def at(self, address: str, folder: str) -> Redirect | None:
        """What is served at an address beside the pages' own, on the site that a folder is of."""
        root = self.root(folder)
        if root is None:
            return None
        if root not in self._known:
            self._known[root] = {_plain(a): r for a, r in (*self._listed(root), *self._told(root))}
        return self._known[root].get(_plain(address))

    def root(self, folder: str) -> str | None:
        """The folder that the site's rooted addresses begin at."""
        site = self._pages.root(folder)
        return site if site is not None else next((f for f in _upward(folder) if f in self._configured), None)

    @cached_property
    def _configured(self) -> frozenset[str]:
        homes = (dirname(p) for name in ("_config.yml", *_LISTS) for p in self._tree.named(name))
        return frozenset(dirname(h) if _is_web(h) else h for h in homes)

    def _told(self, root: str) -> Iterator[tuple[str, Redirect]]:
        """The aliases that pages bear in their front matter: relative ones begin at the folder above the page."""
        pages = [p for p in self._tree.under(root) if p.endswith(PAGE_SUFFIXES)]
        for page in pages[:_MOST_PAGES]:
            for alias in aliases_in(self._tree.repo.read(page) or b""):
                base = root if alias.startswith("/") else dirname(self._pages.address(page) or page)
                address = joined(base, alias.strip("/"))
                if address:
                    yield address, Redirect(page)

    def _listed(self, root: str) -> Iterator[tuple[str, Redirect]]:
        for name in _LISTS:
            for folder in (root, *(joined(root, web) or web for web in _WEB)):
                path = f"{folder}/{name}".lstrip("/")
                content = self._tree.repo.read(path) if path in self._tree.entries else None
                for source, destination in _pairs(name, content or b""):
                    address = joined(root, source.strip("/"))
                    if address:
                        yield address, Redirect(self._page(root, destination))

    def _page(self, root: str, destination: str) -> str | None:
        folders = (joined(root, f) if f else root for f in _ROOTS)
        addresses = (joined(f, destination.partition("#")[0].strip("/")) for f in folders if f is not None)
        found = (p for a in addresses if a for p in self._pages.served_at(a) if p in self._tree.entries)
        return next(found, None) if destination.startswith("/") else None


_WEB = ("public", "static")


def aliases_in(content: bytes) -> Iterator[str]:
    """The addresses that a page's front matter claims beside its own."""
    front = _FRONT_MATTER.match(content)
    if front is None:
        return
    for found in _ALIASES.finditer(front[2].decode("utf-8", "replace")):
        one = found["flow"] or found["one"] or ""
        items = _ITEM.findall(found["list"]) if found["list"] else one.split(",")
        yield from (address[1] for item in items if (address := _ADDRESS.match(item.strip())))


def _pairs(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Old and new addresses; those that stand for several are left out."""
    if name == "_redirects":
        rows = (line.split() for line in content.decode("utf-8", "replace").splitlines())
        found = [(row[0], row[1]) for row in rows if len(row) > 1]
    else:
        found = list(_of_json(content))
    yield from ((a, b) for a, b in found if a.startswith("/") and not re.search(r"[*:]", a))


def _of_json(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        told = json.loads(content)
    except ValueError:
        return
    rows = told.get("redirects") if isinstance(told, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("source"), str):
            yield row["source"], str(row.get("destination", ""))


def _is_web(folder: str) -> bool:
    return folder.rpartition("/")[2] in _WEB


def _plain(address: str) -> str:
    """Addresses are compared without an ending, and in small letters."""
    return address.strip("/").removesuffix(".html").casefold()


def _upward(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = dirname(folder)
        yield folder
