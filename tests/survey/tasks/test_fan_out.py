from __future__ import annotations

import json

from tests.survey.tasks.finding import commands_of, headlines_of


def workspace(scripts: dict[str, str], needs: list[str], own: str = "build") -> dict[str, str]:
    return {
        "package.json": json.dumps({"packageManager": "pnpm@10.0.0", "scripts": scripts}),
        "pnpm-workspace.yaml": "packages: ['packages/*']\n",
        "turbo.json": json.dumps({"tasks": {own: {"dependsOn": needs}}}),
        "packages/web/package.json": json.dumps({"name": "web", "scripts": {own: "tool"}}),
    }


def test_a_package_is_built_with_those_that_it_needs_where_turbo_does_that() -> None:
    files = workspace({"build": "turbo run build"}, ["^build"])

    assert headlines_of(files, "packages/web")["build"] == "pnpm run build --filter web"


def test_a_package_is_built_alone_where_it_needs_no_other() -> None:
    assert (
        headlines_of(workspace({"build": "turbo run build"}, []), "packages/web")["build"] == "pnpm --filter web build"
    )
    assert headlines_of(workspace({"build": "tsc"}, ["^build"]), "packages/web")["build"] == "pnpm --filter web build"


def test_what_the_root_passes_on_stays_behind_the_filter() -> None:
    files = workspace({"test": "turbo run test --concurrency=1 -- --run"}, ["^build"], "test")

    assert headlines_of(files, "packages/web")["test"] == "pnpm exec turbo run test --filter=web -- --run"


def test_a_script_that_starts_every_package_says_so() -> None:
    [run] = [c for c in commands_of(workspace({"dev": "turbo run dev"}, [], "dev")) if c.line == "pnpm dev"]

    assert run.is_headline
    assert run.about == "in every package that has a script `dev`"


def test_where_a_guide_starts_one_package_that_is_the_way_and_not_all_of_them() -> None:
    files = workspace({"dev": "turbo run dev"}, [], "dev")

    found = headlines_of({**files, "CONTRIBUTING.md": "# Run\n\n```sh\npnpm run dev --filter web\n```\n"})

    assert found["run"] == "pnpm run dev --filter web"


def test_where_guides_start_different_packages_there_is_no_one_way() -> None:
    files = workspace({"dev": "turbo run dev"}, [], "dev")
    guide = "# Run\n\n```sh\npnpm run dev --filter web\npnpm run dev --filter api\n```\n"
    api = {"packages/api/package.json": '{"name": "api", "scripts": {"dev": "tool"}}'}

    assert "run" not in headlines_of({**files, **api, "CONTRIBUTING.md": guide})


def test_a_script_that_starts_one_package_says_nothing_of_others() -> None:
    files = workspace({"dev": "turbo run dev --filter web"}, [], "dev")

    [run] = [c for c in commands_of(files) if c.line == "pnpm dev"]

    assert not run.about
