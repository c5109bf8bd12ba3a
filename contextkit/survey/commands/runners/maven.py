"""Maven: modules named by folder or artifact; goals are those of plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Call, Claim, File, Foreign, Found, Listing, Sources, Unclear, options

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"mvn", "mvnw", "mvnd"})
FILES = ("pom.xml",)

_VALUED = frozenset({"-pl", "--projects", "-f", "--file", "-P", "-rf", "-s", "-gs", "-T", "-l", "-D"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    given, _ = options(call.arguments, _VALUED)
    modules = [m for o in ("-pl", "--projects") for v in given.get(o, ()) for m in v.split(",") if m]
    for module in modules:
        name = module.lstrip("!+-?")
        artifact = name.rpartition(":")[2]
        named = [p for p in sources.packages.named(artifact) if p.ecosystem == "maven"]
        if named:
            yield Found(named[0].manifest, f"module {artifact}")
        elif ":" in name:
            yield Unclear(f"no module with the artifact {artifact} was found")
        else:
            yield File(name)
    for file in (v for o in ("-f", "--file") for v in given.get(o, ())):
        yield File(file)
    if not modules:
        yield Foreign("goals of maven")


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
