from __future__ import annotations

from tests.survey.tasks.finding import commands_of, headlines_of, lines_of

MAKE = {"Makefile": "test:\n\tpytest\n\nlint:\n\truff check\n"}


def test_a_step_is_typed_in_its_working_directory() -> None:
    workflow = """
jobs:
  web:
    steps:
      - name: Test
        working-directory: web
        run: npm test
      - run: npm run lint
        working-directory: web
"""
    files = {
        "web/package.json": '{"scripts": {"test": "jest", "lint": "eslint ."}}',
        "web/package-lock.json": "{}",
        ".github/workflows/ci.yml": workflow,
    }

    found = {c.line: [e.path for e in c.evidence] for c in commands_of(files) if c.package == "web"}

    assert found["npm test"] == ["web/package.json", ".github/workflows/ci.yml"]
    assert found["npm run lint"] == ["web/package.json", ".github/workflows/ci.yml"]


def test_the_script_of_a_gitlab_job_is_read() -> None:
    pipeline = "lint:\n  script:\n    - make lint\n    - make $TARGET\n"

    [lint] = [c for c in commands_of({**MAKE, ".gitlab-ci.yml": pipeline}) if c.line == "make lint"]

    assert [str(e) for e in lint.evidence] == ["Makefile:4", ".gitlab-ci.yml:3"]


def test_a_script_of_another_package_is_not_taken_for_the_root_s() -> None:
    files = {
        "package.json": '{"packageManager": "pnpm@10.0.0"}',
        "packages/web/package.json": '{"name": "web", "scripts": {"build": "vite build"}}',
        "CONTRIBUTING.md": "# Build\n\n```sh\npnpm build\ncd packages/web && pnpm build\n```\n",
    }

    found = [(c.package, c.line) for c in commands_of(files) if c.purpose == "build"]

    assert found == [("packages/web", "pnpm build")]


def test_what_users_install_is_no_command_of_this_repository() -> None:
    readme = "# acme\n\n```sh\nnpm install acme\npip install acme\ncargo install acme\nbrew install acme\n```\n"
    files = {"README.md": readme, "package.json": "{}", "acme/__init__.py": "", "pyproject.toml": "", "Cargo.toml": ""}

    assert lines_of(files) == []


def test_the_manager_of_another_repository_does_not_install_this_one() -> None:
    files = {
        "package.json": '{"dependencies": {"a": "1"}}',
        "pnpm-lock.yaml": "",
        "CONTRIBUTING.md": "# Setup\n\n`npm install` fails; run `pnpm install`.\n",
    }

    assert lines_of(files) == ["pnpm install"]


def test_hooks_are_told_by_the_program_that_others_name() -> None:
    files = {
        ".pre-commit-config.yaml": "repos: []\n",
        "pyproject.toml": '[dependency-groups]\ndev = ["prek"]\n',
        "uv.lock": "",
    }

    assert lines_of(files) == ["uv run prek run --all-files"]


def test_one_tool_for_each_language_is_no_answer_for_all() -> None:
    guide = "# Format\n\n```sh\ncargo fmt --all\nruff format .\n```\n"
    files = {"Cargo.toml": "", "pyproject.toml": "[tool.ruff]\n", "CONTRIBUTING.md": guide}

    assert "format" not in headlines_of(files)
    assert {"cargo fmt --all", "ruff format ."} <= set(lines_of(files))


def test_scripts_beside_another_language_need_the_word_of_a_guide() -> None:
    scripts = {"package.json": '{"scripts": {"lint": "eslint ."}}', "package-lock.json": "{}", "assets/a.js": ""}
    python = {"a.py": "", "b.py": "", "c.py": ""}
    guide = {"CONTRIBUTING.md": "# Lint\n\n`npm run lint` lints.\n"}

    assert headlines_of(scripts)["lint"] == "npm run lint"
    assert "lint" not in headlines_of({**scripts, **python})
    assert headlines_of({**scripts, **python, **guide})["lint"] == "npm run lint"


def test_a_target_that_installs_the_product_does_not_install_what_it_needs() -> None:
    product = {"Makefile": "install:\n\tgo build -o bin/acme && cp bin/acme ~/.local/bin\n"}
    needs = {"Makefile": "install:\n\tuv sync\n"}

    assert "install" not in headlines_of(product)
    assert headlines_of(needs)["install"] == "make install"


def test_an_alias_is_told_with_its_recipe() -> None:
    [lint] = commands_of({"justfile": "alias l := lint\n\n# Lint everything\nlint:\n    ruff check\n"})

    assert (lint.line, lint.about) == ("just lint", "Lint everything (short: `just l`)")


def test_the_sub_commands_of_a_script_are_told_by_prose() -> None:
    script = '#!/bin/sh\ncase "$1" in\n  start) echo ;;\n  stop) echo ;;\nesac\n'
    guide = "# Development\n\n```sh\n./scripts/dev.sh start   # all services\n./scripts/dev.sh deploy\n```\n"

    found = commands_of({"scripts/dev.sh": script, "DEVELOPMENT.md": guide})

    assert [(c.line, c.about) for c in found] == [("./scripts/dev.sh start", "all services")]


def test_a_member_of_a_yarn_workspace_is_told_by_its_folder() -> None:
    files = {
        "package.json": '{"workspaces": ["packages/*"]}',
        "yarn.lock": "",
        "packages/web/package.json": '{"name": "@acme/web", "scripts": {"build": "vite build"}}',
    }

    found = [(c.line, c.folder) for c in commands_of(files) if c.package == "packages/web"]

    assert found == [("yarn --cwd packages/web build", "")]


def test_an_alias_of_a_task_is_no_task_of_its_own() -> None:
    found = commands_of(
        {"Taskfile.yml": "tasks:\n  test:\n    aliases: [t]\n    desc: Run tests\n    cmd: go test ./...\n"}
    )

    assert [(c.line, c.about) for c in found] == [("task test", "Run tests")]
