"""Verdicts from history and near misses, with what the text around a mention says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.patterns import pattern
from contextkit.references.bases import joined
from contextkit.references.classes import is_placeholder_word
from contextkit.references.forms import only_a_form
from contextkit.references.near import is_common, is_distinctive, near_glob, near_miss
from contextkit.references.prose import (
    says_elsewhere,
    says_generated,
    says_gone,
    says_made,
    says_past,
    says_supposed,
    shows_a_form,
)
from contextkit.references.readers_files import of_the_reader
from contextkit.references.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.references.case import Case
    from contextkit.references.ground import Ground
    from contextkit.references.near import Near
    from contextkit.repo import Fate, Tree


@dataclass(frozen=True, slots=True)
class Past:
    """What history answered to the questions of all open cases."""

    paths: Mapping[str, Fate] = field(default_factory=dict)
    globs: Mapping[str, Fate] = field(default_factory=dict)
    suffixes: Mapping[str, Sequence[Fate]] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Sequence[Case], ground: Ground) -> Past:
        """Asks history once for each kind of question."""
        globs = [c for c in cases if c.target.is_glob]
        paths = [c for c in cases if not c.target.is_glob]
        return cls(
            paths=ground.history.fates({q for c in paths for q in _path_questions(c, ground)}),
            globs=ground.history.glob_fates({full for c in globs for _, full in _globs_of(c)}),
            suffixes=ground.history.suffix_fates({c.target.path for c in paths if asks_suffix(c)}),
        )


def _is_evidence(case: Case, fate: Fate, ground: Ground) -> bool:
    """Whether one file of that name in the past means that this document speaks of it."""
    target, package = case.target, ground.packages.of(case.asked.path).folder
    is_near = not package or fate.was.startswith(f"{package}/")
    if target.depth == 1 and (not is_near or target.name.endswith(_DATA) or ground.ignores.untracked([fate.was])):
        return False
    return is_near or is_distinctive(target.name)


_DATA = (".json", ".yaml", ".yml", ".toml", ".lock", ".txt", ".md", ".env", ".cfg", ".ini", ".conf", ".xml")


def _path_questions(case: Case, ground: Ground) -> Iterator[str]:
    for base, full in case.candidates():
        yield full
        head = _head(case, base)
        if head and head not in ground.tree.folders:
            yield head


def _head(case: Case, base: str) -> str | None:
    first, slash, _ = case.target.path.partition("/")
    return joined(base, first) if slash and first not in (".", "..") else None


def _globs_of(case: Case) -> Iterator[tuple[str, str]]:
    for base in case.bases.own:
        full = joined(base, case.target.path)
        if full:
            yield base, full


def asks_suffix(case: Case) -> bool:
    """Whether the name alone can prove that this repository's file is meant."""
    if case.is_link or case.kind == "import" or case.target.is_folder or case.target.is_rooted:
        return False
    if case.role not in ("agent", "contributor") or "." not in case.target.name:
        return False
    return is_distinctive(case.target.name) or (case.target.depth > 1 and not is_common(case.target.name))


def judge_past(case: Case, past: Past, ground: Ground) -> Reference | None:
    """What history or a near miss proves of a case; None where they prove nothing."""
    form = only_a_form(case, ground)
    if form:
        return form
    found = _fate_at_base(case, past)
    if found:
        base, fate = found
        if case.is_link and (_has_variants(case, ground.tree) or _is_route(case)):
            return case.verdict(Verdict.UNKNOWN, "a site's build may know it", base=base)
        if not _is_about_here(case) or _names_both(case, fate) or _is_another(case, fate, ground):
            return None
        return of_the_reader(case, base, fate, ground) or _stale(case, base, fate, ground)
    return _born_wrong(case, past, ground) or _fate_of_suffix(case, past, ground)


def _is_route(case: Case) -> bool:
    """Whether a page for users links to `/guides/start`: an address of the site, and not a file."""
    return case.target.is_rooted and case.role == "user" and "." not in case.target.name


def _names_both(case: Case, fate: Fate) -> bool:
    """Whether the same line names the new place as well: it tells of a choice, or of the move itself."""
    if case.is_link or fate.target is None:
        return False
    name = fate.target.rpartition("/")[2]
    others = case.asked.mention.context.replace(case.asked.mention.raw, "")
    return name != case.target.name and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", others) is not None


