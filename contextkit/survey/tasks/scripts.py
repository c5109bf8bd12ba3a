"""What the runners' own files define: scripts, targets, recipes, tasks, environments, sessions, aliases."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.survey.commands.registry import runners
from contextkit.survey.commands.terms import parent
from contextkit.survey.inventory import Evidence
from contextkit.survey.manifests import line_of
from contextkit.survey.tasks.about import about_of
from contextkit.survey.tasks.bodies import alias_of, body_of
from contextkit.survey.tasks.managers import has_lock, is_member, manager_of, scoped_line, script_line, workspace_globs
from contextkit.survey.tasks.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.survey.commands.terms import Definition, Runner, Sources

FOREIGN_FOLDERS = re.compile(
    r"(?:^|/)(?:node_modules|vendor|vendored|third[-_]party|_?_?fixtures?_?_?|testdata|test[-_]data|templates?|snapshots?"
    r"|__tests__|examples?|samples?|demos?|playgrounds?|sandbox|starters?|scaffolds?|skills|versioned_docs|i18n)(?:/|$)|\{"
)
"""Folders whose manifests are somebody else's, or examples of ours."""
_FEW = 12
_SHADOWED = frozenset({"make", "just", "task"})
"""Runners of which one folder's file is easily taken for another's: the root's speaks for the repository."""
_TESTS = re.compile(r"(?:^|/)(?:tests?|specs?|testing|e2e|benchmarks?)(?:/|$)")

_LISTED = frozenset("node make just task tox nox poe hatch pdm cargo composer rake mix deno mise".split())
_LIFECYCLE = re.compile(
    r"pre(?!-commit|view|pare-|fetch|-)\w|post\w|prepare$|prepublish|install$|uninstall$|dependencies$"
)


def task_folders(sources: Sources) -> list[str]:
    """Every folder in which a runner's file stands, but for those of others."""
    found = {""}
    globs = workspace_globs(sources)
    for runner in _runners().values():
        for name in runner.FILES:
            for path in sources.tree.named(name.rpartition("/")[2]):
                folder = path.removesuffix(name).rstrip("/")
                if path == f"{folder}/{name}" and _is_ours(folder, name, globs, sources):
                    found.add(folder)
    return sorted(found)


def _is_ours(folder: str, name: str, globs: Sequence[str], sources: Sources) -> bool:
    """A member of the workspace is; what lies among tests or examples, or has no lock file of its own, is not."""
    if FOREIGN_FOLDERS.search(folder):
        return False
    if name != "package.json":
        return not _TESTS.search(folder)
    return is_member(folder, globs) or has_lock(folder, sources) or (not globs and not _TESTS.search(folder))


def defined(folder: str, sources: Sources) -> Iterator[Said]:
    """The tasks that are defined in a folder; an alias is told with what it stands for."""
    for kind, runner in _runners().items():
        if folder and kind in _SHADOWED and any(sources.files.has(f) for f in runner.FILES):
            continue
        listing = sources.listing(runner, folder)
        names = listing.names if listing else {}
        if kind == "tox":
            names = _told_apart(names)
        aliases = {n: t for n, d in names.items() if (t := alias_of(kind, n, d, sources))}
        for name, definition in names.items():
            if name not in aliases and _is_for_people(kind, name, definition, sources):
                short = sorted(n for n, target in aliases.items() if target == name)
                for said in _said(kind, folder, name, definition, sources):
                    yield replace(said, short=tuple(f"{kind} {n}" for n in short if kind == "just"))


def _told_apart(names: Mapping[str, Definition]) -> Mapping[str, Definition]:
    """The environments with a section of their own, and the others where they are no matrix."""
    own = {n: d for n, d in names.items() if d.line > 1}
    return names if len(names) - len(own) <= _FEW else own


def _runners() -> Mapping[str, Runner]:
    return {n: r for r in runners() if (n := _module(r)) in _LISTED}


def _module(runner: Runner) -> str:
    return str(getattr(runner, "__name__", "")).rpartition(".")[2]


def _is_for_people(kind: str, name: str, definition: Definition, sources: Sources) -> bool:
    if not name or name.startswith(("_", ".", "//", "@", "-", "#")) or name in ("default", "help", "all", "list"):
        return False
    if kind == "make":
        return _is_written(name, definition, sources)
    if kind == "deno":
        return definition.path.endswith((".json", ".jsonc")) and not definition.path.endswith("package.json")
    if kind == "node":
        return not _LIFECYCLE.match(name) and name.isascii() and " " not in name
    return not re.search(r"[\s{}*$]", name)


def _is_written(name: str, definition: Definition, sources: Sources) -> bool:
    """Whether the rule of a makefile names its target itself."""
    lines = (sources.files.text(definition.path) or "").split("\n")
    rule = lines[definition.line - 1] if definition.line <= len(lines) else ""
    return (
        re.fullmatch(r"\w[\w-]*", name) is not None and re.match(rf"{re.escape(name)}\b[^:=]*:(?!=)", rule) is not None
    )


def _said(kind: str, folder: str, name: str, definition: Definition, sources: Sources) -> Iterator[Said]:
    line, where, package = _typed(kind, folder, name, sources)
    body = body_of(kind, name, definition, sources)
    evidence = Evidence(definition.path, _line(name, definition, sources), _shortened(body) or definition.what)
    about = about_of(kind, name, definition, sources)
    yield Said(line, where, "definition", evidence, name, kind, body, about, package)


def _line(name: str, definition: Definition, sources: Sources) -> int:
    """The line of a definition; searched for where the listing does not know it."""
    if definition.line > 1:
        return definition.line
    return line_of(sources.files.text(definition.path) or "", rf"^\s*[\"'\[]?(?:[\w.]+[.:])?{re.escape(name)}\b")


def _typed(kind: str, folder: str, name: str, sources: Sources) -> tuple[str, str, str]:
    """The line, the folder in which it is typed, and the package that it is about."""
    if kind == "node":
        found = manager_of(folder, sources)
        manager = found[0] if found else "npm" if sources.files.has("package.json") and not folder else ""
        if found is None and not manager:
            manager = "npm"
        if folder and is_member(folder, workspace_globs(sources)):
            member = next((p.name for p in sources.packages.at(folder) if p.ecosystem == "npm"), None)
            if member:
                return scoped_line(manager, member, folder, name), "", folder
        return script_line(manager, name), folder, folder
    return _LINES[kind].format(name=name, run=python_prefix(folder, sources)), folder, folder


_LINES = {
    "make": "make {name}",
    "just": "just {name}",
    "task": "task {name}",
    "tox": "tox -e {name}",
    "nox": "nox -s {name}",
    "poe": "{run}poe {name}",
    "hatch": "hatch run {name}",
    "pdm": "pdm run {name}",
    "cargo": "cargo {name}",
    "composer": "composer {name}",
    "rake": "bundle exec rake {name}",
    "mix": "mix {name}",
    "deno": "deno task {name}",
    "mise": "mise run {name}",
}


def python_prefix(folder: str, sources: Sources) -> str:
    """What stands before a program of the project's environment: `uv run `, `poetry run `, or nothing."""
    while True:
        for lock, prefix in (("uv.lock", "uv run "), ("poetry.lock", "poetry run "), ("pdm.lock", "pdm run ")):
            if sources.files.has(f"{folder}/{lock}".lstrip("/")):
                return prefix
        if not folder:
            return ""
        folder = parent(folder)


def _shortened(body: str) -> str:
    first = next((t.strip().lstrip("@-") for t in body.split("\n") if t.strip()), "")
    return first if len(first) <= 100 else f"{first[:99]}…"
