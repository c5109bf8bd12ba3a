"""Whether a line that some source types can be typed here."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.repo import EXECUTABLE
from contextkit.survey.commands.answers import Settled
from contextkit.survey.commands.places import upwards
from contextkit.survey.commands.resolve import resolve
from contextkit.survey.commands.runners import just, make, task
from contextkit.survey.commands.shell import calls
from contextkit.survey.tasks.known import is_used
from contextkit.survey.tasks.lines import MANAGERS, VALUED, unwrapped, words_of

if TYPE_CHECKING:
    from contextkit.survey.commands.terms import Sources

_PLUMBING = re.compile(
    r"\$(?![\"'\s]|$)|`|<<|(?<!\w)>|\|&?\s|\{\{|[\x00-\x1f]|\\$|\bGITHUB_|\bRUNNER_|^[)(\]}]|\bsecrets\.|&$|(?<!/)\.\.\.(?:\s|$)|…"
    r"|://|/tmp/|~/"
)
_PATH = re.compile(r"(?:\.{0,2}/)?[\w.@+-]+(?:/[\w.@+-]+)+/?")
_HOLE = re.compile(r"<[^<>]+>|\[[a-z_ -]+\]|path/to|\bfoo\b|\bmy[-_]|your|example\.|\bxyz\b|module-name", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:^|\s)(?:--help|-h|help|--version|-V|version|login|logout|--list|-l|--dry-run|--init|init)(?:\s|$)"
)
_SCRIPTS = (".sh", ".py", ".rb", ".bash", ".pl")
_LOOKING_HERE = frozenset({"make", "tox", "nox", "poe", "rake", "mix", "deno", "composer", "pdm", "hatch", "bundle"})
_LOOKING_UP = frozenset({"just", "task", "mise", "cargo", "turbo"})
_SHADOWED = {"make": make.FILES, "just": just.FILES, "task": task.FILES}
"""Runners of which one folder's file is easily taken for another's: the root's speaks for the repository."""
_ELSEWHERE = VALUED | {"workspace", "-r", "--recursive", "--workspaces", "-ws", "foreach", "-f", "--justfile", "-d"}


def is_plain(line: str) -> bool:
    """Whether a line is a command that a person types, and nothing that only a script would hold."""
    return len(line) <= 160 and not _PLUMBING.search(line) and line.count('"') % 2 == 0 and line.count("'") % 2 == 0


def has_hole(line: str) -> bool:
    """Whether the reader is to fill something in."""
    return bool(_HOLE.search(line))


def stands(line: str, folder: str, sources: Sources) -> bool:
    """Whether everything that a line calls is defined or used in this tree."""
    found = list(calls(line))
    words = unwrapped(line)
    if len(found) != 1 or not words or _ASIDE.search(line) or not _is_run(words[0], folder, sources):
        return False
    answers = [a for a in resolve(found[0], tuple(upwards(folder)), sources) if isinstance(a, Settled)]
    verdicts = {a.verdict for a in answers}
    if not verdicts or verdicts - {Verdict.LIVE, Verdict.FOREIGN, Verdict.PLACEHOLDER}:
        return False
    if Verdict.LIVE not in verdicts and not is_used(line, folder, sources):
        return False
    return all(_is_defined_there(a, line, folder, sources) for a in answers) and _paths_stand(line, folder, sources)


def is_own_program(line: str, sources: Sources) -> bool:
    """Whether a line starts what this repository makes, as its users do."""
    words = words_of(line)
    return bool(words) and sources.programs.get(words[0]) is not None


def _is_run(program: str, folder: str, sources: Sources) -> bool:
    """Whether a program that is written as a path is one that can be started."""
    if "/" not in program:
        return not program.endswith((".go", ".rs", ".md", ".ts", ".py", ".js"))
    entry = sources.tree.entries.get(sources.tree.resolve(_normal(f"{folder}/{program}")) or "")
    return entry is not None and (entry.mode == EXECUTABLE or program.endswith(_SCRIPTS))


def _is_defined_there(answer: Settled, line: str, folder: str, sources: Sources) -> bool:
    """Whether a runner that looks for its file in one folder, or above, finds the task from where the line is typed."""
    words = unwrapped(line)
    is_below = folder or words[1:2] in (("-C",), ("--directory",))
    if is_below and any(sources.files.has(f) for f in _SHADOWED.get(words[0], ())):
        return False
    if answer.verdict is not Verdict.LIVE or words[0] not in {*MANAGERS, *_LOOKING_UP, *_LOOKING_HERE}:
        return True
    if any(w.partition("=")[0] in _ELSEWHERE for w in words[1:]):
        return True
    return answer.base == folder or (words[0] in _LOOKING_UP and answer.base in tuple(upwards(folder)))


def _paths_stand(line: str, folder: str, sources: Sources) -> bool:
    """Whether the paths among the arguments are here."""
    for word in words_of(line)[1:]:
        path = word.split("::")[0].removesuffix("/...").rstrip("/")
        is_path = _PATH.fullmatch(path) or re.fullmatch(r"[\w.-]+\.(?:ts|js|mjs|py|sh|rb)", path)
        if word.startswith("-") or not is_path or _HOLE.search(path) or path.startswith("@"):
            continue
        if path.startswith("/") or not sources.tree.holds(_normal(f"{folder}/{path}")):
            return False
    return True


def _normal(path: str) -> str:
    led = normpath(path.lstrip("/"))
    return "" if led == "." else led
