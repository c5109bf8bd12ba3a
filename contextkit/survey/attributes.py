"""Zones that git's own files declare: attributes, submodules, ignored outputs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.facts.source_files import is_example, is_test
from contextkit.globs import compiled
from contextkit.survey.found import Found
from contextkit.survey.inventory import Evidence, Zone
from contextkit.survey.makers import maker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.inventory import ZoneKind
    from contextkit.survey.material import Material

_LOCK = re.compile(r"(^|/)[^/]*(\.lock|-lock\.\w+|\.lockb|lockfile|go\.sum)$")
_ENDING = re.compile(r"(?:\*\*/)?\*(?:[._]\w+)*\*?(?:[._]\w+)+")
_LINGUIST = re.compile(r"linguist-(generated|vendored)(?:=(\w+))?$")
_KINDS: dict[str, ZoneKind] = {"generated": "generated", "vendored": "vendored"}
_GENERATED_NAME = re.compile(r"generated|autogen|(?:^|[/*._])gen(?:[/._*]|$)", re.IGNORECASE)
_SOURCE = re.compile(r"\.(?:ts|tsx|js|go|py|rs|java|kt|graphql|json|proto|swift|dart|rb|ex|cs|sql)$")
_MOST_ALIKE = 1
_MOST_OF_A_FOLDER = 4
_DEEPEST_IGNORE = 2
_SECTION = re.compile(r"^#.*\b(?:auto-?)?generated\b(?! (?:by (?:git|vs|jetbrains)|with))", re.IGNORECASE)


def attribute_zones(material: Material) -> Iterator[Found]:
    """What .gitattributes calls generated or vendored, and is there; many files of one folder as one zone."""
    seen: dict[str, int] = {}
    for path in material.files(".gitattributes"):
        folder = path.removesuffix(".gitattributes")
        if is_example(folder) or is_test(folder):
            continue
        zones = []
        for number, line in enumerate((material.manifests.text(path) or "").split("\n"), 1):
            pattern, kind = _declared(line)
            seen[pattern] = seen.get(pattern, 0) + 1
            glob = _glob(folder, pattern, material) if kind and seen[pattern] <= _MOST_ALIKE else ""
            if glob and kind:
                zones.append(Zone(glob, kind, Evidence(path, number, line.strip()), because=f"by {path}"))
        for zone in _gathered(zones, path):
            weight = 3.5 if zone.kind == "generated" else 2.0
            yield Found(zone, weight - zone.glob.count("/") / 10)


def _gathered(zones: list[Zone], path: str) -> Iterator[Zone]:
    """Where more than a few stand below one folder, that folder with a word on which of its files."""
    by_top: dict[str, list[Zone]] = {}
    for zone in zones:
        by_top.setdefault(zone.glob.partition("/")[0], []).append(zone)
    for top, held in by_top.items():
        if len(held) <= _MOST_OF_A_FOLDER or top == "**":
            yield from held
        else:
            because = f"those that {path} marks linguist-{held[0].kind}"
            yield replace(held[0], glob=f"{top}/**", because=because)


def _declared(line: str) -> tuple[str, ZoneKind | None]:
    """The pattern of a line, and what it is declared to be; lock files and mere endings are left out."""
    pattern, *attributes = line.split() or [""]
    found = next((m for a in attributes if (m := _LINGUIST.match(a))), None)
    is_left_out = pattern.startswith("#") or _LOCK.search(pattern) or _ENDING.fullmatch(pattern)
    if not found or found[2] == "false" or (is_left_out and not _GENERATED_NAME.search(pattern)):
        return pattern, None
    return pattern, _KINDS[found[1]]


def _glob(folder: str, pattern: str, material: Material) -> str:
    """The attribute's pattern as a glob from the root; "" where it matches nothing."""
    rooted = pattern.removeprefix("/")
    glob = folder + (rooted if "/" in rooted else f"**/{rooted}")
    if glob in material.tree.folders:
        return f"{glob}/**"
    if "/" not in rooted and folder + rooted in material.tree.entries and len(material.tree.named(rooted)) == 1:
        return folder + rooted
    matches = compiled(glob).match
    return glob if any(matches(p) for p in material.tree.entries) else ""


def submodule_zones(material: Material) -> Iterator[Found]:
    """The folders that are other repositories."""
    text = material.manifests.text(".gitmodules") or ""
    for block in re.finditer(r"^\[submodule[^\]]*\]((?:\n(?!\[).*)*)", text, re.MULTILINE):
        path, url = (re.search(rf"^\s*{key}\s*=\s*(.+?)\s*$", block[1], re.MULTILINE) for key in ("path", "url"))
        if path:
            line = text.count("\n", 0, block.start()) + 1
            because = f"submodule of {_short(url[1])}" if url else "submodule"
            yield Found(Zone(f"{path[1]}/**", "submodule", Evidence(".gitmodules", line), because=because), 4.0)


def _short(url: str) -> str:
    return re.sub(r"^(?:https?://|git@|ssh://)?(?:[\w.-]+@)?(?:github\.com|gitlab\.com)[/:]|\.git$", "", url)


def ignored_zones(material: Material) -> Iterator[Found]:
    """Ignored sources that their pattern, or the comment above it, calls generated: they are there after a build."""
    for path in material.files(".gitignore"):
        folder = path.removesuffix(".gitignore")
        if is_example(folder) or is_test(folder) or folder.count("/") > _DEEPEST_IGNORE:
            continue
        for section, rows in _sections(material.manifests.text(path) or ""):
            found = [(n, p) for n, p in rows if _is_generated(p, section)]
            for pattern, number in _joined(found).items():
                said = section.lstrip("# ")
                made_by = maker_of(said, path, material)
                because = f"ignored by git: {said}" if _SECTION.match(section) else "ignored by git, made by the build"
                zone = Zone(
                    folder + pattern.lstrip("/"), "generated", Evidence(path, number, pattern), made_by, because
                )
                yield Found(zone, 3.0 - folder.count("/") / 2 + 2 * bool(made_by))


def _sections(text: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Patterns with their lines, by the comment above them."""
    section, rows = "", list[tuple[int, str]]()
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            yield section, rows
            section, rows = stripped, []
        else:
            rows.append((number, stripped))
    yield section, rows


def _joined(rows: list[tuple[int, str]]) -> dict[str, int]:
    """Patterns of one folder and ending as one, each with its line."""
    alike: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, pattern in rows:
        folder, _, name = pattern.rpartition("/")
        alike.setdefault((folder, name[name.find(".") :]), []).append((number, pattern))
    found = {}
    for (folder, ending), held in alike.items():
        names = [p.rpartition("/")[2].removesuffix(ending) for _, p in held]
        joined = f"{folder}/{{{','.join(names)}}}{ending}" if len(held) > 1 else held[0][1]
        found[joined] = held[0][0]
    return found


def _is_generated(pattern: str, section: str) -> bool:
    """Source, not a mere folder's name, which every template of an ignore file has."""
    if pattern.startswith("!") or not _SOURCE.search(pattern):
        return False
    is_named = bool(_GENERATED_NAME.search(pattern)) and ("*" in pattern or "/" in pattern)
    return is_named or ("/" in pattern and _SECTION.match(section) is not None)
