"""Where each runner finds what a command names."""

from __future__ import annotations

from pathlib import Path

import pytest

from contextkit.survey.commands import runners as folder
from contextkit.survey.commands.registry import runner_of, runners
from tests.survey.commands.asking import told

NODE = {
    "package.json": (
        '{"name": "top",\n "scripts": {\n  "build": "tsc",\n  "lint:fix": "eslint --fix"},\n'
        ' "devDependencies": {"vitest": "1"}}'
    ),
    "apps/web/package.json": '{"name": "@x/web", "scripts": {"dev": "vite"}}',
    "tools/run.ts": "",
}
MAKE = {
    "Makefile": (
        "TARGETS = one two\nifdef X\nendif\n.PHONY: build ghost\nbuild: deps ## text\n\tgo build\n"
        "z b:: c\n\ttrue\n$(TARGETS):\n\ttrue\ntest-%: build\n\ttrue\n%.o: %.c\n\tcc\ninclude mk/more.mk\nx := y\n"
    ),
    "mk/more.mk": "more:\n\ttrue\n",
    "docs/Makefile": "html:\n\tsphinx\n",
}
JUST = {
    "justfile": (
        "set shell := ['bash']\nname := 'x:y'\n\n# tests\ntest filter='a:b' *args: build\n    cargo test\n"
        "@build:\n    true\n"
        "alias t := test\nmod web\nimport 'more.just'\n"
    ),
    "web.just": "serve:\n    true\n",
    "more.just": "more:\n    true\n",
}
TASK = {
    "Taskfile.yml": (
        "version: '3'\nincludes:\n  docs: ./docs\n  gone:\n    taskfile: ./nowhere.yml\n    optional: true\n"
        "tasks:\n  build:\n    aliases: [b]\n  start:*:\n    cmds: [x]\n"
    ),
    "docs/Taskfile.yml": "tasks:\n  default: x\n  serve: y\n",
}
TOX = {"tox.ini": "[tox]\nenv_list =\n    py{311,312}-{unit,e2e}\n    lint\n[testenv:docs]\ncommands = x\n"}
NOX = {
    "noxfile.py": (
        "import nox\n@nox.session(python=['3.11'])\ndef unit_tests(session): ...\n"
        "@nox.session(name='lint')\ndef f(s): ...\n"
    )
}
PYTHON = {
    "pyproject.toml": (
        '[project]\nname = "mine"\n[project.scripts]\nmine = "mine.cli:main"\n[tool.poe.tasks]\nfmt = "ruff"\n'
        '[tool.pdm.scripts]\nship = "x"\n[tool.hatch.envs.docs.scripts]\nserve = "mkdocs"\n'
    ),
    "mine/__init__.py": "",
    "mine/cli.py": "",
    "scripts/go.py": "",
    "bin/setup": '#!/bin/sh\ncase "$1" in\n  up|start) x ;;\n  down) y ;;\nesac\n',
}  # fmt: skip
CARGO = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]',
    "crates/core/Cargo.toml": '[package]\nname = "engine"',
    "crates/core/examples/demo.rs": "",
    "xtask/Cargo.toml": '[package]\nname = "xtask"',
    "xtask/src/main.rs": 'match x { "dist" => 1 }',
    ".cargo/config.toml": '[alias]\nxtask = "run -p xtask --"\nlints = "clippy"\n',
    "Cargo.lock": '[[package]]\nname = "serde"\n',
}
GO = {"go.mod": "module example.org/me\n", "cmd/tool/main.go": "", "internal/x/x.go": ""}
GRADLE = {
    "settings.gradle.kts": 'include(":app", ":lib:core")',
    "app/build.gradle.kts": 'plugins { id("com.diffplug.spotless") }\ntasks.register("mine") {}',
    "gradlew": "",
}
OTHERS = {
    "composer.json": '{"scripts": {"cs": "x"}}',
    "Rakefile": "task :default\nnamespace :db do\n  task :migrate do\n  end\nend\ntask 'top' => []\n",
    "mix.exs": '  defp aliases do\n    [\n      setup: ["deps.get"],\n      "assets.build": []\n    ]\n  end\n',
    "lib/mix/tasks/my.gen.ex": "",
    "deno.jsonc": '{ // tasks\n "tasks": {"dev": "deno run main.ts",}}',
    "mise.toml": "[tasks.lint]\nrun = 'x'\nalias = 'l'\n",
    ".mise/tasks/db/reset.sh": "",
    "src/Api/Api.csproj": "",
    "pom.xml": "<project><artifactId>top</artifactId></project>",
    "core/pom.xml": "<project><artifactId>core-lib</artifactId></project>",
    "nx.json": '{"targetDefaults": {"bundle": {}}}',
    "apps/api/project.json": '{"name": "api"}',
}  # fmt: skip


