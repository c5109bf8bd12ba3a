"""Documents that are worth opening, and when; the most useful first."""

from __future__ import annotations

import re
from collections import defaultdict
from math import log2
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence, Page
from contextkit.survey.material import is_foreign
from contextkit.survey.page_kinds import INDEX, is_rule, kind_of
from contextkit.survey.shortened import first_sentence, shortened
from contextkit.survey.spoken import Spoken, spoken_of
from contextkit.survey.triggers import moment_of_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contextkit.facts.document import Document
    from contextkit.survey.inventory import PageKind
    from contextkit.survey.material import Material

_LIMIT = 140
_TITLE_LIMIT = 80
_LEAST_OF_FOLDER = 3
_LEAST_SUMMARY = 12
_LEAST_WEIGHT = 2.0
_WEIGHTS: dict[PageKind, float] = {
    "agent-guide": 6.5,
    "contribution": 6.0,
    "architecture": 5.5,
    "decisions": 5.0,
    "testing": 5.0,
    "skill": 5.0,
    "specification": 4.0,
    "guide": 3.0,
    "plans": 2.5,
}
_AS_ONE: dict[PageKind, str] = {
    "decisions": "Decision records",
    "plans": "Plans",
    "specification": "Specifications",
}
_FOR_USERS = frozenset({"guide", "plans", "specification", "testing"})
_TEMPLATE = re.compile(r"(^|/)pull_request_template[/.]", re.IGNORECASE)
_INDEXED = re.compile(
    r"(^|/)(?:docs?|dev|dev-?docs|internal-docs|agent_docs|contribut\w*|develop\w*|architecture|adrs?|decisions?|rfcs?|plans"
    r"|engineering|design|references|skills|tests?|testing|specs?|\.agents|\.[\w]+-changes)$"
)
_GREETINGS = (
    r"welcome|thank|last (?:reviewed|updated)|status|version\b|date|issue\s*:|author|\(|\[|!|scope\s*:|when\b|hi\b|we\b"
    r"|use (?:this skill |this |it )?(?:only )?when|before\b|first\b|from "
)
_NO_SUMMARY = re.compile(_GREETINGS, re.IGNORECASE)


def find_pages(material: Material) -> tuple[Page, ...]:
    """The documents for those who work here, folders of records as one; what agents load at the root is left out."""
    kinds = {p: k for p in _candidates(material) if (k := kind_of(p))}
    documents = material.ground.facts.documents(list(kinds))
    spoken = spoken_of(set(kinds), material)
    folders = _folders(kinds, material)
    rows = []
    for path, document in documents.items():
        if path.rpartition("/")[0] not in folders:
            page = _page(path, kinds[path], document, spoken[path])
            rows.append((_weight(page, spoken[path], material), page))
    for folder, paths in folders.items():
        page = _folder_page(folder, kinds[paths[0]], paths, documents, spoken[f"{folder}/"])
        rows.append((_weight(page, spoken[f"{folder}/"], material) + 0.8, page))
    indexed = {p.path.rpartition("/")[0] for _, p in rows if INDEX.search(p.path)}
    ordered = sorted((-w + 1.0 * _is_indexed(p, indexed), p.path, p) for w, p in rows if w > _LEAST_WEIGHT)
    return tuple(_once(page for _, _, page in ordered))


def _is_indexed(page: Page, folders: set[str]) -> bool:
    """Whether an index beside it leads there, and nobody says when to read it."""
    return page.path.rpartition("/")[0] in folders and not INDEX.search(page.path) and not page.when


def _once(pages: Iterable[Page]) -> Iterator[Page]:
    """Without those that repeat another one's title and summary: a copy for a site."""
    seen: set[tuple[str, str]] = set()
    for page in pages:
        key = page.title.casefold(), page.summary
        if not page.summary or key not in seen:
            yield page
        seen.add(key)


def _candidates(material: Material) -> Iterator[str]:
    for path in material.guide_paths:
        folder, _, name = path.rpartition("/")
        if INDEX.search(path):
            is_described = not folder or (folder in material.ground.packages.folders and "test" not in folder)
            if is_described or not _INDEXED.search(folder):
                continue  # it describes the code beside it: its words stand with the folder
        is_twin = name in {"CLAUDE.md", "GEMINI.md", "AGENT.md"} and f"{folder}/AGENTS.md" in material.tree.entries
        if not is_twin and name.lower() != "summary.md":
            yield path


