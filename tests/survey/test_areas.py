"""Folders that are worth a pointer."""

from __future__ import annotations

from contextkit.survey.areas import find_areas
from contextkit.survey.graph import find_uses
from tests.survey.grounds import material


def areas(files: dict[str, str]) -> dict[str, str]:
    seen = material(files)
    return {a.folder: a.purpose for a in find_areas(seen, find_uses(seen))}


def filled(folder: str, count: int = 5) -> dict[str, str]:
    return {f"{folder}/f{n}.py": "" for n in range(count)}


def test_a_package_is_described_by_its_manifest() -> None:
    found = areas(
        {"package.json": "{}", "packages/core/package.json": '{"name": "c", "description": "Parses the input"}'}
    )

    assert found == {"packages/core": "Parses the input"}


def test_a_list_in_a_guide_gives_folders_a_purpose() -> None:
    guide = "# Layout\n\n- `cmd/tool`: command line entry point\n- See `internal/x` for more.\n"

    found = areas({"CONTRIBUTING.md": guide, **filled("cmd/tool"), **filled("internal/x")})

    assert found == {"cmd/tool": "Command line entry point"}


def test_a_drawing_gives_folders_a_purpose() -> None:
    rows = (
        "repo/",
        "├── cmd/tool/   # Command line entry point",
        "└── internal/",
        "    └── store/  # Keeps rows of runs",
    )
    guide = "\n".join(["```", *rows, "```", ""])

    found = areas({"CONTRIBUTING.md": guide, **filled("cmd/tool"), **filled("internal/store")})

    assert found == {"cmd/tool": "Command line entry point", "internal/store": "Keeps rows of runs"}


def test_a_table_gives_folders_a_purpose() -> None:
    guide = "| path | what |\n|---|---|\n| `server/` | answers requests |\n"

    assert areas({"docs/architecture.md": guide, **filled("server")}) == {"server": "Answers requests"}


def test_a_readme_describes_its_folder_and_a_mere_name_does_not() -> None:
    files = {
        "a/README.md": "# a\n\n[![CI](x.svg)](y)\n\nThis package contains the parser of queries. More of it.\n",
        "b/README.md": "# b\n\nThe b package.\n",
        "c/README.md": "# c\n\nPlease install it first.\n",
    }

    assert areas({**files, **filled("a"), **filled("b"), **filled("c")}) == {"a": "The parser of queries"}


def test_package_documentation_describes_a_folder() -> None:
    files = {
        "internal/ui/ui.go": "// Package ui renders tables in a terminal.\npackage ui\n",
        "src/tool/__init__.py": '"""Checks what people wrote."""\n',
        "src/tool/lint/__init__.py": '"""Finds mistakes in documents.\n\nMore.\n"""\n',
        "pyproject.toml": '[project]\nname = "tool"\n',
        "go.mod": "module m\n",
    }

    found = areas({**files, **filled("internal/ui"), **filled("src/tool/lint")})

    assert found["internal/ui"] == "Renders tables in a terminal"
    assert found["src/tool/lint"] == "Finds mistakes in documents"


def test_words_that_were_copied_from_another_readme_are_not_believed() -> None:
    text = "Simple package that returns a valid Redis client.\n"
    files = {f"internal/{n}/README.md": f"# {n}\n\n{text}" for n in ("redis", "tracing", "cache")}

    found = areas({**files, **filled("internal/redis"), **filled("internal/tracing"), **filled("internal/cache")})

    assert list(found) == ["internal/redis"]


def test_configuration_gives_the_folder_of_tests_and_pages_a_role() -> None:
    files = {"pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n', "mkdocs.yml": "site_name: a\n"}

    found = areas({**files, **filled("tests"), **filled("docs")})

    assert found == {"tests": "Tests, run by pytest", "docs": "Pages of the documentation site (MkDocs)"}


def test_a_package_of_which_nobody_speaks_is_told_by_its_users() -> None:
    files = {
        "a/package.json": '{"name": "a", "dependencies": {"b": "workspace:*"}}',
        "b/package.json": '{"name": "b"}',
    }

    assert areas(files) == {"b": "Used by `a`"}


def test_packages_that_others_use_stand_first() -> None:
    files = {
        "a/package.json": '{"name": "a", "description": "Shows the pages", "dependencies": {"b": "*"}}',
        "b/package.json": '{"name": "b", "description": "Keeps the rows of all"}',
        "c/package.json": '{"name": "c", "description": "Sends the letters", "dependencies": {"b": "*"}}',
    }

    assert list(areas(files)) == ["b", "a", "c"]


def test_fixtures_and_examples_are_no_areas() -> None:
    manifest = '{"name": "x", "description": "Shows how one would do it"}'

    assert (
        areas({"test/fixtures/x/package.json": manifest, "examples/x/package.json": manifest, "package.json": "{}"})
        == {}
    )


def test_the_guide_of_a_folder_describes_it_where_a_person_wrote_it() -> None:
    guide = "# Git\n\nReads and writes files of customers.\n"
    files = {"a/AGENTS.md": guide, "b/AGENTS.md": "# B\n\nTests live beside the code.\n", **filled("a"), **filled("b")}

    assert areas(files) == {"a": "Reads and writes files of customers"}
    assert areas({**files, ".contextkit/written.json": '{"files": {"a/AGENTS.md": "x"}}'}) == {}