@pytest.mark.parametrize(
    ("files", "line", "answers"),
    [
        (NODE, "npm run build", ["live package.json:3 scripts.build"]),
        (NODE, "pnpm lint:fix", ["live package.json:4 scripts.lint:fix"]),
        (NODE, "npm install && yarn add x && pnpm -r exec tsc", ["foreign"] * 3),
        (NODE, "npx vitest run", ["foreign"]),
        (NODE, "pnpm vitest", ["foreign vitest is a program"]),
        (NODE, "pnpm --filter @x/web dev", ["live apps/web/package.json:1 scripts.dev"]),
        (NODE, "pnpm --filter web run dev", ["live apps/web/package.json:1"]),
        (NODE, "pnpm run dev --filter=./apps/web", ["live apps/web/package.json:1"]),
        (NODE, "npm run dev -w apps/web", ["live apps/web/package.json:1"]),
        (NODE, "npm --prefix apps/web run dev", ["live apps/web/package.json:1"]),
        (NODE, "yarn workspace @x/web dev", ["live apps/web/package.json:1"]),
        (NODE, "turbo run dev build", ["live apps/web/package.json:1", "live package.json:3"]),
        (NODE, "cd apps/web && npm run dev", ["live apps/web/package.json:1"]),
        (NODE, "pnpm run dev", ["live apps/web/package.json:1"]),
        (NODE, "npm run lint:*", ["live package.json:4"]),
        (NODE, "npm run <script>", ["placeholder"]),
        (NODE, "npm run YOUR_SCRIPT", ["placeholder"]),
        (NODE, "npm run nothing", ["?unknown nothing"]),
        (NODE, "cd elsewhere && npm run nothing", ["unknown"]),
        (NODE, "npm run", ["foreign"]),
        (NODE, "bun run tools/run.ts", ["live tools/run.ts"]),
        (NODE, "bun test", ["foreign"]),
        ({"package.json": "{oops"}, "npm run build", ["?unknown build"]),
        (MAKE, "make build", ["live Makefile:5 target build"]),
        (MAKE, "make z b one two more", ["live"] * 5),
        (MAKE, "make ghost", ["live Makefile:4"]),
        (MAKE, "make test-unit X=1 -j4", ["live Makefile has a rule"]),
        (MAKE, "make thing.o", ["unknown"]),
        (MAKE, "make -C docs html", ["live docs/Makefile:1 target html"]),
        (MAKE, "make x", ["?unknown x"]),
        (MAKE, "make TARGET", ["placeholder"]),
        (MAKE, "make", ["live Makefile:1"]),
        (MAKE, "make money", ["?unknown money"]),
        ({}, "make build", ["?unknown build"]),
        (JUST, "just test some-filter", ["live justfile:5 recipe test"]),
        (JUST, "just build", ["live justfile:7"]),
        (JUST, "just t", ["live justfile:9 alias t"]),
        (JUST, "just web::serve", ["live web.just:1 recipe serve"]),
        (JUST, "just web serve", ["live web.just:1"]),
        (JUST, "just more", ["live more.just:1"]),
        (JUST, "just name", ["placeholder"]),
        (JUST, "just --list", ["foreign"]),
        (TASK, "task build", ["live Taskfile.yml:8 tasks.build"]),
        (TASK, "task b start:web docs:serve docs", ["live"] * 4),
        (TASK, "task other", ["?unknown other"]),
        (TOX, "tox -e py311-unit,lint", ["live tox.ini", "live tox.ini"]),
        (TOX, "tox run -e docs", ["live tox.ini:5"]),
        (TOX, "tox -e py39", ["live tox.ini has a rule"]),
        (TOX, "tox -e nothing", ["?unknown nothing"]),
        (NOX, "nox -s unit_tests-3.11 lint", ["live noxfile.py:3", "live noxfile.py:5"]),
        (NOX, "nox --session=other", ["?unknown other"]),
        (PYTHON, "poe fmt", ["live pyproject.toml:6 poe.tasks.fmt"]),
        (PYTHON, "pdm run ship", ["live pyproject.toml:8"]),
        (PYTHON, "hatch run docs:serve", ["live pyproject.toml:10"]),
        (PYTHON, "uv run pytest -x", ["foreign"]),
        (PYTHON, "uv run --extra dev mine", ["live pyproject.toml"]),
        (PYTHON, "uv run scripts/go.py", ["live scripts/go.py"]),
        (PYTHON, "uv sync", ["foreign"]),
        (PYTHON, "poetry run python -m mine.cli", ["live mine/cli.py"]),
        (PYTHON, "python -m pytest", ["foreign"]),
        (PYTHON, "python -m mine.gone", ["?unknown mine.gone"]),
        (PYTHON, "python scripts/go.py --x", ["live scripts/go.py"]),
        (PYTHON, "python -c 'print(1)'", ["foreign"]),
        (PYTHON, "python scripts/gone.py", ["?unknown scripts/gone.py"]),
        (PYTHON, "python path/to/script.py", ["placeholder"]),
        (PYTHON, "mine --help", ["live pyproject.toml:2 mine"]),
        (PYTHON, "bin/setup start", ["live bin/setup:3 case start"]),
        (PYTHON, "./bin/setup other", ["?live other"]),
        (PYTHON, ".venv/bin/python -m mine", ["live mine/__init__.py"]),
        (PYTHON, "./dist/mine-1.0", ["generated"]),
        (PYTHON, "git commit", ["foreign"]),
        (CARGO, "cargo build --release", ["foreign"]),
        (CARGO, "cargo +nightly lints", ["live .cargo/config.toml:3 alias.lints"]),
        (CARGO, "cargo nextest run -p engine", ["live crates/core/Cargo.toml"]),
        (CARGO, "cargo test -p serde", ["foreign serde is a dependency"]),
        (CARGO, "cargo test -p engin", ["?unknown engin"]),
        (CARGO, "cargo run --example demo", ["live crates/core/examples/demo.rs"]),
        (CARGO, "cargo xtask dist", ["live .cargo/config.toml:2", "live xtask/src/main.rs:1"]),
        (CARGO, "cargo xtask other", ["live .cargo/config.toml:2", "unknown"]),
        (CARGO, "cargo llvm-cov", ["?foreign llvm-cov"]),
        (GO, "go test -run TestX -v ./internal/... ./cmd/tool", ["live internal", "live cmd/tool"]),
        (GO, "go run ./cmd/gone", ["?unknown ./cmd/gone"]),
        (GO, "go run example.org/me/cmd/tool", ["live cmd/tool"]),
        (GO, "go install golang.org/x/tools@latest", ["foreign"]),
        (GO, "go build ./...", ["live the root"]),
        (GO, "go ahead", ["unknown"]),
        (GO, "tool -x", ["live cmd/tool/main.go"]),
        (GRADLE, "./gradlew :app:test", ["live module :app"]),
        (GRADLE, "gradle :lib:core:build", ["live includes :lib:core"]),
        (GRADLE, "./gradlew :gone:test", ["?unknown gone"]),
        (GRADLE, "./gradlew build spotlessApply mine", ["foreign", "foreign", "live app/build.gradle.kts task mine"]),
        (OTHERS, "composer run cs", ["live composer.json:1 scripts.cs"]),
        (OTHERS, "composer install", ["foreign"]),
        (OTHERS, "bundle exec rake db:migrate top", ["live Rakefile:3 task db:migrate", "live Rakefile:6"]),
        (OTHERS, "mix setup && mix assets.build && mix my.gen", ["live mix.exs:3", "live mix.exs:4", "live lib/mix"]),
        (OTHERS, "mix test", ["foreign"]),
        (OTHERS, "deno task dev", ["live deno.jsonc:2 tasks.dev"]),
        (OTHERS, "mise run lint", ["live mise.toml:1 tasks.lint"]),
        (OTHERS, "mise l && mise run db:reset", ["live mise.toml", "live .mise/tasks/db/reset.sh"]),
        (OTHERS, "mise install", ["foreign"]),
        (
            {"mise.toml": "[task_config]\nincludes = ['tasks.toml']\n", "tasks.toml": "[ci]\nrun = 'x'\nalias = 'c'\n"},
            "mise run ci && mise run c",
            ["live tasks.toml:1 ci", "live tasks.toml"],
        ),
        (OTHERS, "dotnet test src/Api/Api.csproj", ["live src/Api/Api.csproj"]),
        (OTHERS, "mvn -pl core,:core-lib test", ["live core", "live module core-lib"]),
        (OTHERS, "nx test api", ["live apps/api/project.json nx project api"]),
        (OTHERS, "nx run-many -t build", ["foreign"]),
        (OTHERS, "nx bundle", ["live nx.json target bundle"]),
        (OTHERS, "nx test gone", ["?unknown gone"]),
    ],
)
def test_a_command_is_found_where_its_runner_looks(files: dict[str, str], line: str, answers: list[str]) -> None:
    found = told(files, line)

    assert len(found) == len(answers), found
    assert all(f.startswith(a) for f, a in zip(found, answers, strict=True)), found


