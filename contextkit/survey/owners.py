"""Who answers for which paths: CODEOWNERS of GitHub and GitLab, and OWNERS files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Evidence, Owners
from contextkit.survey.manifests import strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.material import Material

_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_SECTION = re.compile(r"^\^?\[[^\]]+\](?:\[\d+\])?\s*(?P<owners>.*)$")
_OWNER = re.compile(r"@[\w./-]+|[\w.+-]+@[\w.-]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for one path, and where that is said."""

    owners: tuple[str, ...]
    pattern: str
    evidence: Evidence


def find_owners(material: Material) -> Owners:
    """The rules of the first CODEOWNERS that is there, else of OWNERS files."""
    path = next((p for p in _PLACES if material.manifests.has(p)), "")
    if path:
        return Owners(path, tuple(_rules(path, material.manifests.text(path) or "")))
    rules = [rule for p in material.files("OWNERS") for rule in _of_owners_file(p, material)]
    return Owners("OWNERS" if rules else "", tuple(rules))


def owners_of(path: str, owners: Owners) -> Sequence[Answer]:
    """The rules that hold for a path: the last that matches, of GitLab's sections the last of each."""
    by_section: dict[str, Answer] = {}
    for pattern, names, evidence in owners.rules:
        if _matcher(pattern).match(path):
            by_section[evidence.text] = Answer(names, pattern, evidence)
    return tuple(by_section.values())


def _rules(path: str, text: str) -> Iterator[tuple[str, tuple[str, ...], Evidence]]:
    section, default = "", tuple[str, ...]()
    for number, raw in enumerate(text.split("\n"), 1):
        line = re.sub(r"(?:^|(?<=\s))#.*$", "", raw).strip()
        found = _SECTION.match(line)
        if found and (
            path.startswith(".gitlab") or " " in line.partition("]")[0] or not re.match(r"\[[\w.-]*\]\S", line)
        ):
            section, default = line.partition("]")[0].lstrip("^["), tuple(_OWNER.findall(found["owners"]))
        elif line:
            pattern, names = _split(line)
            yield pattern, tuple(_OWNER.findall(names)) or default, Evidence(path, number, section)


def _split(line: str) -> tuple[str, str]:
    """Pattern and owners; a space in the pattern is written with a backslash."""
    found = re.match(r"((?:\\.|[^\s\\])+)\s*(.*)$", line)
    return (found[1].replace("\\ ", " "), found[2]) if found else (line, "")


def _of_owners_file(path: str, material: Material) -> Iterator[tuple[str, tuple[str, ...], Evidence]]:
    parsed = material.manifests.yaml(path)
    folder = path.removesuffix("OWNERS")
    names = tuple(dict.fromkeys(strings(table(parsed).get("approvers"))))
    if names:
        yield f"/{folder}" if folder else "*", names, Evidence(path)


@cache
def _matcher(pattern: str) -> re.Pattern[str]:
    """As in .gitignore: a pattern without an inner slash holds at any depth, and a folder for all below it."""
    rooted = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts = [r"(?:.*/)?" if p == "**" else translate(p)[4:-3].replace(".*", "[^/]*") for p in body.split("/")]
    joined = "/".join(parts).replace(r"(?:.*/)?/", r"(?:.*/)?")
    start = "" if rooted else r"(?:.*/)?"
    end = r"/.*" if pattern.endswith("/") else r"(?:/.*)?" if not body.endswith("/*") else ""
    return re.compile(rf"{start}{joined}{end}\Z", re.DOTALL)
