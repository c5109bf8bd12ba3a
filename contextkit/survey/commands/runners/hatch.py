"""Scripts of hatch environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    Foreign,
    Listing,
    Nested,
    Script,
    Sources,
    at,
    key_lines,
    leading,
)
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"hatch"})
FILES = ("hatch.toml", "pyproject.toml")

_OWN = frozenset(
    """
build clean config dep env fmt new project publish python self shell status test version check
""".split()
)
_VALUED = frozenset({"-e", "--env", "-p", "--project"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    _, words = leading(call.arguments, _VALUED)
    if words[:2] in (["env", "run"], ("env", "run")):
        words = words[1:]
    if not words or (words[0] != "run" and words[0] in _OWN):
        yield Foreign("a command of hatch itself")
        return
    _, inner = leading(words[1:] if words[0] == "run" else words, _VALUED)
    if not inner:
        yield Foreign("hatch itself")
        return
    name = inner[0].rpartition(":")[2]
    is_here = any((found := listing(f, sources)) and inner[0] in found.names for f in sources.packages.folders)
    yield (
        Script(inner[0], is_weak=not is_here) if is_here or ":" in inner[0] else Nested(call.inner([name, *inner[1:]]))
    )


def listing(folder: str, sources: Sources) -> Listing | None:
    names: dict[str, Definition] = {}
    manifest, is_open = None, False
    for name in FILES:
        path = at(folder, name)
        parsed = sources.files.toml(path) if sources.files.has(path) else {}
        is_open |= parsed is None
        environments = table(parsed, "envs") if name == "hatch.toml" else table(parsed, "tool", "hatch", "envs")
        lines = key_lines(sources.files.text(path) or "", r"envs") if environments else {}
        for environment, content in environments.items():
            manifest = manifest or path
            for script in table(content, "scripts"):
                definition = Definition(path, lines.get(script, 1), f"envs.{environment}.scripts.{script}")
                names.setdefault(script, definition)
                names[f"{environment}:{script}"] = definition
    # matrices and templates make environments that are not named
    return Listing(manifest, names, is_open=is_open) if manifest else None
