"""Whether what enforces a rule exists, and is switched on, in this repository."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, cast

from contextkit.globs import compiled
from contextkit.mapping import linters as folder
from contextkit.mapping.linters.terms import Linter, Place, Standing
from contextkit.survey.manifests import Manifests

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contextkit.mapping.rules import Enforcer, Rule
    from contextkit.repo import Tree


@dataclass(frozen=True, slots=True)
class Enforced:
    """A rule with what is said to enforce it, each with its standing."""

    rule: Rule
    standings: tuple[tuple[Enforcer, Standing], ...]

    @property
    def is_candidate(self) -> bool:
        """Whether nothing that is on, or may be on, enforces it: it could become a lint."""
        return not any(standing.state in {"on", "unknown"} for _, standing in self.standings)


def enforcement(rules: Iterable[Rule], tree: Tree, lints: Mapping[str, bool]) -> tuple[Enforced, ...]:
    """The standing of each rule's enforcers. `lints`: our own by id, and whether the configuration has them run."""
    manifests = Manifests(tree.repo)
    return tuple(_of(rule, Place(tree, manifests, _files(rule, tree), not rule.paths, lints)) for rule in rules)


@cache
def linters() -> Mapping[str, Linter]:
    """The linters that are known, by what stands before the colon."""
    modules = [import_module(f"{folder.__name__}.{m.name}") for m in iter_modules(folder.__path__)]
    found = [cast("Linter", m) for m in modules if hasattr(m, "standing")]
    return {name: linter for linter in found for name in linter.NAMES}


def _of(rule: Rule, place: Place) -> Enforced:
    return Enforced(rule, tuple((enforcer, _standing(enforcer, place)) for enforcer in rule.enforced_by))


def _standing(enforcer: Enforcer, place: Place) -> Standing:
    if not place.files:
        return Standing("unknown", "no file of the repository matches the globs of the rule")
    linter = linters().get(enforcer.linter)
    if linter is None:
        return Standing("unknown", f"contextkit does not know the configuration of {enforcer.linter}")
    return linter.standing(enforcer.rule, place)


def _files(rule: Rule, tree: Tree) -> Sequence[str]:
    if not rule.paths:
        return tuple(tree.entries)
    patterns = [compiled(glob) for glob in rule.paths]
    return tuple(path for path in tree.entries if any(p.match(path) for p in patterns))
