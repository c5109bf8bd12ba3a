"""One line of a document, resolved against a tree in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.commands.answers import Open, Settled
from contextkit.survey.commands.resolve import resolve
from contextkit.survey.commands.shell import calls
from contextkit.survey.commands.terms import Sources
from contextkit.survey.packages import find_packages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def ask(files: Mapping[str, str], line: str, bases: Sequence[str] = ("",)) -> list[Settled | Open]:
    repo = MemoryRepo(files)
    tree = Tree(repo)
    sources = Sources(repo, tree, find_packages(repo, tree))
    return [answer for call in calls(line) for answer in resolve(call, bases, sources)]


def told(files: Mapping[str, str], line: str, bases: Sequence[str] = ("",)) -> list[str]:
    """Each answer as `verdict evidence`; of open questions what is said if the past is silent, with a `?` before it."""
    return [
        f"?{a.otherwise.verdict} {a.name}" if isinstance(a, Open) else f"{a.verdict} {a.evidence}"
        for a in ask(files, line, bases)
    ]
