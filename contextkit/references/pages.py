"""Where the build of a site serves each page: the address that the relative links on it are seen from."""

from __future__ import annotations

import re
from functools import cached_property
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.references.bases import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.references.target import Target
    from contextkit.repo import Tree

PAGE_SUFFIXES = (".md", ".markdown", ".mdx")
_SECTION = "_index.md"
_FOLDERS_OWN = frozenset({"_index", "index", "README"})
_FRONT_MATTER = (b"---", b"+++")
_MANUALS = ("mkdocs.yml", "mkdocs.yaml")
_MANUAL_FOLDER = pattern(rb"^docs_dir:[ \t]*['\"]?([^'\"#\s]+)", re.MULTILINE)
_FORMS = (f"/{_SECTION}", "/index.md", ".md", ".mdx", "/index.mdx", "", "/README.md", ".html")


class Pages:
    """The pages of sites that serve each in a folder of its own: `x.md` at `x/`.

    So does Hugo, whose sections are folders that hold an `_index.md`, and so does MkDocs below its manual's folder.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._roots: dict[str, str | None] = {}

    def address(self, path: str) -> str | None:
        """Where a page is served, as a path of the tree; None where no such site is known."""
        folder, _, name = path.rpartition("/")
        if not name.endswith(PAGE_SUFFIXES) or self.root(folder) is None:
            return None
        stem = name.rpartition(".")[0]
        return folder if stem.partition(".")[0] in _FOLDERS_OWN else f"{folder}/{stem}".lstrip("/")

    def root(self, folder: str) -> str | None:
        """The top folder of the site that a folder belongs to."""
        if folder not in self._roots:
            above = self.root(dirname(folder)) if folder else None
            is_top = above is None and (self._is_section(folder) or folder in self._manuals)
            self._roots[folder] = folder if is_top else above
        return self._roots[folder]

    def has_sections(self, folder: str) -> bool:
        """Whether the site that a folder belongs to is one of sections, where links are all addresses."""
        root = self.root(folder)
        return root is not None and self._is_section(root)

    def _is_section(self, folder: str) -> bool:
        path = f"{folder}/{_SECTION}".lstrip("/")
        return path in self._tree.entries and (self._tree.repo.read(path) or b"").startswith(_FRONT_MATTER)

    @cached_property
    def _manuals(self) -> frozenset[str]:
        found = set()
        for path in (p for name in _MANUALS for p in self._tree.named(name)):
            named = _MANUAL_FOLDER.search(self._tree.repo.read(path) or b"")
            folder = joined(dirname(path), named[1].decode("utf-8", "replace") if named else "docs")
            if folder is not None:
                found.add(folder)
        return frozenset(found)

    def served_at(self, address: str) -> Iterator[str]:
        """What an address leads to: a section's page, a page, a folder or a file; in whatever letter case."""
        for form in _FORMS:
            full = f"{address}{form}".lstrip("/")
            real = self._tree.resolve(full) or (self._tree.other_case(full) if full.endswith(PAGE_SUFFIXES) else None)
            if real is not None:
                yield real


def is_an_address(target: Target) -> bool:
    """Whether a link that is written from a page may mean what a site serves, and not the file of a page."""
    return bool(target.path) and not target.is_rooted and not target.name.endswith(PAGE_SUFFIXES)
