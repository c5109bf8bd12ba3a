"""Entry points and programs that poetry runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Call, Claim, Foreign, Listing, Nested, Sources, leading

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"poetry"})
FILES = ("pyproject.toml",)

_VALUED = frozenset({"-C", "--directory", "-P", "--project"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = leading(call.arguments, _VALUED)
    folder = next((v for o in ("-C", "--directory") for v in given.get(o, ()) if v), call.folder)
    if words[:1] not in (["run"], ("run",)) or len(words) < 2:
        yield Foreign("a command of poetry itself")
    else:
        yield Nested(Call(words[1], tuple(words[2:]), folder))


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
