from __future__ import annotations

from tests.survey.tasks.finding import commands_of, headlines_of

DAGGER = {"dagger.json": "{}"}


def test_a_tool_whose_verb_is_spelled_in_two_ways_makes_no_headline() -> None:
    guide = "# Lint\n\nAll linters: `dagger checks *:lint`\n\n# Test\n\nTests: `dagger check sdk:test`\n"

    assert "lint" not in headlines_of({**DAGGER, "CONTRIBUTING.md": guide})


def test_a_tool_whose_verb_is_spelled_in_one_way_makes_a_headline() -> None:
    guide = "# Lint\n\nAll linters: `dagger check *:lint`\n\n# Test\n\nTests: `dagger check sdk:test`\n"

    assert headlines_of({**DAGGER, "CONTRIBUTING.md": guide})["lint"] == "dagger check *:lint"


def test_what_is_typed_inside_another_folder_is_no_command_of_the_root() -> None:
    files = {"pyproject.toml": '[project]\nname = "a"\n'}
    page = "# Plugins\n\nRun `pip install -e .`, inside the plugin folder.\n"

    assert "install" not in headlines_of({**files, "docs/development/plugins.md": page})


def test_what_is_typed_in_the_root_folder_is() -> None:
    files = {"pyproject.toml": '[project]\nname = "a"\n'}
    page = "# Setup\n\nRun `pip install -e .`, inside the repository folder. Not in the plugin folder.\n"

    assert headlines_of({**files, "docs/development/setup.md": page})["install"] == "pip install -e ."


def test_what_a_package_says_of_its_script_is_not_said_of_the_roots() -> None:
    files = {
        "package.json": '{"packageManager": "pnpm@10.0.0", "scripts": {"dev": "node all.js"}}',
        "pnpm-workspace.yaml": "packages: ['packages/*']\n",
        "packages/web/package.json": '{"name": "web", "scripts": {"dev": "vite"}}',
        "packages/web/README.md": "# Develop\n\n```sh\ncd packages/web\npnpm dev  # Start vite\n```\n",
    }

    about = {c.line: c.about for c in commands_of(files)}

    assert about == {"pnpm dev": "", "pnpm --filter web dev": "Start vite"}


def test_words_for_who_works_in_a_container_are_not_said_of_all() -> None:
    files = {"package.json": '{"packageManager": "pnpm@10.0.0", "scripts": {"build": "tsc"}}'}
    guide = "# Work\n\nTo build inside the container:\n\n```sh\npnpm build\n```\n"

    [build] = commands_of({**files, "CONTRIBUTING.md": guide})

    assert build.is_headline
    assert not build.about


def test_a_test_of_a_part_of_the_suites_says_which_part() -> None:
    files = {
        "pyproject.toml": '[project]\nname = "a"\ndependencies = ["pytest>=8"]\n',
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: pytest tools/tests\n",
        "lib/tests/test_a.py": "",
        "lib/tests/test_b.py": "",
        "tools/tests/test_tool.py": "def test_tool():\n    pass\n",
    }

    [one] = [c for c in commands_of(files) if c.purpose == "test-one"]

    assert one.about == "a test of tools/ alone; other tests are run otherwise"
