"""What the call of a program is for, by the program and its verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.tasks.purpose import Told, of_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contextkit.survey.inventory import Purpose

_CALLS: Mapping[Purpose, Sequence[str]] = {
    "install": (
        r"tox (?:.* )?--devenv",
        r"uv sync|(?:poetry|pdm|pipenv|composer|bundle|js) install|mix (?:deps\.get|setup)|go mod download",
        r"pip3? install|dotnet restore|flutter pub get|mise install|cargo fetch|(?:bin|scripts?)/(?:setup|bootstrap)\b",
        r"(?:pre-commit|prek|lefthook) install",
    ),
    "typecheck": (
        r"(?:mypy|pyright|basedpyright|ty check|pyrefly|tsc|dmypy|svelte-check|vue-tsc|tsgo)(?!\S)",
        r"mix dialyzer|(?:\S+/)?phpstan",
    ),
    "format": (
        r"ruff format|(?:black|isort|prettier|oxfmt|gofmt|gofumpt|goimports|djhtml|swiftformat|treefmt)(?!\S)",
        r"tombi format|taplo fmt|dprint fmt|cargo (?:\+\S+ )?fmt|go fmt|mix format|deno fmt|zig fmt|dotnet format",
        r"gradle \S*(?:spotlessApply|ktlintFormat)|mvn spotless:apply|biome format|dart format|(?:\S+/)?pint(?!\S)",
    ),
    "lint": (
        r"ruff check|(?:eslint|flake8|pylint|oxlint|stylelint|golangci-lint|swiftlint|hadolint|actionlint)(?!\S)",
        r"(?:typos|codespell|vale|markdownlint-cli2)(?!\S)|cargo (?:\+\S+ )?clippy|go vet|deno lint|cargo deny",
        r"buf lint|biome (?:check|lint|ci)|(?:pre-commit|prek) run|mix credo|(?:bin/)?rubocop|dagger checks? \*:lint",
        r"gradle \S*(?:lint|detekt|[cC]heckstyle\w*|spotlessCheck|ktlintCheck)(?!\S)",
    ),
    "docs": (r"mkdocs|sphinx-build|cargo doc(?!\S)|typedoc|mix docs|\S+ docs(?!\S)|dagger call docs",),
    "generate": (r"go generate|buf generate|sqlc generate|\S+ generate(?:-all)?(?!\S)|python \S*generate\w*\.py",),
    "test": (
        r"(?:pytest|jest|vitest|mocha|tox|nox|ctest|bats|rspec)(?!\S)|(?:\S+/)?(?:phpunit|pest)(?!\S)|playwright test",
        r"cargo (?:\+\S+ )?(?:test|t|nextest run)(?!\S)|go test|mix test|zig build test|dotnet test|swift test",
        r"deno test|node --test|bun test|js test|gradle \S*[tT]est\w*|mvn (?:\S+ )*(?:test|verify)(?!\S)",
        r"(?:bin/)?rails test|python (?:\S*manage\.py test|\S*run_?tests?\.py)|flutter test",
        r"coverage run|dagger call \S+ tests?(?!\S)|\S+/(?:run[-_])?tests?(?:\.sh)?(?!\S)",
    ),
    "build": (
        r"cargo (?:build|check)|go build|mix compile|zig build(?!\S)|dotnet build|swift build|uv build|cmake --build",
        r"gradle \S*(?:build|[aA]ssemble\w*)(?!\S)|mvn (?:\S+ )*(?:package|install|compile)(?!\S)|docker build",
        r"docker compose build|(?:vite|astro|tsup|tsdown) build|\S+/build(?:\.sh)?$",
    ),
    "run": (
        r"cargo run|go run|mix phx\.server|flutter run|docker compose (?:\S+ )*up|bin/dev$",
        r"(?:bin/)?rails (?:server|s)$|js (?:start|dev)(?!\S)|python manage\.py runserver|run$|\S+/(?:dev|start)$",
    ),
}
"""Patterns of forms, by purpose; the first that matches counts."""
_RUNNERS = frozenset("make just task poe composer rake".split())
_LONG_RUNNERS = {("nox", "-s"), ("tox", "-e"), ("mise", "run"), ("deno", "task"), ("hatch", "run"), ("pdm", "run")}
_COMPILED = [(purpose, re.compile("|".join(patterns))) for purpose, patterns in _CALLS.items()]
_OF_WORDS = frozenset("typos codespell vale markdownlint-cli2 actionlint hadolint".split())
"""Linters of what is not code."""
_WHOLE = frozenset(
    """
    --workspace --all --all-targets --all-features --all-files --all-packages --all-extras --recursive -r --run -n auto
    --dev --group dev ./... . -- -D warnings run call test tests check checks format fmt sync install build lint clippy
    -e --editable nextest compose exec server s assemble detekt spotlessApply get deps.get pub up *:lint
    """.split()
)
"""Arguments with which a call is about the whole."""


def of_line(form: Sequence[str]) -> Told:
    """What a call of a program says; `form` as `lines.form_of` makes it."""
    text = " ".join(form)
    if form[:1] == ("js",) and form[1:2] != ("install",):
        told = of_name(form[1])
        return Told(told.purpose, max(told.distance, 2)) if len(form) > 2 else told
    for purpose, pattern in _COMPILED:
        if pattern.match(text):
            return Told(purpose, _distance(purpose, form, text))
    name = _task_of(form)
    return Told(of_name(name).purpose, 2) if name else Told("other", 3)


def _task_of(form: Sequence[str]) -> str:
    """The task that a runner is called with; its definition says how near it is."""
    if form[0] in _RUNNERS and len(form) > 1:
        return form[1]
    return form[2] if len(form) > 2 and form[:2] in _LONG_RUNNERS else ""


def _distance(purpose: Purpose, form: Sequence[str], text: str) -> int:
    """A call without arguments of its own is for all of it."""
    if purpose == "format" and re.search(r"--(?:check|verify|diff|list-different|dry-run)|-check\b", text):
        return 3
    if purpose == "install" and re.match(r"(?:pre-commit|prek|lefthook)", text):
        return 3
    if form[:1] == ("docker",) and purpose == "run":
        return 2
    if form[:2] == ("cargo", "check") or form[0] in _OF_WORDS:
        return 3
    if form[0] == "go" and len(form) == 2 and purpose != "install":
        # of one folder alone
        return 2
    return 1 if all(w in _WHOLE or re.fullmatch(r"\.\[[\w,-]+\]", w) for w in form[1:]) else 2
