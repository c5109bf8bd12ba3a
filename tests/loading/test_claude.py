"""The documented cases of Claude Code: chains, rules, imports, and AGENTS.md where there is no CLAUDE.md."""

from __future__ import annotations

import pytest

from tests.loading.trees import loaded, names

RULE = "---\npaths: {}\n---\nA rule.\n"


def test_each_folder_to_the_start_gives_its_files_in_order() -> None:
    files = {
        "CLAUDE.local.md": "local",
        ".claude/rules/a.md": "rule",
        ".claude/CLAUDE.md": "dot",
        "CLAUDE.md": "root",
        "a/CLAUDE.md": "a",
    }

    load = loaded("claude", files, "a/x.py", cwd="a")

    assert names(load) == ["CLAUDE.md", ".claude/CLAUDE.md", ".claude/rules/a.md", "CLAUDE.local.md", "a/CLAUDE.md"]
    assert {f.why.split(",")[0] for f in load.files} == {"at the start"}


def test_a_folder_below_the_start_is_read_on_demand() -> None:
    load = loaded("claude", {"CLAUDE.md": "root", "a/CLAUDE.md": "a", "b/CLAUDE.md": "b"}, "a/x.py")

    assert [(f.path, f.why) for f in load.files] == [
        ("CLAUDE.md", "at the start, from the root"),
        ("a/CLAUDE.md", "once a file of that folder is read, from a/"),
    ]


@pytest.mark.parametrize(
    ("paths", "is_loaded"),
    [
        ("src/**", True),
        ('"src/**"', True),
        ('["docs/**", "src/*.py"]', True),
        ("\n  - docs/**\n  - src/**/*.{py,pyi}", True),
        ("docs/**", False),
    ],
)
def test_a_rule_with_paths_is_loaded_for_those_alone(paths: str, is_loaded: bool) -> None:
    load = loaded("claude", {".claude/rules/a.md": RULE.format(paths)}, "src/a.py")

    assert names(load) == ([".claude/rules/a.md"] if is_loaded else [])


def test_imports_are_followed_from_the_importing_file_for_four_hops() -> None:
    files = {"CLAUDE.md": "@docs/1.md\n", "docs/5.md": "the fifth"}
    files |= {f"docs/{n}.md": f"text {n}, then @{n + 1}.md\n" for n in range(1, 5)}

    load = loaded("claude", files)

    assert names(load) == ["CLAUDE.md", "docs/1.md", "docs/2.md", "docs/3.md", "docs/4.md"]
    assert load.files[2].why == "imported by docs/1.md:1"
    assert load.notes[-1] == "docs/5.md, imported by docs/4.md:1, lies beyond 4 hops: it is not loaded"


def test_what_is_imported_twice_or_in_a_circle_is_loaded_once() -> None:
    load = loaded("claude", {"CLAUDE.md": "@AGENTS.md and @AGENTS.md\n", "AGENTS.md": "@CLAUDE.md\n"})

    assert names(load) == ["CLAUDE.md", "AGENTS.md"]


@pytest.mark.parametrize("text", ["`@a.md`", "```\n@a.md\n```", "@../a.md", "@~/a.md", "me@a.md", "@gone.md"])
def test_what_is_no_import_of_this_tree_is_not_followed(text: str) -> None:
    assert names(loaded("claude", {"CLAUDE.md": f"{text}\n", "a.md": "A"})) == ["CLAUDE.md"]


def test_without_a_claude_md_the_project_falls_back_to_agents_md() -> None:
    load = loaded("claude", {"AGENTS.md": "root", "a/AGENTS.md": "a", ".claude/rules/r.md": "rule"}, "a/x.py")

    assert names(load) == [".claude/rules/r.md", "AGENTS.md", "a/AGENTS.md"]
    assert load.shadowed == ()


@pytest.mark.parametrize("name", ["CLAUDE.md", ".claude/CLAUDE.md", "CLAUDE.local.md"])
def test_a_claude_md_on_the_way_turns_every_agents_md_off(name: str) -> None:
    load = loaded("claude", {"AGENTS.md": "root", "a/AGENTS.md": "a", name: "mine"}, "a/x.py")

    assert names(load) == [name]
    assert load.shadowed == (("AGENTS.md", name), ("a/AGENTS.md", name))


def test_an_agents_md_is_claimed_by_the_claude_md_of_its_folder() -> None:
    load = loaded("claude", {"AGENTS.md": "root", "a/AGENTS.md": "a", "a/CLAUDE.md": "mine"}, "a/x.py")

    assert names(load) == ["AGENTS.md", "a/CLAUDE.md"]
    assert load.shadowed == (("a/AGENTS.md", "a/CLAUDE.md"),)


def test_an_agents_md_that_is_imported_linked_or_equal_is_not_hidden() -> None:
    assert loaded("claude", {"AGENTS.md": "x", "CLAUDE.md": "@AGENTS.md"}).shadowed == ()
    assert loaded("claude", {"AGENTS.md": "x"}, links={"CLAUDE.md": "AGENTS.md"}).shadowed == ()
    assert loaded("claude", {"AGENTS.md": "x", "CLAUDE.md": "x"}).shadowed == ()


def test_a_linked_folder_of_rules_is_read() -> None:
    load = loaded("claude", {"shared/rules/a.md": "rule"}, links={".claude/rules": "../shared/rules"})

    assert names(load) == [".claude/rules/a.md"]


def test_versions_before_2_1_281_read_no_agents_md() -> None:
    load = loaded("claude", {"AGENTS.md": "root"}, version="2.1.280")

    assert (load.version, names(load), load.shadowed) == ("<2.1.281", [], ())
    assert names(loaded("claude", {"AGENTS.md": "root"}, version="2.1.281")) == ["AGENTS.md"]
