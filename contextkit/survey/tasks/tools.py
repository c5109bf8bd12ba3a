"""What a build tool brings by itself wherever its manifest stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import at
from contextkit.survey.inventory import Evidence
from contextkit.survey.manifests import table
from contextkit.survey.tasks.managers import manager_of
from contextkit.survey.tasks.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources

_BROUGHT: Sequence[tuple[str, Sequence[str]]] = (
    ("Cargo.toml", ("cargo build", "cargo test")),
    ("go.mod", ("go build ./...", "go test ./...")),
    ("gradlew", ("./gradlew build", "./gradlew test")),
    ("mvnw", ("./mvnw package", "./mvnw test")),
    ("mix.exs", ("mix deps.get", "mix compile", "mix test", "mix format")),
    ("build.zig", ("zig build",)),
    ("Package.swift", ("swift build", "swift test")),
    ("uv.lock", ("uv sync",)),
    ("poetry.lock", ("poetry install",)),
    ("pdm.lock", ("pdm install",)),
    ("Gemfile.lock", ("bundle install",)),
    ("composer.lock", ("composer install",)),
    ("pubspec.yaml", ("flutter pub get", "flutter test")),
)


def brought_by_tools(folder: str, sources: Sources) -> Iterator[Said]:
    """The commands of the build tools whose files stand in a folder."""
    for name, lines in _BROUGHT:
        path = at(folder, name)
        if sources.files.has(path) and _applies(path, sources):
            for line in lines:
                yield Said(line, folder, "tool", Evidence(path), package=folder)
    path = at(folder, "package.json")
    found = manager_of(folder, sources) if sources.files.has(path) else None
    if found and found[1].rpartition("/")[0] == folder:
        yield Said(f"{found[0]} install", folder, "tool", Evidence(found[1]), package=folder)


def _applies(path: str, sources: Sources) -> bool:
    if path.endswith("pubspec.yaml"):
        return "flutter" in table(sources.files.yaml(path), "dependencies")
    return True
