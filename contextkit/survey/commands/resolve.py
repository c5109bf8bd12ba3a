"""What a tree alone says of a call: where the thing is defined, or what its past must be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING

from contextkit.globs import is_glob
from contextkit.model import Verdict
from contextkit.survey.commands import labels
from contextkit.survey.commands.programs import claims_of
from contextkit.survey.commands.shell import OUTSIDE, ROOT
from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    File,
    Foreign,
    Found,
    Hole,
    Listing,
    Member,
    Runner,
    Script,
    Sources,
    Unclear,
    at,
    parent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from contextkit.survey.packages import Package

_MARKED = re.compile(r"<[^>]*>?|\$|\{\{|\{[A-Za-z_ -]+\}|\.\.\.|…|^\[.*\]$|\*|^%\w+%?$|path/to|\bxxx+\b", re.IGNORECASE)
_UNMARKED = re.compile(
    r"[A-Z][A-Z0-9_]+|X|(?:your|my|some)[-_:/].*|.*[-_](?:name|here)|(?:target|script|task|command|recipe|name|foo|bar|baz)s?"
    r"|(?:script|task|command|recipe|target|project)[-_]?name|Project(?:Name)?|File(?:Name)?|xxx|(?:foo|bar|baz|example)[-_:.].*"
)


_OUTPUT = re.compile(
    r"(?:^|/)(?:node_modules|dist|build|out|target|zig-out|_build|\.?venv|\.output|\.next|obj|bin/(?:Debug|Release))/"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict that needs no history."""

    verdict: Verdict
    evidence: str
    base: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is not there: what to ask of its past, and what is said if the past is silent."""

    name: str
    otherwise: Settled
    paths: tuple[tuple[str, str], ...] = ()
    """Bases and the paths at which a file was expected."""
    suffixes: tuple[str, ...] = ()
    manifests: tuple[tuple[str, str], ...] = ()
    """Folders and the manifests, there or not, that could have defined the name."""
    listing: Callable[[str, Sources], Listing | None] | None = None
    """Reads the manifests of a folder, in this tree or an older one."""
    near: Mapping[str, Definition] = field(default_factory=dict)
    """What the applicable manifests define, where all of it is known."""
    is_weak: bool = False


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
            return _Search(claim, call, runner, bases, sources).result()
    return Settled(Verdict.UNKNOWN, "not understood")


def _member(claim: Member, sources: Sources) -> Settled | Open:
    found = next((p for p in sources.packages.named(claim.name) if p.ecosystem == claim.ecosystem), None)
    if found:
        return Settled(Verdict.LIVE, f"{found.manifest} package {claim.name}", found.folder, found.manifest)
    if hole := _hole(claim.name):
        return hole
    return Open(claim.name, Settled(Verdict.UNKNOWN, f"no {claim.name} was found"), suffixes=claim.suffixes)


def _file(claim: File, call: Call, bases: Sequence[str], sources: Sources) -> Settled | Open:
    path = claim.path.replace("\\", "/")
    if path.startswith(("/", "~", "-")) or "://" in path or call.folder == OUTSIDE:
        return Settled(Verdict.FOREIGN, "outside of the repository")
    if _MARKED.search(path):
        return Settled(Verdict.PLACEHOLDER, "a place to fill in")
    folders = _working_folders(claim.folder or call.folder, bases, sources)
    full = [(f, p) for f in dict.fromkeys((*folders, *bases)) if (p := _joined(f, path)) is not None]
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
    if _UNMARKED.fullmatch(path.rpartition("/")[2].partition(".")[0]):
        return Settled(Verdict.PLACEHOLDER, "a place to fill in")
    found = sources.tree.ending_in(path.removeprefix("./")) if not path.startswith("../") else ()
    if found:
        otherwise = Settled(Verdict.ELSEWHERE, found[0], parent(found[0]), found[0])
    else:
        otherwise = Settled(Verdict.UNKNOWN, f"{path} is not in the tree")
    return otherwise if is_lost else Open(path, otherwise, paths=full)


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
    if listing.is_open or _UNMARKED.fullmatch(word):
        return None
    return Open(
        word, Settled(Verdict.LIVE, path, base, path), manifests=((path, path),), listing=labels.listing,
        near=listing.names,
    )  # fmt: skip


class _Search:
    """One name on its way through the manifests that may define it."""

    def __init__(self, claim: Script, call: Call, runner: Runner, bases: Sequence[str], sources: Sources) -> None:
        self._claim = claim
        self._call = call
        self._runner = runner
        self._bases = tuple(bases)
        self._sources = sources

    def result(self) -> Settled | Open:
        if any(_MARKED.search(p) and not is_glob(p) for p in (*self._claim.packages, self._claim.folder)):
            return self._anywhere() or Settled(Verdict.PLACEHOLDER, "a place to fill in")
        if is_glob(self._claim.name) or "{" in self._claim.name:
            return self._matching()
        if self._claim.name and (marked := _MARKED.search(self._claim.name)):
            return Settled(Verdict.PLACEHOLDER, f"{marked[0]} is to be filled in")
        own = self._own_folders()
        folders = tuple(dict.fromkeys((*(own or ()), *self._bases)))
        return self._at(folders) or self._anywhere() or self._absent(folders, is_lost=own is None)

    def _own_folders(self) -> Sequence[str] | None:
        """The folders that the call itself names, with those above; None where it names one that is not here."""
        working = _working_folders(self._call.folder, self._bases, self._sources)
        if self._claim.folder and working:
            inner = (_joined(f, self._claim.folder) for f in working)
            working = [f for f in inner if f is not None and f in self._sources.tree.folders]
        named = [p.folder for name in self._claim.packages for p in self._packages(name)]
        if not working or (self._claim.packages and not named):
            return None
        if named or self._claim.folder or self._call.folder:
            return tuple(a for f in (*named, *working) for a in _upwards(f))
        return self._bases

    def _packages(self, written: str) -> Sequence[Package]:
        """The packages of a filter: by name, by name without its scope, by glob, by folder."""
        name = written.strip("{}!^").removesuffix("...").removeprefix("...").strip("^")
        packages = self._sources.packages
        if name in (".", "*", "//", ""):
            return packages
        if found := packages.named(name):
            return found
        folders = {_joined(b, name.rstrip("/*")) for b in (*self._bases, "")} if not name.startswith("@") else set()
        spelled = re.compile(re.escape(name).replace(r"\*", ".*"))
        return [
            p for p in packages
            if p.folder in folders or (p.name and (spelled.fullmatch(p.name) or p.name.endswith("/" + name)))
        ]  # fmt: skip

    def _at(self, folders: Sequence[str]) -> Settled | None:
        for folder in folders:
            listing = self._sources.listing(self._runner, folder)
            if listing is None:
                continue
            if found := listing.names.get(self._claim.name):
                return Settled(Verdict.LIVE, str(found), folder, found.path)
            if any(pattern.fullmatch(self._claim.name) for pattern in listing.patterns):
                return Settled(Verdict.LIVE, f"{listing.manifest} has a rule of this form", folder, listing.manifest)
        return None

    def _anywhere(self) -> Settled | None:
        """A definition in a package that the document does not stand in."""
        for folder in self._folders_with(self._claim.name):
            found = self._at((folder,))
            if found:
                return found
        return None

    def _folders_with(self, word: str) -> Iterator[str]:
        for file in self._runner.FILES:
            for path in self._sources.tree.named(file.rpartition("/")[2]):
                is_manifest = path == file or path.endswith("/" + file)
                if is_manifest and word in (self._sources.files.text(path) or ""):
                    yield path[: -len(file)].rstrip("/")

    def _matching(self) -> Settled:
        """`test:*` and `build:{a,b}`: live where some name is of that form."""
        spelled = re.escape(self._claim.name).replace(r"\*", ".*").replace(r"\?", ".")
        spelled = re.sub(r"\\\{([^{}]*)\\\}", lambda m: "(?:" + m[1].replace(",", "|") + ")", spelled)
        for folder in self._bases:
            listing = self._sources.listing(self._runner, folder)
            for name, found in listing.names.items() if listing else ():
                if name and re.fullmatch(spelled, name):
                    return Settled(Verdict.LIVE, str(found), folder, found.path)
        return Settled(Verdict.PLACEHOLDER, "a pattern of names")

    def _absent(self, folders: Sequence[str], *, is_lost: bool) -> Settled | Open:
        claim = self._claim
        if hole := _hole(claim.name):
            return hole
        listings = [found for f in folders if (found := self._sources.listing(self._runner, f))]
        if claim.is_weak and self._is_program(folders):
            return Settled(Verdict.FOREIGN, f"{claim.name} is a program, no script")
        otherwise = self._otherwise(listings)
        may_be_made = any(pattern.fullmatch(claim.name) for x in listings for pattern in x.doubtful)
        if is_lost or not claim.name or self._call.folder == OUTSIDE or may_be_made:
            return otherwise
        is_known = bool(listings) and not any(x.is_open for x in listings)
        return Open(
            claim.name,
            otherwise,
            manifests=tuple((f, at(f, file)) for f in folders for file in self._runner.FILES),
            listing=self._runner.listing,
            near={n: d for x in listings[:1] for n, d in x.names.items() if n} if is_known else {},
            is_weak=claim.is_weak,
        )

    def _otherwise(self, listings: Sequence[Listing]) -> Settled:
        name = f"{self._claim.name!r}"
        if self._claim.is_weak:
            return Settled(Verdict.FOREIGN, f"{name} is no script; it may be a program")
        if not listings:
            return Settled(Verdict.UNKNOWN, f"no {' or '.join(self._runner.FILES[:2])} is here")
        if any(x.is_open for x in listings):
            return Settled(Verdict.UNKNOWN, f"{listings[0].manifest} may define {name} in a way that is not understood")
        return Settled(Verdict.UNKNOWN, f"{listings[0].manifest} does not define {name}")

    def _is_program(self, folders: Sequence[str]) -> bool:
        is_program: Callable[[str, Sequence[str], Sources], bool] | None
        is_program = getattr(self._runner, "is_program", None)
        return bool(is_program and is_program(self._claim.name, folders, self._sources))


def _hole(name: str) -> Settled | None:
    is_hole = _UNMARKED.fullmatch(name) or _MARKED.search(name)
    return Settled(Verdict.PLACEHOLDER, f"{name!r} stands for a name of the reader's") if is_hole else None


def _working_folders(written: str, bases: Sequence[str], sources: Sources) -> Sequence[str]:
    """Where a call may be made from; none where `cd` went to a folder that is not here."""
    if not written:
        return bases
    if written in (ROOT, OUTSIDE):
        return ("",) if written == ROOT else ()
    found = (_joined(base, written) for base in bases)
    return list(dict.fromkeys(f for f in found if f is not None and f in sources.tree.folders))


def _joined(base: str, path: str) -> str | None:
    found = normpath(join(base, path)) if base or path else "."
    if found == ".." or found.startswith(("../", "/")):
        return None
    return "" if found == "." else found


def _upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = parent(folder)
    yield ""
