"""The documented cases of Copilot's cloud agent: its own files, and the nearest AGENTS.md alone."""

from __future__ import annotations

import pytest

from tests.loading.trees import loaded, names


def test_the_nearest_agents_md_replaces_the_others() -> None:
    load = loaded("copilot", {"AGENTS.md": "root", "a/AGENTS.md": "a", "a/b/x.py": ""}, "a/b/x.py")

    assert names(load) == ["a/AGENTS.md"]
    assert load.shadowed == (("AGENTS.md", "a/AGENTS.md"),)


def test_its_own_file_is_loaded_beside_agents_md() -> None:
    load = loaded("copilot", {"AGENTS.md": "root", ".github/copilot-instructions.md": "own"})

    assert names(load) == [".github/copilot-instructions.md", "AGENTS.md"]


@pytest.mark.parametrize(
    ("front", "is_loaded"),
    [
        ('applyTo: "**/*.ts,src/*.py"', True),
        ('applyTo: "**"', True),
        ('applyTo: "docs/**"', False),
        ("description: no globs", False),
        ('applyTo: "**"\nexcludeAgent: "cloud-agent"', False),
        ('applyTo: "**"\nexcludeAgent: "code-review"', True),
    ],
)
def test_instructions_apply_to_what_they_name(front: str, is_loaded: bool) -> None:
    path = ".github/instructions/py/a.instructions.md"

    load = loaded("copilot", {path: f"---\n{front}\n---\nText.\n"}, "src/a.py")

    assert names(load) == ([path] if is_loaded else [])


def test_a_claude_md_stands_in_where_there_is_no_agents_md() -> None:
    assert names(loaded("copilot", {"CLAUDE.md": "mine", "GEMINI.md": "too"})) == ["CLAUDE.md"]
    assert loaded("copilot", {"CLAUDE.md": "mine", "AGENTS.md": "root"}).shadowed == ()
