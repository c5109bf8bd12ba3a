"""Folders that guides describe: list items, tables and drawings that give a folder a purpose."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from posixpath import normpath
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence
from contextkit.survey.purposes import Purpose, purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.model import Mention
    from contextkit.survey.material import Material

_DASH = r"(?:\s*(?::|\u2014|\u2013|--?|=>|\u2192)\s+)"
_VERB = (
    r"\s+(?:(?:folder|directory|package|crate|module)s?\s+)?"
    r"(?:is|are|contains?|holds?|provides?|houses?|hosts|has|implements?|includes?)\s+"
)
_AFTER = re.compile(rf"^[`*_\"'\])]*(?:\([^()]*\)[`*_]*)?(?:{_DASH}|(?P<verb>{_VERB}))(?P<text>.+)$", re.DOTALL)
_MARKS = re.compile(r"^[/\s]*(?:#+|//|\u2014|\u2013|--?(?!>)|\u2190|<-|\(|:)\s*")
_STEPS = re.compile(r"\b(?:click|run|open|step \d)\b", re.IGNORECASE)


def prose_purposes(material: Material) -> tuple[Mapping[str, list[Purpose]], Counter[str]]:
    """By folder what guides say of it, and how often they name it."""
    found: dict[str, list[Purpose]] = defaultdict(list)
    named: Counter[str] = Counter()
    for path, document in material.guides.items():
        weight = _weight(path)
        for mention in document.mentions:
            folder = _folder(path, mention, material)
            if folder:
                named[folder] += 1
                evidence = Evidence(path, mention.line)
                found[folder] += purpose(_said(mention), folder, evidence, weight)
    return found, named


def _weight(path: str) -> float:
    name = path.rpartition("/")[2].lower()
    if re.match(r"readme|index", name):
        return 7.5 if "/" not in path else 6.5
    return 8.5 if re.match(r"architecture|contribut|develop|structure|hacking|repo|onboarding|organi", name) else 8.0


def _folder(document: str, mention: Mention, material: Material) -> str:
    """The folder that a mention names; "" for anything else."""
    if mention.kind not in ("path", "glob", "link") or mention.syntax in ("fence", "image", "import", "front-matter"):
        return ""
    raw = re.sub(r"/\*{1,2}(?:/\*)?$", "", mention.raw.partition("#")[0].removeprefix("./")).rstrip("/")
    if not raw or "*" in raw or raw in {".", ".."}:
        return ""
    here = document.rpartition("/")[0]
    scopes = [s for s in mention.scope if s] if mention.syntax in ("tree", "table", "code") else []
    bases = [b for s in scopes for b in (s, f"{here}/{s}")]
    for base in dict.fromkeys((*bases, here, *material.ground.packages.chain(document))):
        full = normpath(f"{base}/{raw}" if base else raw)
        if full in material.tree.folders and full not in {"", "."}:
            return full
    return ""


def _said(mention: Mention) -> str:
    """What the words around the mention say of it; "" where they do not speak of it."""
    context = mention.context
    at = context.find(mention.raw)
    if mention.syntax == "tree":
        comment = context[at + len(mention.raw) :] if at >= 0 else context
        said = _MARKS.sub("", comment, count=1) if _MARKS.match(comment) else ""
        return said if said.count("(") == said.count(")") else said.rstrip(")")
    if mention.syntax == "table":
        return _next_cell(context, mention.raw)
    if at < 0 or re.sub(r"[\s`*_\[\"'(:]|the\b", "", context[:at], flags=re.IGNORECASE):
        return ""
    rest = context[at + len(mention.raw) :]
    rest = re.sub(r"^[`*_]*\]\([^)]*\)", "", rest)
    described = _AFTER.match(rest)
    if described is None or _STEPS.match(described["text"]):
        return ""
    return described["text"]


def _next_cell(row: str, raw: str) -> str:
    cells = [c.strip() for c in row.strip().strip("|").split("|")]
    at = next((i for i, c in enumerate(cells) if raw in c), None)
    if at is None or at + 1 >= len(cells):
        return ""
    is_alone = re.sub(r"[\s`*_\[\]()]|\([^)]*\)", "", cells[at].replace(raw, "")) == ""
    rest = [c for c in cells[at + 1 :] if len(c) > 8]
    return rest[0] if is_alone and rest else ""
