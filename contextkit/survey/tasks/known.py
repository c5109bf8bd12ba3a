"""Programs that are not defined in a repository but belong to it: what proves that each is used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.places import upwards
from contextkit.survey.commands.runners.node import _BUILT_IN
from contextkit.survey.commands.terms import at
from contextkit.survey.manifests import table
from contextkit.survey.tasks.lines import MANAGERS, unwrapped, words_of
from contextkit.survey.tasks.managers import manager_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contextkit.survey.commands.terms import Sources

_FILES: Mapping[str, Sequence[str]] = {
    "cargo": ("Cargo.toml",),
    "go": ("go.mod", "go.work"),
    "gofmt": ("go.mod",),
    "gofumpt": ("go.mod",),
    "golangci-lint": (".golangci.yml", ".golangci.yaml", ".golangci.toml"),
    "gradle": ("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"),
    "gradlew": ("gradlew",),
    "mvn": ("pom.xml",),
    "mvnw": ("mvnw",),
    "mix": ("mix.exs",),
    "zig": ("build.zig",),
    "swift": ("Package.swift",),
    "deno": ("deno.json", "deno.jsonc"),
    "bundle": ("Gemfile",),
    "rake": ("Rakefile",),
    "rails": ("bin/rails",),
    "composer": ("composer.json",),
    "flutter": ("pubspec.yaml",),
    "dart": ("pubspec.yaml",),
    "uv": ("pyproject.toml",),
    "poetry": ("poetry.lock",),
    "pdm": ("pdm.lock",),
    "pipenv": ("Pipfile",),
    "hatch": ("hatch.toml", "pyproject.toml"),
    "tox": ("tox.ini", "tox.toml"),
    "nox": ("noxfile.py",),
    "pre-commit": (".pre-commit-config.yaml", ".pre-commit-config.yml"),
    "prek": (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml"),
    "lefthook": ("lefthook.yml", "lefthook.yaml", ".lefthook.yml"),
    "dagger": ("dagger.json", "dagger.toml"),
    "changie": (".changie.yaml", ".changie.yml"),
    "typos": ("_typos.toml", "typos.toml", ".typos.toml"),
    "taplo": ("taplo.toml", ".taplo.toml"),
    "dprint": ("dprint.json",),
    "buf": ("buf.yaml",),
    "bazel": ("MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel"),
    "cmake": ("CMakeLists.txt",),
    "meson": ("meson.build",),
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
    "sqlc": ("sqlc.yaml", "sqlc.yml", "sqlc.json"),
    "mise": ("mise.toml", ".mise.toml", ".config/mise.toml"),
    "nix": ("flake.nix",),
    "devenv": ("devenv.nix",),
    "loq": ("loq.toml",),
    "goreleaser": (".goreleaser.yml", ".goreleaser.yaml"),
    "vale": (".vale.ini",),
    "swiftlint": (".swiftlint.yml",),
    "swiftformat": (".swiftformat",),
    "phpunit": ("phpunit.xml", "phpunit.xml.dist"),
    "phpstan": ("phpstan.neon", "phpstan.neon.dist"),
    "rubocop": (".rubocop.yml",),
    "cargo-deny": ("deny.toml",),
    "npm": ("package.json",),
    "pnpm": ("package.json",),
    "yarn": ("package.json",),
    "bun": ("package.json",),
    "pip": ("pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"),
    "pip3": ("pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"),
}
"""Files that prove, in the folder or above it, that the program is used."""

_PYTHON = frozenset(
    """
    pytest ruff mypy pyright basedpyright ty black flake8 isort pylint pyrefly coverage sphinx-build codespell
    mkdocs towncrier nox tox poe hatch pre-commit prek bandit djlint curlylint
    """.split()
)
_NODE = frozenset(
    """
    vitest jest eslint prettier tsc biome oxlint oxfmt knip turbo nx playwright cypress mocha tsx changeset
    stylelint markdownlint-cli2 svelte-check vite astro tsdown tsup
    """.split()
)
_PYTHON_FILES = (
    "pyproject.toml", "setup.cfg", "setup.py", "tox.ini", "requirements.txt", "requirements-dev.txt",
    "requirements_dev.txt", "dev-requirements.txt", "requirements/dev.txt", "requirements/test.txt",
    ".pre-commit-config.yaml", "uv.lock",
)  # fmt: skip
_COMPOSE = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")


def is_used(line: str, folder: str, sources: Sources) -> bool:
    """Whether the program that a line starts is one that this repository uses."""
    written, words = words_of(line), unwrapped(line)
    if not words or _brings_something_else(words, sources, folder):
        return False
    program = words[0].rpartition("/")[2]
    if program in ("docker", "docker-compose"):
        return _composes(words, folder, sources)
    if program in _FILES and _stands(_FILES[program], folder, sources):
        return True
    if program in _PYTHON:
        return any(_names(at(f, p), program, sources) for f in upwards(folder) for p in _PYTHON_FILES)
    if program in _NODE or (written and written[0] in {*MANAGERS, "npx"}):
        return any(_depends(at(f, "package.json"), program, sources) for f in upwards(folder))
    return False


def _stands(names: Sequence[str], folder: str, sources: Sources) -> bool:
    return any(sources.files.has(at(f, n)) for f in upwards(folder) for n in names)


def _names(path: str, program: str, sources: Sources) -> bool:
    text = sources.files.text(path) if sources.files.has(path) else None
    return bool(text and re.search(rf"\b{re.escape(program)}\b", text))


_PACKAGES = {
    "tsc": "typescript",
    "biome": "@biomejs/biome",
    "playwright": "@playwright/test",
    "changeset": "@changesets/cli",
}


def _depends(path: str, program: str, sources: Sources) -> bool:
    """Whether a package.json depends on what brings `program`."""
    manifest = sources.files.json(path) if sources.files.has(path) else None
    names = [*table(manifest, "devDependencies"), *table(manifest, "dependencies")]
    wanted = _PACKAGES.get(program, program)
    return wanted in names or any(n.rpartition("/")[2] in (program, f"{program}-cli") for n in names)


def _composes(words: Sequence[str], folder: str, sources: Sources) -> bool:
    """`docker compose up` beside a compose file, or with one that is here; `docker build -f` of a Dockerfile here."""
    verb = words[1] if len(words) > 1 else ""
    if words[0] == "docker" and verb not in ("compose", "build"):
        return False
    files = [words[i + 1] for i, w in enumerate(words[:-1]) if w in ("-f", "--file")]
    if files:
        return all(any(sources.tree.holds(at(b, f).removeprefix("./")) for b in upwards(folder)) for f in files)
    return verb != "build" and any(sources.files.has(at(folder, n)) for n in _COMPOSE)


def _brings_something_else(words: Sequence[str], sources: Sources, folder: str) -> bool:
    """Whether a line installs other software into the reader's world, or sets something up for good."""
    program, rest = words[0], words[1:]
    arguments = [w for w in rest[1:] if not w.startswith("-")]
    verb = rest[0] if rest else ""
    if program in MANAGERS:
        return _is_other_than_install(program, verb, arguments, folder, sources)
    if program in ("pip", "pip3") or (program == "uv" and verb == "pip"):
        return not _installs_this(rest, folder, sources)
    if program in ("pre-commit", "prek"):
        return verb not in ("run", "install", "autoupdate")
    if program == "uv":
        return verb in ("add", "tool", "python", "venv", "pip", "init", "publish", "self", "cache")
    if program in ("cargo", "go", "dotnet", "gem", "bundle", "composer", "poetry", "pdm", "mise", "deno", "nix"):
        return verb in _FOREIGN_VERBS.get(program, ())
    return False


