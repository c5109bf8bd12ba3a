"""Which files are agents' instructions, and which are documents."""

from __future__ import annotations

import pytest

from contextkit.config import Config
from contextkit.repo import MemoryRepo, Tree
from contextkit.survey.documents import Documents, find_documents

AGENT_FILES = [
    "AGENTS.md",
    "AGENTS.override.md",
    "packages/a/AGENTS.md",
    "CLAUDE.md",
    "CLAUDE.local.md",
    ".claude/CLAUDE.md",
    "GEMINI.md",
    "AGENT.md",
    ".cursorrules",
    ".windsurfrules",
    ".clinerules",
    ".cursor/rules/style.mdc",
    "apps/web/.cursor/rules/deep/style.mdc",
    ".github/copilot-instructions.md",
    ".github/instructions/api/api.instructions.md",
    ".claude/rules/a/b.md",
    ".claude/agents/reviewer.md",
    ".claude/commands/git/commit.md",
    ".claude/skills/pdf/SKILL.md",
    ".agents/skills/pdf/SKILL.md",
    ".windsurf/rules/a.md",
    ".cursor/skills/pdf/SKILL.md",
    ".github/skills/pdf/SKILL.md",
    ".continue/rules/a.md",
    ".clinerules/a.txt",
    ".junie/guidelines.md",
    ".kiro/steering/product.md",
    ".rules",
    ".contextkit/rules/a.md",
]

NO_AGENT_FILES = [
    "agents.txt",
    "src/rules/a.md",
    "skills/pdf/SKILL.md",
    ".continue/docs/a.md",
    ".cursor/rules/readme.md",
    "packages/a/.rules",
    ".claude/skills/pdf/reference.md",
    "tests/fixtures/AGENTS.md",
    "testdata/CLAUDE.md",
    "node_modules/x/AGENTS.md",
    "vendor/x/AGENTS.md",
    "templates/app/AGENTS.md",
    "src/__snapshots__/.cursorrules",
    "tests/cassettes/AGENTS.md",
]


def found(*paths: str, config: Config | None = None, **links: str) -> Documents:
    repo = MemoryRepo(dict.fromkeys(paths, ""), {p.replace("__", "."): t for p, t in links.items()})
    return find_documents(Tree(repo), config or Config())


@pytest.mark.parametrize("path", AGENT_FILES)
def test_what_agents_load_is_an_agent_file(path: str) -> None:
    assert found(path).agent_files == (path,)


@pytest.mark.parametrize("path", NO_AGENT_FILES)
def test_other_files_are_not(path: str) -> None:
    assert found(path).agent_files == ()


def test_documents_are_those_that_the_configuration_names() -> None:
    paths = ["README.md", "docs/a.md", "docs/b/c.mdx", "src/README.md", "AGENTS.md", "docs/AGENTS.md"]

    assert found(*paths).documents == ("README.md", "docs/a.md", "docs/b/c.mdx")
    assert found(*paths, config=Config(documents=("src/*.md",))).documents == ("src/README.md",)


@pytest.mark.parametrize(
    "path",
    [
        "CHANGELOG.md",
        "CHANGES.md",
        "HISTORY.md",
        "docs/release-notes.md",
        "docs/changelog/1.0.md",
        "LICENSE.md",
        "LICENCE-MIT.md",
        "NOTICE.md",
        "docs/CONTRIBUTORS.md",
        "docs/fixtures/a.md",
    ],
)
def test_records_of_the_past_and_licences_are_left_out(path: str) -> None:
    assert found(path).documents == ()


def test_a_page_about_changes_is_a_document() -> None:
    assert found("docs/changing-things.md", "docs/licensing.md").documents == (
        "docs/changing-things.md",
        "docs/licensing.md",
    )


def test_a_folder_that_the_configuration_names_itself_is_not_left_out() -> None:
    assert found("templates/a.md", config=Config(documents=("templates/*.md",))).documents == ("templates/a.md",)


def test_a_symlinked_twin_is_counted_once() -> None:
    documents = found("AGENTS.md", CLAUDE__md="AGENTS.md")

    assert (documents.agent_files, documents.aliases) == (("AGENTS.md",), {"CLAUDE.md": "AGENTS.md"})


def test_a_document_that_agents_load_through_a_link_is_an_agent_file() -> None:
    documents = found("docs/agents.md", AGENTS__md="docs/agents.md")

    assert (documents.agent_files, documents.documents) == (("docs/agents.md",), ())


def test_a_link_that_leads_nowhere_is_no_document() -> None:
    assert found("a.txt", AGENTS__md="gone.md", CLAUDE__md="../outside.md").agent_files == ()


def test_the_pages_that_a_skill_leads_to_in_its_own_folder_are_agent_files() -> None:
    skill = ".claude/skills/pdf"
    files = {
        f"{skill}/SKILL.md": "Read [forms](references/forms.md#fill), or `notes.md`; see [docs](../../../docs/a.md).",
        f"{skill}/references/forms.md": "More is in `tables.md`.",
        f"{skill}/references/tables.md": "Back to [forms](forms.md).",
        f"{skill}/notes.md": "",
        f"{skill}/assets/templates/b.md": "",
        f"{skill}/other.md": "",
        "docs/a.md": "",
    }

    documents = find_documents(Tree(MemoryRepo(files)), Config())

    assert documents.agent_files == tuple(
        f"{skill}/{name}" for name in ("SKILL.md", "notes.md", "references/forms.md", "references/tables.md")
    )
    assert documents.documents == ("docs/a.md",)


def test_what_was_exported_from_a_rule_is_checked_in_the_rule_until_somebody_edits_it() -> None:
    from json import dumps

    from contextkit.survey.copies import file_hash

    text = "<!-- contextkit:rule a severity=warning -->\nBe kind.\n"
    row = {"agent": "claude", "made_from": "", "hash": file_hash(text.encode())}
    record = dumps({"exports": dict.fromkeys((".claude/rules/a.md", ".claude/rules/b.md", "CLAUDE.md"), row)})
    files = {".claude/rules/a.md": text, ".claude/rules/b.md": f"{text}Or not.\n", "CLAUDE.md": "@AGENTS.md\n"}

    found = find_documents(Tree(MemoryRepo({**files, ".contextkit/written.json": record})), Config())

    assert found.copies == (".claude/rules/a.md",)
    assert found.agent_files == (".claude/rules/b.md", "CLAUDE.md")


@pytest.mark.parametrize("record", ["", "{", "[]", '{"exports": 1}', '{"exports": {"CLAUDE.md": 1}}'])
def test_a_record_that_cannot_be_read_hides_nothing(record: str) -> None:
    tree = Tree(MemoryRepo({"CLAUDE.md": "Be kind.", ".contextkit/written.json": record}))

    assert find_documents(tree, Config()).agent_files == ("CLAUDE.md",)
