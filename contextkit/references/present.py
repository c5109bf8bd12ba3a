"""Verdicts from what is there now: the tree, and what a site serves of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.patterns import pattern
from contextkit.references.anchors import judge_anchor
from contextkit.references.bases import Bases, Folders, joined
from contextkit.references.case import Case
from contextkit.references.classes import hard_class
from contextkit.references.served import Site
from contextkit.references.target import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.references.ground import Asked, Ground
    from contextkit.repo import Tree

_SEVERAL = 2
_MOST_PACKAGES = 200
_FOLDER_NAMED = pattern(r"`([\w@.-][\w@./-]*)`")


class Present:
    """Verdicts from what is there now."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._folders = Folders(ground)
        self.site = Site(ground)

    def now(self, asked: Asked) -> tuple[Case, Reference | None]:
        case = _case(asked, self._folders)
        return case, _from_text(case) or _from_tree(case, self._ground) or self.site.serves(case)


def _case(asked: Asked, folders: Folders) -> Case:
    target = parse(asked.mention)
    if asked.mention.kind in ("link", "anchor"):
        return Case(asked, target, folders.of_link(asked, target))
    if asked.mention.kind == "import":
        return Case(asked, target, folders.of_import(asked))
    if target.is_rooted:
        return Case(asked, target, Bases(own=("",), wide=folders.of(asked).own))
    return Case(asked, target, folders.of(asked))


def _from_text(case: Case) -> Reference | None:
    found = hard_class(case.asked.mention, case.target)
    # A placeholder's look is nothing to a file that is really called so (`[id].tsx`, `{app}.py`).
    if found and found.verdict is not Verdict.PLACEHOLDER:
        return case.verdict(found.verdict, found.why)
    return None


def _from_tree(case: Case, ground: Ground) -> Reference | None:
    if case.is_link and not case.target.path:
        return judge_anchor(case, case.asked.path, ground)
    found = _glob_match(case, ground) if case.target.is_glob else _path_match(case, ground)
    if found:
        return found
    placeholder = hard_class(case.asked.mention, case.target)
    return case.verdict(placeholder.verdict, placeholder.why) if placeholder else None


def _path_match(case: Case, ground: Ground) -> Reference | None:
    tree = ground.tree
    for base, full in case.candidates():
        real = tree.resolve(full)
        if real is not None:
            return _live(case, base, real, ground)
        module = tree.inside_submodule(full)
        if module:
            return case.verdict(Verdict.FOREIGN, f"inside the submodule {module}", base=base)
    if case.is_link and case.target.is_rooted:
        return _from_its_site(case, ground)
    if case.is_link or case.kind == "import":
        return None  # a link means one place: what another folder has of that name comes after history
    return (
        wide_match(case, ground) or _beside_named(case, ground) or _in_packages(case, ground) or _bare_name(case, tree)
    )


def _from_its_site(case: Case, ground: Ground) -> Reference | None:
    """A rooted link on a page of a site: the site's root is a folder above the page, whatever stood at ours once."""
    own = case.asked.path
    for base, full in case.wide_candidates():
        real = ground.tree.resolve(full) if base and own.startswith(f"{base}/") else None
        if real is not None:
            return _wide(case, base, real, ground)
    return None


def wide_match(case: Case, ground: Ground) -> Reference | None:
    for base, full in case.wide_candidates():
        real = ground.tree.resolve(full)
        if real is not None:
            return _wide(case, base, real, ground)
    return None


def _beside_named(case: Case, ground: Ground) -> Reference | None:
    """A path under a folder that the same sentence or heading names: "In `apps/web`, `lib/env.ts` reads ..."."""
    mention = case.asked.mention
    for named in _FOLDER_NAMED.findall(f"{mention.heading} {mention.context}"):
        base = named.strip("/")
        full = joined(base, case.target.path)
        if base in ground.tree.folders and full and ground.tree.holds(full):
            return case.verdict(Verdict.LIVE, f"from {base}", base=base, target=full)
    return None


def _in_packages(case: Case, ground: Ground) -> Reference | None:
    """A path that several packages have (`src/lib.rs`) tells how each of them is laid out."""
    if case.target.depth == 1 and not case.target.is_folder:
        return None
    found = [f for f in ground.packages.folders if (full := joined(f, case.target.path)) and ground.tree.holds(full)]
    if len(found) >= _SEVERAL:
        return case.verdict(Verdict.LIVE, f"in {len(found)} packages", base=min(found))
    if found and case.target.depth > 1:
        return case.verdict(Verdict.ELSEWHERE, "in a package", base=found[0], target=joined(found[0], case.target.path))
    return None


def _live(case: Case, base: str, real: str, ground: Ground) -> Reference:
    if case.is_link and case.target.fragment:
        return judge_anchor(case, real, ground)
    return case.verdict(Verdict.LIVE, base=base, target=real)


def _wide(case: Case, base: str, real: str, ground: Ground) -> Reference:
    if case.is_link and case.target.fragment:
        anchor = judge_anchor(case, real, ground)
        if anchor.verdict is not Verdict.LIVE:
            return case.verdict(Verdict.UNKNOWN, "resolves from another folder only")
    verdict = Verdict.ELSEWHERE if case.kind in ("link", "import") else Verdict.LIVE
    return case.verdict(verdict, f"from {base or 'the root'}", base=base, target=real)


def _bare_name(case: Case, tree: Tree) -> Reference | None:
    """A bare file name is taken for any file of that name; a bare folder's name is left to history first."""
    if case.is_link or case.target.depth > 1 or case.target.is_folder or not case.target.path:
        return None
    found = tree.named(case.target.name)
    return of_that_name(case, found) if found else None


def of_that_name(case: Case, found: Sequence[str]) -> Reference:
    only = found[0] if len(found) == 1 else None
    return case.verdict(Verdict.ELSEWHERE, f"{len(found)} of that name", target=only)


def _glob_match(case: Case, ground: Ground) -> Reference | None:
    tree, path = ground.tree, case.target.path + ("/" if case.target.is_folder else "")
    for base in (*case.bases.own, *case.bases.wide):
        full = joined(base, path)
        if full and tree.matching(full):
            return case.verdict(Verdict.LIVE, base=base)
    for folder in list(ground.packages.folders)[:_MOST_PACKAGES]:
        full = joined(folder, path)
        if full and tree.matching(full):
            return case.verdict(Verdict.LIVE, "in a package", base=folder)
    if "/" not in path and tree.matching(f"**/{path}"):
        return case.verdict(Verdict.LIVE, "anywhere below", base="")
    return None
