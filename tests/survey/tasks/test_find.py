from __future__ import annotations

from tests.survey.tasks.finding import commands_of, headlines_of, lines_of

NODE = {"package.json": '{"packageManager": "pnpm@10.1.0", "scripts": {"test": "vitest run", "build": "tsc"}}'}


def test_a_script_is_run_with_the_package_manager_that_the_repository_names() -> None:
    found = headlines_of(NODE)

    assert found["test"] == "pnpm test"
    assert found["build"] == "pnpm build"


def test_a_lock_file_says_which_package_manager_it_is() -> None:
    found = headlines_of({"package.json": '{"scripts": {"lint": "eslint ."}}', "package-lock.json": "{}"})

    assert found["lint"] == "npm run lint"


def test_a_script_of_a_workspace_member_is_typed_at_the_root_with_its_filter() -> None:
    files = {
        **NODE,
        "pnpm-workspace.yaml": "packages: ['packages/*']\n",
        "packages/web/package.json": '{"name": "@acme/web", "scripts": {"test": "vitest run"}}',
    }

    found = [c for c in commands_of(files) if c.package == "packages/web"]

    assert [(c.line, c.folder) for c in found if c.purpose == "test"] == [("pnpm --filter @acme/web test", "")]


def test_a_name_that_says_danger_never_stands_for_a_purpose() -> None:
    makefile = "build-release:\n\tgoreleaser release\n\nrun-down:\n\tdocker compose down --volumes\n"

    assert headlines_of({"Makefile": makefile}) == {}


def test_what_a_script_runs_says_nothing_about_its_purpose() -> None:
    found = headlines_of({"package.json": '{"scripts": {"ship": "npm test && npm publish"}}'})

    assert found == {}


def test_a_line_of_ci_counts_where_the_repository_defines_it() -> None:
    workflow = "jobs:\n  test:\n    steps:\n      - run: make test\n      - run: make deploy\n"

    found = commands_of({"Makefile": "test:\n\tpytest\n", ".github/workflows/ci.yml": workflow})

    [test] = [c for c in found if c.line == "make test"]
    assert [str(e) for e in test.evidence] == ["Makefile:1", ".github/workflows/ci.yml:4"]
    assert "make deploy" not in [c.line for c in found]


def test_plumbing_of_ci_becomes_no_command() -> None:
    workflow = """
jobs:
  test:
    steps:
      - run: |
          cat <<EOF > config
          make test
          EOF
          if [ -n "$X" ]; then
            make lint
          fi
          make test-${{ matrix.kind }}
          make build > out.txt
"""

    found = lines_of({"go.mod": "module a\n", ".github/workflows/ci.yml": workflow})

    assert found == []


def test_prose_gives_a_task_its_sentence() -> None:
    guide = "# Contributing\n\n## Tests\n\n- Run all checks: `make check`\n"

    [check] = [
        c for c in commands_of({"Makefile": "check:\n\ttrue\n", "CONTRIBUTING.md": guide}) if c.line == "make check"
    ]

    assert check.about == "Run all checks"
    assert [e.path for e in check.evidence] == ["Makefile", "CONTRIBUTING.md"]


def test_a_description_in_the_makefile_comes_first() -> None:
    [lint] = [
        c for c in commands_of({"Makefile": "lint: deps ## Lint the code\n\truff check\n"}) if c.purpose == "lint"
    ]

    assert lint.about == "Lint the code"
    assert lint.is_headline


def test_a_format_task_that_only_checks_is_not_the_way_to_format() -> None:
    justfile = "# Check formatting\nfmt:\n    ruff format --check\n"

    assert headlines_of({"justfile": justfile}) == {}
