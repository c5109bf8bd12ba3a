"""Checks files in memory with our engine's lints and one that finds `foo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.catalog import Catalog, load_catalog, own_shelf, shelf_in
from contextkit.config import read_config
from contextkit.edges.catalogs import bundled
from contextkit.linting.baseline import read_baseline
from contextkit.linting.project import ground_of, project_of
from contextkit.linting.run import Report, Run, run_lints
from contextkit.linting.select import select_lints
from contextkit.repo import MemoryRepo, MemoryStore, NoHistory
from contextkit.survey.documents import find_documents
from tests.linting.pages import lint_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from contextkit.repo import Repo

SELECT = ("no-foo", "bad-suppression", "unused-suppression", "stale-baseline")


def catalog(**files: str) -> Catalog:
    shelves = [own_shelf(bundled()), shelf_in(MemoryRepo(files or lint_files()))]
    return load_catalog(shelves, MemoryStore())


def check(
    files: Mapping[str, str | bytes] | Repo,
    select: Sequence[str] = SELECT,
    only: Callable[[str], bool] = lambda _path: True,
    lints: Mapping[str, str] | None = None,
    allow_local: bool = True,
) -> Report:
    repo: Repo = MemoryRepo(files) if isinstance(files, dict) else files  # type: ignore[assignment]  # a Repo is no dict
    config = read_config(repo, MemoryStore())
    ground = ground_of(repo, NoHistory(), MemoryStore())
    project = project_of(ground, config, find_documents(ground.tree, config))
    found = catalog(**(lints or {}))
    run = Run(baseline=read_baseline(repo), only=only, allow_local=allow_local)
    return run_lints(found, config, project, select_lints(found, config, select), run)
