"""The documented cases of Gemini CLI: its names, folders on demand, imports."""

from __future__ import annotations

import pytest

from tests.loading.trees import loaded, names


def test_its_files_are_loaded_from_the_root_and_on_demand_below() -> None:
    load = loaded("gemini", {"GEMINI.md": "root", "a/GEMINI.md": "a", "AGENTS.md": "other"}, "a/x.py")

    assert [(f.path, f.why) for f in load.files] == [
        ("GEMINI.md", "at the start, from the root"),
        ("a/GEMINI.md", "once a file of that folder is used, from a/"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [('"AGENTS.md"', ["AGENTS.md"]), ('["AGENTS.md", "GEMINI.md"]', ["AGENTS.md", "GEMINI.md"]), ("3", ["GEMINI.md"])],
)
def test_the_repositorys_settings_name_the_files(name: str, expected: list[str]) -> None:
    settings = f'{{\n  // ours\n  "context": {{"fileName": {name}}}\n}}'

    load = loaded("gemini", {".gemini/settings.json": settings, "AGENTS.md": "one", "GEMINI.md": "two"})

    assert names(load) == expected


def test_imports_are_followed_for_five_hops() -> None:
    files = {"GEMINI.md": "@./1.md\n"} | {f"{n}.md": f"@./{n + 1}.md\n" for n in range(1, 8)}

    assert names(loaded("gemini", files)) == ["GEMINI.md", "1.md", "2.md", "3.md", "4.md", "5.md"]
