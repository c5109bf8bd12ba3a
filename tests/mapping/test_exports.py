"""Each agent is told the rules in its own form; what it cannot be told is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contextkit.facts import Facts
from contextkit.loading import Loads
from contextkit.mapping.pieces import all_losses, all_pieces, exporters, material_of
from contextkit.mapping.rule_forms import same_rule
from contextkit.mapping.rules import Enforcer, Rule
from contextkit.mapping.told import told
from contextkit.repo import MemoryRepo, MemoryStore, Tree
from tests.mapping.clones import AGENTS, Clone

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, bytes | str] = {
    "AGENTS.md": "# Shop\n",
    "src/db/a.sql": "",
    "src/web/[id]/page.ts": "",
    "src/web/a.ts": "",
    "tools/a.py": "",
}
SQL = Rule("migrations", "A migration is never edited.", "Write a new one; see the last.", ("src/db/**",))
PRINT = Rule("no-print", "Log: no print.", "Because.", ("**/*.{py,ts}",), "error", (Enforcer("ruff", "T201"),))
ROUTE = Rule("route", "Pages are thin.", "Pages are thin. They load and show.", ("src/web/[id]/*.ts",))
TONE = Rule("tone", "Be kind.")
RULES = (SQL, PRINT, ROUTE, TONE)


def exported(tmp_path: Path, *rules: Rule, agents: tuple[str, ...] = AGENTS) -> Clone:
    clone = Clone(tmp_path, FILES)
    for rule in rules:
        clone.write_rule(rule)
    clone.export(agents)
    return clone


def losses(*rules: Rule, agents: tuple[str, ...] = AGENTS) -> str:
    tree = Tree(MemoryRepo(FILES))
    return "\n".join(all_losses(material_of(rules, tree, ["AGENTS.md"]), agents))


def test_claude_is_told_by_paths_and_pointed_to_the_map(tmp_path: Path) -> None:
    clone = exported(tmp_path, *RULES, agents=("claude",))

    assert clone.text("CLAUDE.md") == "@AGENTS.md\n"
    assert (
        clone.text(".claude/rules/migrations.md")
        == """\
---
paths:
  - "src/db/**"
---

<!-- contextkit:rule migrations severity=warning summary=first -->
A migration is never edited.

Write a new one; see the last.
"""
    )


def test_a_folder_in_brackets_is_no_class_of_characters_for_claude(tmp_path: Path) -> None:
    clone = exported(tmp_path, ROUTE, agents=("claude",))

    assert '"src/web/\\\\[id]/*.ts"' in clone.text(".claude/rules/route.md")


def test_cursor_is_told_by_bare_globs_without_braces(tmp_path: Path) -> None:
    clone = exported(tmp_path, *RULES, agents=("cursor",))

    assert (
        clone.text(".cursor/rules/no-print.mdc")
        == """\
---
description: "Log: no print."
globs: **/*.py,**/*.ts
alwaysApply: false
---

