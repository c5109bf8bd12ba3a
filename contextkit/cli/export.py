"""`contextkit export`: the map and the rules in each agent's own form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import CLEAN, FINDINGS
from contextkit.cli.options import cache_options, examples, output, repo_option, verbosity_options
from contextkit.cli.plans import Reading, files_of, is_agreed, show_plan, write_plan
from contextkit.errors import ContextkitError
from contextkit.mapping.pieces import exporters, ignored_paths
from contextkit.mapping.record import WRITTEN, exact_hash, read_record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from contextkit.cli.opening import Opened
    from contextkit.mapping.export_plan import Choices, Shelves
    from contextkit.mapping.pieces import Material, Piece
    from contextkit.mapping.plan import Plan

LOCAL = ".contextkit/local.json"
"""The record of an overlay that is not committed."""


@click.command(
    "export",
    epilog=examples(
        ("contextkit export", "show what would change for every agent, and ask"),
        ("contextkit export cursor --diff", "what one agent would be told"),
        ("contextkit export --check", "fail when an export is out of date: for CI"),
        ("contextkit export --adopt CLAUDE.md", "have a file of yours point to the map"),
        ("contextkit export --revert", "put all back as it was"),
    ),
)
@click.argument("agents", nargs=-1, metavar="[AGENT]...", type=click.Choice(sorted(exporters())))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and show the diff when an export is out of date.")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--revert", is_flag=True, help="Take back what was exported, and put back what stood there.")
@click.option("--local", is_flag=True, help="For this clone alone: git is told to ignore what is written.")
@click.option("--adopt", multiple=True, metavar="GLOB", help="Write into these files of yours, too; a backup is kept.")
@click.option("--skip", multiple=True, metavar="PATH", help="Leave this file of yours alone, without a word.")
@repo_option
@cache_options
@verbosity_options
def command(
    agents: tuple[str, ...],
    check: bool,
    diff: bool,
    yes: bool,
    revert: bool,
    local: bool,
    adopt: tuple[str, ...],
    skip: tuple[str, ...],
    repo: Path,
    cache_dir: Path | None,
    no_cache: bool,
) -> int:
    """Write what each AGENT reads, from AGENTS.md and `.contextkit/rules/`; without AGENT, for those configured.

    No file that contextkit did not write is changed unless --adopt names it. What an agent does not learn is said.
    """
    from contextkit.cli.opening import opened
    from contextkit.mapping.export_plan import Choices

    if sum((check, diff, yes)) > 1 or (revert and (check or agents or adopt or skip)):
        raise ContextkitError("these options exclude each other", "Choose one; --revert takes all back")
    source = opened(repo, cache_dir=cache_dir, no_cache=no_cache)
    choices = Choices(adopt, frozenset(skip), {"map", *agents} if agents else None)
    export = Export(source, choices, is_local=local)
    plan = export.reverting() if revert else export.plan(agents or source.config.agents)
    show_plan(plan)
    for note in (*plan.notes, *([] if revert or check else export.losses(agents or source.config.agents))):
        output().note(_visible(note))
    if diff:
        return CLEAN
    if check:
        return _checked(plan)
    return _written(export, plan, is_sure=yes)


@dataclass(frozen=True)
class Export:
    """One export of one tree."""

    source: Opened
    choices: Choices
    is_local: bool = False

    def plan(self, agents: Collection[str]) -> Plan:
        """What exporting to these agents would change."""
        from contextkit.catalog import find_template
        from contextkit.cli.catalogs import open_shelves
        from contextkit.mapping.export_plan import plan_export
        from contextkit.mapping.filling import Filler
        from contextkit.mapping.pieces import all_pieces

        pieces = all_pieces(self.material(), agents)
        shelves = open_shelves(self.source)
        filler = Filler(lambda name: find_template(shelves, name))
        return plan_export(self._allowed(pieces), self.present, filler, self.choices)

    def reverting(self) -> Plan:
        from contextkit.mapping.export_plan import plan_revert

        return plan_revert(self.present)

    def losses(self, agents: Collection[str]) -> list[str]:
        """What each of these agents does not learn."""
        from contextkit.mapping.pieces import all_losses

        return all_losses(self.material(), agents)

    def material(self) -> Material:
        from contextkit.mapping.pieces import material_of
        from contextkit.mapping.rules import read_rules

        return material_of(read_rules(self.source.repo).checked(), self.source.tree, self.source.documents.agent_files)

    @property
    def present(self) -> Shelves:
        from contextkit.mapping.export_plan import Shelves

        read = Reading(self.source)
        record = read_record(read(self.record_path))
        return Shelves(read, self.source.tree, record, self._backup, record_path=self.record_path)

    def _backup(self, path: str, wanted: str) -> bytes | None:
        from contextkit.edges.writing import read_backup

        root = self.source.repo.root
        return None if root is None else read_backup(root, path, lambda content: exact_hash(content) == wanted)

    @property
    def record_path(self) -> str:
        return LOCAL if self.is_local else WRITTEN

    def _allowed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Those that can be shared; of an overlay, those that git does not track, for it cannot ignore these."""
        paths = [p.path for p in pieces]
        left_out = self._tracked(paths) if self.is_local else ignored_paths(paths, self.source.tree)
        for path in sorted(left_out):
            why = "is tracked by git, so an overlay leaves it as it is"
            other = "would be ignored by git, so nobody else would have it: see .gitignore, or use --local"
            output().note(_visible(f"{path} {why if self.is_local else other}"))
        return [p for p in pieces if p.path not in left_out]

    def _tracked(self, paths: Sequence[str]) -> set[str]:
        from contextkit.edges.processes import git

        if self.source.repo.root is None or not paths:
            return set()
        listed = git(["ls-files", "-z", "--", *paths], cwd=self.source.repo.root)
        return set(listed.decode("utf-8", "surrogateescape").split("\0")) - {""}


def _checked(plan: Plan) -> int:
    if not plan.changes:
        return CLEAN
    output().note(f"{files_of(plan)} out of date: run `contextkit export`")
    return FINDINGS


def _written(export: Export, plan: Plan, *, is_sure: bool) -> int:
    root = export.source.repo.root
    if not plan.changes and plan.new_record == plan.old_record:
        output().note("nothing to change")
        return CLEAN
    if root is None:
        raise ContextkitError(f"{export.source.repo.label} has no working tree", "Run this where files can be written")
    if not is_sure and plan.changes and not is_agreed(plan, "contextkit export"):
        return FINDINGS
    if export.is_local:
        _ignore(export, plan)
    write_plan(root, plan, export.record_path)
    for write in plan.changes:
        output().note(f"{'removed' if write.new is None else 'wrote'} {_visible(write.path)}")
    return CLEAN


def _ignore(export: Export, plan: Plan) -> None:
    from contextkit.edges.exclude import exclude

    place = getattr(export.source.repo, "place", None)
    if place is None:
        raise ContextkitError(
            f"{export.source.repo.label} is no repository of git", "An overlay needs git to ignore it"
        )
    record = read_record(plan.new_record)
    exclude(place.common_dir, {*record.exports, *([LOCAL] if record.exports else [])})


def _visible(text: str) -> str:
    from contextkit.reporting.visible import visible

    return visible(text)
