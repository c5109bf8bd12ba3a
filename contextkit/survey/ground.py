"""One tree with all that is asked about it: what a survey is made of, and references are judged against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.facts import Facts
    from contextkit.repo import History, Repo, Tree
    from contextkit.survey.ignores import Ignores
    from contextkit.survey.packages import Packages


@dataclass(frozen=True, slots=True)
class Ground:
    """One tree with its past, its packages and its facts."""

    repo: Repo
    tree: Tree
    history: History
    packages: Packages
    ignores: Ignores
    facts: Facts
