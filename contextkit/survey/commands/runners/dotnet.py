"""dotnet: projects and solutions named by path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Call, Claim, File, Foreign, Listing, Sources, options

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"dotnet", "msbuild"})
FILES = ("global.json",)

_ON_PROJECTS = frozenset(
    {"build", "test", "run", "publish", "pack", "restore", "clean", "format", "watch", "msbuild", "add"}
)
_VALUED = frozenset(
    {"--project", "-c", "--configuration", "-f", "--framework", "-o", "--output", "--filter", "-r", "--runtime", "-v"}
    | {"--verbosity", "--logger", "--launch-profile", "--settings", "-s", "--no-build-flag", "--source", "-p", "-t"}
)


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = options(call.arguments, _VALUED)
    words = words[: words.index("--")] if "--" in words else words
    asked = [*given.get("--project", ())]
    if words and words[0] in _ON_PROJECTS:
        asked += [
            w.replace("\\", "/")
            for w in words[1:]
            if w.endswith((".csproj", ".fsproj", ".sln", ".slnx", ".proj", ".slnf"))
        ]
    elif words and words[0].endswith(".cs"):
        asked.append(words[0])
    if not asked:
        yield Foreign("a command of dotnet itself")
    for path in asked:
        yield File(path.replace("\\", "/"))


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
