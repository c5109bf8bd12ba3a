"""The documented cases of Cursor: AGENTS.md of all folders on the way, and rules by their front matter."""

from __future__ import annotations

import pytest

from tests.loading.trees import loaded, names


def test_nested_files_come_after_those_of_their_parents() -> None:
    load = loaded("cursor", {"AGENTS.md": "root", "a/AGENTS.md": "a", "b/AGENTS.md": "b"}, "a/x.py")

    assert names(load) == ["AGENTS.md", "a/AGENTS.md"]


@pytest.mark.parametrize(
    ("front", "is_loaded"),
    [
        ("alwaysApply: true", True),
        ("globs: src/**/*.py\nalwaysApply: false", True),
        ("globs: docs/**, src/*.py", True),
        ("globs: **/*.py", True),
        ("globs: docs/**", False),
        ('globs: "src/**"', False),
        ("globs:\n  - src/**", False),
        ('globs: ["src/**"]', False),
        ("globs:", False),
        ("description: For Python", False),
    ],
)
def test_a_rule_is_attached_as_its_front_matter_says(front: str, is_loaded: bool) -> None:
    load = loaded("cursor", {".cursor/rules/a.mdc": f"---\n{front}\n---\nText.\n"}, "src/a.py")

    assert names(load) == ([".cursor/rules/a.mdc"] if is_loaded else [])


def test_a_rule_that_the_agent_decides_on_is_named() -> None:
    rule = "---\ndescription: For Python\nalwaysApply: false\n---\nText.\n"

    load = loaded("cursor", {".cursor/rules/a.mdc": rule})

    assert [(o.path, o.why) for o in load.offered] == [
        (".cursor/rules/a.mdc", "alwaysApply: false; the agent decides by its description")
    ]


def test_quoted_globs_are_said_not_to_work() -> None:
    load = loaded("cursor", {".cursor/rules/a.mdc": '---\nglobs: "src/**"\n---\nText.\n'}, "src/a.py")

    assert [o.why for o in load.offered] == ["globs works only when written bare"]


def test_plain_markdown_beside_the_rules_is_ignored() -> None:
    assert names(loaded("cursor", {".cursor/rules/a.md": "---\nalwaysApply: true\n---\nText.\n"})) == []


def test_rules_of_a_folder_on_the_way_are_found() -> None:
    rule = "---\nglobs: *.py\n---\nText.\n"

    load = loaded("cursor", {"a/.cursor/rules/a.mdc": rule, "b/.cursor/rules/b.mdc": rule}, "a/x.py")

    assert names(load) == ["a/.cursor/rules/a.mdc"]
