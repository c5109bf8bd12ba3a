"""From shelves to the catalog: every lint's page, and none of its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit import __version__
from contextkit.catalog.page import Page, of_row, to_row
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from contextkit.repo import Repo, Store

LOCAL = ".contextkit"
"""The folder of a repository's own catalog."""

_TABLE = "lint-pages"
_VERSION = f"{__version__}.1"
"""The number rises with every change of `Page` or of how it is parsed."""
_PAGE, _CODE = "LINT.md", "lint.py"
_FOLDER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\Z")
_NO_LINTS = frozenset({"remedies"})
"""Folders beside the lints: pages for other linters' rules."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder that holds `lints/`, in a tree of ours, of an organisation, or of the repository itself."""

    name: str
    """What messages put before paths; "" for the repository itself."""
    repo: Repo
    folder: str
    is_ours: bool = False
    """Whether its code came with contextkit: it is trusted."""
    module: Callable[[str], Mapping[str, object]] | None = None
    """Imports a file of it through Python's cache of bytecode, for ours: tests hold what else would be checked."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One check: its page, and where its code is."""

    id: str
    page: Page
    shelf: Shelf
    folder: str
    has_code: bool
    queries: tuple[str, ...]
    """The languages for which it has a `query.<language>.scm`."""

    @property
    def place(self) -> str:
        """Its page, as messages name it."""
        return _shown(self.shelf, f"{self.folder}/{_PAGE}")

    @property
    def code_place(self) -> str:
        return _shown(self.shelf, f"{self.folder}/{_CODE}")

    def text(self) -> str:
        """The page as it is written."""
        return _read(self.shelf, f"{self.folder}/{_PAGE}")

    def code(self) -> str:
        return _read(self.shelf, f"{self.folder}/{_CODE}")


@dataclass(frozen=True, slots=True)
class Catalog:
    lints: Mapping[str, Lint]
    """By id, sorted."""


def own_shelf(root: Repo, folder: str = "", module: Callable[[str], Mapping[str, object]] | None = None) -> Shelf:
    """The catalog that came with contextkit: `lints/` in `folder` of a tree."""
    return Shelf("contextkit", root, folder, is_ours=True, module=module)


def shelf_in(repo: Repo, folder: str = LOCAL) -> Shelf:
    """The repository's own catalog, or a folder of it that `extends` names."""
    return Shelf("", repo, folder)


def load_catalog(shelves: Sequence[Shelf], store: Store) -> Catalog:
    """All lints of these shelves. A twin id or a page that is wrong is a ContextkitError."""
    bare = [found for shelf in shelves for found in _found(shelf)]
    texts = [_read(shelf, f"{folder}/{_PAGE}") for shelf, folder, _ in bare]
    pages = _pages(texts, [_shown(shelf, f"{folder}/{_PAGE}") for shelf, folder, _ in bare], store)
    lints: dict[str, Lint] = {}
    for (shelf, folder, names), page in zip(bare, pages, strict=True):
        lint = _lint(shelf, folder, names, page)
        if (twin := lints.get(lint.id)) is not None:
            raise ContextkitError(
                f"Two lints are called `{lint.id}`: {twin.place} and {lint.place}", "Rename one of the folders"
            )
        lints[lint.id] = lint
    return Catalog(dict(sorted(lints.items())))


def _found(shelf: Shelf) -> Iterator[tuple[Shelf, str, set[str]]]:
    """Each lint's folder, and the names of the files right in it."""
    top = f"{shelf.folder}/lints" if shelf.folder else "lints"
    names: dict[str, set[str]] = {}
    for path in _under(shelf.repo.entries, f"{top}/"):
        name, _, rest = path[len(top) + 1 :].partition("/")
        if rest and name not in _NO_LINTS and name[0] not in "_.":
            names.setdefault(name, set()).add(rest)
    for name, files in sorted(names.items()):
        folder = f"{top}/{name}"
        if _PAGE not in files:
            raise ContextkitError(f"{_shown(shelf, folder)} has no {_PAGE}", "Run: contextkit lint new ID")
        if not _FOLDER.match(name):
            raise ContextkitError(f"{_shown(shelf, folder)} is no lint's name", "Name the folder like_this: snake case")
        yield shelf, folder, files


def _under(paths: Iterable[str], prefix: str) -> Iterator[str]:
    return (path for path in paths if path.startswith(prefix))


def _lint(shelf: Shelf, folder: str, names: set[str], page: Page) -> Lint:
    id_ = folder.rpartition("/")[2].replace("_", "-")
    queries = sorted(n[6:-4] for n in names if n.startswith("query.") and n.endswith(".scm"))
    if _CODE not in names and not queries and not (page.reads == "engine" and shelf.is_ours):
        raise ContextkitError(
            f"Lint `{id_}` ({_shown(shelf, folder)}) has neither {_CODE} nor a query.LANGUAGE.scm", "Add one of them"
        )
    return Lint(id_, page, shelf, folder, _CODE in names, tuple(queries))


def _pages(texts: Sequence[str], places: Sequence[str], store: Store) -> list[Page]:
    """The pages; those that were parsed before come from the store, without PyYAML."""
    keys = [sha256(text.encode("utf-8", "surrogateescape")).hexdigest() for text in texts]
    kept = store.load(_TABLE, _VERSION, keys)
    fresh: dict[str, bytes] = {}
    pages = []
    for key, text, place in zip(keys, texts, places, strict=True):
        page = of_row(kept.get(key))
        if page is None:
            page = _parsed(text, place)
            fresh[key] = to_row(page)
        pages.append(page)
    if fresh:
        store.save(_TABLE, _VERSION, fresh)
    return pages


def _parsed(text: str, place: str) -> Page:
    from contextkit.catalog.examples import read_examples
    from contextkit.catalog.parse import parse_page

    page = parse_page(text, place)
    read_examples(text, place)
    return page


def _read(shelf: Shelf, path: str) -> str:
    content = shelf.repo.read(path)
    if content is None:
        raise ContextkitError(f"{_shown(shelf, path)} cannot be read", "See whether the file is there and readable")
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _shown(shelf: Shelf, path: str) -> str:
    return f"{shelf.name}: {path}" if shelf.name else path
