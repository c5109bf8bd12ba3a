"""Which package manager a folder's scripts are run with, and what belongs to its workspace."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from contextkit.globs import compiled
from contextkit.survey.commands.places import upwards
from contextkit.survey.commands.runners.node import _BUILT_IN
from contextkit.survey.commands.terms import at
from contextkit.survey.manifests import string, strings, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contextkit.survey.commands.terms import Sources

_LOCKS: Mapping[str, str] = {
    "pnpm-lock.yaml": "pnpm",
    "yarn.lock": "yarn",
    "bun.lock": "bun",
    "bun.lockb": "bun",
    "package-lock.json": "npm",
    "npm-shrinkwrap.json": "npm",
}
_PLAIN = {"npm": frozenset({"test", "start", "stop", "restart"}), "bun": frozenset[str]()}


def manager_of(folder: str, sources: Sources) -> tuple[str, str] | None:
    """The manager, and the file that says so: the nearest `packageManager` or lock file; None where none does."""
    for each in upwards("" if folder and is_member(folder, workspace_globs(sources)) else folder):
        path = at(each, "package.json")
        given = string(sources.files.json(path), "packageManager") if sources.files.has(path) else None
        if given:
            return given.partition("@")[0], path
        found = [(m, at(each, lock)) for lock, m in _LOCKS.items() if sources.files.has(at(each, lock))]
        if found:
            return found[0] if len({m for m, _ in found}) == 1 else None
    return None


def has_lock(folder: str, sources: Sources) -> bool:
    """Whether a folder is installed by itself."""
    return any(sources.files.has(at(folder, lock)) for lock in _LOCKS)


def script_line(manager: str, name: str) -> str:
    """How a script is run in its own folder."""
    if manager in _PLAIN:
        return f"{manager} {name}" if name in _PLAIN[manager] else f"{manager} run {name}"
    is_taken = name in _BUILT_IN.get(manager, ()) and name != "test"
    return f"{manager} run {name}" if is_taken else f"{manager} {name}"


def scoped_line(manager: str, package: str, folder: str, name: str) -> str:
    """How a script of one package, in a folder, is run from the root of its workspace."""
    match manager:
        case "pnpm":
            is_taken = name in _BUILT_IN["pnpm"] and name != "test"
            return f"pnpm --filter {package} {'run ' if is_taken else ''}{name}"
        case "yarn":
            # understood by all versions, and where the workspace's own name is not known
            return f"yarn --cwd {folder} {name}"
        case "bun":
            return f"bun run --filter {package} {name}"
        case _:
            return f"npm {name if name in _PLAIN['npm'] else f'run {name}'} -w {package}"


def workspace_globs(sources: Sources) -> Sequence[str]:
    """The globs of the root's workspace; empty where it has none."""
    listed = (
        strings(table(sources.files.yaml("pnpm-workspace.yaml")).get("packages"))
        if sources.files.has("pnpm-workspace.yaml")
        else ()
    )
    manifest = sources.files.json("package.json") if sources.files.has("package.json") else None
    given = table(manifest).get("workspaces")
    return (*listed, *strings(given), *strings(table(given).get("packages")))


def is_member(folder: str, globs: Sequence[str]) -> bool:
    """Whether a folder is in the workspace; a glob that begins with `!` takes out."""
    inside = False
    for glob in globs:
        pattern = glob.removeprefix("!").removeprefix("./").rstrip("/")
        if _pattern(pattern).match(folder):
            inside = not glob.startswith("!")
    return inside


_pattern = cache(compiled)