def _is_another(case: Case, fate: Fate, ground: Ground) -> bool:
    """Whether the name was written when its bearer here had long gone: then it is that of something else.

    In agents' files only a bare folder name is doubted so, and only while other folders bear it: a map is wrong on
    the day it is written often enough. Pages for people name the folders of their readers' projects.
    """
    target = case.target
    is_doubtful = target.depth == 1 and fate.target is None and bool(ground.tree.ending_in(target.path))
    if case.is_link or (case.role == "agent" and not is_doubtful):
        return False
    if case.role != "user" and target.depth > 1 and target.path.partition("/")[0] in ground.tree.folders:
        return False
    word, path = target.path, ground.tree.resolve(case.asked.path) or case.asked.path
    since = ground.history.named_since({path: [word]}).get(path, {}).get(word)
    return since is not None and since.date > fate.commit.date


def _has_variants(case: Case, tree: Tree) -> bool:
    """Whether `intro.md` is there as `intro-js.md` or `intro.fr.md`: such pages a site's build tells apart."""
    stem, dot, suffix = case.target.name.rpartition(".")
    name, ending = (stem, f".{suffix}") if dot else (case.target.name, ".md")
    folder = next((full.rpartition("/")[0] for _, full in case.candidates()), "")
    beside = {p.rpartition("/")[2] for p in tree.beside(folder)}
    return any(f"{name}{mark}{variant}{ending}" in beside for mark in "-." for variant in _VARIANTS)


_VARIANTS = tuple(
    """js ts javascript typescript node python py java kotlin csharp dotnet go rust ruby php swift cli web
    linux mac macos windows en fr de es it pt ru zh ja ko pt-BR zh-CN zh-TW""".split()
)


def _fate_at_base(case: Case, past: Past) -> tuple[str, Fate] | None:
    if case.target.is_glob:
        return next(((base, past.globs[full]) for base, full in _globs_of(case) if full in past.globs), None)
    return next(((base, past.paths[full]) for base, full in case.candidates() if full in past.paths), None)


def _is_page_of_a_folder(path: str) -> bool:
    """Whether a document speaks of the files beside it: the README of a folder within the repository."""
    folder, _, name = path.rpartition("/")
    return bool(folder) and name.casefold().startswith("readme.")


_LABELS_AN_ADDRESS = pattern(r"`?\](?:\(\s*(?:https?:)?//|\[)")
"""Code that labels a link to an address, or one that is defined elsewhere: the link is the reference."""


def _after(case: Case) -> str:
    return case.asked.mention.context.partition(case.asked.mention.raw)[2]


def _is_about_here(case: Case) -> bool:
    """Whether a path that was once here is meant to be here: pages for users name the users' own files."""
    target, mention = case.target, case.asked.mention
    if is_placeholder_word(target.path) or _LABELS_AN_ADDRESS.match(_after(case)) or shows_a_form(mention):
        return False
    if case.is_link or case.kind == "import":
        return True
    if case.role != "agent" and role_of(target.path) == "agent":
        return False  # pages about agents name the files that every project has for them
    if says_generated(mention):
        return False
    if target.is_rooted and (target.is_glob or target.depth == 1):
        return False  # a route
    if target.depth == 1 and target.is_folder and target.path.startswith("."):
        return False  # a tool's own folder, on the reader's machine
    if case.role in ("agent", "contributor"):
        return (
            target.depth > 1
            or target.is_folder
            or not (says_made(case.asked.mention) or says_elsewhere(case.asked.mention))
        )
    if says_elsewhere(case.asked.mention) or says_supposed(case.asked.mention):
        return False
    if target.depth == 1 and _is_page_of_a_folder(case.asked.path):
        return True
    return target.depth > 2 or (target.depth == 2 and not is_common(target.name) and not target.path.startswith("."))


def _stale(case: Case, base: str, fate: Fate, ground: Ground) -> Reference:
    mention = case.asked.mention
    # A link is there to be followed, whatever is said around it.
    if not case.is_link and says_gone(mention):
        return case.verdict(Verdict.NEGATED, "the sentence says so itself", base=base, commit=fate.commit)
    if case.role == "past" or (not case.is_link and says_past(mention)):
        return case.verdict(Verdict.HISTORICAL, "tells of the past", base=base, commit=fate.commit)
    if case.target.is_glob:
        return _dead_glob(case, base, fate, ground)
    if fate.target is not None:
        return case.verdict(
            Verdict.MOVED, _moved(fate),
            base=base, target=fate.target, commit=fate.commit, is_exact=fate.is_exact,
        )  # fmt: skip
    return case.verdict(Verdict.DELETED, f"deleted in {fate.commit}", base=base, commit=fate.commit)


