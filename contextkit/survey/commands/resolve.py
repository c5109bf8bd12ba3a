"""What a tree alone says of a call: where the thing is defined, or what its past must be asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.patterns import pattern
from contextkit.survey.commands import labels
from contextkit.survey.commands.answers import MARKED, UNMARKED, Open, Settled, hole
from contextkit.survey.commands.places import joined, working_folders
from contextkit.survey.commands.programs import claims_of
from contextkit.survey.commands.search import Search
from contextkit.survey.commands.shell import OUTSIDE
from contextkit.survey.commands.terms import (
    Call,
    Claim,
    File,
    Foreign,
    Found,
    Hole,
    Member,
    Runner,
    Script,
    Sources,
    Unclear,
    parent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OUTPUT = pattern(
    r"(?:^|/)(?:node_modules|dist|build|out|target|zig-out|_build|\.?venv|\.output|\.next|obj|bin/(?:Debug|Release))/"
)


def resolve(call: Call, bases: Sequence[str], sources: Sources) -> Iterator[Settled | Open]:
    """An answer for each thing that a call asks for, seen from a document with these bases, nearest first."""
    for claim, caller, runner in claims_of(call, sources):
        yield _resolved(claim, caller, runner, bases, sources)


def _resolved(
    claim: Claim, call: Call, runner: Runner | None, bases: Sequence[str], sources: Sources
) -> Settled | Open:
    match claim:
        case Hole():
            return Settled(Verdict.PLACEHOLDER, "a place to fill in")
        case Foreign(why):
            return Settled(Verdict.FOREIGN, why)
        case Unclear(why):
            return Settled(Verdict.UNKNOWN, why)
        case Found(path, evidence):
            return Settled(Verdict.LIVE, evidence, parent(path), path)
        case Member():
            return _member(claim, sources)
        case File():
            return _file(claim, call, bases, sources)
        case Script() if runner is not None:
            return Search(claim, call, runner, bases, sources).result()
    return Settled(Verdict.UNKNOWN, "not understood")


def _member(claim: Member, sources: Sources) -> Settled | Open:
    found = next((p for p in sources.packages.named(claim.name) if p.ecosystem == claim.ecosystem), None)
    if found:
        return Settled(Verdict.LIVE, f"{found.manifest} package {claim.name}", found.folder, found.manifest)
    if filled := hole(claim.name):
        return filled
    return Open(claim.name, Settled(Verdict.UNKNOWN, f"no {claim.name} was found"), suffixes=claim.suffixes)


def _file(claim: File, call: Call, bases: Sequence[str], sources: Sources) -> Settled | Open:
    path = claim.path.replace("\\", "/")
    if path.startswith(("/", "~", "-")) or "://" in path or call.folder == OUTSIDE:
        return Settled(Verdict.FOREIGN, "outside of the repository")
    if MARKED.search(path):
        return Settled(Verdict.PLACEHOLDER, "a place to fill in")
    folders = working_folders(claim.folder or call.folder, bases, sources)
    full = [(f, p) for f in dict.fromkeys((*folders, *bases)) if (p := joined(f, path)) is not None]
    for base, candidate in full:
        led = sources.tree.resolve(candidate)
        if led is not None:
            return _subcommand(claim, base, led, sources) or Settled(Verdict.LIVE, led or "the root", base, led)
    return _missing_file(path, tuple(full), sources, is_lost=not folders)


def _missing_file(path: str, full: tuple[tuple[str, str], ...], sources: Sources, *, is_lost: bool) -> Settled | Open:
    if any(sources.tree.inside_submodule(p) for _, p in full):
        return Settled(Verdict.FOREIGN, "in a submodule")
    if _OUTPUT.search(path) or _is_product(path, sources):
        return Settled(Verdict.GENERATED, "made by a build or an installation")
    if UNMARKED.fullmatch(path.rpartition("/")[2].partition(".")[0]):
        return Settled(Verdict.PLACEHOLDER, "a place to fill in")
    found = sources.tree.ending_in(path.removeprefix("./")) if not path.startswith("../") else ()
    if found:
        otherwise = Settled(Verdict.ELSEWHERE, found[0], parent(found[0]), found[0])
    else:
        otherwise = Settled(Verdict.UNKNOWN, f"{path} is not in the tree")
    # of a bare name that is here in some other folder, what once stood in this one proves nothing
    is_bare = "/" not in path.removeprefix("./")
    return otherwise if is_lost or (is_bare and found) else Open(path, otherwise, paths=full)


def _is_product(path: str, sources: Sources) -> bool:
    """Whether `./tool` is named like what this repository builds, or what a document compiles."""
    name = path.removeprefix("./")
    if "/" in name or "." in name:
        return False
    is_folder = any(f == name or f.endswith("/" + name) for f in sources.tree.folders)
    return is_folder or any((p.name or "").rpartition("/")[2] == name for p in sources.packages)


def _subcommand(claim: File, base: str, path: str, sources: Sources) -> Settled | Open | None:
    """What is said of `./script.sh deploy` where the script tells its sub-commands apart with `case`."""
    word = claim.arguments[0] if claim.arguments else ""
    listing = labels.listing(path, sources) if re.fullmatch(r"[a-z][\w:-]*", word) else None
    if listing is None or not listing.names:
        return None
    if word in listing.names:
        return Settled(Verdict.LIVE, str(listing.names[word]), base, path)
    if listing.is_open or UNMARKED.fullmatch(word):
        return None
    return Open(
        word, Settled(Verdict.LIVE, path, base, path), manifests=((path, path),), listing=labels.listing,
        near=listing.names,
    )  # fmt: skip
