"""A survey as a row of the store, so that a tree that did not change is not surveyed twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from contextkit.survey.inventory import Area, Command, Convention, Evidence, Owners, Page, Survey, Use, Zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def encode_survey(survey: Survey) -> bytes:
    """The row of a survey."""
    return json.dumps(asdict(survey), separators=(",", ":")).encode()


def decode_survey(row: bytes) -> Survey | None:
    """The survey of a row; None where the row is not one of ours."""
    try:
        kept = json.loads(row)
        return Survey(
            about=kept["about"],
            about_evidence=_evidence(kept["about_evidence"]) if kept["about_evidence"] else None,
            commands=tuple(_command(c) for c in kept["commands"]),
            areas=tuple(Area(**_tuples(a, "languages", "entry_points")) for a in kept["areas"]),
            uses=tuple(Use(**_tuples(u)) for u in kept["uses"]),
            layers=tuple(tuple(layer) for layer in kept["layers"]),
            zones=tuple(Zone(**_tuples(z)) for z in kept["zones"]),
            owners=Owners(kept["owners"]["source"], _rules(kept["owners"]["rules"])),
            pages=tuple(Page(**_tuples(p)) for p in kept["pages"]),
            conventions=tuple(Convention(**_tuples(c)) for c in kept["conventions"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(**row)


def _tuples(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**row, "evidence": _evidence(row["evidence"]), **{name: tuple(row[name]) for name in names}}


def _command(row: Mapping[str, Any]) -> Command:
    evidence = tuple(_evidence(e) for e in row["evidence"])
    return Command(**{**row, "evidence": evidence, "needs": tuple(row["needs"])})


def _rules(rows: Sequence[Any]) -> tuple[tuple[str, tuple[str, ...], Evidence], ...]:
    return tuple((str(pattern), tuple(owners), _evidence(place)) for pattern, owners, place in rows)