<!-- contextkit:rule no-print severity=error summary=first enforced_by=ruff:T201 -->
Log: no print. (held by `ruff:T201`)
"""
    )


def test_copilot_is_told_by_apply_to(tmp_path: Path) -> None:
    clone = exported(tmp_path, SQL, PRINT, agents=("copilot",))

    text = clone.text(".github/instructions/migrations.instructions.md")
    assert text.startswith('---\ndescription: A migration is never edited.\napplyTo: "src/db/**"\n---\n')


def test_who_knows_no_globs_reads_a_line_in_the_map_of_the_folder(tmp_path: Path) -> None:
    clone = exported(tmp_path, *RULES, agents=("codex", "gemini"))

    assert "- `src/db/**`: A migration is never edited. (all of it: `.contextkit/rules/migrations.md`)\n" in clone.text(
        "src/db/AGENTS.md"
    )
    assert "- Be kind.\n- `**/*.{py,ts}`: Log: no print. (held by `ruff:T201`)\n" in clone.text("AGENTS.md")
    assert clone.text("src/db/GEMINI.md") == "@./AGENTS.md\n"


def test_a_map_that_is_made_for_its_rules_leads_to_the_one_above(tmp_path: Path) -> None:
    clone = exported(tmp_path, SQL)

    assert "What holds above: [AGENTS.md](../../AGENTS.md)\n" in clone.text("src/db/AGENTS.md")
    assert "What holds above" not in clone.text("AGENTS.md")


def test_rules_that_always_hold_stand_in_the_map_once(tmp_path: Path) -> None:
    clone = exported(tmp_path, TONE)

    told = [path for path, content in clone.files.items() if b"Be kind." in content and "contextkit" not in path]
    assert told == ["AGENTS.md"]


def test_where_copilot_would_miss_the_root_it_is_pointed_there(tmp_path: Path) -> None:
    clone = exported(tmp_path, SQL, TONE)

    text = clone.text(".github/instructions/below-nested-maps.instructions.md")
    assert 'applyTo: "src/db/**"' in text
    assert "- Be kind.\n" in text
    assert "the root's does not apply under src/db/" in losses(SQL, TONE)


@pytest.mark.parametrize("agent", AGENTS)
def test_the_agent_loads_what_was_exported(agent: str, tmp_path: Path) -> None:
    clone = exported(tmp_path, SQL, TONE)
    repo = MemoryRepo(clone.files)
    facts = Facts(repo, Tree(repo), MemoryStore(), jobs=1)

    load = Loads(Tree(repo), facts.document).of(agent, "src/db/a.sql")

    read = b"".join(clone.files[file.path] for file in load.files)
    assert b"A migration is never edited." in read
    assert b"Be kind." in read


def test_globs_that_name_no_whole_folder_stand_in_the_nearest_map_above(tmp_path: Path) -> None:
    rule = Rule("sql", "No views.", paths=("src/db/*.sql", "src/db/*.psql"))
    clone = exported(tmp_path / "a", rule)
    nested = Clone(tmp_path / "b", {**FILES, "src/AGENTS.md": "# Sources\n"})
    nested.write_rule(rule)
    nested.export(AGENTS)

    assert "- `src/db/*.sql`: No views.\n" in clone.text("AGENTS.md")
    assert clone.read("src/db/AGENTS.md") is None
    assert "- `src/db/*.sql`: No views.\n" in nested.text("src/AGENTS.md")


def test_what_git_would_ignore_is_not_written_and_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = Clone(tmp_path, {**FILES, ".gitignore": ".claude/\n"})
    clone.write_rule(SQL)

    clone.export(AGENTS)

    assert clone.read(".claude/rules/migrations.md") is None
    assert ".claude/rules/migrations.md would be ignored by git" in capsys.readouterr().err


def test_links_of_a_rule_lead_on_from_every_export(tmp_path: Path) -> None:
    rule = Rule("a", "X.", "X. See [the guide](../../docs/guide.md), [b](b.md) and [no](../no.md).", ("src/**",))
    clone = Clone(tmp_path, {**FILES, "docs/guide.md": "# Guide\n", ".contextkit/rules/b.md": "B.\n"})
    clone.write_rule(rule)

    clone.export(("claude", "copilot"))

    said = "See [the guide](../../docs/guide.md), [b](../../.contextkit/rules/b.md) and [no](../no.md)."
    assert said in clone.text(".claude/rules/a.md")
    assert said in clone.text(".github/instructions/a.instructions.md")


def test_settings_of_gemini_that_name_the_map_are_enough(tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, ".gemini/settings.json": '{"context": {"fileName": ["AGENTS.md"]}}'})

    clone.export(("gemini",))

    assert clone.read("GEMINI.md") is None


def test_what_is_lost_is_said_for_each_agent() -> None:
    said = losses(*RULES)

    for agent in ("Claude", "Codex", "Copilot", "Gemini"):
        assert agent in said
    assert losses(TONE, agents=("kiro",)) == "contextkit has no export for kiro yet"


def test_an_exporter_is_a_module_and_has_a_template() -> None:
    tree = Tree(MemoryRepo(FILES))

    templates = {p.agent: p.template for p in all_pieces(material_of(RULES, tree, ["AGENTS.md"]), AGENTS)}

    assert sorted(exporters()) == sorted(AGENTS)
    assert all(template.startswith("export/") for template in templates.values())


def test_a_file_of_a_persons_is_left_alone_and_reported_with_the_choice(tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, "CLAUDE.md": "Mine.\n"})

    plan = clone.export(("claude",))

    assert clone.text("CLAUDE.md") == "Mine.\n"
    assert "`--adopt CLAUDE.md` adds `@AGENTS.md`" in plan.notes[0]
    assert "--skip CLAUDE.md" in plan.notes[0]


def test_a_file_that_was_skipped_is_not_spoken_of_again(tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, "CLAUDE.md": "Mine.\n"})

    clone.export(("claude",), skip=["CLAUDE.md"])

    assert clone.export(("claude",)).notes == ()


def test_an_adopted_page_keeps_its_words_and_points_to_the_map(tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, "CLAUDE.md": "Mine.\r\n"})

    clone.export(("claude",), adopt=["CLAUDE.md"])

    assert clone.text("CLAUDE.md").startswith("Mine.\r\n\r\n<!-- contextkit:begin export/map")
    assert "\r\n@AGENTS.md\r\n" in clone.text("CLAUDE.md")
    clone.revert()
    assert clone.text("CLAUDE.md") == "Mine.\r\n"


def test_a_page_that_the_map_says_all_of_becomes_a_pointer(tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, "CLAUDE.md": "## Build\n\nUse make.\n"})
    clone.import_()

    clone.export(("claude",), adopt=["CLAUDE.md"])

    assert clone.text("AGENTS.md") == "# Shop\n\n## Build\n\nUse make.\n"
    assert clone.text("CLAUDE.md") == "@AGENTS.md\n"
    assert clone.put_aside.count(b"## Build\n\nUse make.\n") == 1


@pytest.mark.parametrize("own", ["@AGENTS.md\n\nUse plan mode.\n", "Hi.\n  @./AGENTS.md\n"])
def test_a_page_that_points_to_the_map_already_is_right(own: str, tmp_path: Path) -> None:
    clone = Clone(tmp_path, {**FILES, "CLAUDE.md": own})

    plan = clone.export(("claude",))

    assert (plan.notes, clone.text("CLAUDE.md")) == ((), own)


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "repo", FILES)
    (tmp_path / "elsewhere").mkdir()
    (clone.root / ".cursor").symlink_to(tmp_path / "elsewhere")
    (clone.root / "CLAUDE.md").symlink_to("AGENTS.md")
    clone.write_rule(SQL)

    plan = clone.export(("claude", "cursor"))

    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert plan.notes == (".cursor is a link; nothing is written through it",)
    assert (clone.root / "CLAUDE.md").is_symlink()


def test_a_map_behind_a_link_is_told_where_the_link_leads(tmp_path: Path) -> None:
    clone = Clone(tmp_path, {"CLAUDE.md": "# Mine\n"})
    (clone.root / "AGENTS.md").symlink_to("CLAUDE.md")
    clone.write_rule(TONE)

    plan = clone.export(("claude", "codex"))

    assert plan.notes == ()
    assert "- Be kind.\n" in clone.text("CLAUDE.md")
    assert clone.export(("claude", "codex")).changes == ()
    clone.revert()
    assert clone.text("CLAUDE.md") == "# Mine\n"


def test_the_export_of_a_rule_that_is_gone_goes_too(tmp_path: Path) -> None:
    clone = exported(tmp_path, SQL)
    clone.delete(SQL.path)

    clone.export()

    assert not [path for path in clone.files if "migrations" in path]
    assert clone.read("src/db/AGENTS.md") is None


def test_an_export_that_was_edited_stays_and_is_reported(tmp_path: Path) -> None:
    clone = exported(tmp_path, SQL)
    path = ".cursor/rules/migrations.mdc"
    clone.write(path, clone.text(path) + "Ask Ada.\n")

    plan = clone.export()

    assert clone.text(path).endswith("Ask Ada.\n")
    assert any(note.startswith(f"{path} was edited by hand and stays as it is") for note in plan.notes)


def test_an_edited_block_stays_and_is_reported(tmp_path: Path) -> None:
    clone = exported(tmp_path, TONE)
    clone.write("AGENTS.md", clone.text("AGENTS.md").replace("Be kind.", "Be very kind."))
    clone.write_rule(Rule("tone", "Be brief."))

    plan = clone.export()

    assert "Be very kind." in clone.text("AGENTS.md")
    assert any("the block export/rules was edited by hand" in note for note in plan.notes)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(
    lambda t: " ".join(t.split())
)
PROSE = WORDS.filter(lambda t: t and not t.startswith(("<!--", "---", "+++")))
BODIES = st.lists(PROSE, max_size=4).map("\n\n".join)
GLOBS = st.lists(
    st.sampled_from(["src/**", "src/web/[id]/*.ts", "**/*.{py,ts}", "a b/*.c", "*.md"]), min_size=1, unique=True
)


@given(PROSE, BODIES, GLOBS, st.sampled_from(["error", "info"]), st.booleans())
def test_what_an_agent_is_told_is_read_as_the_same_rule(
    summary: str, body: str, globs: list[str], severity: str, is_held: bool
) -> None:
    held = (Enforcer("eslint", "@acme/no-any"), Enforcer("ruff", "T201")) if is_held else ()
    rule = Rule("a/b", summary, body, tuple(globs), "error" if severity == "error" else "info", held)
    tree = Tree(MemoryRepo(FILES))

    for piece in all_pieces(material_of([rule], tree, ["AGENTS.md"]), AGENTS):
        if piece.rule is not None:
            found = told(piece.path, filled(piece.template, piece.values).encode(), tree)
            assert found is not None
            assert found[0].problem == ""
            assert found[1] is not None
            assert same_rule(found[1], rule), (piece.agent, found)


def filled(template: str, values: object) -> str:
    from contextkit.catalog import find_template, own_shelf
    from contextkit.edges.catalogs import bundled
    from contextkit.mapping.filling import Filler

    assert isinstance(values, dict)
    return Filler(lambda name: find_template([own_shelf(bundled())], name)).fill(template, values)
