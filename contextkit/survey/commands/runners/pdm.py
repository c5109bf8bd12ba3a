"""Scripts of pdm, rye and pipenv, which run any other program as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Foreign,
    Listing,
    Nested,
    Script,
    Sources,
    at,
    defined,
    key_lines,
    leading,
)
from contextkit.survey.manifests import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = frozenset({"pdm", "rye", "pipenv"})
FILES = ("pyproject.toml", "Pipfile")

_PDM = frozenset(
    """
add build cache completion config export fix import info init install list lock outdated plugin py publish
remove search self show sync uninstall update use venv
""".split()
)
_VALUED = frozenset({"-p", "--project", "--venv", "-G", "--python"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    given, words = leading(call.arguments, _VALUED)
    folder = next((v for o in ("-p", "--project") for v in given.get(o, ()) if v), "")
    verb = words[0] if words else ""
    if verb == "run":
        _, inner = leading(words[1:], _VALUED)
        yield from _run(call, inner[0], inner, folder, sources) if inner else [Foreign(f"{call.name} itself")]
    elif call.name == "pdm" and verb and verb not in _PDM:
        yield Script(verb, folder, is_weak=True)
    else:
        yield Foreign(f"a command of {call.name} itself")


def _run(call: Call, name: str, inner: Sequence[str], folder: str, sources: Sources) -> Iterator[Claim]:
    is_here = any(
        (found := listing(p.folder, sources)) and name in found.names
        for p in sources.packages
        if p.ecosystem == "python"
    )
    yield Script(name, folder, is_weak=True) if is_here else Nested(call.inner(inner))


def listing(folder: str, sources: Sources) -> Listing | None:
    for name in FILES:
        path = at(folder, name)
        parsed = sources.files.toml(path) if sources.files.has(path) else {}
        if parsed is None:
            return Listing(path, is_open=True)
        scripts = table(parsed, "scripts") if name == "Pipfile" else table(parsed, "tool", "pdm", "scripts")
        scripts = scripts or table(parsed, "tool", "rye", "scripts")
        if scripts:
            return Listing(
                path, defined(path, scripts, "scripts.", key_lines(sources.files.text(path) or "", r"scripts"))
            )
    return None
