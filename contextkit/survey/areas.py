"""Folders that are worth a pointer, each with a purpose from a source; the most useful first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log2
from typing import TYPE_CHECKING

from contextkit.facts.source_files import is_example, is_test
from contextkit.survey.exports import exported_purpose
from contextkit.survey.inventory import Area, Evidence
from contextkit.survey.languages import languages_of
from contextkit.survey.manifest_facts import description, entry_points, source_folders
from contextkit.survey.material import is_foreign
from contextkit.survey.prose_purposes import prose_purposes
from contextkit.survey.purposes import Purpose, found_purposes, purpose
from contextkit.survey.roles import role_purposes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.survey.inventory import Use
    from contextkit.survey.material import Material
    from contextkit.survey.packages import Package

_DEEPEST = 4
_BELOW_PACKAGES = 2
_LEAST_FILES = 4
_MOST_USERS = 3
_ROLE_WEIGHT = 5
_EXAMPLES = re.compile(r"(^|[/_-])(examples?|samples?|templates?|demos?|snippets|playgrounds?)([/_-]|$)", re.IGNORECASE)
_ASIDE = re.compile(r"^(\.[\w-]+|scripts?|tools?|bin|hack|ci|website|playground|benchmarks?|fuzz|evals?)(/|$)")


def find_areas(material: Material, uses: Sequence[Use]) -> tuple[Area, ...]:
    """Packages and described folders, in the order in which a reader wants to know of them."""
    purposes, named = prose_purposes(material)
    found: dict[str, list[Purpose]] = defaultdict(list, {f: list(p) for f, p in purposes.items()})
    for folder, said in (*role_purposes(material), *_of_packages(material, uses), *_of_sources(material)):
        found[folder].append(said)
    for folder in _candidates(material):
        found[folder] += found_purposes(folder, material)
        found[folder] += exported_purpose(folder, material)
    _forget_what_is_copied(found)
    users = Counter(u.used for u in uses)
    rows = []
    for folder, all_said in found.items():
        if all_said and not _is_left_out(folder, material):
            best = max(all_said, key=lambda p: (p.weight, -len(p.text), p.text))
            score = _score(folder, best, material, users, named)
            rows.append((score, _area(folder, best, material)))
    ordered = [area for _, area in sorted(rows, key=lambda row: (-row[0], row[1].folder))]
    return tuple(_without_repeats(ordered))


def _forget_what_is_copied(found: Mapping[str, list[Purpose]]) -> None:
    """Drops what is said of several folders in the same words, but for the one whose name stands in it."""
    holders: dict[str, set[str]] = defaultdict(set)
    for folder, said in found.items():
        for each in said:
            if each.weight > _ROLE_WEIGHT:
                holders[each.text.casefold()].add(folder)
    for text, folders in holders.items():
        named = {f for f in folders if f.rpartition("/")[2].casefold() in text}
        kept = named if len(named) == 1 else set()
        for folder in folders - kept if len(folders) > 1 and not _are_nested(folders) else ():
            found[folder][:] = [p for p in found[folder] if p.text.casefold() != text]


def _are_nested(folders: set[str]) -> bool:
    """Whether one of the folders holds all others."""
    top = min(folders, key=len)
    return all(f == top or f.startswith(f"{top}/") for f in folders)


def _of_packages(material: Material, uses: Sequence[Use]) -> Iterator[tuple[str, Purpose]]:
    users: dict[str, list[str]] = defaultdict(list)
    for use in uses:
        users[use.used].append(use.user)
    for package in material.ground.packages:
        if package.folder and not is_foreign(f"{package.folder}/"):
            said = description(package, material)
            if said:
                yield from ((package.folder, p) for p in purpose(said[0], package.folder, said[1], 9))
            if users[package.folder]:
                names = sorted(users[package.folder], key=lambda f: (f.count("/"), f))
                shown = ", ".join(f"`{n}`" for n in names[:_MOST_USERS])
                more = f" and {len(names) - _MOST_USERS} more" if len(names) > _MOST_USERS else ""
                evidence = next(u.evidence for u in uses if u.used == package.folder)
                yield package.folder, Purpose(f"Used by {shown}{more}", evidence, 1)


def _of_sources(material: Material) -> Iterator[tuple[str, Purpose]]:
    for package in material.ground.packages:
        if not is_foreign(f"{package.folder}/") and not is_example(package.folder):
            for folder, evidence in source_folders(package, material):
                yield folder, Purpose(f"Source of the package `{package.name}`", evidence, 2.5)
            if package.ecosystem == "go":
                yield from _programs(package, material)


def _programs(package: Package, material: Material) -> Iterator[tuple[str, Purpose]]:
    for path in entry_points(package, material):
        folder = path.rpartition("/")[0]
        yield folder, Purpose(f"The program `{folder.rpartition('/')[2]}`", Evidence(path), 2)


def _candidates(material: Material) -> Iterator[str]:
    """Folders whose own files are looked at: packages, those near the root, and those in a package's source."""
    packages = material.ground.packages
    sources = {f for p in packages for f, _ in source_folders(p, material)}
    for folder in sorted(material.tree.folders - {""}):
        depth = folder.count("/")
        inside = next((s for s in sources if folder.startswith(f"{s}/")), None)
        is_near = depth <= 1 or depth <= packages.chain(folder)[0].count("/") + _BELOW_PACKAGES
        is_inside = inside is not None and depth <= inside.count("/") + _BELOW_PACKAGES
        if (is_near or is_inside) and material.sizes[folder] > 1 and depth <= _DEEPEST:
            yield folder


