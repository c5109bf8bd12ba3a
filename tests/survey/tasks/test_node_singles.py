from __future__ import annotations

import json

import pytest

from tests.survey.tasks.finding import headlines_of


def one_of(scripts: dict[str, str], files: dict[str, str] | None = None, **more: object) -> str | None:
    manifest = json.dumps({"packageManager": "pnpm@10.0.0", "scripts": scripts, **more})
    return headlines_of({"package.json": manifest, "src/a.spec.ts": "it('a', f)\n", **(files or {})}).get("test-one")


@pytest.mark.parametrize("name", [".mocharc.json", ".mocharc.yml", ".mocharc.cjs"])
def test_mocha_whose_configuration_names_all_tests_runs_no_single_file(name: str) -> None:
    configuration = {".mocharc.json": '{"spec": "**/*.spec.ts"}', ".mocharc.yml": "spec: src\n"}
    text = configuration.get(name, "module.exports = { spec: 'src' }\n")

    assert one_of({"test": "mocha"}, {name: text}, devDependencies={"mocha": "11"}) is None


def test_mocha_whose_package_names_all_tests_runs_no_single_file() -> None:
    assert one_of({"test": "mocha"}, mocha={"spec": ["src"]}) is None


def test_mocha_whose_configuration_names_no_tests_runs_a_single_file() -> None:
    assert one_of({"test": "mocha"}, {".mocharc.json": '{"timeout": 9}'}) == "pnpm test src/a.spec.ts"


@pytest.mark.parametrize("script", ["vitest run src", "jest --coverage src", "mocha 'src/**/*.spec.ts'"])
def test_a_script_with_files_of_its_own_is_not_given_one_more(script: str) -> None:
    assert one_of({"test": script}) is None


def test_the_options_of_a_script_are_kept_by_typing_it() -> None:
    assert one_of({"test": "vitest run --config a.config.ts"}) == "pnpm test src/a.spec.ts"
    assert one_of({"test": "pnpm exec vitest"}) == "pnpm test src/a.spec.ts --run"


def test_a_bare_call_is_not_made_where_scripts_give_options() -> None:
    installed = {"vitest": "4"}

    assert one_of({"test:all": "build && vitest run --config b.ts"}, devDependencies=installed) is None
    assert (
        one_of({"test:all": "build && vitest run"}, devDependencies=installed) == "pnpm exec vitest run src/a.spec.ts"
    )


def test_of_two_lines_of_a_guide_the_one_that_ends_comes_first() -> None:
    guide = "# Tests\n\n```sh\npnpm exec vitest src/a.spec.ts\npnpm exec vitest run src/a.spec.ts\n```\n"

    found = one_of({"lint": "eslint"}, {"CONTRIBUTING.md": guide}, devDependencies={"vitest": "4"})

    assert found == "pnpm exec vitest run src/a.spec.ts"


def test_a_package_whose_tests_are_set_up_as_a_whole_makes_no_example() -> None:
    plain = "export default { test: { coverage: {} } }\n"
    more = "export default { test: { globalSetup: 'test/setup.ts' } }\n"

    assert one_of({"test": "vitest run"}, {"vitest.config.ts": more}) is None
    assert one_of({"test": "vitest run"}, {"vitest.config.ts": plain}) == "pnpm test src/a.spec.ts"
