"""What is asked about a linter's rule, and what is answered."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from posixpath import dirname
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from contextkit.repo import Tree
    from contextkit.survey.manifests import Manifests

State = Literal["on", "off", "absent", "unknown"]
"""`absent`: the linter has no such rule."""

# Where command lines are kept that may switch on what the configuration does not.
_SCRIPTS = re.compile(
    r"(?:.*/)?(?:\.pre-commit-config\.ya?ml|Makefile|GNUmakefile|justfile|\.?[Jj]ustfile|Taskfile\.ya?ml|tox\.ini"
    r"|noxfile\.py|package\.json|pyproject\.toml|lefthook\.ya?ml|\.gitlab-ci\.ya?ml|Rakefile|[^/]+\.mk|[^/]+\.sh)"
    r"|\.github/workflows/[^/]+\.ya?ml|\.cargo/config(?:\.toml)?|\.ci/.+|bin/.+|scripts?/.+|tools/.+"
)


class Standing(NamedTuple):
    """Whether a rule is switched on, and how that is known."""

    state: State
    evidence: str
    """One clause that a person can verify."""
    meant: str = ""
    """The rule of a name like it, where it has none of this one."""


@dataclass(frozen=True)
class Place:
    """The repository, and the files for which a rule is to hold."""

    tree: Tree
    manifests: Manifests
    files: Sequence[str]
    """All that the globs name; every file, where a rule has none."""
    is_everywhere: bool
    """Whether it has none."""
    lints: Mapping[str, bool] = field(default_factory=dict)
    """Our own lints by id, and whether they run."""

    def of_kind(self, *suffixes: str) -> list[str]:
        return [path for path in self.files if path.endswith(suffixes)]

    def nearest(self, folder: str, is_there: Callable[[str], str | None]) -> str | None:
        """What `is_there` says of the folder, or of the first one above for which it says anything."""
        while True:
            found = is_there(folder)
            if found is not None or not folder:
                return found
            folder = dirname(folder)

    def said_in_scripts(self, pattern: re.Pattern[str]) -> str | None:
        """Where a command line matches; None where none does. Long files are passed over."""
        for path in self.tree.entries:
            if _SCRIPTS.fullmatch(path):
                text = self.manifests.text(path)
                if text and len(text) < _LONGEST_SCRIPT and (found := pattern.search(text)):
                    return f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
        return None


_LONGEST_SCRIPT = 200_000


class Linter(Protocol):
    """A module of this folder."""

    NAMES: tuple[str, ...]
    """What stands before the colon."""

    def standing(self, rule: str, place: Place) -> Standing: ...


@dataclass(frozen=True, slots=True)
class Known:
    """The rules of a linter, in sets of a name each."""

    linter: str
    version: str
    sets: Mapping[str, frozenset[str]]

    @property
    def all(self) -> frozenset[str]:
        return frozenset().union(*self.sets.values())

    def of(self, *names: str) -> frozenset[str]:
        return frozenset().union(*(self.sets[name] for name in names))

    def absent(self, rule: str) -> Standing:
        """What is said of a rule that is not among these."""
        return Standing("absent", f"{self.linter} {self.version} has no rule `{rule}`", nearest(rule, self.all))


@cache
def known(linter: str) -> Known:
    """What is known of a linter's rules."""
    from contextkit.mapping.linters import known as folder

    table = tomllib.loads((files(folder) / f"{linter}-rules.toml").read_text("utf-8"))
    sets = {name: frozenset(words.split()) for name, words in table["rules"].items()}
    return Known(table["linter"], table["version"], sets)


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like it; "" where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(words), n=1, cutoff=0.75)), "")


def line_in(text: str, needle: str) -> int:
    """The line on which a text first stands; 1 where it does not."""
    at = text.find(needle)
    return text.count("\n", 0, max(at, 0)) + 1
