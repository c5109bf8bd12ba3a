"""Zones that documents name: "do not edit", "is generated", next to a path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.found import Found
from contextkit.survey.inventory import Evidence, Zone
from contextkit.survey.makers import maker_of
from contextkit.survey.shortened import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.model import Mention
    from contextkit.survey.inventory import ZoneKind
    from contextkit.survey.material import Material

_FORBIDDEN = re.compile(
    r"\b(?:do not|don['\u2019]t|never|please avoid|must not|should(?: not|n['\u2019]t)|no need to|avoid)\s+"
    r"(?:be\s+)?(?:manually |directly |hand[- ]?)?(?:edit|modif|chang|touch|updat|alter|delet)\w*"
    r"(?!\s+(?:any|other|anything)\b)"
    r"(?=[^.;]*\b(?:by hand|manual|direct|file|generated|this|these|them|it)\b|\s+`|\s+\[)",
    re.IGNORECASE,
)
_GENERATED = re.compile(
    r"\b(?:is|are|was|were|gets?|being)\s+(?:all\s+|now\s+|also\s+)?(?:auto[- ]?|automatically |machine[- ])?"
    r"(?:re)?generated\b(?! (?:code|a|an|the)\b)|(?<!be )\bauto-?generated\b",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\bauto-?generated(?: files?| code| folder)?$", re.IGNORECASE)
_ORIGIN = re.compile(
    r"\b(?:from|by|in|via|using|with|with the|see|run|running|edit|update|change|modify|than|to|into|the|at)$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:do not|don['\u2019]t|never|must not|should(?: not|n['\u2019]t)|avoid)\s+(?:be\s+)?(?:\w+ly )?\w+(?: the)?$",
    re.IGNORECASE,
)
_USE = re.compile(r"\b(?:example|for instance|e\.g\.|will be created|if you|you can|your|user'?s?)\b", re.IGNORECASE)
_OUTPUT = re.compile(
    r"\bbuild (?:files|outputs?|artifacts|products)\b|\bgenerated (?:files|code|sources)\b", re.IGNORECASE
)
_KNOWN_OUTPUTS = frozenset("dist build target node_modules .venv venv coverage tmp bin obj .next .turbo".split())
_TEXT_LIMIT = 160


def prohibition_zones(material: Material) -> Iterator[Found]:
    """Paths of this tree in a sentence that forbids to edit them, or that says that they are generated."""
    for path, document in material.guides.items():
        for mention in document.mentions:
            if mention.kind not in ("path", "glob") or mention.syntax in ("tree", "fence", "image"):
                continue
            kind = _kind(mention)
            glob = _glob(path, mention.raw, material) if kind else ""
            if kind and glob and not _is_source_of(mention):
                evidence = Evidence(path, mention.line, shortened(mention.context, _TEXT_LIMIT))
                made_by = maker_of(mention.context, path, material)
                zone = Zone(glob, kind, evidence, made_by, shortened(mention.context, _TEXT_LIMIT))
                yield Found(zone, (5.0 if kind == "protected" else 4.0) + bool(made_by) - path.count("/") / 4)


def output_zones(material: Material) -> Iterator[Found]:
    """The ignored folder of which a guide says that the build writes it."""
    for path, document in material.guides.items():
        for mention in document.mentions:
            name = mention.raw.removeprefix("./").rstrip("/")
            if mention.kind != "path" or "/" in name or not mention.raw.endswith("/") or name in material.tree.folders:
                continue
            is_output = _OUTPUT.search(mention.context) and material.ground.ignores.matching({f"{name}/"})
            if is_output and name not in _KNOWN_OUTPUTS:
                text = shortened(mention.context, _TEXT_LIMIT)
                yield Found(Zone(f"{name}/**", "generated", Evidence(path, mention.line, text), because=text), 4.0)
                return


def _kind(mention: Mention) -> ZoneKind | None:
    """What the sentence says of the path; None where it says nothing of the kind."""
    if _USE.search(mention.context):
        return None
    made = _GENERATED.search(mention.context)
    if made and (mention.context.find(mention.raw) < made.start() or _CALLED.search(_before(mention))):
        return "generated"
    return "protected" if _FORBIDDEN.search(mention.context) else None


def _before(mention: Mention) -> str:
    return mention.context.partition(mention.raw)[0].rstrip(" `\"'([")


def _is_source_of(mention: Mention) -> bool:
    """Whether the sentence names the path as what the others are made from, or made by."""
    before = _before(mention)
    if _ORIGIN.search(before):
        return not _NEGATED.search(before)
    is_program = mention.raw.endswith((".py", ".sh", ".js", ".mjs", "ignore"))
    return is_program and not _GENERATED.search(mention.context[: len(before) + 80])


def _glob(document: str, raw: str, material: Material) -> str:
    """The path as a glob from the root, where it names something here."""
    plain = raw.removeprefix("./").rstrip("/")
    folder = document.rpartition("/")[0]
    for base in dict.fromkeys((folder, *material.ground.packages.chain(document))):
        full = f"{base}/{plain}" if base else plain
        if full in material.tree.entries:
            return full
        if full in material.tree.folders and full.count("/") >= 1:
            return f"{full}/**"
        if "*" in plain and "/" in plain and material.tree.matching(full):
            return full
    return ""
