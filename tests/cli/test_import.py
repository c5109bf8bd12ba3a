"""`contextkit import`: what agents' own files say, for all agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contextkit.mapping.rules import Enforcer, Rule
from tests.mapping.clones import AGENTS, Clone
from tests.support import MakeRepo, contextkit

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, bytes | str] = {"src/a.ts": "", "packages/api/b.ts": ""}


def imported(tmp_path: Path, files: dict[str, str]) -> Clone:
    clone = Clone(tmp_path, {**FILES, **files})
    clone.import_()
    return clone


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (
            ".claude/rules/ts.md",
            '---\npaths: "src/**/*.ts"\n---\n# TS\n\nNo any.\n',
            ("ts", ("src/**/*.ts",), "No any."),
        ),
        (".claude/rules/all.md", "No any.\n", ("all", (), "No any.")),
        (
            "packages/api/.claude/rules/ts.md",
            '---\npaths: ["**/*.ts"]\n---\nNo any.\n',
            ("packages/api/ts", ("packages/api/**/*.ts",), "No any."),
        ),
        (
            ".cursor/rules/my rule.mdc",
            "---\ndescription: Types\nglobs: *.ts, src/*.tsx\nalwaysApply: false\n---\nNo any.\n",
            ("my-rule", ("**/*.ts", "src/*.tsx"), "Types"),
        ),
        (".cursor/rules/all.mdc", "---\nalwaysApply: true\n---\nNo any.\n", ("all", (), "No any.")),
        (
            ".github/instructions/ts.instructions.md",
            '---\napplyTo: "**/*.ts,**/*.tsx"\n---\nNo any.\n',
            ("ts", ("**/*.ts", "**/*.tsx"), "No any."),
        ),
        (".github/instructions/all.instructions.md", '---\napplyTo: "**"\n---\nNo any.\n', ("all", (), "No any.")),
        (
            ".windsurf/rules/ts.md",
            "---\ntrigger: glob\nglobs: src/**/*.ts\n---\nNo any.\n",
            ("ts", ("src/**/*.ts",), "No any."),
        ),
    ],
)
def test_an_agents_rule_becomes_one_for_all(
    path: str, text: str, rule: tuple[str, tuple[str, ...], str], tmp_path: Path
) -> None:
    clone = imported(tmp_path, {path: text})

    assert [(r.name, r.paths, r.summary) for r in clone.rules] == [rule]
    assert clone.text(path) == text


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        (".cursor/rules/a.mdc", "---\ndescription: When you write SQL\n---\nX.\n", "decides by its description"),
        (".github/instructions/a.instructions.md", "X.\n", "without `applyTo`"),
        (".windsurf/rules/a.md", "---\ntrigger: manual\n---\nX.\n", "its trigger is `manual`"),
        (".claude/rules/a.md", "", "it says nothing"),
    ],
)
def test_what_can_be_no_rule_for_all_is_said(path: str, text: str, why: str, tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, path: text})

    plan = clone.import_()

    assert clone.rules == ()
    assert why in plan.notes[0]


def test_pages_for_one_agent_become_part_of_the_map(tmp_path: Path) -> None:
    clone = imported(
        tmp_path,
        {
            "AGENTS.md": "# Shop\n\n## Build\n\nUse make.\n",
            "CLAUDE.md": "@AGENTS.md\n\n## Build\n\nUse make.\n\n## Plan\n\nPlan first.\n",
            ".github/copilot-instructions.md": "Answer briefly.\n",
            "packages/api/CLAUDE.md": "# API\n\nNo any.\n",
        },
    )

    assert clone.text("AGENTS.md") == "# Shop\n\n## Build\n\nUse make.\n\nAnswer briefly.\n\n## Plan\n\nPlan first.\n"
    assert clone.text("packages/api/AGENTS.md") == "# API\n\nNo any.\n"


def test_taken_twice_it_is_there_once(tmp_path: Path) -> None:
    clone = imported(tmp_path, {"CLAUDE.md": "# A\n\nUse make.\n", ".cursorrules": "Be kind.\n"})
    once = clone.files

    clone.import_()

    assert clone.files == once


def test_two_agents_that_say_otherwise_are_told_apart(tmp_path: Path) -> None:
    clone = Clone(
        tmp_path,
        {
            **FILES,
            ".claude/rules/ts.md": '---\npaths: "src/**"\n---\nNo any.\n',
            ".cursor/rules/ts.mdc": "---\nglobs: src/**\n---\nAny is fine.\n",
        },
    )

    plan = clone.import_()

    assert [r.summary for r in clone.rules] == ["No any."]
    assert ".cursor/rules/ts.mdc says otherwise than .claude/rules/ts.md, which is taken" in plan.notes


@pytest.mark.parametrize("path", [".claude/rules/ts.md", ".cursor/rules/ts.mdc", ".windsurf/rules/ts.md"])
def test_an_edit_in_an_export_comes_back_into_the_rule(path: str, tmp_path: Path) -> None:
    clone = Clone(tmp_path, FILES)
    rule = Rule("ts", "No any.", "No any. It hides mistakes.", ("src/**/*.{ts,tsx}",), "error")
    clone.write_rule(rule)
    clone.export(AGENTS)
    clone.write(path, clone.text(path).replace("hides mistakes", "hides bugs"))

    clone.import_()
    clone.export(AGENTS)

    assert [(r.body, r.severity) for r in clone.rules] == [("No any. It hides bugs.", "error")]
    assert "hides bugs" in clone.text(".github/instructions/ts.instructions.md")
    assert clone.export(AGENTS).changes == ()


def test_one_rule_under_two_names_is_taken_once(tmp_path: Path) -> None:
    clone = Clone(
        tmp_path,
        {
            **FILES,
            ".claude/rules/ts.md": '---\npaths: "src/**"\n---\nNo any.\n',
            ".cursor/rules/types.mdc": "---\ndescription: Types\nglobs: src/**\n---\nNo any.\n",
        },
    )

    plan = clone.import_()

    assert [r.name for r in clone.rules] == ["ts"]
    assert ".cursor/rules/types.mdc says what .claude/rules/ts.md says under another name" in plan.notes


def test_globs_of_a_nested_rule_may_be_seen_from_the_root(tmp_path: Path) -> None:
    clone = imported(tmp_path, {"packages/api/.claude/rules/a.md": '---\npaths: ["src/*.ts", "*.ts"]\n---\nNo any.\n'})

    assert clone.rules[0].paths == ("src/*.ts", "packages/api/*.ts")


def test_links_of_a_rule_lead_on(tmp_path: Path) -> None:
    clone = imported(
        tmp_path,
        {
            "packages/api/guide.md": "# Guide\n",
            "packages/api/.claude/rules/a.md": '---\npaths: "*.ts"\n---\nSee [it](../../guide.md).\n',
        },
    )

    assert clone.rules[0].body == "See [it](../../../../packages/api/guide.md)."


def test_links_are_seen_from_the_map(tmp_path: Path) -> None:
    clone = imported(
        tmp_path,
        {
            "docs/guide.md": "# Guide\n",
            ".github/a.md": "# A\n",
            ".github/copilot-instructions.md": "[guide](../docs/guide.md) [a](a.md) @../docs/guide.md, [x](../x.md)\n",
        },
    )

    assert clone.text("AGENTS.md") == "[guide](docs/guide.md) [a](.github/a.md) @docs/guide.md, [x](../x.md)\n"


WORDS = st.sampled_from(["Log by the logger.", "No `any`: it hides bugs.", 'Say "please".', "# not a heading"])
RULES = st.builds(
    Rule,
    name=st.sampled_from(["a", "b", "sub/c"]),
    summary=WORDS,
    body=st.lists(WORDS, max_size=3).map("\n\n".join),
    paths=st.lists(st.sampled_from(["src/**", "**/*.{ts,tsx}", "packages/*/b.ts"]), max_size=2, unique=True).map(tuple),
    severity=st.sampled_from(["error", "warning"]),
    enforced_by=st.sampled_from([(), (Enforcer("eslint", "no-console"),)]),
)


@settings(max_examples=30, deadline=None)
@given(rules=st.lists(RULES, max_size=3, unique_by=lambda r: r.name))
def test_exported_and_imported_the_rules_are_the_same(
    rules: list[Rule], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = Clone(tmp_path_factory.mktemp("clone"), FILES)
    for rule in rules:
        clone.write_rule(rule)
    before = clone.rules
    clone.export(AGENTS)

    plan = clone.import_()

    assert plan.changes == ()
    assert clone.rules == before


def test_where_the_rules_are_gone_the_exports_tell_what_they_were(tmp_path: Path) -> None:
    clone = Clone(tmp_path, FILES)
    rule = Rule("ts", "No any.", "It hides mistakes.", ("src/**",), "error")
    clone.write_rule(rule)
    clone.export(AGENTS)
    clone.delete(rule.path)

    clone.import_()

    assert clone.rules == (rule,)


def test_it_is_shown_first_and_written_when_agreed(git_repo: MakeRepo) -> None:
    repo = git_repo({"CLAUDE.md": "Use make.\n"})

    shown = contextkit("import", folder=repo.path)
    written = contextkit("import", "--yes", folder=repo.path)

    assert (shown.code, written.code) == (1, 0)
    assert "+Use make." in shown.out
    assert repo.read("AGENTS.md") == "Use make.\n"
