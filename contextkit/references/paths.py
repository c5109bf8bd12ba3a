"""Verdicts on paths, globs, links, anchors and imports: what is there, what history knows, what is near."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.references.anchors import judge_anchor
from contextkit.references.bases import Bases, Folders, joined
from contextkit.references.case import Case
from contextkit.references.classes import hard_class, soft_class
from contextkit.references.drawings import without_samples
from contextkit.references.ground import Asked
from contextkit.references.mending import Mending
from contextkit.references.past import Past, asks_suffix, judge_past
from contextkit.references.prose import says_gone
from contextkit.references.served import Site
from contextkit.references.target import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contextkit.references.ground import Ground
    from contextkit.repo import Tree

_OUTPUT_FOLDERS = frozenset(
    """node_modules dist build out target coverage .venv venv __pycache__ .cache .next .turbo .output logs log tmp temp
    .tmp _build deps .pytest_cache .mypy_cache .ruff_cache htmlcov site _site test-results playwright-report .gradle
    .idea .DS_Store obj artifacts .git .terraform .nuxt .svelte-kit .wrangler
    package-lock.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb poetry.lock uv.lock""".split()
)
_SEVERAL = 2
_MOST_PACKAGES = 200
_FOLDER_NAMED = re.compile(r"`([\w@.-][\w@./-]*)`")
_INDEX_PAGES = ("/index.md", "/index.mdx", "/README.md", "/index.html")
_SOURCES_OF = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}


def judge_paths(asked: Sequence[Asked], ground: Ground) -> Iterator[Reference]:
    """A verdict for each mention of kind path, glob, link, anchor or import. History is asked once, for all."""
    judge = _Judge(ground)
    settled, open_cases = [], []
    for one in asked:
        case, found = judge.now(one)
        if found:
            settled.append(found)
        else:
            open_cases.append(judge.site.seen_from_its_address(case))
    yield from _with_past_of_anchors(settled, judge, ground)
    ignored = ground.ignores.untracked(list(_ignorable(open_cases)))
    still_open = []
    for case in open_cases:
        if _is_generated(case, ignored):
            yield case.verdict(Verdict.GENERATED, "ignored by git, or a program's output")
        else:
            still_open.append(case)
    past = Past.of(still_open, ground)
    mending = Mending(lambda one: judge.now(one)[1], settled, judge.site.pages)
    told = [judge_past(case, past, ground) or _from_elsewhere(case, ground) for case in still_open]
    mended = [mending.of(reference, case, ground.tree) for case, reference in zip(still_open, told, strict=True)]
    yield from without_samples(mended, settled)


class _Judge:
    """Verdicts from what is there now."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._folders = Folders(ground)
        self.site = Site(ground)

    def now(self, asked: Asked) -> tuple[Case, Reference | None]:
        case = _case(asked, self._folders)
        return case, _from_text(case) or _from_tree(case, self._ground) or self.site.serves(case)


def _with_past_of_anchors(references: Sequence[Reference], judge: _Judge, ground: Ground) -> Iterator[Reference]:
    """These references; of anchors that are not there with what history knows of them."""
    lost = {}
    for one in (r for r in references if r.kind == "anchor" and r.verdict is Verdict.BORN_WRONG):
        link = replace(one.mention, raw=one.mention.raw.rpartition("#")[0])
        found = judge.now(Asked(one.path, link))[1] if link.raw else None
        lost[one] = one.path if not link.raw else (found and found.target) or ""
    if not lost:
        return iter(references)
    from contextkit.references.lost_headings import with_their_past

    told = with_their_past({r: page for r, page in lost.items() if page}, ground)
    return (told.get(r, r) for r in references)


def _case(asked: Asked, folders: Folders) -> Case:
    target = parse(asked.mention)
    if asked.mention.kind in ("link", "anchor"):
        return Case(asked, target, folders.of_link(asked, is_rooted=target.is_rooted))
    if asked.mention.kind == "import":
        own = folders.of_link(asked, is_rooted=False).own
        return Case(asked, target, Bases(own=own, wide=("",)))
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
        _wide_match(case, ground) or _beside_named(case, ground) or _in_packages(case, ground) or _bare_name(case, tree)
    )


def _from_its_site(case: Case, ground: Ground) -> Reference | None:
    """A rooted link on a page of a site: the site's root is a folder above the page, whatever stood at ours once."""
    own = case.asked.path
    for base, full in case.wide_candidates():
        real = ground.tree.resolve(full) if base and own.startswith(f"{base}/") else None
        if real is not None:
            return _wide(case, base, real, ground)
    return None


def _wide_match(case: Case, ground: Ground) -> Reference | None:
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
    return _elsewhere(case, found) if found else None


def _elsewhere(case: Case, found: Sequence[str]) -> Reference:
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


def _ignorable(cases: Iterable[Case]) -> Iterator[str]:
    for case in cases:
        for _, full in case.candidates():
            if not full.endswith(_INDEX_PAGES):
                yield full
                yield f"{full}/"


def _is_generated(case: Case, ignored: set[str]) -> bool:
    if any(full in ignored or f"{full}/" in ignored for _, full in case.candidates()):
        return True
    return not case.is_link and not _OUTPUT_FOLDERS.isdisjoint(case.target.path.split("/")[:-1] or [case.target.path])


def _from_elsewhere(case: Case, ground: Ground) -> Reference:
    """What is left when neither the tree's bases nor history know it."""
    mention = case.asked.mention
    path = case.target.path
    if case.is_link or case.kind == "import":
        wide = _wide_match(case, ground) or _dead_link(case)
        if wide:
            return wide
    elif path:
        source = _source_of(case, ground.tree)
        if source:
            return case.verdict(Verdict.LIVE, "as TypeScript imports it", target=source)
        found = ground.tree.matching(f"**/{path}") if case.target.is_glob else ground.tree.ending_in(path)
        if found:
            return _elsewhere(case, found)
    soft = soft_class(mention, case.target)
    if soft:
        return case.verdict(soft.verdict, soft.why)
    if says_gone(mention):
        return case.verdict(Verdict.NEGATED, "the sentence says so itself")
    is_everywhere = case.is_link or asks_suffix(case)  # other names are looked for in the past of their bases alone
    return case.verdict(
        Verdict.UNKNOWN, "neither here nor in history" if is_everywhere else f"not here, and never {case.places}"
    )


def _source_of(case: Case, tree: Tree) -> str | None:
    """The source behind `a.js` that never was a file: TypeScript imports `a.ts` by the name of its output."""
    for _, full in case.candidates():
        stem, dot, suffix = full.rpartition(".")
        for source in _SOURCES_OF.get(dot + suffix, ()):
            if stem + source in tree.entries:
                return stem + source
    return None


def _dead_link(case: Case) -> Reference | None:
    """An agent's link to a file that is not there, never was, and that no site's build could make."""
    target = case.target
    is_file = "." in target.name and not target.is_folder and not target.is_rooted
    if not case.is_link or case.role != "agent" or not is_file or soft_class(case.asked.mention, target):
        return None
    return case.verdict(Verdict.BORN_WRONG, "never existed, and nothing of that name is near")
