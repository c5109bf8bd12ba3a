"""One test of pytest, of tox in front of it, or of a project's own `runtests.py`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import at
from contextkit.survey.inventory import Evidence
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.scripts import python_prefix
from contextkit.survey.tasks.singles.real import first_match, test_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task

_PYTEST = re.compile(
    r"""["']pytest(?:\[[^\]]*\])?\s*["'>=~<;!]|\[tool[:.]pytest|^\[pytest\]|^\s*pytest\b""", re.MULTILINE
)
_FILE = re.compile(r"(?:^|/)(?:test_[\w-]+|[\w-]+_test)\.py$")
_FUNCTION = re.compile(
    r"^(?:async )?def (test_\w+)\("
    r"|^class (Test\w+)\b[^\n]*:\n(?:(?:[ \t][^\n]*)?\n)*?    (?:async )?def (test_\w+)\(self",
    re.MULTILINE,
)
_METHOD = re.compile(r"^class (\w*Test\w*)\(.*\):\s*\n(?:(?:[ \t][^\n]*)?\n)*?    def (test_\w+)\(self", re.MULTILINE)


def one_test(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    files = test_files(folder, _FILE, sources)
    if not files:
        return
    if sources.files.has(f"{folder}/runtests.py".lstrip("/")):
        yield from _by_label(folder, files, sources)
    elif _has_pytest(folder, sources):
        within = _within(files, folder, tasks, sources)
        for said in _by_pytest(folder, within, tasks, sources):
            is_a_part = len(within) * 2 < len(files)
            part = said.line.split("::")[0].rpartition(" ")[2].partition("/")[0]
            yield replace(said, about=f"a test of {part}/ alone; other tests are run otherwise") if is_a_part else said


def _within(files: Sequence[str], folder: str, tasks: Sequence[Task], sources: Sources) -> Sequence[str]:
    """Where the others call pytest with folders only, the files below those."""
    prefix = re.escape(python_prefix(folder, sources))
    texts = [s.line for t in tasks for s in t.said] + [line for t in tasks for line in t.body.split("\n")]
    calls = [m[1] for x in texts if (m := re.search(rf"(?:^|\s){prefix}(?:python -m )?pytest\b(.*)", x))]
    roots = [[w for w in call.split() if sources.tree.holds(at(folder, w.rstrip("/")))] for call in calls]
    if not roots or not all(roots):
        return files
    below = tuple(at(folder, w) for words in roots for w in words)
    return [f for f in files if f.startswith(below)] or files


def _has_pytest(folder: str, sources: Sources) -> bool:
    """Whether a folder's own project installs or configures pytest."""
    names = ("pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", "setup.py", *_requirements(folder, sources))
    texts = (sources.files.text(at(folder, n)) for n in names if sources.files.has(at(folder, n)))
    return any(_PYTEST.search(text) for text in texts if text)


def _requirements(folder: str, sources: Sources) -> Sequence[str]:
    return [p.rpartition("/")[2] for p in sources.tree.beside(folder) if re.search(r"requirements.*\.txt$", p)]


def _by_label(folder: str, files: Sequence[str], sources: Sources) -> Iterator[Said]:
    for path, found, line in first_match(files, _METHOD, sources):
        module = path[len(folder) :].strip("/").removesuffix(".py").replace("/", ".")
        command = f"python runtests.py {module}.{found[1]}.{found[2]}"
        yield Said(command, folder, "tool", Evidence(path, line, found[2]), package=folder)
        return


def _by_pytest(folder: str, files: Sequence[str], tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    for path, found, line in first_match(files, _FUNCTION, sources):
        inside = path[len(folder) :].strip("/")
        name = found[1] or f"{found[2]}::{found[3]}"
        prefix = python_prefix(folder, sources)
        environment = "" if prefix else _tox(folder, tasks, sources)
        start = f"tox -e {environment} -- " if environment else f"{prefix}pytest "
        evidence = Evidence(path, line, name)
        yield Said(f"{start}{inside}::{name}", folder, "tool", evidence, package=folder)
        return


def _tox(folder: str, tasks: Sequence[Task], sources: Sources) -> str:
    """The environment of tox that the others name most, where what follows `--` is passed on."""
    path = f"{folder}/tox.ini".lstrip("/")
    text = sources.files.text(path) if sources.files.has(path) else None
    if text is None or "{posargs" not in text:
        return ""
    kept = re.search(r"^env_?list\s*=(?:.*\n?)(?:[ \t]+.*\n?)*", text, re.MULTILINE)
    listed = kept[0] if kept else ""
    named = [
        m
        for t in tasks
        for s in t.said
        if (m := re.match(r"tox -e (py(3\d+))\b", s.line)) and re.search(rf"\b(?:py)?{m[2]}\b", listed)
    ]
    if named:
        counted = [m[1] for m in named]
        return max(sorted(set(counted), reverse=True), key=counted.count)
    return "py" if re.search(r"^env_?list\s*=.*\bpy\b", text, re.MULTILINE) else ""
