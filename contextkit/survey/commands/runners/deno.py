"""Tasks of deno.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    File,
    Foreign,
    Listing,
    Script,
    Sources,
    at,
    defined,
    key_lines,
    leading,
)
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"deno"})
FILES = ("deno.json", "deno.jsonc", "package.json")

_VALUED = frozenset({"--cwd", "--config", "-c", "--filter", "-f"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    _, words = leading(call.arguments, _VALUED)
    verb, rest = (words[0], words[1:]) if words else ("", ())
    given, names = leading(rest, _VALUED)
    if verb == "task":
        folder = next((v for v in given.get("--cwd", ()) if v), "")
        yield Script(names[0], folder) if names else Foreign("deno lists its tasks")
    elif verb == "run" and names and "://" not in names[0] and not names[0].startswith(("npm:", "jsr:")):
        yield File(names[0])
    else:
        yield Foreign("a command of deno itself")


def listing(folder: str, sources: Sources) -> Listing | None:
    paths = [at(folder, n) for n in FILES]
    here = [p for p in paths if sources.files.has(p)]
    names: dict[str, Definition] = {}
    is_open = False
    for path in reversed(here):
        parsed = sources.files.json(path)
        is_open |= parsed is None
        key = "scripts" if path.endswith("package.json") else "tasks"
        lines = key_lines(sources.files.text(path) or "", rf'"{key}"\s*:')
        names |= defined(path, table(parsed, key), f"{key}.", lines)
    return Listing(here[0], names, is_open=is_open) if here else None
