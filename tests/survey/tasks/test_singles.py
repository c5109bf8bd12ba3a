from __future__ import annotations

import pytest

from tests.survey.tasks.finding import commands_of, headlines_of

PYTHON = '[project]\nname = "a"\n[dependency-groups]\ndev = ["pytest>=8"]\n'


def one_of(files: dict[str, str], package: str = "") -> str | None:
    return headlines_of(files, package).get("test-one")


def test_pytest_is_given_a_test_that_exists() -> None:
    files = {
        "pyproject.toml": PYTHON,
        "uv.lock": "",
        "CONTRIBUTING.md": "# Tests\n\n```sh\nuv run pytest\n```\n",
        "tests/test_ages.py": "import a\n\n\ndef helper():\n    pass\n\n\ndef test_ages_count():\n    pass\n",
    }

    assert one_of(files) == "uv run pytest tests/test_ages.py::test_ages_count"


def test_a_method_is_named_with_its_own_class() -> None:
    tests = "class TestNothing:\n    pass\n\n\nclass TestAges:\n    def test_count(self):\n        pass\n"
    files = {"pyproject.toml": PYTHON, "Makefile": "test:\n\tpytest\n", "tests/test_ages.py": tests}

    assert one_of(files) == "pytest tests/test_ages.py::TestAges::test_count"


def test_a_program_that_nobody_here_runs_tests_with_is_no_headline() -> None:
    files = {
        "pyproject.toml": PYTHON,
        "justfile": "test:\n    ninja check\n",
        "tests/test_ages.py": "def test_ages_count():\n    pass\n",
    }

    assert one_of(files) is None


def test_the_folders_that_ci_tests_are_those_that_an_example_is_from() -> None:
    files = {
        "pyproject.toml": PYTHON,
        "uv.lock": "",
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: uv run pytest tools/tests\n",
        "tests/test_built.py": "def test_built():\n    pass\n",
        "tools/tests/test_tool.py": "def test_tool():\n    pass\n",
    }

    assert one_of(files) == "uv run pytest tools/tests/test_tool.py::test_tool"


def test_what_a_guide_tells_comes_first_where_it_names_a_test_that_is_here() -> None:
    guide = (
        "# Testing\n\nOne file: `python runtests.py tests/test_ages.py`, or `python runtests.py tests/test_gone.py`.\n"
    )
    files = {"CONTRIBUTING.md": guide, "runtests.py": "", "tests/test_ages.py": "def test_a():\n    pass\n"}

    assert one_of(files) == "python runtests.py tests/test_ages.py"


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("vitest run", "pnpm test src/a.test.ts"),
        ("vitest", "pnpm test src/a.test.ts --run"),
        ("jest", "pnpm test src/a.test.ts"),
    ],
)
def test_a_script_that_only_calls_a_test_runner_takes_a_file(script: str, line: str) -> None:
    package = f'{{"packageManager": "pnpm@10.0.0", "scripts": {{"test": "{script}"}}}}'

    assert one_of({"package.json": package, "src/a.test.ts": ""}) == line


def test_the_root_of_a_workspace_shows_a_test_of_a_member() -> None:
    files = {
        "package.json": '{"packageManager": "pnpm@10.0.0", "scripts": {"test": "turbo run test"}}',
        "pnpm-workspace.yaml": "packages: ['packages/*']\n",
        "packages/web/package.json": '{"name": "web", "scripts": {"test": "vitest run"}}',
        "packages/web/src/a.test.ts": "",
    }

    found = [c for c in commands_of(files) if c.purpose == "test-one" and not c.package]

    assert [(c.line, c.about) for c in found] == [("pnpm --filter web test src/a.test.ts", "one file of packages/web")]


def test_cargo_is_given_the_crate_and_a_test_of_it() -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
        "crates/core/Cargo.toml": '[package]\nname = "acme-core"\n',
        "crates/core/src/lib.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn ages_are_counted() {}\n}\n",
        "CONTRIBUTING.md": "# Tests\n\n```sh\ncargo nextest run\n```\n",
    }

    assert one_of(files) == "cargo nextest run -p acme-core ages_are_counted"


def test_go_is_given_the_tags_that_most_calls_have() -> None:
    files = {
        "go.mod": "module example.org/a\n",
        "Makefile": "test:\n\tgo test -tags pure ./...\n",
        "ages/ages_test.go": 'package ages\n\nimport "testing"\n\nfunc TestCount(t *testing.T) {}\n',
    }

    assert one_of(files) == "go test -tags pure ./ages -run '^TestCount$'"


def test_a_module_of_android_has_no_task_test_of_its_own() -> None:
    kotlin = "package org.acme\n\nclass AgesTest {\n}\n"
    files = {
        "gradlew": "",
        "settings.gradle.kts": 'include(":app", ":core")\n',
        "app/build.gradle.kts": "plugins {\n    alias(libs.plugins.android.application)\n}\n",
        "app/src/test/kotlin/org/acme/AgesTest.kt": kotlin,
        "core/build.gradle.kts": 'plugins {\n    kotlin("jvm")\n}\n',
        "core/src/test/kotlin/org/acme/AgesTest.kt": kotlin,
        "CONTRIBUTING.md": "# Tests\n\n```sh\n./gradlew test\n```\n",
    }

    assert one_of(files) == "./gradlew :core:test --tests org.acme.AgesTest"