def _folders(kinds: Mapping[str, PageKind], material: Material) -> dict[str, list[str]]:
    """Folders of records without an index, which are shown as one; and what is in them."""
    held: dict[str, list[str]] = defaultdict(list)
    for path, kind in kinds.items():
        if kind in _AS_ONE and "/" in path and not is_foreign(path):
            held[path.rpartition("/")[0]].append(path)
    packages = material.ground.packages.folders
    return {
        folder: sorted(paths)
        for folder, paths in held.items()
        if len(paths) >= _LEAST_OF_FOLDER and folder not in packages and folder != "docs"
    }


def _page(path: str, kind: PageKind, document: Document, spoken: Spoken) -> Page:
    front = document.front_matter or {}
    said = " ".join(front["description"].values) if "description" in front else ""
    title = _plain(document.title) or (path.rpartition("/")[0] if INDEX.search(path) else path.rpartition("/")[2])
    summary, when, evidence = _summary(said or document.summary), spoken.when, spoken.place or Evidence(path)
    if kind == "skill":
        title = next(iter(front["name"].values), title) if "name" in front else title
        when, evidence = moment_of_use(said), Evidence(path, front["description"].line if said else 1)
    elif own := moment_of_use(said or first_sentence(document.summary)):
        summary, when, evidence = "", own, Evidence(path)
    elif kind == "agent-guide" and not when:
        when = _scope(path, document)
    elif _TEMPLATE.search(path):
        title, summary, when, evidence = "Pull request template", "", "when opening a pull request", Evidence(path)
    is_said_twice = summary.casefold().startswith(title.casefold()) and len(summary) < len(title) + 10
    return Page(path, shortened(title, _TITLE_LIMIT), kind, evidence, "" if is_said_twice else summary, when)


def _summary(text: str) -> str:
    """The first sentence, where it tells of the document; "" for greetings, labels and dates."""
    first = first_sentence(text).strip()
    if "\u2022" in first or _NO_SUMMARY.match(first) or first.endswith(":") or len(first) < _LEAST_SUMMARY:
        return ""
    return shortened(first, _LIMIT).rstrip(".")


def _plain(title: str) -> str:
    """A title without the pictures before it."""
    return re.sub(r"^[^\w(\[`\"']+", "", title).strip()


def _scope(path: str, document: Document) -> str:
    """The files that a guide is about: those of its folder, or of a rule's globs."""
    if not is_rule(path):
        return f"before changing {path.rpartition('/')[0]}/"
    front = document.front_matter or {}
    globs = next((front[k].values for k in ("paths", "globs", "applyTo") if k in front and front[k].values), ())
    return f"before changing {', '.join(globs[:3])}" if globs else ""


def _folder_page(
    folder: str, kind: PageKind, paths: Sequence[str], documents: Mapping[str, Document], spoken: Spoken
) -> Page:
    index = next((p for p in paths if INDEX.search(p)), "")
    titles = [_plain(documents[p].title) for p in reversed(paths) if p != index and p in documents]
    summary = shortened("; ".join(t for t in titles if t), _LIMIT)
    path = index or f"{folder}/"
    return Page(path, _AS_ONE.get(kind, folder), kind, Evidence(index or paths[0]), summary, spoken.when)


def _weight(page: Page, spoken: Spoken, material: Material) -> float:
    """How much a reader wants to know of a document: its kind, its place, who names it."""
    folder, _, name = page.path.rstrip("/").rpartition("/")
    depth = page.path.rstrip("/").count("/")
    weight = _WEIGHTS[page.kind] + min(2.5, log2(1 + spoken.count)) + 1.0 * bool(spoken.when)
    weight += 0.5 * bool(page.summary) + 2.0 * bool(INDEX.search(page.path)) - 0.35 * max(0, depth - 1)
    weight += 1.0 * (not folder) + 1.0 * bool(_TEMPLATE.search(page.path))
    weight += 4.0 * (name.upper().startswith("CONTRIBUTING.") and folder in {"", ".github", "docs"})
    weight -= 1.0 * (page.kind == "agent-guide" and is_rule(page.path)) + 2.0 * name.startswith("SECURITY")
    weight -= 2.0 * (page.kind in _FOR_USERS and folder in material.site_folders)
    return weight - 3.0 * ("examples" in page.path.split("/"))
