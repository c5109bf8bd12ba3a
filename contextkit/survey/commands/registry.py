"""The runners: whatever modules stand in the folder `runners`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

from contextkit.survey.commands import runners as folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.survey.commands.terms import Runner


@cache
def runners() -> tuple[Runner, ...]:
    """All of them, by module name."""
    names = sorted(m.name for m in iter_modules(folder.__path__))
    return tuple(cast("Runner", import_module(f"{folder.__name__}.{n}")) for n in names)


@cache
def _by_program() -> Mapping[str, Runner]:
    return {program: runner for runner in runners() for program in runner.PROGRAMS}


def runner_of(program: str) -> Runner | None:
    """The runner that is called by this base name."""
    name = program.removesuffix(".exe").removesuffix(".cmd").removesuffix(".bat")
    return _by_program().get(name)
