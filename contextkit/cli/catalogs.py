"""Opens the catalogs of a repository: ours, those it extends, its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from contextkit.catalog import Catalog, Shelf, load_catalog, own_shelf, shelf_in
from contextkit.cli.errors import nearest
from contextkit.edges.catalogs import bundled, fetched_place, is_fetched, split_address
from contextkit.edges.folder import Folder
from contextkit.edges.git import open_repo
from contextkit.edges.store import cache_folder
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.catalog import Lint
    from contextkit.cli.opening import Opened


def open_catalog(source: Opened) -> Catalog:
    """Every lint that may run here; nothing is fetched and no code is loaded."""
    return load_catalog(open_shelves(source), source.store)


def open_shelves(source: Opened) -> list[Shelf]:
    """Where lints and templates are: ours, those that `extends` names, the repository's own."""
    ours = bundled()
    extended = (_extended(source, name) for name in source.config.extends)
    return [own_shelf(ours, module=ours.module), *extended, shelf_in(source.repo)]


def catalogs_folder(source: Opened) -> Path:
    """Where pinned catalogs are kept: with the caches, also in a run that uses none."""
    folder = source.cache or cache_folder(source.repo)
    if folder is None:
        raise ContextkitError("There is no folder to keep catalogs in", "Name one: --cache-dir DIR")
    return folder


def _extended(source: Opened, name: str) -> Shelf:
    pinned = split_address(name)
    if pinned is not None:
        return _pinned(source, name, pinned[1])
    folder = os.path.normpath(name)
    if any(path.startswith(f"{folder}/lints/") for path in source.repo.entries):
        return shelf_in(source.repo, folder)
    place = os.path.join(source.repo.root or "", folder)  # noqa: PTH118  (an absolute folder stays as it is)
    if not source.repo.root or not os.path.isdir(f"{place}/lints"):  # noqa: PTH112
        raise ContextkitError(
            f"`{name}` in `extends` of {source.config.source} holds no folder `lints`",
            "Name a folder as seen from the top of the repository, or a git address with a commit",
        )
    return Shelf(name, Folder(os.path.realpath(place)), "")


def _pinned(source: Opened, name: str, commit: str) -> Shelf:
    place = fetched_place(catalogs_folder(source), commit)
    if not is_fetched(place, commit):
        raise ContextkitError(f"The catalog {name} is not here", "Run: contextkit catalog update")
    return Shelf(name, open_repo(str(place), commit), "")


def the_lint(catalog: Catalog, lint_id: str) -> Lint:
    """The lint of this id; a ContextkitError that names the nearest one where there is none."""
    found = catalog.lints.get(lint_id) or catalog.lints.get(lint_id.replace("_", "-"))
    if found is None:
        raise ContextkitError(
            f"There is no lint `{lint_id}`{nearest(lint_id, catalog.lints)}", "See: contextkit lint list"
        )
    return found
