"""One name on its way through the manifests that may define it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.globs import is_glob
from contextkit.model import Verdict
from contextkit.survey.commands.answers import MARKED, Open, Settled, hole
from contextkit.survey.commands.places import joined, upwards, working_folders
from contextkit.survey.commands.shell import OUTSIDE
from contextkit.survey.commands.terms import Call, Listing, Runner, Script, Sources, at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from contextkit.survey.packages import Package


class Search:
    """Bases come nearest first; what the call itself names comes before them."""

    def __init__(self, claim: Script, call: Call, runner: Runner, bases: Sequence[str], sources: Sources) -> None:
        self._claim = claim
        self._call = call
        self._runner = runner
        self._bases = tuple(bases)
        self._sources = sources

    def result(self) -> Settled | Open:
        if any(MARKED.search(p) and not is_glob(p) for p in (*self._claim.packages, self._claim.folder)):
            return self._anywhere() or Settled(Verdict.PLACEHOLDER, "a place to fill in")
        if is_glob(self._claim.name) or "{" in self._claim.name:
            return self._matching()
        if self._claim.name and (marked := MARKED.search(self._claim.name)):
            return Settled(Verdict.PLACEHOLDER, f"{marked[0]} is to be filled in")
        own = self._own_folders()
        folders = tuple(dict.fromkeys((*(own or ()), *self._bases)))
        return self._at(folders) or self._anywhere() or self._absent(folders, is_lost=own is None)

    def _own_folders(self) -> Sequence[str] | None:
        """The folders that the call itself names, with those above; None where it names one that is not here."""
        working = working_folders(self._call.folder, self._bases, self._sources)
        if self._claim.folder and working:
            inner = (joined(f, self._claim.folder) for f in working)
            working = [f for f in inner if f is not None and f in self._sources.tree.folders]
        named = [p.folder for name in self._claim.packages for p in self._packages(name)]
        if not working or (self._claim.packages and not named):
            return None
        if named or self._claim.folder or self._call.folder:
            return tuple(a for f in (*named, *working) for a in upwards(f))
        return self._bases

    def _packages(self, written: str) -> Sequence[Package]:
        """The packages of a filter: by name, by name without its scope, by glob, by folder."""
        name = written.strip("{}!^").removesuffix("...").removeprefix("...").strip("^")
        packages = self._sources.packages
        if name in (".", "*", "//", ""):
            return packages
        if found := packages.named(name):
            return found
        folders = {joined(b, name.rstrip("/*")) for b in (*self._bases, "")} if not name.startswith("@") else set()
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
        if filled := hole(claim.name):
            return filled
        listings = [found for f in folders if (found := self._sources.listing(self._runner, f))]
        if claim.is_weak and self._is_program(folders):
            return Settled(Verdict.FOREIGN, f"{claim.name} is a program, no script")
        otherwise = self._otherwise(listings)
        may_be_made = any(pattern.fullmatch(claim.name) for x in listings for pattern in x.doubtful)
        if is_lost or not claim.name or self._call.folder == OUTSIDE or may_be_made:
            return otherwise
        is_open = any(x.is_open for x in listings)
        return Open(
            claim.name,
            otherwise,
            manifests=tuple((f, at(f, file)) for f in folders for file in self._runner.FILES),
            listing=self._runner.listing,
            near={} if is_open else {n: d for x in listings[:1] for n, d in x.names.items() if n},
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
