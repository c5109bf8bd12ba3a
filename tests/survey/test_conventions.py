"""Conventions that configuration and history prove."""

from __future__ import annotations

import pytest

from contextkit.repo import NoHistory
from contextkit.survey.commit_style import commit_convention
from contextkit.survey.conventions import find_conventions
from tests.survey.grounds import material


@pytest.mark.parametrize(
    ("path", "text", "said", "line"),
    [
        ("pyproject.toml", "[tool.ruff]\nline-length = 120\n", "Lines have at most 120 characters (ruff)", 2),
        (".prettierrc", '{\n  "printWidth": 100\n}\n', "Lines have at most 100 characters (Prettier)", 2),
        ("rustfmt.toml", "max_width = 90\n", "Lines have at most 90 characters (rustfmt)", 1),
        ("pyproject.toml", "[tool.mypy]\nstrict = true\n", "mypy runs in strict mode", 2),
        ("tsconfig.json", '{"compilerOptions": {"strict": true}}', "TypeScript is strict", 1),
        ("pyproject.toml", '[project]\nrequires-python = ">=3.11"\n', "Python >=3.11", 2),
        ("package.json", '{"packageManager": "pnpm@9.1.0"}', "Packages are managed by pnpm 9.1.0", 1),
        ("Cargo.toml", '[package]\nedition = "2024"\nrust-version = "1.9"\n', "Rust: edition 2024, at least 1.9", 2),
        ("go.mod", "module a\n\ngo 1.24\n", "Go 1.24", 3),
        (
            "pyproject.toml",
            '[tool.importlinter]\nroot_package = "a"\n',
            "Imports between layers are enforced by import-linter (`[tool.importlinter]`)",
            1,
        ),
    ],
)
def test_a_configuration_proves_a_convention(path: str, text: str, said: str, line: int) -> None:
    (found,) = find_conventions(material({path: text}))

    assert (found.statement, str(found.evidence)) == (said, f"{path}:{line}")


def test_without_configuration_nothing_is_claimed() -> None:
    assert find_conventions(material({"pyproject.toml": "[tool.mypy]\nstrict = false\n", "a.py": ""})) == ()


class Log(NoHistory):
    """A history with these subjects."""

    def __init__(self, *subjects: str) -> None:
        self._subjects = subjects

    def subjects(self, count: int) -> tuple[str, ...]:
        return self._subjects[:count]


def commits(*subjects: str) -> list[str]:
    return [c.statement for c in commit_convention(Log(*subjects), material({}))]


def test_commits_that_are_conventional_are_a_convention() -> None:
    assert commits(*["feat(a): x"] * 20, *["fix: y"] * 5) == ["Commits follow Conventional Commits (`feat`, `fix`)"]


def test_a_few_commits_or_a_mixture_prove_nothing() -> None:
    assert commits(*["feat: x"] * 5) == []
    assert commits(*["feat: x"] * 20, *["Do this"] * 20) == []


def test_another_habit_is_told() -> None:
    assert commits(*["cmd/go: fix it"] * 30) == ["Commit subjects begin with the part: `part: what changes`"]
