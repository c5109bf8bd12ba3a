"""Verdicts on paths, globs, links, anchors and imports: what is there, what history knows, what is near."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.references.bases import joined
from contextkit.references.classes import soft_class
from contextkit.references.deletions import without_chance
from contextkit.references.drawings import with_siblings, without_samples
from contextkit.references.ground import Asked
from contextkit.references.mending import Mending
from contextkit.references.past import Past, asks_suffix, judge_past
from contextkit.references.present import Present, of_that_name, wide_match
from contextkit.references.prose import opens_examples, says_gone
from contextkit.references.roles import is_for_a_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contextkit.references.case import Case
    from contextkit.references.ground import Ground
    from contextkit.repo import Tree

_OUTPUT_FOLDERS = frozenset(
    """node_modules dist build out target coverage .venv venv __pycache__ .cache .next .turbo .output logs log tmp temp
    .tmp _build deps .pytest_cache .mypy_cache .ruff_cache htmlcov site _site test-results playwright-report .gradle
    .idea .DS_Store obj artifacts .git .terraform .nuxt .svelte-kit .wrangler
    package-lock.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb poetry.lock uv.lock""".split()
)
_INDEX_PAGES = ("/index.md", "/index.mdx", "/README.md", "/index.html")
_SOURCES_OF = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}


def judge_paths(asked: Sequence[Asked], ground: Ground) -> Iterator[Reference]:
    """A verdict for each mention of kind path, glob, link, anchor or import. History is asked once, for all."""
    present = Present(ground)
    settled, open_cases = [], []
    for one in asked:
        case, found = present.now(one)
        if found:
            settled.append(found)
        else:
            open_cases.append(present.site.seen_from_its_address(case))
    yield from _with_past_of_anchors(settled, present, ground)
    ignored = ground.ignores.untracked(list(_ignorable(open_cases)))
    still_open = []
    for case in open_cases:
        if _is_generated(case, ignored):
            yield case.verdict(Verdict.GENERATED, "ignored by git, or a program's output")
        else:
            still_open.append(case)
    past = Past.of(still_open, ground)
    mending = Mending(lambda one: present.now(one)[1], settled, present.site.pages)
    told = [judge_past(case, past, ground) or _from_elsewhere(case, ground) for case in still_open]
    along = list(with_siblings(list(zip(still_open, told, strict=True)), ground.tree))
    told = list(without_chance(along, settled, ground))
    mended = [mending.of(reference, case, ground.tree) for case, reference in zip(still_open, told, strict=True)]
    yield from without_samples(mended, settled)


def _with_past_of_anchors(references: Sequence[Reference], present: Present, ground: Ground) -> Iterator[Reference]:
    """These references; of anchors that are not there with what history knows of them."""
    lost = {}
    for one in (r for r in references if r.kind == "anchor" and r.verdict is Verdict.BORN_WRONG):
        link = replace(one.mention, raw=one.mention.raw.rpartition("#")[0])
        found = present.now(Asked(one.path, link))[1] if link.raw else None
        lost[one] = one.path if not link.raw else (found and found.target) or ""
    if not lost:
        return iter(references)
    from contextkit.references.lost_headings import with_their_past

    told = with_their_past({r: page for r, page in lost.items() if page}, ground)
    return (told.get(r, r) for r in references)


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
        wide = wide_match(case, ground) or _miscounted(case, ground.tree) or _dead_link(case)
        if wide:
            return wide
    elif path:
        source = _source_of(case, ground.tree)
        if source:
            return case.verdict(Verdict.LIVE, "as TypeScript imports it", target=source)
        found = ground.tree.matching(f"**/{path}") if case.target.is_glob else ground.tree.ending_in(path)
        if found:
            return of_that_name(case, found)
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


def _miscounted(case: Case, tree: Tree) -> Reference | None:
    """`../docs/a.md` for `../../docs/a.md`: from a folder above, or from the root, it would lead to a file."""
    if not case.is_link or not case.target.is_here or is_for_a_site(case.asked.path) or case.role == "past":
        return None
    path, folder = case.target.path, case.asked.path.rpartition("/")[0]
    while folder:
        folder = folder.rpartition("/")[0]
        full = joined(folder, path)
        real = tree.resolve(full) if full else None
        if real in tree.entries:
            said = f"never existed: it would lead to {real} if it were seen from {folder or 'the root'}"
            return case.verdict(Verdict.BORN_WRONG, said, base=case.bases.own[0], target=real)
    return None


def _dead_link(case: Case) -> Reference | None:
    """An agent's link to a file that is not there, never was, and that no site's build could make."""
    target = case.target
    is_file = "." in target.name and not target.is_folder and not target.is_rooted
    if not case.is_link or case.role != "agent" or not is_file or soft_class(case.asked.mention, target):
        return None
    if opens_examples(case.asked.mention):
        return case.verdict(Verdict.PLACEHOLDER, "an example's name")
    return case.verdict(Verdict.BORN_WRONG, "never existed, and nothing of that name is near")
