"""Go: packages of the module, asked for by folder or import path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.shell import ROOT
from contextkit.survey.commands.terms import Call, Claim, File, Foreign, Listing, Sources, Unclear, leading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = frozenset({"go"})
FILES = ("go.mod",)

_OWN = frozenset(
    """
bug clean doc env fix fmt get help install list mod tool telemetry version work
""".split()
)
_ON_PACKAGES = frozenset({"run", "test", "build", "generate", "vet"})
_VALUED = frozenset(
    {
        "-run",
        "-tags",
        "-o",
        "-count",
        "-bench",
        "-timeout",
        "-ldflags",
        "-gcflags",
        "-coverprofile",
        "-C",
        "-mod",
        "-exec",
    }
    | {
        "-skip",
        "-fuzz",
        "-fuzztime",
        "-parallel",
        "-p",
        "-cpu",
        "-benchtime",
        "-covermode",
        "-coverpkg",
        "-vettool",
        "-modfile",
    }
    | {"-cpuprofile", "-memprofile", "-shuffle", "-asmflags", "-overlay", "-pgo", "-toolexec", "-outputdir"}
)


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    given, words = leading(call.arguments)
    verb, rest = (words[0], words[1:]) if words else ("", ())
    folder = next((v for v in given.get("-C", ()) if v), "")
    if verb in _ON_PACKAGES:
        yield from _packages(verb, rest, folder, sources)
    elif not verb or verb in _OWN:
        yield Foreign("a command of go itself")
    else:
        yield Unclear(f"go has no command {verb}")


def _packages(verb: str, rest: Sequence[str], folder: str, sources: Sources) -> Iterator[Claim]:
    named = 0
    for word in _words(rest):
        claim = _package(word, folder, sources)
        named += claim is not None
        if claim is not None:
            yield claim
        if verb == "run" or word == "-args":
            break
    if not named:
        yield Foreign("a command of go itself")


def _words(rest: Sequence[str]) -> Iterator[str]:
    words = iter(rest)
    for word in words:
        if word in ("-args", "--args", "--"):
            return
        if word.startswith("-"):
            if "-" + word.lstrip("-") in _VALUED:
                next(words, None)
        else:
            yield word


def _package(word: str, folder: str, sources: Sources) -> Claim | None:
    if "@" in word:
        return Foreign("a module at a version")
    path = word.removesuffix("...").rstrip("/") or "."
    if word.startswith(".") or word.endswith(".go"):
        return File(path, folder=folder)
    for package in sources.packages:
        name = package.name if package.ecosystem == "go" else None
        if name and (path == name or path.startswith(name + "/")):
            inside = path[len(name) + 1 :]
            return File("/".join(p for p in (package.folder, inside) if p) or ".", folder=ROOT)
    return Foreign("a package that is not of this module")


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