def _moved(fate: Fate) -> str:
    if fate.last is None or fate.last == fate.commit:
        return f"moved to {fate.target} in {fate.commit}"
    return f"moved away in {fate.commit}, and at last to {fate.target} in {fate.last}"


def _dead_glob(case: Case, base: str, fate: Fate, ground: Ground) -> Reference:
    near = near_glob(case.target, case.bases, ground.tree)
    more = f"; {near.how}" if near else ""
    return case.verdict(
        Verdict.DELETED, f"matches nothing since {fate.commit}{more}",
        base=base, commit=fate.commit, target=near.path if near else None,
    )  # fmt: skip


def _born_wrong(case: Case, past: Past, ground: Ground) -> Reference | None:
    if not _may_be_born_wrong(case):
        return None
    near = (
        near_glob(case.target, case.bases, ground.tree)
        if case.target.is_glob
        else near_miss(case.target, case.bases, ground.tree)
    )
    if _is_excused(case, near):
        return None
    if near:
        said = f"never matched; {near.how}" if case.target.is_glob else f"never existed; {near.how}: {near.path}"
        return case.verdict(Verdict.BORN_WRONG, said, base=near.base, target=near.path)
    return _under_a_lost_head(case, past, ground)


def _may_be_born_wrong(case: Case) -> bool:
    mention, target = case.asked.mention, case.target
    if case.role in ("past", "user") and not case.is_link:
        return False
    if target.is_rooted and case.is_link:
        return False  # a site's address: what lies under such a name is not what it leads to
    if case.role == "past" or is_placeholder_word(target.path) or not target.path:
        return False
    return not any(says(mention) for says in (says_supposed, says_made, says_elsewhere))


def _is_excused(case: Case, near: Near | None) -> bool:
    """Whether the words around say that the thing is gone, or was; a dot that was left out they do not explain."""
    mention, dotted = case.asked.mention, f".{case.target.path}"
    lacks_a_dot = near is not None and near.path == joined(near.base, dotted) and dotted not in mention.context
    return says_gone(mention) or (says_past(mention) and not lacks_a_dot)


def _under_a_lost_head(case: Case, past: Past, ground: Ground) -> Reference | None:
    """`src/tools/` where `src/` itself left the tree: what it was meant to name lies where `src/` went."""
    if case.is_link or case.target.is_glob or case.role != "agent":
        return None
    for base, _ in case.candidates():
        head = _head(case, base)
        fate = past.paths.get(head) if head else None
        if fate and fate.target is not None:
            return _found_below(case, base, fate, ground)
    return None


def _found_below(case: Case, base: str, fate: Fate, ground: Ground) -> Reference | None:
    _, _, tail = case.target.path.partition("/")
    found = [p for p in ground.tree.ending_in(tail) if p.startswith(f"{fate.target}/")]
    if not found:
        return None
    nearest = min(found, key=lambda p: (p.count("/"), p))
    said = f"never existed, and {fate.was} was moved to {fate.target} in {fate.commit}; nearest: {nearest}"
    return case.verdict(Verdict.BORN_WRONG, said, base=base, target=nearest, commit=fate.commit)


def _fate_of_suffix(case: Case, past: Past, ground: Ground) -> Reference | None:
    """A distinctive name that one file of this repository bore, and none bears now."""
    path = case.target.path
    fates = past.suffixes.get(path, ())
    if len(fates) != 1 or is_placeholder_word(path) or ground.tree.ending_in(path):
        return None
    if not _is_evidence(case, fates[0], ground):
        return None
    mention, fate = case.asked.mention, fates[0]
    if says_made(mention) or says_elsewhere(mention) or says_supposed(mention):
        return None
    if says_gone(mention) or says_past(mention):
        return case.verdict(Verdict.HISTORICAL, "tells of the past", commit=fate.commit)
    if fate.target is not None:
        return case.verdict(
            Verdict.MOVED,
            f"{fate.was} was moved to {fate.target} in {fate.commit}",
            target=fate.target,
            commit=fate.commit,
        )
    return case.verdict(Verdict.DELETED, f"{fate.was} was deleted in {fate.commit}", commit=fate.commit)
