"""Finds documents to which no way of links leads from what agents load."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath

from contextkit.lint_api import Location, Match, Project, Reference, Verdict

INDEX_STEMS = frozenset({"readme", "index", "_index", "summary"})
SUFFIXES = (".md", ".mdx", ".rst")
# Where the makers of sites list their pages: who looks for a page that stands there finds it.
SITE_INDEXES = frozenset(
    """mkdocs.yml mkdocs.yaml zensical.toml docs.json mint.json sidebars.js sidebars.ts sidebars.json sidebar.js
    sidebar.ts sidebar.json _toc.yml _sidebar.md meta.json astro.config.mjs astro.config.ts""".split()
)
# What other pages include, what a server shows of itself, and copies of older versions: nobody links to these.
PIECE = re.compile(r"(?:^|/)(?:_?(?:snippets|partials|includes?|shared)/|versioned_docs/|404\.|_(?!index\.)[^/]*$)")
WORD = re.compile(r"[\w./@-]+")
WHOLE_FOLDER = 3
"""A folder of at least so many pages, none of which is reached, is one finding."""
MANY = 20
"""So many pages of one folder are one finding as well, though others of it are reached."""


def check(project: Project) -> Iterator[Match]:
    roots = [str(root).strip("/") for root in project.option("roots", list)]
    others = [path for path in project.documents if path not in project.agent_files]
    wanted = [path for path in others if any(is_below(path, root) for root in roots) and not PIECE.search(path)]
    if not project.agent_files or not wanted:
        return
    reached = reached_from(project, wanted)
    lost = [path for path in wanted if path not in reached]
    for group, paths in grouped(lost, lost_folders(wanted, set(lost))).items():
        yield match_of_group(group, paths, nearest(paths[0], reached, project.agent_files))


def grouped(lost: Sequence[str], folders: set[str]) -> Mapping[str, Sequence[str]]:
    """The lost pages by what a finding is about: a folder, or the page itself."""
    counts = Counter(dirname(path) for path in lost)
    groups: dict[str, list[str]] = defaultdict(list)
    for path in lost:
        many = dirname(path) if counts[dirname(path)] >= MANY else path
        groups[next((f for f in ancestors(path) if f in folders), many)].append(path)
    return groups


def is_below(path: str, folder: str) -> bool:
    return folder in {"", "."} or path.startswith(f"{folder}/")


def ancestors(path: str) -> Sequence[str]:
    """The folders that a path is in, outermost first; without the root."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


def reached_from(project: Project, wanted: Sequence[str]) -> set[str]:
    """All documents to which links lead from agent files, from where a person starts, or from a site's own index."""
    links = links_of(project)
    starts = [path for path in project.option("starts", list) if path in project.documents]
    open_ = [*project.agent_files, *starts, *listed_by_sites(project, wanted)]
    reached = set(open_)
    while open_:
        for target in links.get(open_.pop(), ()):
            if target not in reached:
                reached.add(target)
                open_.append(target)
    return reached


def links_of(project: Project) -> Mapping[str, set[str]]:
    """The documents that each document names, by link or by path."""
    by_folder: dict[str, list[str]] = defaultdict(list)
    documents = project.documents
    for path in documents:
        by_folder[dirname(path)].append(path)
    links: dict[str, set[str]] = defaultdict(set)
    for reference in project.references():
        for target in targets_of(project, reference):
            links[reference.path].update([target] if target in documents else pages_of(by_folder, target))
    if project.tree.named("conf.py"):
        for path in documents:
            links[path].update(listed_in(project, path, list(documents), "toctree"))
    return links


def targets_of(project: Project, reference: Reference) -> Sequence[str]:
    if reference.mention.syntax == "front-matter":
        return ()
    if reference.kind == "glob" and reference.verdict is Verdict.LIVE:
        return project.tree.matching(join(reference.base or "", reference.mention.raw.removeprefix("./")))
    if reference.kind == "anchor":  # wherever on the page it leads, if anywhere
        page = reference.mention.raw.partition("#")[0]
        return (reference.target or normpath(join(dirname(reference.path), page))).partition("#")[:1]
    target = None if reference.verdict.is_stale else reference.target
    return () if target is None else (target.partition("#")[0],)


def pages_of(by_folder: Mapping[str, Sequence[str]], folder: str) -> Sequence[str]:
    """What one finds who opens a folder: its index pages; where it has none, its pages."""
    pages = by_folder.get(folder, ())
    return [path for path in pages if is_index(path)] or pages


def is_index(path: str) -> bool:
    return path.rpartition("/")[2].partition(".")[0].casefold() in INDEX_STEMS


def listed_by_sites(project: Project, wanted: Sequence[str]) -> Iterator[str]:
    """The pages that stand in the index of a site, or that it takes from its folder without naming them."""
    for name in sorted(SITE_INDEXES):
        for index in project.tree.named(name):
            yield from listed_in(project, index, wanted)


def listed_in(project: Project, index: str, pages: Sequence[str], mark: str = "") -> Sequence[str]:
    """The pages in the folder of an index that it lists, by whatever name; none where it does not hold `mark`."""
    below = [path for path in pages if is_below(path, dirname(index))]
    text = project.read(index) if below else None
    if text is None or mark not in text:
        return ()
    if "autogenerate" in text or (index.endswith(("mkdocs.yml", "mkdocs.yaml")) and "nav:" not in text):
        return below
    words = {stem(word) for word in WORD.findall(text)}
    return [path for path in below if not words.isdisjoint(names_in_site(path, index))]


def stem(path: str) -> str:
    """A page as a site names it: without its suffix, `index` and slashes around."""
    path = path.removeprefix("./").strip("/")
    path = next((path.removesuffix(suffix) for suffix in SUFFIXES if path.endswith(suffix)), path)
    return path.removesuffix("/index") if path != "index" else path


def names_in_site(path: str, index: str) -> set[str]:
    """How an index may name a page: from the root, from its own folder, or from a folder below that holds the pages."""
    inner = path[len(dirname(index)) :].strip("/")
    parts = inner.split("/")
    content = 1 + max((i for i, part in enumerate(parts[:-1]) if part in {"docs", "content", "src"}), default=0)
    return {stem(path), stem(inner), stem("/".join(parts[content:]) or inner)}


def lost_folders(wanted: Sequence[str], lost: set[str]) -> set[str]:
    """The folders of which no page is reached."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in wanted:
        for folder in ancestors(path):
            counts[folder][path in lost] += 1
    return {folder for folder, (found, gone) in counts.items() if not found and gone >= WHOLE_FOLDER}


def nearest(path: str, reached: set[str], agent_files: Sequence[str]) -> str:
    """The document that should link to a page: the index of its folder or of one above, else the map of one."""
    for folder in [*reversed(ancestors(path)), ""]:
        here = sorted(p for p in reached if dirname(p) == folder and p != path)
        for pages in ([p for p in here if is_index(p) and folder], [p for p in here if p in agent_files]):
            if pages:
                return pages[0]
    return "an AGENTS.md at the root"


def match_of_group(group: str, paths: Sequence[str], near: str) -> Match:
    """At the page; for a folder at its index, or its first page."""
    place = next((path for path in paths if is_index(path) and dirname(path) == group), paths[0])
    shown = ", ".join(path.rpartition("/")[2] for path in paths[:3])
    values = {"group": group, "count": str(len(paths)), "near": near, "first": shown}
    return Match(Location(place, 1), values, symbol=group, variant="" if group in paths else "folder")
