"""The documented cases of the other agents."""

from __future__ import annotations

import pytest

from tests.loading.trees import loaded, names

ZED = [
    ".rules",
    ".cursorrules",
    ".windsurfrules",
    ".clinerules",
    ".github/copilot-instructions.md",
    "AGENT.md",
    "AGENTS.md",
    "CLAUDE.md",
    "GEMINI.md",
]


@pytest.mark.parametrize("first", range(len(ZED)))
def test_zed_reads_the_first_of_its_list_alone(first: int) -> None:
    assert names(loaded("zed", dict.fromkeys(ZED[first:], "x"))) == [ZED[first]]


def test_copilots_file_hides_agents_md_from_zed_and_other_agents_files_are_not_missed() -> None:
    load = loaded("zed", {name: name for name in ZED[4:]})

    assert load.shadowed == (("AGENT.md", ZED[4]), ("AGENTS.md", ZED[4]))


def test_amp_reads_one_file_of_each_folder() -> None:
    files = {"AGENTS.md": "1", "CLAUDE.md": "2", "a/AGENT.md": "3", "b/CLAUDE.md": "4"}

    assert names(loaded("amp", files, "a/x.py")) == ["AGENTS.md", "a/AGENT.md"]
    assert names(loaded("amp", files, "b/x.py")) == ["AGENTS.md", "b/CLAUDE.md"]


def test_windsurf_cuts_each_file_in_characters_and_then_all_of_them() -> None:
    files = {"AGENTS.md": "é" * 7000, "a/AGENTS.md": "b" * 5000, "a/b/AGENTS.md": "c" * 5000}

    load = loaded("windsurf", files, "a/b/x.py")

    assert [(f.path, f.read_bytes) for f in load.files] == [
        ("AGENTS.md", 12_000),
        ("a/AGENTS.md", 5000),
        ("a/b/AGENTS.md", 1000),
    ]


@pytest.mark.parametrize(
    ("front", "is_loaded"),
    [
        ("trigger: always_on", True),
        ("trigger: glob\nglobs: src/**", True),
        ("trigger: glob\nglobs: docs/**", False),
        ("trigger: manual\nglobs: src/**", False),
        ("trigger: model_decision", False),
    ],
)
@pytest.mark.parametrize("folder", [".windsurf", ".devin"])
def test_windsurfs_rules_are_triggered_as_they_say(folder: str, front: str, is_loaded: bool) -> None:
    path = f"{folder}/rules/a.md"

    assert names(loaded("windsurf", {path: f"---\n{front}\n---\nText.\n"}, "src/a.py")) == [path] * is_loaded


@pytest.mark.parametrize(
    ("front", "is_loaded"),
    [
        ("title: x", True),
        ("inclusion: always", True),
        ("inclusion: fileMatch\nfileMatchPattern: 'src/**'", True),
        ("inclusion: fileMatch\nfileMatchPattern: ['docs/**']", False),
        ("inclusion: manual", False),
    ],
)
def test_kiros_steering_is_included_as_it_says(front: str, is_loaded: bool) -> None:
    path = ".kiro/steering/a.md"

    assert names(loaded("kiro", {path: f"---\n{front}\n---\nText.\n"}, "src/a.py")) == [path] * is_loaded


def test_cline_reads_its_folder_and_agents_md() -> None:
    files = {".clinerules/a.md": "1", ".clinerules/sub/b.txt": "2", ".clinerules/c.py": "3", "AGENTS.md": "4"}

    assert names(loaded("cline", files)) == [".clinerules/a.md", ".clinerules/sub/b.txt", "AGENTS.md"]


def test_junie_reads_the_first_of_three() -> None:
    load = loaded("junie", {"AGENTS.md": "1", ".junie/guidelines.md": "2"})

    assert names(load) == ["AGENTS.md"]
    assert load.shadowed == ((".junie/guidelines.md", "AGENTS.md"),)


def test_opencode_reads_what_its_settings_name_beside_agents_md() -> None:
    files = {"opencode.json": '{"instructions": ["docs/*.md"]}', "AGENTS.md": "1", "docs/a.md": "2", "docs/b/c.md": "3"}

    assert names(loaded("opencode", files)) == ["AGENTS.md", "docs/a.md"]


@pytest.mark.parametrize("read", ["AGENTS.md", "[AGENTS.md]", "\n  - AGENTS.md"])
def test_aider_reads_what_its_settings_name_and_nothing_else(read: str) -> None:
    assert names(loaded("aider", {"AGENTS.md": "1", ".aider.conf.yml": f"read: {read}\n"})) == ["AGENTS.md"]
    assert names(loaded("aider", {"AGENTS.md": "1", ".aider.conf.yml": "read: {\n"})) == []