def _is_other_than_install(program: str, verb: str, arguments: Sequence[str], folder: str, sources: Sources) -> bool:
    """Whether a call of a package manager adds or publishes something, or is that of another manager."""
    if verb in ("install", "i", "ci", ""):
        own = manager_of(folder, sources)
        return bool(arguments) or (own is not None and own[0] != program)
    return verb.startswith("-") or verb in _BUILT_IN.get(program, frozenset()) - {"test", "t", "start", "exec", "audit"}


_FOREIGN_VERBS: Mapping[str, frozenset[str]] = {
    "cargo": frozenset({"install", "add", "publish", "login", "new", "init", "owner", "yank"}),
    "go": frozenset({"install", "get", "env", "work", "version", "tool"}),
    "dotnet": frozenset({"add", "tool", "new", "nuget"}),
    "bundle": frozenset({"add", "config", "update"}),
    "composer": frozenset({"require", "global", "create-project"}),
    "poetry": frozenset({"add", "publish", "self", "config", "env", "shell"}),
    "pdm": frozenset({"add", "publish", "self", "config", "use"}),
    "mise": frozenset({"use", "trust", "activate", "settings"}),
    "deno": frozenset({"install", "add", "upgrade"}),
    "nix": frozenset({"profile", "flake"}),
}


def _installs_this(rest: Sequence[str], folder: str, sources: Sources) -> bool:
    """`pip install -e .[dev]`, `pip install -r requirements.txt`: of what is here."""
    found = False
    for word in rest:
        path = re.sub(r"\[.*\]$", "", word).strip("'\"")
        if word in ("pip", "install") or word.startswith("-") or "=" in word:
            continue
        is_path = path.startswith(".") or "/" in path or path.endswith(".txt")
        if path in (".", "./") or (is_path and sources.tree.holds(at(folder, path.removeprefix("./")).rstrip("/"))):
            found = True
        else:
            return False
    return found
