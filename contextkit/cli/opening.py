"""Opens what commands work on: the tree, its past, its caches and its configuration."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.edges.git import open_repo
from contextkit.edges.store import cache_folder, open_store
from contextkit.errors import ContextkitError
from contextkit.repo import MemoryStore, NoHistory, Tree

if TYPE_CHECKING:
    from pathlib import Path

    from contextkit.config import Config
    from contextkit.edges.git import Snapshot
    from contextkit.references.ground import Ground
    from contextkit.repo import History, Store
    from contextkit.survey.documents import Documents
    from contextkit.survey.inventory import Survey


@dataclass(frozen=True)
class Opened:
    """One tree, opened; each part is made when it is first asked for."""

    repo: Snapshot
    store: Store
    cache: Path | None
    """Where caches are kept; None where they are not."""

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.repo)

    @cached_property
    def config(self) -> Config:
        from contextkit.config import read_config

        return read_config(self.repo, self.store)

    @cached_property
    def documents(self) -> Documents:
        from contextkit.survey.documents import find_documents

        return find_documents(self.tree, self.config)

    @cached_property
    def history(self) -> History:
        place = getattr(self.repo, "place", None)
        if place is None or self.repo.commit is None:
            return NoHistory()
        from contextkit.edges.history import open_history

        return open_history(place.git_dir, self.repo.commit, self.tree, self.cache)

    @cached_property
    def ground(self) -> Ground:
        from contextkit.facts import Facts
        from contextkit.references.ground import Ground
        from contextkit.survey.ignores import Ignores
        from contextkit.survey.packages import find_packages

        return Ground(
            repo=self.repo,
            tree=self.tree,
            history=self.history,
            packages=find_packages(self.repo, self.tree),
            ignores=Ignores(self.repo),
            facts=Facts(self.repo, self.tree, self.store),
        )

    @cached_property
    def survey(self) -> Survey:
        """What the tree holds; from the store where the same tree was surveyed before."""
        from contextkit.edges.installed import code_version
        from contextkit.survey.stored import decode_survey, encode_survey

        key = f"{self.repo.state}:{self.repo.commit}"
        kept = self.store.load("survey", code_version(), [key]).get(key)
        known = decode_survey(kept) if kept else None
        if known is None:
            from contextkit.survey.survey import survey

            known = survey(self.ground)
            self.store.save("survey", code_version(), {key: encode_survey(known)})
        return known

    def path(self, name: str) -> str:
        """The path in the tree of a file or folder that a person named, as seen from the root or from here; "" is all.

        Raises ContextkitError where the tree has none of that name.
        """
        given = name.removeprefix("./").rstrip("/")
        if given in self.tree.entries or given in self.tree.folders - {""}:
            return given
        here = os.path.realpath(name)
        root = self.repo.root
        if root is not None and (here == root or here.startswith(f"{root}{os.sep}")):
            found = os.path.relpath(here, root)
            if found == "." or found in self.tree.entries or found in self.tree.folders:
                return "" if found == "." else found
        raise ContextkitError(f"{name} is not in the tree of {self.repo.label}", "Name a file or folder that git knows")


def opened(repo: Path, *, at: str | None = None, cache_dir: Path | None = None, no_cache: bool = False) -> Opened:
    """Opens the repository that `repo` lies in. Raises ContextkitError where there is none."""
    snapshot = open_repo(str(repo), at)
    if no_cache:
        return Opened(snapshot, MemoryStore(), None)
    folder = cache_folder(snapshot, cache_dir)
    return Opened(snapshot, open_store(folder), folder)
