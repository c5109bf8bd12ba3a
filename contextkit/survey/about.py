"""What the repository is, in one or two sentences of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.facts.prose import sentences
from contextkit.survey.inventory import Evidence
from contextkit.survey.manifest_facts import description
from contextkit.survey.shortened import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.material import Material

_LIMIT = 300
_LEAST = 20
_SHALLOW = 2
_TWO = 2
_MOST_SECTIONS = 2
_README = re.compile(r"readme\.(md|mdx|rst|markdown)$", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
_NOT_ABOUT = re.compile(
    r"(?:made with|built with|sponsored|documentation\s*:|docs\s*:|website|source code|see|visit|read|note|warning|\[!"
    r"|!|[^\n]*\u2022|table of|installation|copyright|looking for|join|follow|star|click|download|\W*$)"
    r"|.*\b(?:badge|shields\.io)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"(?:an?|the|our)?\s*[\w.()'\u2019 -]{0,40}?\b(?:(?:is|are) (?:an?|the|our|one)|provides?|helps?|lets?|makes?"
    r"|enables?|allows?|offers?|brings?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:please|see|read|visit|check|for more|note|it's|to learn)\b", re.IGNORECASE)
_SELF = re.compile(r"this (?:is (?:an?|the)|repo|repository|project|package|library)\b", re.IGNORECASE)
_SOMETHING = re.compile(r"[A-Z][\w.-]+ is an? ")
_HEADING = re.compile(r"^#{1,2} ([^\n]+)$|<h1[^>]*>(.*?)</h1>", re.MULTILINE | re.DOTALL)


def find_about(material: Material) -> tuple[str, Evidence | None]:
    """The sentence of the README that says what this is, the root manifest's description, or the README's first."""
    names = _names(material)
    readme = list(_of_readme(material))
    named = [f for f in readme if _speaks_of(names, f[0])]
    itself = [f for f in readme if _SELF.match(f[0]) or _SOMETHING.match(f[0])]
    rest = [f for f in readme if f[0].endswith((".", "!", "\u2026"))]
    found = [*named, *itself, *_of_manifests(material), *rest]
    return found[0] if found else ("", None)


def _names(material: Material) -> list[str]:
    """What the repository is called: by its packages, and by its README's heading."""
    path = next(iter(_readme(material)), "")
    heading = _HEADING.search(material.manifests.text(path) or "")
    titles = [_TAG.sub("", heading[1] or heading[2] or "")] if heading else []
    packages = [p for p in material.ground.packages if p.name and p.folder.count("/") < _SHALLOW]
    names = (*titles, *((p.name or "").rpartition("/")[2] for p in packages))
    return [flat for n in names if len(flat := _flat(n)) > 1]


def _speaks_of(names: Sequence[str], text: str) -> bool:
    """Whether a sentence begins with the name, and claims something of it."""
    return any(_flat(text).startswith(n) for n in names) and _CLAIM.match(text) is not None


def _flat(text: str) -> str:
    return re.sub(r"^the ", "", re.sub(r"[^\w ]", "", text).strip().casefold()).replace(" ", "").replace("_", "")


def _readme(material: Material) -> Iterator[str]:
    """The root's README, a link to it followed."""
    for folder in ("", ".github", "docs"):
        for path in material.tree.beside(folder):
            if _README.fullmatch(path.rpartition("/")[2]):
                yield material.tree.resolve(path) or path


def _of_readme(material: Material) -> Iterator[tuple[str, Evidence]]:
    path = next(iter(_readme(material)), "")
    text = material.manifests.text(path) or ""
    for line, paragraph in _paragraphs(text):
        said = re.sub(r"^[^\w\"'(`]+", "", shortened(_TAG.sub(" ", paragraph), 10_000)).strip(" |>*_·•")
        if len(said) >= _LEAST and len(said.split()) > 3 and not _NOT_ABOUT.match(said):
            yield _two_sentences(said), Evidence(path, line)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The running text at the top: no headings, lists, tables, code or badges; up to the second section."""
    without = re.sub(r"^```.*?^```|<!--.*?-->", lambda m: "\n" * m[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL)
    line, sections = 1, 0
    for block in re.split(r"\n(?=[ \t]*\n)", without):
        start = line + len(block) - len(block.lstrip("\n")) if block.strip() else line
        body = block.strip("\n")
        sections += len(re.findall(r"^#{2,3} ", body, re.MULTILINE))
        if sections > _MOST_SECTIONS:
            return
        body = re.sub(r"^#{1,6} .*\n?|^[=-]{3,}\s*$|^\.\. .*$", "", body, flags=re.MULTILINE).strip()
        if body and not re.match(r"(?:[-*+] |\d+\. |\||\[!\[|!\[|:::|import |export |\.\. )", body):
            yield start, re.sub(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])", "", body)
        line += block.count("\n") + 1


def _two_sentences(text: str) -> str:
    """The first sentence, and the next where it goes on telling and there is room for it."""
    starts = [*sentences(text), len(text)]
    first = text[: starts[1]].strip()
    second = text[starts[1] : starts[2]].strip() if len(starts) > _TWO else ""
    if second and not second.endswith(":") and not _ASIDE.match(second) and len(first) + len(second) < _LIMIT:
        return f"{first} {second}"
    return first if len(first) <= _LIMIT else shortened(first, _LIMIT)


def _of_manifests(material: Material) -> Iterator[tuple[str, Evidence]]:
    for package in material.ground.packages.at(""):
        found = description(package, material)
        if found and len(found[0]) >= _LEAST:
            yield found[0], found[1]
