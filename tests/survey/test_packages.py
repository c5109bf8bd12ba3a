"""Which folders are packages, and what they are called."""

from __future__ import annotations

import pytest

from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.packages import Packages, find_packages


def packages(files: dict[str, str]) -> Packages:
    repo = MemoryRepo(files)
    return find_packages(repo, Tree(repo))


def test_every_folder_with_a_manifest_is_a_package() -> None:
    found = packages({"package.json": "{}", "apps/web/package.json": "{}", "crates/a/Cargo.toml": "", "docs/a.md": ""})

    assert [(p.folder, p.ecosystem) for p in found] == [("", "npm"), ("apps/web", "npm"), ("crates/a", "cargo")]


def test_installed_dependencies_are_no_packages() -> None:
    assert not packages({"web/node_modules/left-pad/package.json": "{}"})


def test_the_nearest_package_holds_a_path() -> None:
    found = packages({"package.json": "{}", "apps/web/package.json": "{}"})

    assert found.of("apps/web/src/a.ts").folder == "apps/web"
    assert found.of("apps/README.md").folder == ""
    assert found.chain("apps/web/src/a.ts") == ("apps/web", "")


def test_a_root_without_a_manifest_still_is_the_last_of_the_chain() -> None:
    found = packages({"apps/web/package.json": "{}", "README.md": ""})

    assert found.chain("README.md") == ("",)
    assert found.of("README.md").manifest == ""


def test_a_folder_with_manifests_of_two_ecosystems_is_two_packages() -> None:
    found = packages({"package.json": '{"name": "ui"}', "pyproject.toml": '[project]\nname = "server"', "setup.py": ""})

    assert [(p.ecosystem, p.name, p.manifest) for p in found] == [
        ("npm", "ui", "package.json"),
        ("python", "server", "pyproject.toml"),
    ]


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("package.json", '{"name": "@a/b"}', "@a/b"),
        ("package.json", "{broken", None),
        ("deno.jsonc", '{ // a comment\n "name": "@a/c", }', "@a/c"),
        ("pyproject.toml", '[tool.poetry]\nname = "old"', "old"),
        ("setup.cfg", "[metadata]\nname = classic", "classic"),
        ("Cargo.toml", '[package]\nname = "engine"', "engine"),
        ("Cargo.toml", '[workspace]\nmembers = ["a"]', None),
        ("go.mod", "module example.org/x/y\n", "example.org/x/y"),
        ("pom.xml", "<project><parent><artifactId>up</artifactId></parent><artifactId>me</artifactId></project>", "me"),
        ("pom.xml", "<project><artifactId>alone</artifactId><dependencies/></project>", "alone"),
        ("lib/build.gradle.kts", "", "lib"),
        ("settings.gradle", "rootProject.name = 'top'", "top"),
        ("composer.json", '{"name": "a/b"}', "a/b"),
        ("src/Api/Api.csproj", "<Project/>", "Api"),
        ("mix.exs", "def project, do: [app: :shop]", "shop"),
        ("x.gemspec", 'spec.name = "gem"', "gem"),
    ],
)
def test_a_package_has_the_name_of_its_manifest(path: str, text: str, name: str | None) -> None:
    found = packages({path: text})

    assert [p.name for p in found] == [name]
    assert [p.manifest for p in found.named(name or "")] == ([path] if name else [])
