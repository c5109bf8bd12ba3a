"""Findings that a repository lives with for now: a list that only shrinks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError
from contextkit.model import Location, Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from contextkit.model import Finding
    from contextkit.repo import Repo

PATH = ".contextkit/baseline.json"
STALE = "stale-baseline"

_VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding of the baseline; the rest beside the fingerprint is for readers."""

    path: str
    lint: str
    fingerprint: str
    raw: str = ""


def read_baseline(repo: Repo) -> tuple[Entry, ...] | None:
    """The entries, sorted; None where there is no baseline. One that cannot be understood is a ContextkitError."""
    content = repo.read(PATH) if PATH in repo.entries else None
    if content is None:
        return None
    try:
        known = json.loads(content)
        if known["version"] != _VERSION:
            raise ContextkitError(f"{PATH} is of version {known['version']}", "Use the contextkit that wrote it")
        return tuple(sorted(Entry(**entry) for entry in known["findings"]))
    except (ValueError, TypeError, KeyError) as error:
        raise ContextkitError(
            f"{PATH} cannot be read: {error}",
            "Take it from git again, or delete it and run: contextkit check --write-baseline",
        ) from None


def write_baseline(
    old: Sequence[Entry] | None, findings: Iterable[Finding], ran: Collection[str], known: Collection[str]
) -> bytes:
    """The file that keeps these findings. Where there was a baseline, nothing new enters it.

    What lints that did not run have in it stays; entries of lints that are no more go.
    """
    found = {f.fingerprint: Entry(f.path, f.lint, f.fingerprint, f.raw) for f in findings}
    if old is None:
        entries = sorted(found.values())
    else:
        entries = sorted(e for e in old if e.fingerprint in found or (e.lint in known and e.lint not in ran))
    rows = [{"path": e.path, "lint": e.lint, "fingerprint": e.fingerprint, "raw": e.raw} for e in entries]
    return (json.dumps({"version": _VERSION, "findings": rows}, indent=1, ensure_ascii=False) + "\n").encode()


def split(findings: Iterable[Finding], baseline: Sequence[Entry]) -> tuple[list[Finding], list[Finding]]:
    """What is new, and what the baseline knows."""
    known = {entry.fingerprint for entry in baseline}
    new: list[Finding] = []
    old: list[Finding] = []
    for finding in findings:
        (old if finding.fingerprint in known else new).append(finding)
    return new, old


def stale_entries(
    baseline: Sequence[Entry], findings: Iterable[Finding], ran: Collection[str], known: Collection[str]
) -> Iterator[Match]:
    """Entries whose lint ran and found them no more, or whose lint is no more."""
    found = {finding.fingerprint for finding in findings}
    for entry in baseline:
        if entry.fingerprint not in found and (entry.lint in ran or entry.lint not in known):
            values = {"lint": entry.lint, "path": entry.path, "raw": entry.raw, "fingerprint": entry.fingerprint}
            variant = "" if entry.raw else "nameless"
            yield Match(Location(PATH, 1), values, symbol=entry.fingerprint, variant=variant)
