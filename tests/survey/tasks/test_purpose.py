from __future__ import annotations

import pytest

from contextkit.survey.tasks.calls import of_line
from contextkit.survey.tasks.lines import form_of
from contextkit.survey.tasks.purpose import of_name


@pytest.mark.parametrize(
    ("name", "purpose", "distance"),
    [
        ("test", "test", 0),
        ("test:unit", "test", 2),
        ("run-tests", "test", 1),
        ("build-docs", "docs", 0),
        ("docs-serve", "docs", 2),
        ("type-check", "typecheck", 0),
        ("format:check", "format", 3),
        ("fix-fmt", "format", 1),
        ("test-watch", "test", 3),
        ("release:publish", "release", 3),
        ("storkify", "other", 3),
    ],
)
def test_a_name_says_its_purpose_and_how_near_it_is(name: str, purpose: str, distance: int) -> None:
    assert of_name(name) == (purpose, distance)


@pytest.mark.parametrize(
    ("line", "purpose", "distance"),
    [
        ("uv run pytest", "test", 1),
        ("uv run pytest tests/server", "test", 2),
        ("cargo clippy --workspace -- -D warnings", "lint", 1),
        ("cargo build --release", "build", 2),
        ("ruff format --check .", "format", 3),
        ("go test", "test", 2),
        ("go test ./...", "test", 1),
        ("pip install -e .[dev]", "install", 1),
        ("typos", "lint", 3),
        ("pre-commit install", "install", 3),
    ],
)
def test_a_call_without_arguments_of_its_own_is_about_the_whole(line: str, purpose: str, distance: int) -> None:
    assert of_line(form_of(line)) == (purpose, distance)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("npm run test", "pnpm test"),
        ("npm ci", "npm install"),
        ("./gradlew :app:test --no-daemon", "gradle :app:test"),
        ("uv run --frozen pytest", "pytest"),
        ("CI=1 python3 -m pytest", "pytest"),
    ],
)
def test_lines_that_do_the_same_have_one_form(one: str, other: str) -> None:
    assert form_of(one) == form_of(other)


def test_a_script_named_ci_is_no_installation() -> None:
    assert form_of("pnpm run ci") != form_of("pnpm install")
