"""Zones that the code tells of which makes them: recipes that write tracked paths, and jobs that commit them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contextkit.survey.found import Found
from contextkit.survey.inventory import Evidence, Zone
from contextkit.survey.manifests import string, table, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.manifests import Table
    from contextkit.survey.material import Material

_RECIPE = re.compile(
    r"^@?([A-Za-z_][\w.-]*)(?:[ \t]+[^:=\n]*)?:(?!=)[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n)*)", re.MULTILINE
)
_REMOVED = re.compile(r"\brm\s+-r?f?r?\s+((?:[\w./-]+\s*)+)")
_WRITTEN = re.compile(
    r"(?:--?(?:[\w-]+-)?(?:output|out|outfile|out-?dir|output-?dir|output-?file|dest)|(?<!\d)>)[ =]\s*[\"']?([\w./@-]+)"
)
_MAKES = re.compile(
    r"gen|codegen|schema|proto|build-?docs|api|types|client|sync|update|bindings|completions|man", re.IGNORECASE
)
_COMMITS = re.compile(r"create-pull-request|git-auto-commit|add-and-commit|\bgit (?:commit|push)\b|\bgh pr create\b")
_STEP = re.compile(r"generat|updat|sync|regenerat|build|refresh|codegen|schema|translat", re.IGNORECASE)
_PATH = re.compile(
    r"(?<![\w./$-])((?:[\w.@-]+/)+[\w.@-]+\.(?:json|ya?ml|md|mdx|toml|ts|go|rs|py|sql|graphql|lock|txt|html|d\.ts))\b"
)
_WRITTEN_WHOLE = re.compile(r"\.(?:json|ya?ml|mdx?|txt|html|csv|graphql|sql|svg)$")
_SOURCE = re.compile(r"\.(?:tsx?|jsx?|go|rs|py|rb|java|kt)$")
_TELLING = re.compile(r"generated|autogen|\bgen\b|_gen\b|\.gen\.|_pb2?\b", re.IGNORECASE)
_BY_HAND = re.compile(r"(?:^|/)(?:readme|contributing|index)\.\w+$", re.IGNORECASE)
_LOCK = re.compile(r"\.lockb?$|[-_.]lock\.\w+$|go\.sum$")
_ADDED = re.compile(r"\bgit add ((?:[\w./*@-]+\s*)+)")
_IN_PLACE = re.compile(r"\bsed\s+(?:-\w+\s+)*-\w*i|\bperl -\w*p\w*i|\byq -\w*i|\bsponge\b")
_RUN = re.compile(r"(?:python3?|node|bash|sh|tsx|deno|ruby|uv|run|-m)\s+\S*$")


_RUNNERS = ((("Makefile", "GNUmakefile", "makefile"), "make"), (("justfile", "Justfile", ".justfile"), "just"))


class _Task(NamedTuple):
    name: str
    body: str
    line: int
    path: str
    command: str


def recipe_zones(material: Material) -> Iterator[Found]:
    """Tracked paths that a recipe of the root writes, or that its `clean` twin removes."""
    tasks = list(_tasks(material))
    for task in tasks:
        folder = task.path.rpartition("/")[0]
        if "clean" in task.name:
            maker = _twin(task, tasks)
            for removed in _REMOVED.finditer(task.body):
                for path in removed[1].split() if maker else ():
                    yield from _zone(material, path, task, maker, f"removed by `{task.command}`")
        elif _MAKES.search(task.name):
            for written in _WRITTEN.finditer(task.body):
                yield from _zone(material, f"{folder}/{written[1]}".lstrip("/"), task, task.command, "")


def _tasks(material: Material) -> Iterator[_Task]:
    for names, runner in (
        (("Makefile", "GNUmakefile", "makefile"), "make"),
        (("justfile", "Justfile", ".justfile"), "just"),
    ):
        for path in (n for n in names if material.manifests.has(n)):
            text = material.manifests.text(path) or ""
            for found in _RECIPE.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield _Task(found[1], found[2], line, path, f"{runner} {found[1]}")
    text = material.manifests.text("package.json") or ""
    runner = _node_runner(material)
    for name, body in table(material.manifests.json("package.json"), "scripts").items():
        if isinstance(body, str):
            line = text.count("\n", 0, max(text.find(f'"{name}"'), 0)) + 1
            yield _Task(name, body, line, "package.json", f"{runner} run {name}")


def _node_runner(material: Material) -> str:
    locks = {"pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "bun.lock": "bun", "bun.lockb": "bun"}
    return next((runner for lock, runner in locks.items() if material.manifests.has(lock)), "npm")


def _twin(task: _Task, tasks: Sequence[_Task]) -> str:
    """The recipe that makes what a `clean` recipe removes: `api-ref-all` or `api-ref` of `api-ref-clean`."""
    stem = re.sub(r"[-_:]?clean[-_:]?", "", task.name)
    alike = [
        t for t in tasks if stem and t.name in {stem, f"{stem}-all", f"build-{stem}", f"generate-{stem}", f"gen-{stem}"}
    ]
    return max(alike, key=lambda t: (t.name.endswith("-all"), t.name)).command if alike else ""


def _zone(material: Material, path: str, task: _Task, maker: str, because: str) -> Iterator[Found]:
    glob = _tracked(path, material)
    if glob:
        evidence = Evidence(task.path, task.line, task.name)
        yield Found(Zone(glob, "generated", evidence, maker, because), 5.0 - glob.count("/") / 10)


def _tracked(path: str, material: Material) -> str:
    """The path as a glob, where it is in the tree and not all of it; "" otherwise."""
    plain = path.removeprefix("./").rstrip("/")
    if plain in material.tree.entries and ("/" in plain or "." in plain):
        return plain
    return f"{plain}/**" if "/" in plain and plain in material.tree.folders else ""


def job_zones(material: Material) -> Iterator[Found]:
    """Tracked paths that a job of continuous integration makes and commits."""
    for path in sorted(p for p in material.tree.under(".github/workflows") if p.endswith((".yml", ".yaml"))):
        text = material.manifests.text(path) or ""
        if not _COMMITS.search(text):
            continue
        for job in table(material.manifests.yaml(path), "jobs").values():
            steps = list(tables(table(job).get("steps")))
            if any(_COMMITS.search(f"{s.get('uses')} {s.get('run')}") for s in steps) and not _IN_PLACE.search(text):
                yield from _of_job(material, path, text, steps)


def _of_job(material: Material, path: str, text: str, steps: Sequence[Table]) -> Iterator[Found]:
    made: dict[str, str] = {}
    for step in steps:
        run, name = string(step, "run") or "", string(step, "name") or ""
        options = table(step.get("with"))
        if _STEP.search(name) and not _COMMITS.search(run):
            made |= {p[1]: p[1] for p in _PATH.finditer(run) if not _RUN.search(run[: p.start()])}
        for given in (
            string(options, "add-paths"),
            string(options, "file_pattern"),
            *(a[1] for a in _ADDED.finditer(run)),
        ):
            made |= {p: p for p in (given or "").replace(",", " ").split() if p not in {".", "-A", "--all"}}
    globs = _folded([p for p in made if _tracked(p, material) and _is_output(p)], material)
    for glob, first in globs.items():
        at = text.find(first)
        evidence = Evidence(path, text.count("\n", 0, max(at, 0)) + 1, first)
        because = f"made and committed by {path}"
        yield Found(Zone(glob, "generated", evidence, because=because), 4.5 - glob.count("/") / 10)


def _is_output(path: str) -> bool:
    """A folder, or a file of a kind that generators write whole; a lock file has its own zone.

    A job often changes one line of a source file or of the front page: that is no reason not to edit it.
    """
    if _LOCK.search(path) or _BY_HAND.search(path):
        return False
    is_folder = "." not in path.rpartition("/")[2]
    is_named_so = _SOURCE.search(path) is not None and _TELLING.search(path) is not None
    return is_folder or is_named_so or _WRITTEN_WHOLE.search(path) is not None


def _folded(paths: Sequence[str], material: Material) -> dict[str, str]:
    """Files as globs: a folder in whose place all its files are named, else the file itself."""
    found: dict[str, str] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        is_all = "/" in folder and all(p in paths for p in material.tree.under(folder))
        found.setdefault(f"{folder}/**" if is_all else _tracked(path, material), path)
    return found