def _is_left_out(folder: str, material: Material) -> bool:
    if is_foreign(f"{folder}/") or folder in material.ground.tree.submodules:
        return True
    is_package = folder in material.ground.packages.folders
    is_inner = "/" in folder
    return bool(is_inner and _EXAMPLES.search(folder)) or (material.sizes[folder] < _LEAST_FILES and not is_package)


def _score(folder: str, best: Purpose, material: Material, users: Counter[str], named: Counter[str]) -> float:
    """How much a reader wants to know of a folder: what is said of it, who uses and names it, how much it holds."""
    packages = material.ground.packages
    is_package = folder in packages.folders
    score = best.weight / 3 + log2(1 + users[folder]) + min(3.0, log2(1 + named[folder]))
    score += log2(1 + material.sizes[folder]) / 2.5 + 1.5 * is_package - 1.2 * max(0, folder.count("/") - is_package)
    score += 1.5 * any(
        folder == f for p in packages.at(packages.chain(folder)[0]) for f, _ in source_folders(p, material)
    )
    score -= 2.0 * bool(_EXAMPLES.search(folder)) + 1.2 * bool(_ASIDE.search(folder))
    score += 1.2 * ("/" not in folder) - 1.0 * folder.startswith(".")
    score -= 2.0 * ("/" in folder and is_test(folder)) + 3.0 * (best.weight <= 1)
    return score


def _area(folder: str, best: Purpose, material: Material) -> Area:
    packages = material.ground.packages.at(folder)
    first = packages[0] if packages else None
    return Area(
        folder=folder,
        purpose=best.text,
        evidence=best.evidence,
        name=(first.name or "") if first else "",
        ecosystem=first.ecosystem if first else "",
        languages=languages_of(folder, material.tree) if first else (),
        entry_points=tuple(e for p in packages for e in entry_points(p, material)),
    )


def _without_repeats(areas: Sequence[Area]) -> Iterator[Area]:
    """Without folders of which the same is said as of one that stands before them."""
    seen: dict[str, str] = {}
    for area in areas:
        first = seen.setdefault(area.purpose.casefold(), area.folder)
        if first == area.folder or not (area.folder.startswith(f"{first}/") or first.startswith(f"{area.folder}/")):
            yield area
