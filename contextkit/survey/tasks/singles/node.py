"""One test file of vitest, jest, mocha, node's own runner or bun's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import at
from contextkit.survey.inventory import Evidence
from contextkit.survey.manifests import table
from contextkit.survey.tasks.managers import is_member, manager_of, workspace_globs
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.singles.real import test_files
from contextkit.survey.tasks.singles.skipped import is_all_skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task

_FILE = re.compile(r"\.(?:test|spec)\.[cm]?[jt]sx?$")
_DIRECT = re.compile(
    r"^(?:cross-env |dotenv (?:-e \S+ )*(?:-- )?)?(?:[A-Z_]+=\S* )*(?:npx |bunx |pnpm (?:exec )?|yarn )?"
    r"(vitest|jest|mocha|node --test|bun test)(?!-)([^&|;]*)$"
)
_NAMES = {
    name: rank
    for rank, names in enumerate(("test tests", "test:unit unit test:run", "test:node vitest", "jest mocha"))
    for name in names.split()
}
"""The scripts that run the unit tests, the likeliest first."""
_SWITCHES = frozenset(
    "--run --coverage --watch --silent --ci --runInBand -i --passWithNoTests --no-cache --test".split()
)
_HARMLESS = re.compile(r"run|watch|--?(?:run|coverage\S*|watch\w*|ui|ci|silent|verbose|passWithNoTests)")
"""Words without which a test runs as well."""
_MOCHA_SPEC = re.compile(r"\bspec[\"']?\s*:")
_CONFIGURATION = re.compile(r"(?:^|/)(?:vitest|vite|jest)\.config\.\w+$")
_TYPE_LEVEL = re.compile(r"\.(?:test-d|spec-d|bench|e2e|browser|types)\.|(?:^|/)types?/")


def one_test(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    path = at(folder, "package.json")
    manager = manager_of(folder, sources) if sources.files.has(path) else None
    if manager is None:
        return
    found = _script(tasks, sources)
    files = (f for f in _own_files(folder, sources) if not _TYPE_LEVEL.search(f))
    file = next((f for f in files if not is_all_skipped(sources.files.text(f) or "")), None)
    if file is None or _sets_up_more(folder, sources):
        return
    inside = file[len(folder) :].strip("/")
    if found:
        task, framework, rest = found
        # vitest would go on watching unless it is told to run
        once = " --run" if framework == "vitest" and not re.search(r"\brun\b|--run", rest) else ""
        dashes = " --" if manager[0] == "npm" else ""
        yield Said(f"{task.line}{dashes} {inside}{once}", task.folder, "tool", Evidence(file), package=folder)
    elif (framework := _installed(path, tasks, sources)) and (folder or not workspace_globs(sources)):
        line, where = _by_program(folder, manager[0], framework, inside, sources)
        yield Said(line, where, "tool", Evidence(file), package=folder)


def _sets_up_more(folder: str, sources: Sources) -> bool:
    """Whether a set-up of all tests comes first, which may want services that have to be started."""
    names = (p for p in sources.tree.beside(folder) if _CONFIGURATION.search(p))
    return any(re.search(r"\bglobalSetup\b", sources.files.text(p) or "") for p in names)


def _own_files(folder: str, sources: Sources) -> Sequence[str]:
    """The test files of a package itself: those of a member of its workspace are run in that member."""
    globs = workspace_globs(sources) if not folder else ()
    return [f for f in test_files(folder, _FILE, sources) if not globs or not sources.packages.chain(f)[0]]


def _script(tasks: Sequence[Task], sources: Sources) -> tuple[Task, str, str] | None:
    """The script that calls a test runner and nothing else, and runs a file alone when one is added."""
    scripts = [t for t in tasks if t.runner == "node" and t.name in _NAMES]
    direct = [(t, m[1], m[2]) for t in scripts if (m := _DIRECT.match(t.body))]
    found = [f for f in direct if not _names_its_files(f[1], f[2], f[0].package, sources)]
    return min(found, key=lambda f: (_NAMES[f[0].name], f[0].name != f[1]), default=None)


def _names_its_files(framework: str, rest: str, folder: str, sources: Sources) -> bool:
    """Whether a call, or mocha's configuration, has files of its own: one more is added to them, and all run."""
    words = rest.split()
    before = ["", *words]
    if any(
        not w.startswith("-") and w != "run" and (not b.startswith("-") or "=" in b or b in _SWITCHES)
        for b, w in zip(before, words, strict=False)
    ):
        return True
    return framework == "mocha" and any(_MOCHA_SPEC.search(text) for text in _mocha_texts(folder, sources))


def _mocha_texts(folder: str, sources: Sources) -> Iterator[str]:
    for path in sources.tree.beside(folder):
        if path.rpartition("/")[2].startswith(".mocharc."):
            yield sources.files.text(path) or ""
    mocha = table(sources.files.json(at(folder, "package.json"))).get("mocha")
    yield json.dumps(mocha) if mocha else ""


def _installed(path: str, tasks: Sequence[Task], sources: Sources) -> str:
    """The framework that a package installs, if its scripts call it without options that a bare call would lack."""
    manifest = sources.files.json(path)
    names = {*table(manifest, "devDependencies"), *table(manifest, "dependencies")}
    found = next((f for f in ("vitest", "jest", "mocha") if f in names), "")
    bodies = [t.body for t in tasks if t.runner == "node"]
    if found == "mocha" and any(_MOCHA_SPEC.search(t) for t in _mocha_texts(path.rpartition("/")[0], sources)):
        return ""
    return "" if found and any(_needs_more(body, found) for body in bodies) else found


def _needs_more(body: str, framework: str) -> bool:
    calls = re.findall(rf"(?<![\w@/.-]){framework}(?![\w./-])([^&|;]*)", body)
    return any(not _HARMLESS.fullmatch(word) for call in calls for word in call.split())


def _by_program(folder: str, manager: str, framework: str, inside: str, sources: Sources) -> tuple[str, str]:
    """The line, and where it is typed."""
    call = f"{framework}{' run' if framework == 'vitest' else ''} {inside}"
    member = next((p.name for p in sources.packages.at(folder) if p.ecosystem == "npm"), None)
    if folder and member and is_member(folder, workspace_globs(sources)):
        scoped = {"pnpm": f"pnpm --filter {member} exec {call}", "yarn": f"yarn --cwd {folder} {call}"}
        return scoped.get(manager, f"npm exec -w {member} -- {call}"), ""
    plain = {"pnpm": f"pnpm exec {call}", "yarn": f"yarn {call}", "bun": f"bunx {call}"}
    return plain.get(manager, f"npx {call}"), folder
