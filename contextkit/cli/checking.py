"""One check of one tree: from what was asked to a report, by way of what is known from the last run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from contextkit.linting.baseline import read_baseline
from contextkit.linting.select import select_lints
from contextkit.linting.stored import decode_report, encode_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contextkit.catalog import Catalog
    from contextkit.cli.opening import Opened
    from contextkit.linting.run import Report
    from contextkit.linting.select import Selected
    from contextkit.model import Mention
    from contextkit.references.ground import Ground
    from contextkit.references.judge import Wanted
    from contextkit.repo import Cut, Repo
    from contextkit.survey.documents import Documents


def _every(_path: str, _mention: Mention) -> bool:
    return True


@dataclass(frozen=True)
class Asked:
    """What a person asked to be checked."""

    paths: tuple[str, ...] = ()
    """Files and folders of the tree; all where none is named."""
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    use_baseline: bool = True
    allow_local: bool = True

    def holds(self, path: str) -> bool:
        return not self.paths or any(path == p or not p or path.startswith(f"{p}/") for p in self.paths)


@dataclass(frozen=True)
class Check:
    """A tree, a catalog, and what was asked."""

    source: Opened
    asked: Asked = field(default_factory=Asked)

    @cached_property
    def catalog(self) -> Catalog:
        from contextkit.cli.catalogs import open_catalog

        return open_catalog(self.source)

    @cached_property
    def selected(self) -> Sequence[Selected]:
        return select_lints(self.catalog, self.source.config, self.asked.select, self.asked.ignore)

    @cached_property
    def documents(self) -> Documents:
        """The documents to look at: those asked for, where every lint judges each document for itself."""
        found = self.source.documents
        named = tuple(p for p in self.asked.paths if p in self.source.tree.entries and p not in found.agent_files)
        documents = tuple(sorted({*found.documents, *(p for p in named if p.endswith(_DOCUMENT_SUFFIXES))}))
        if not self.asked.paths or any(s.lint.page.group != "truth" for s in self.selected):
            return replace(found, documents=documents)
        holds = self.asked.holds
        return replace(
            found,
            agent_files=tuple(p for p in found.agent_files if holds(p)),
            documents=tuple(p for p in documents if holds(p)),
        )

    def report(self) -> Report:
        """What the lints find; from the store where the same tree was checked in the same way before."""
        key = self._key
        kept = self.source.store.load("reports", _VERSION, [key]).get(key)
        known = decode_report(kept) if kept else None
        if known is not None:
            return known
        report = self.report_on(self.source.repo)
        if self.cut is None or self.source.history.edge:  # trees that are missing today may be there tomorrow
            self.source.store.save("reports", _VERSION, {key: encode_report(report)})
        return report

    @property
    def cut(self) -> Cut | None:
        """Where history ends too early. It is not looked at where there is nothing to judge."""
        found = self.documents
        return self.source.history.cut if found.agent_files or found.documents else None

    def report_on(self, repo: Repo) -> Report:
        """The same of this tree with other contents."""
        from contextkit.linting.project import ground_of

        if repo is self.source.repo:
            return self._run(self.source.ground, self.documents, self.asked.holds)
        return self._run(ground_of(repo, self.source.history, self.source.store), self.documents, self.asked.holds)

    def report_where(self, wanted: Wanted) -> Report:
        """The same with these mentions alone; nothing is kept of it."""
        return self._run(self.source.ground, self.documents, self.asked.holds, wanted)

    def report_of(self, ground: Ground, documents: Documents, wanted: Wanted = _every) -> Report:
        """What the same lints find in these documents of another tree."""
        return self._run(ground, documents, lambda _path: True, wanted)

    def _run(
        self, ground: Ground, documents: Documents, only: Callable[[str], bool], wanted: Wanted = _every
    ) -> Report:
        from contextkit.linting.project import project_of
        from contextkit.linting.run import Run, run_lints

        project = project_of(ground, self.source.config, documents, wanted)
        baseline = read_baseline(ground.repo) if self.asked.use_baseline else None
        run = Run(baseline=baseline, only=only, allow_local=self.asked.allow_local)
        return run_lints(self.catalog, self.source.config, project, self.selected, run)

    @property
    def _key(self) -> str:
        """A hash of all that a report depends on."""
        source = self.source
        parts = (
            source.repo.state,
            source.repo.commit,
            sorted(source.history.edge),
            source.config,
            self.asked,
            self._catalog_key,
        )
        return sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogateescape")).hexdigest()

    @property
    def _catalog_key(self) -> object:
        """What the lints that run say and do."""
        from contextkit.edges.installed import code_version

        names = [(s.lint, f"{s.lint.folder}/{name}") for s in self.selected for name in ("LINT.md", "lint.py")]
        files = [(path, lint.shelf.repo.blob(path)) for lint, path in names if path in lint.shelf.repo.entries]
        return code_version(), files


_DOCUMENT_SUFFIXES = (".md", ".mdx", ".mdc", ".markdown", ".rst")
_VERSION = "1"
