"""From a call to what it asks for: through its runner, and through the programs that this one starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.entries import entry_point
from contextkit.survey.commands.registry import runner_of
from contextkit.survey.commands.terms import Call, Claim, File, Foreign, Hole, Nested, Runner, Sources

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH = 6
_INSTALLED = ("node_modules/", ".venv/", "venv/", "vendor/bin/", "env/")
_SUFFIXES = (".sh", ".py", ".rb", ".ps1", ".bash", ".js", ".mjs", ".pl", ".bat", ".cmd")
_WRAPPERS = frozenset({"gradlew", "mvnw", "rails", "rake", "bundle", "gradlew.bat", "mvnw.cmd"})


def claims_of(call: Call, sources: Sources, depth: int = 0) -> Iterator[tuple[Claim, Call, Runner | None]]:
    """Each claim with the call that makes it and the runner that understood it."""
    if call.program.startswith(("<", "{", "[", "$", "…", "...")):
        yield Hole(), call, None
        return
    runner = _runner(call, sources)
    if runner is None:
        yield _own(call, sources), call, None
        return
    for claim in runner.claims(call, sources):
        if isinstance(claim, Nested):
            if depth < _DEPTH:
                yield from claims_of(claim.call, sources, depth + 1)
        else:
            yield claim, call, runner


def _runner(call: Call, sources: Sources) -> Runner | None:
    runner = runner_of(call.name)
    if runner is None or "/" not in call.program or call.name in _WRAPPERS:
        return runner
    is_here = bool(sources.tree.ending_in(_plain(call.program)))
    return None if is_here else runner


def _own(call: Call, sources: Sources) -> Claim:
    """A program that is no runner: a file of the repository, one of its entry points, or somebody else's."""
    program = call.program.replace("\\", "/")
    if "/" in program or program.endswith(_SUFFIXES):
        if program.startswith(("/", "~", "@")) or "://" in program or _plain(program).startswith(_INSTALLED):
            return Foreign("an installed program")
        is_written_as_path = (
            program.startswith(("./", "../")) or program.endswith(_SUFFIXES) or _is_plausible(program, sources)
        )
        return File(program, call.arguments) if is_written_as_path else Foreign("no file that is run")
    return entry_point(program, sources) or Foreign(f"{program} is no script of this repository")


def _is_plausible(program: str, sources: Sources) -> bool:
    """Whether `bin/setup` begins with a folder that is here, so that it is no slug or route."""
    head = program.partition("/")[0]
    return head in ("bin", "script", "scripts", "tools", "hack", "ci") or bool(sources.tree.ending_in(head))


def _plain(program: str) -> str:
    return program.removeprefix("./")
