"""What a command is for: by the name of its task, or by the program that it calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contextkit.survey.inventory import Purpose


class Told(NamedTuple):
    """A purpose, and how near a name is to it: 0 says just that, 1 all of it, 2 a kind of it, 3 hardly."""

    purpose: Purpose
    distance: int


_WORDS: Mapping[Purpose, frozenset[str]] = {
    "docs": frozenset("docs doc documentation mkdocs sphinx typedoc rustdoc javadoc storybook website".split()),
    "generate": frozenset(
        """
        generate gen codegen regenerate regen generated proto protos protobuf schema schemas snapshot snapshots bindings
        """.split()
    ),
    "typecheck": frozenset("typecheck typechecks types tsc mypy pyright typing typings".split()),
    "format": frozenset("format fmt formatting reformat prettier black pretty".split()),
    "lint": frozenset(
        "lint linting linter linters eslint oxlint ruff clippy stylelint rubocop golangci style biome".split()
    ),
    "test": frozenset(
        "test tests testing pytest jest vitest nextest unittest unittests spec specs testcov coverage e2e".split()
    ),
    "build": frozenset("build compile assemble bundle package wheels wheel dist".split()),
    "run": frozenset("run dev start serve server develop up".split()),
    "install": frozenset("install setup bootstrap sync deps dependencies".split()),
    "release": frozenset("release publish deploy changeset version bump tag ship".split()),
}
"""In the order in which they win: `build-docs` is about documentation, `test-build` about tests."""

_EXACT: Mapping[Purpose, frozenset[str]] = {
    "install": frozenset(
        "install setup bootstrap sync develop dev-install install-dev deps dev-setup setup-dev install-deps".split()
    ),
    "build": frozenset("build compile".split()),
    "test": frozenset("test tests".split()),
    "lint": frozenset("lint linting".split()),
    "format": frozenset("format fmt".split()),
    "typecheck": frozenset(
        """
        typecheck type-check check-types typechecks check-type types:check type:check check:types ts:check lint:types
        typecheck:all
        """.split()
    ),
    "run": frozenset("dev start run".split()),
    "generate": frozenset("generate codegen gen generate-all gen-all".split()),
    "docs": frozenset("docs doc docs-build build-docs docs:build build:docs".split()),
    "release": frozenset("release publish".split()),
}
_NEUTRAL = frozenset("all run code project everything full the".split())
NEVER_FIRST = frozenset(
    """
    ci release publish version versions down reset clean debug watch deploy stop teardown nightly prod production force
    destroy drop delete remove rm kill purge wipe prune upgrade update bump changeset canary staging inspect
    profile uninstall logs status tail benchmark bench perf
    """.split()
)
"""Words of a task's name that keep it from standing for a purpose."""
_FIXES = frozenset("fix write autofix apply".split())
_CHECKS = frozenset("check verify validate diff dry".split())


def name_words(name: str) -> Sequence[str]:
    """`test:unitAll` is test, unit, all."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
    joined = re.sub(r"type[-_:]check|check[-_:]types?\b", "typecheck", spaced)
    return [w for w in re.split(r"[-_:./\s@]+", joined) if w]


def of_name(name: str) -> Told:
    """What a task's name says."""
    lower = name.lower().replace("_", "-")
    words = name_words(name)
    for purpose, exact in _EXACT.items():
        if lower in exact:
            return Told(purpose, 0)
    for purpose, known in _WORDS.items():
        if known.intersection(words):
            return Told(purpose, _distance_of_name(purpose, words, known))
    return Told("other", 3)


def _distance_of_name(purpose: Purpose, words: Sequence[str], known: frozenset[str]) -> int:
    rest = [w for w in words if w not in known]
    if set(words) & NEVER_FIRST or (purpose == "format" and set(words) & _CHECKS):
        return 3
    if not rest and len(words) == 1:
        # `jest` and `mypy` are kinds of tests and of checks
        return 2
    neutral = _NEUTRAL | _FIXES if purpose == "format" else _NEUTRAL
    return 1 if all(w in neutral for w in rest) else 2