def test_the_registry_is_the_folder() -> None:
    here = {p.stem for p in Path(folder.__path__[0]).glob("*.py")} - {"__init__"}

    assert {str(getattr(r, "__name__", "")).rpartition(".")[2] for r in runners()} == here
    assert runner_of("make.exe") is runner_of("make")


def test_no_two_runners_claim_one_program() -> None:
    programs = [program for runner in runners() for program in runner.PROGRAMS]

    assert len(programs) == len(set(programs))


@pytest.mark.parametrize(
    "file", ["package.json", "Taskfile.yml", "mise.toml", "noxfile.py", "deno.json", "composer.json"]
)
def test_a_broken_manifest_leaves_its_runner_unknown(file: str) -> None:
    line = {
        "package.json": "npm run x", "Taskfile.yml": "task x", "mise.toml": "mise run x", "noxfile.py": "nox -s x",
        "deno.json": "deno task x", "composer.json": "composer run x",
    }[file]  # fmt: skip

    assert told({file: "{[ : broken"}, line) == ["?unknown x"]


def test_the_nearest_manifest_speaks_first() -> None:
    files = {"Makefile": "test:\n", "web/Makefile": "\ntest:\n"}

    assert told(files, "make test", ("web", "")) == ["live web/Makefile:2 target test"]
