"""What continuous integration types: the `run` of GitHub's workflows, the `script` of GitLab's jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contextkit.survey.inventory import Evidence
from contextkit.survey.tasks.judge import is_own_program, is_plain, stands
from contextkit.survey.tasks.lines import unwrapped
from contextkit.survey.tasks.said import Said
from contextkit.survey.tasks.scripts import FOREIGN_FOLDERS
from contextkit.survey.tasks.shell_lines import plain_commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources

_WORKFLOW = re.compile(r"\.github/(?:workflows/[^/]+|actions/.+/action)\.ya?ml")
_GITLAB = re.compile(r"\.gitlab-ci\.ya?ml|\.gitlab/(?:ci/)?[^/]+\.ya?ml")
_ASIDE = re.compile(
    r"release|publish|deploy|nightly|stale|triage|label|sync|cron|bump|backport|claude|codeql|docker-|dependabot|issue|comment"
)
_RUN = re.compile(r"^(\s*)(?:- +)?run:\s*(.*)$")
_SCRIPT = re.compile(r"^(\s*)(?:before_script|script):\s*(.*)$")
_KEY = re.compile(r"^(\s*)(?:- +)?(name|working-directory|shell):\s*(.+?)\s*$")


class _Step(NamedTuple):
    name: str
    folder: str | None
    lines: Sequence[tuple[int, str]]


def typed_by_ci(sources: Sources) -> Iterator[Said]:
    """Each command of a workflow that can be typed here as it stands."""
    for path in sources.tree.under(".github"):
        if _WORKFLOW.fullmatch(path):
            yield from _read(path, _steps, sources)
    for path in (*sources.tree.beside(""), *sources.tree.under(".gitlab")):
        if _GITLAB.fullmatch(path):
            yield from _read(path, _jobs, sources)


def _read(path: str, split: object, sources: Sources) -> Iterator[Said]:
    text = sources.files.text(path)
    weight = 0.4 if _ASIDE.search(path.rpartition("/")[2]) else 1.0
    steps = (_steps if split is _steps else _jobs)((text or "").split("\n"))
    for step in steps:
        if step.folder is None or FOREIGN_FOLDERS.search(step.folder) or step.folder not in sources.tree.folders:
            continue
        for typed in plain_commands(step.lines, step.folder):
            if typed.folder is None or not _is_for_people(typed.line):
                continue
            if stands(typed.line, typed.folder, sources) and not is_own_program(typed.line, sources):
                evidence = Evidence(path, typed.number, typed.line)
                yield Said(typed.line, typed.folder, "ci", evidence, about="", heading=step.name, weight=weight)


_OF_A_SERVER = re.compile(r"\bpytest\b(?=.*\s-[mn]\s)|--junit|--reporter|--shard|--coverage-\w+|--output-file")
_PLUMBING = frozenset(
    """
    echo printf export set cat cp mv rm mkdir chmod ls test curl wget tar unzip zip apt apt-get brew choco sudo git gh
    jq sed awk grep find sleep exit true false source . exec eval env which python3 df du sysctl gpg ssh docker aws
    gcloud kubectl helm pip pip3 pipx corepack rustup ulimit tee touch ln xcode-select codecov bash sh node python
    cross trivy cosign syft
    """.split()
)


def _is_for_people(line: str) -> bool:
    words = unwrapped(line)
    is_scripted = len(words) > 1 and words[0] in ("python", "python3", "node", "bash", "sh") and "/" in words[1]
    # what has so many words or options is written for a server
    return (
        is_plain(line)
        and 0 < len(words) <= 8
        and not _OF_A_SERVER.search(line)
        and (words[0] not in _PLUMBING or is_scripted)
    )


def _steps(lines: Sequence[str]) -> Iterator[_Step]:
    """The steps of a workflow, told apart by their indentation alone: no more is needed to find what they run."""
    default, name, folder = _default_folder(lines), "", ""
    index = 0
    while index < len(lines):
        line = lines[index]
        if re.match(r"\s*- ", line):
            name, folder = "", ""
        if key := _KEY.match(line):
            name, folder = (key[3].strip("'\""), folder) if key[2] == "name" else (name, folder)
        run = _RUN.match(line)
        index += 1
        if run is None:
            continue
        block, index = _block(lines, index, len(run[1]) + ("- " in line[: line.index("run:")]) * 2, run[2])
        folder = _sibling(lines, index, line) or _before(lines, index - len(block) - 1, line) or default
        yield _Step(name, _plain_folder(folder), block)


def _block(lines: Sequence[str], index: int, indent: int, first: str) -> tuple[list[tuple[int, str]], int]:
    """The lines of a scalar that begins with `first` on the line before `index`, and the index behind it."""
    value = first.split(" #", maxsplit=1)[0].strip()
    if value and value[0] not in "|>":
        return [(index, value.strip("\"'") if value[0] == value[-1] else value)], index
    found: list[tuple[int, str]] = []
    while index < len(lines) and (not lines[index].strip() or _indent(lines[index]) > indent):
        found.append((index + 1, lines[index].strip()))
        index += 1
    if value.startswith(">"):
        found = [(found[0][0], " ".join(t for _, t in found if t))] if found else []
    return found, index


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _sibling(lines: Sequence[str], index: int, run: str) -> str:
    """The working directory given below the `run` of the same step."""
    column = run.index("run:")
    while index < len(lines) and (not lines[index].strip() or _indent(lines[index]) >= column):
        if _indent(lines[index]) == column and (key := re.match(r"\s*working-directory:\s*(.+?)\s*$", lines[index])):
            return key[1].strip("'\"")
        index += 1
    return ""


def _before(lines: Sequence[str], index: int, run: str) -> str:
    """The working directory given above it."""
    column = run.index("run:")
    while index >= 0:
        line = lines[index]
        if key := re.match(r"\s*(?:- )?working-directory:\s*(.+?)\s*$", line):
            return key[1].strip("'\"") if line.index("working-directory") == column else ""
        if re.match(r"\s*- ", line) or (line.strip() and _indent(line) < column):
            return ""
        index -= 1
    return ""


def _default_folder(lines: Sequence[str]) -> str:
    """`defaults: run: working-directory:` of the workflow, or of its only job."""
    found = [
        key[1].strip("'\"")
        for i, line in enumerate(lines)
        if (key := re.match(r"\s*working-directory:\s*(.+?)\s*$", line))
        and any(re.match(r"\s*run:\s*$", lines[j]) for j in range(max(0, i - 3), i))
    ]
    return found[0] if len(set(found)) == 1 else ""


def _plain_folder(folder: str) -> str | None:
    if "$" in folder:
        return None
    return (
        folder.removeprefix("./").rstrip("/").removeprefix(".")
        if folder in (".", "./")
        else folder.removeprefix("./").rstrip("/")
    )


def _jobs(lines: Sequence[str]) -> Iterator[_Step]:
    """The scripts of GitLab's jobs, under their names."""
    name = ""
    for index, line in enumerate(lines):
        if top := re.match(r"([\w .:-]+):\s*$", line):
            name = top[1]
        if script := _SCRIPT.match(line):
            block, _ = _block(lines, index + 1, len(script[1]), script[2])
            yield _Step(name, "", [(n, re.sub(r"^- +", "", t)) for n, t in block])
