from __future__ import annotations

import pytest

from tests.survey.tasks.finding import headlines_of

PYTHON = {"pyproject.toml": '[project]\nname = "a"\ndependencies = ["pytest>=8"]\n', "Makefile": "test:\n\tpytest\n"}
NODE = {"package.json": '{"packageManager": "pnpm@10.0.0", "scripts": {"test": "vitest run"}}'}
GO = {"go.mod": "module example.org/a\n", "Makefile": "test:\n\tgo test ./...\n"}


@pytest.mark.parametrize("mark", ["pytest.mark.skip", "pytest.mark.xfail(strict=True)", "unittest.skip('slow')"])
def test_a_skipped_test_of_python_is_no_example(mark: str) -> None:
    tests = f"@{mark}\ndef test_first():\n    pass\n\n\ndef test_second():\n    pass\n"

    found = headlines_of({**PYTHON, "tests/test_ages.py": tests})

    assert found["test-one"] == "pytest tests/test_ages.py::test_second"


def test_a_file_of_python_that_is_skipped_as_a_whole_gives_no_example() -> None:
    tests = "import pytest\n\npytestmark = pytest.mark.skip\n\n\ndef test_first():\n    pass\n"

    assert "test-one" not in headlines_of({**PYTHON, "tests/test_ages.py": tests})


def test_a_parametrized_test_is_an_example() -> None:
    tests = "@pytest.mark.parametrize('a', [1])\ndef test_first(a):\n    pass\n"

    found = headlines_of({**PYTHON, "tests/test_ages.py": tests})

    assert found["test-one"] == "pytest tests/test_ages.py::test_first"


@pytest.mark.parametrize("marks", ["#[test]\n    #[ignore]", '#[ignore = "by hand"]\n    #[test]'])
def test_an_ignored_test_of_rust_is_no_example(marks: str) -> None:
    tests = f"mod tests {{\n    {marks}\n    fn quick_test() {{}}\n\n    #[test]\n    fn ages_are_counted() {{}}\n}}\n"
    files = {
        "Cargo.toml": '[package]\nname = "acme"\n',
        "src/lib.rs": tests,
        "CONTRIBUTING.md": "```sh\ncargo test\n```\n",
    }

    assert headlines_of(files)["test-one"] == "cargo test ages_are_counted"


def test_a_test_of_go_that_skips_itself_is_no_example() -> None:
    tests = (
        'package ages\n\nfunc TestFirst(t *testing.T) {\n\tt.Skip("slow")\n}\n\n'
        "func TestSecond(t *testing.T) {\n\tif testing.Short() {\n\t\tt.Skip()\n\t}\n}\n"
    )

    found = headlines_of({**GO, "ages/ages_test.go": tests})

    assert found["test-one"] == "go test ./ages -run '^TestSecond$'"


def test_a_file_of_go_with_a_build_tag_gives_no_example() -> None:
    tagged = "//go:build linux\n\npackage ages\n\nfunc TestFirst(t *testing.T) {}\n"

    assert "test-one" not in headlines_of({**GO, "ages/ages_test.go": tagged})


@pytest.mark.parametrize("tests", ["describe.skip('a', () => {\n  it('b', f)\n})\n", "it.skip('a', f)\nxit('b', f)\n"])
def test_a_file_of_javascript_without_a_test_that_runs_is_no_example(tests: str) -> None:
    files = {**NODE, "src/a.test.ts": tests, "src/b.test.ts": "it('b', f)\nit.skip('c', f)\n"}

    assert headlines_of(files)["test-one"] == "pnpm test src/b.test.ts"


def test_a_disabled_class_on_the_jvm_is_no_example() -> None:
    def kotlin(mark: str, name: str) -> str:
        return f"package org.acme\n\n{mark}class {name} {{\n}}\n"

    files = {
        "gradlew": "",
        "settings.gradle.kts": 'include(":core")\n',
        "core/build.gradle.kts": 'plugins {\n    kotlin("jvm")\n}\n',
        "core/src/test/kotlin/org/acme/AgesTest.kt": kotlin('@Disabled("flaky")\n', "AgesTest"),
        "core/src/test/kotlin/org/acme/YearsTest.kt": kotlin("", "YearsTest"),
        "CONTRIBUTING.md": "# Tests\n\n```sh\n./gradlew test\n```\n",
    }

    assert headlines_of(files)["test-one"] == "./gradlew :core:test --tests org.acme.YearsTest"
