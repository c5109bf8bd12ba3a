"""One test file of vitest, jest, mocha, node's own runner or bun's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import at
from contextkit.survey.inventory import Evidence
from contextkit.survey.manifests import table
from contextkit.survey.tasks.managers import is_member, manager_of, workspace_globs
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.singles.real import test_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task

_FILE = re.compile(r"\.(?:test|spec)\.[cm]?[jt]sx?$")
_DIRECT = re.compile(
    r"^(?:cross-env |dotenv (?:-e \S+ )*(?:-- )?)?(?:[A-Z_]+=\S* )*(?:npx |bunx )?"
    r"(vitest|jest|mocha|node --test|bun test)(?!-)([^&|;]*)$"
)
_NAMES = {
    name: rank
    for rank, names in enumerate(("test tests", "test:unit unit test:run", "test:node vitest", "jest mocha"))
    for name in names.split()
}
"""The scripts that run the unit tests, the likeliest first."""
_TYPE_LEVEL = re.compile(r"\.(?:test-d|spec-d|bench|e2e|browser|types)\.|(?:^|/)types?/")


def one_test(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    path = at(folder, "package.json")
    manager = manager_of(folder, sources) if sources.files.has(path) else None
    if manager is None:
        return
    found = _script(tasks)
    files = [f for f in _own_files(folder, sources) if not _TYPE_LEVEL.search(f)]
    if not files:
        return
    inside = files[0][len(folder) :].strip("/")
    if found:
        task, framework, rest = found
        # vitest would go on watching unless it is told to run
        once = " --run" if framework == "vitest" and not re.search(r"\brun\b|--run", rest) else ""
        dashes = " --" if manager[0] == "npm" else ""
        yield Said(f"{task.line}{dashes} {inside}{once}", task.folder, "tool", Evidence(files[0]), package=folder)
    elif (framework := _installed(path, sources)) and (folder or not workspace_globs(sources)):
        line, where = _by_program(folder, manager[0], framework, inside, sources)
        yield Said(line, where, "tool", Evidence(files[0]), package=folder)


def _own_files(folder: str, sources: Sources) -> Sequence[str]:
    """The test files of a package itself: those of a member of its workspace are run in that member."""
    globs = workspace_globs(sources) if not folder else ()
    return [f for f in test_files(folder, _FILE, sources) if not globs or not sources.packages.chain(f)[0]]


def _script(tasks: Sequence[Task]) -> tuple[Task, str, str] | None:
    """The script that calls a test runner and nothing else."""
    found = [(t, m[1], m[2]) for t in tasks if t.runner == "node" and t.name in _NAMES and (m := _DIRECT.match(t.body))]
    return min(found, key=lambda f: (_NAMES[f[0].name], f[0].name != f[1]), default=None)


def _installed(path: str, sources: Sources) -> str:
    manifest = sources.files.json(path)
    names = {*table(manifest, "devDependencies"), *table(manifest, "dependencies")}
    return next((f for f in ("vitest", "jest", "mocha") if f in names), "")


def _by_program(folder: str, manager: str, framework: str, inside: str, sources: Sources) -> tuple[str, str]:
    """The line, and where it is typed."""
    call = f"{framework}{' run' if framework == 'vitest' else ''} {inside}"
    member = next((p.name for p in sources.packages.at(folder) if p.ecosystem == "npm"), None)
    if folder and member and is_member(folder, workspace_globs(sources)):
        scoped = {"pnpm": f"pnpm --filter {member} exec {call}", "yarn": f"yarn --cwd {folder} {call}"}
        return scoped.get(manager, f"npm exec -w {member} -- {call}"), ""
    plain = {"pnpm": f"pnpm exec {call}", "yarn": f"yarn {call}", "bun": f"bunx {call}"}
    return plain.get(manager, f"npx {call}"), folder
