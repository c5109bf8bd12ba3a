"""What is not to be edited by hand, the most useful first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.globs import compiled, static_prefix
from contextkit.survey.attributes import attribute_zones, ignored_zones, submodule_zones
from contextkit.survey.configured import configured_zones
from contextkit.survey.generated import generated_zones
from contextkit.survey.kept import lock_zones, snapshot_zones, translation_zones, vendored_zones
from contextkit.survey.migrations import migration_zones
from contextkit.survey.outputs import job_zones, recipe_zones
from contextkit.survey.prohibitions import output_zones, prohibition_zones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.survey.inventory import Zone
    from contextkit.survey.material import Material

_MOST_NAMES = 6
_LEAST_SEGMENTS = 2
_SOURCES = (
    configured_zones,
    recipe_zones,
    job_zones,
    generated_zones,
    prohibition_zones,
    output_zones,
    submodule_zones,
    translation_zones,
    attribute_zones,
    ignored_zones,
    snapshot_zones,
    migration_zones,
    vendored_zones,
    lock_zones,
)


def find_zones(material: Material) -> tuple[Zone, ...]:
    """All zones, each place once: what several sources say of it is put together."""
    found = [f for source in _SOURCES for f in source(material)]
    ordered = sorted(found, key=lambda f: (-f.weight, f.zone.glob, f.zone.evidence))
    kept: list[Zone] = []
    for candidate in ordered:
        zone = candidate.zone
        at = next((i for i, k in enumerate(kept) if _covers(k, zone, material)), None)
        if at is None:
            kept.append(zone)
        else:
            kept[at] = _joined(kept[at], zone)
    return tuple(_side_by_side(_without_parts(kept, material)))


def _covers(kept: Zone, zone: Zone, material: Material) -> bool:
    """Whether an earlier zone speaks of the same place, or of all around it."""
    if kept.glob == zone.glob:
        return True
    if kept.because.startswith("those that say so"):
        return zone.kind == "generated" and compiled(kept.glob).match(zone.glob) is not None
    if _is_vague(kept):
        return _is_vague(zone) and static_prefix(zone.glob).startswith(static_prefix(kept.glob))
    if kept.kind == "protected" and zone.kind != "protected":
        return False
    if not set("*?{[") & set(zone.glob):
        return compiled(kept.glob).match(zone.glob) is not None
    first = next(iter(material.tree.matching(zone.glob)), "") or static_prefix(zone.glob)
    return len(zone.glob) >= len(kept.glob) and compiled(kept.glob).match(first) is not None


def _is_vague(zone: Zone) -> bool:
    """Whether only some of the glob's files are meant."""
    return zone.because.startswith("those that ")


def _joined(kept: Zone, zone: Zone) -> Zone:
    if kept.glob != zone.glob:
        return kept
    return replace(kept, made_by=kept.made_by or zone.made_by, because=kept.because or zone.because)


def _without_parts(zones: Sequence[Zone], material: Material) -> Sequence[Zone]:
    """Without those that a later, wider zone with the same maker holds."""
    return [
        z
        for i, z in enumerate(zones)
        if not any(_is_same(o, z) and o.glob != z.glob and _covers(o, z, material) for o in zones[i + 1 :])
    ]


def _is_same(one: Zone, other: Zone) -> bool:
    return one.made_by == other.made_by and one.kind == other.kind


def _side_by_side(zones: Sequence[Zone]) -> list[Zone]:
    """Zones of which the same is said, and whose globs differ in one segment, as one with braces."""
    found: list[Zone] = []
    for zone in zones:
        at = next((i for i, k in enumerate(found) if _is_same(k, zone) and k.because == zone.because), None)
        joined = _braced(found[at].glob, zone.glob) if at is not None else ""
        if at is not None and joined:
            found[at] = replace(found[at], glob=joined)
        else:
            found.append(zone)
    return found


def _braced(one: str, other: str) -> str:
    """Both globs in one; "" where they differ in more than a segment, or too much for one line."""
    left, right = one.split("/"), other.split("/")
    differing = [i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b]
    if len(left) != len(right) or len(differing) != 1 or len(left) < _LEAST_SEGMENTS:
        return ""
    at = differing[0]
    names = left[at].strip("{}").split(",") if left[at].startswith("{") else [left[at]]
    if len(names) >= _MOST_NAMES or set("*{") & set(right[at]) or any("*" in n for n in names):
        return ""
    left[at] = f"{{{','.join([*names, right[at]])}}}"
    return "/".join(left)
