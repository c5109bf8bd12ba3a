"""Scripts of composer.json."""

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
    from collections.abc import Iterator

PROGRAMS = frozenset({"composer", "composer.phar"})
FILES = ("composer.json",)

_OWN = frozenset(
    """
about archive audit browse bump check-platform-reqs clear-cache cc completion config create-project depends
why diagnose dump-autoload dumpautoload fund global help home i info init install licenses list outdated
prohibits why-not reinstall remove rm repository repo require r search self-update selfupdate show status
suggests u update upgrade validate
""".split()
)
_VALUED = frozenset({"-d", "--working-dir", "--timeout"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = leading(call.arguments, _VALUED)
    folder = next((v for o in ("-d", "--working-dir") for v in given.get(o, ()) if v), "")
    verb = words[0] if words else ""
    if verb in ("run", "run-script"):
        _, names = leading(words[1:], _VALUED)
        yield Script(names[0], folder) if names else Foreign("composer lists the scripts")
    elif verb == "exec":
        _, names = leading(words[1:], _VALUED)
        yield Nested(call.inner(names)) if names else Foreign("composer itself")
    elif not verb or verb in _OWN:
        yield Foreign("a command of composer itself")
    else:
        yield Script(verb, folder, is_weak=True)


def listing(folder: str, sources: Sources) -> Listing | None:
    path = at(folder, FILES[0])
    if not sources.files.has(path):
        return None
    manifest = sources.files.json(path)
    lines = key_lines(sources.files.text(path) or "", r'"scripts"\s*:')
    return Listing(path, defined(path, table(manifest, "scripts"), "scripts.", lines), is_open=manifest is None)
