"""Makes the project that lints look at, of a tree, its past and the configuration."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from contextkit.lint_api import Project
from contextkit.mapping.record import WRITTEN, read_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.config import Config
    from contextkit.loading import Load, Loads
    from contextkit.model import Reference
    from contextkit.references.ground import Ground
    from contextkit.references.judge import Wanted
    from contextkit.repo import History, Repo, Store
    from contextkit.survey.documents import Documents


def project_of(
    ground: Ground, config: Config, documents: Documents, wanted: Wanted = lambda _path, _mention: True
) -> Project:
    """The project of this ground; references are judged and documents read when a lint first asks for them.

    `wanted` says of each mention whether to judge it.
    """
    paths = (*documents.agent_files, *documents.documents)

    def references() -> Sequence[Reference]:
        from contextkit.references.judge import judge

        return judge(paths, ground, wanted, only_lost=True)

    def symbols() -> Sequence[Reference]:
        from contextkit.references.judge import judge

        return judge(paths, ground, lambda path, mention: mention.kind == "symbol" and wanted(path, mention))

    @cache
    def loads() -> Loads:
        from contextkit.loading import Loads

        return Loads(ground.tree, ground.facts.document)

    def load(agent: str, path: str, version: str | None, cwd: str | None) -> Load | None:
        from contextkit.loading import known_agents

        return loads().of(agent, path, version=version, cwd=cwd) if agent in known_agents() else None

    return Project(
        ground.tree,
        agent_files=documents.agent_files,
        document_paths=documents.documents,
        generated=generated_paths(ground.repo),
        references=references,
        symbols=symbols,
        documents=ground.facts.documents,
        loads=load,
        written=ground.history.written,
        agents=config.agents,
        map_max_lines=config.map.max_lines,
    )


def ground_of(repo: Repo, history: History, store: Store) -> Ground:
    """The ground of a tree that no command opened: one in memory, or a fix that is not written yet."""
    from contextkit.facts import Facts
    from contextkit.references.ground import Ground
    from contextkit.repo import Tree
    from contextkit.survey.ignores import Ignores
    from contextkit.survey.packages import find_packages

    tree = Tree(repo)
    packages = find_packages(repo, tree)
    return Ground(repo, tree, history, packages, Ignores(repo), Facts(repo, tree, store, jobs=1))


def generated_paths(repo: Repo) -> frozenset[str]:
    """The files that contextkit wrote, by its own record; none where there is no record that can be read."""
    record = read_record(repo.read(WRITTEN) if WRITTEN in repo.entries else None)
    exported = (path for path, row in record.exports.items() if not row.block)
    return frozenset((*record.files, *exported)) & frozenset(repo.entries)
