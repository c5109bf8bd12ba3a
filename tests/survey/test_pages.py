"""Documents that are worth opening, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.survey.page_kinds import kind_of
from contextkit.survey.pages import find_pages
from contextkit.survey.triggers import moment_in, moment_of_use
from tests.survey.grounds import material

if TYPE_CHECKING:
    from contextkit.survey.inventory import Page


def pages(files: dict[str, str]) -> dict[str, Page]:
    return {p.path: p for p in find_pages(material(files))}


def test_the_contribution_guide_stands_first() -> None:
    files = {"CONTRIBUTING.md": "# How to help\n", "docs/internals.md": "# Inside\n", "README.md": "# X\n"}

    found = pages(files)

    assert list(found) == ["CONTRIBUTING.md", "docs/internals.md"]
    assert found["CONTRIBUTING.md"].title == "How to help"


def test_a_nested_guide_is_read_before_its_folder_is_changed() -> None:
    files = {"AGENTS.md": "# Root\n", "pkg/AGENTS.md": "# Pkg\n", "pkg/CLAUDE.md": "@AGENTS.md\n"}

    found = pages(files)

    assert list(found) == ["pkg/AGENTS.md"]
    assert found["pkg/AGENTS.md"].when == "before changing pkg/"


def test_a_skill_says_itself_when_it_is_wanted() -> None:
    skill = "---\nname: migrate\ndescription: Writes migrations. Use when a model changes. Never else.\n---\n# M\n"

    page = pages({".claude/skills/migrate/SKILL.md": skill})[".claude/skills/migrate/SKILL.md"]

    assert (page.kind, page.title, page.when) == ("skill", "migrate", "when a model changes")
    assert (page.summary, page.evidence.line) == ("Writes migrations", 3)


def test_a_rule_of_one_agent_names_its_files() -> None:
    rule = "---\npaths:\n  - 'apps/**'\n---\n# Server changes\n"

    assert pages({".claude/rules/server.md": rule})[".claude/rules/server.md"].when == "before changing apps/**"


def test_the_moment_comes_from_the_sentence_that_says_so() -> None:
    files = {
        "CONTRIBUTING.md": "# A\n\nPlease read [the style guide](STYLE.md) before submitting code.\n",
        "STYLE.md": "# Style\n",
    }

    page = pages(files)["STYLE.md"]

    assert page.when == "before submitting code"
    assert str(page.evidence) == "CONTRIBUTING.md:3"


def test_a_folder_of_decision_records_is_one_pointer() -> None:
    files = {f"docs/adr/000{n}-x.md": f"# Decision {n}\n" for n in (1, 2, 3)}

    found = pages(files)

    assert list(found) == ["docs/adr/"]
    assert found["docs/adr/"].summary == "Decision 3; Decision 2; Decision 1"


def test_an_index_stands_before_what_it_indexes() -> None:
    files = {"docs/dev/index.md": "# Developing\n", "docs/dev/build.md": "# B\n", "docs/dev/api.md": "# A\n"}

    assert next(iter(pages(files))) == "docs/dev/index.md"


def test_greetings_are_no_summary() -> None:
    files = {"CONTRIBUTING.md": "# A\n\nThank you for taking the time to help us.\n"}

    assert pages(files)["CONTRIBUTING.md"].summary == ""


def test_what_contextkit_wrote_is_no_page() -> None:
    files = {"pkg/AGENTS.md": "# Pkg\n", ".contextkit/written.json": '{"files": {"pkg/AGENTS.md": "x"}}'}

    assert pages(files) == {}


def test_pages_for_users_are_left_out() -> None:
    files = {"docs/guide/start.md": "# Start\n", "website/docs/testing.md": "# T\n", "CHANGELOG.md": "# C\n"}

    assert pages(files) == {}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("docs/adr/0001-a.md", "decisions"),
        ("docs/preview.md", "guide"),
        ("docs/code-review.md", "contribution"),
        ("ARCHITECTURE.md", "architecture"),
        ("packages/a/SPEC.md", "specification"),
        ("docs/TESTING.md", "testing"),
        ("PLANS.md", "plans"),
        (".github/PULL_REQUEST_TEMPLATE.md", "contribution"),
        (".github/ISSUE_TEMPLATE/bug.md", None),
        (".claude/agents/reviewer.md", None),
        ("AGENTS.md", None),
        ("a/AGENTS.md", "agent-guide"),
    ],
)
def test_kinds_follow_from_names(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("sentence", "moment"),
    [
        ("Before touching the TUI, read internal/ui.md.", "before touching the TUI"),
        ("If you want to contribute translations, see x.md.", "if you want to contribute translations"),
        ("See x.md for more information.", ""),
        ("The parser runs before the linter; x.md was split.", ""),
    ],
)
def test_moments(sentence: str, moment: str) -> None:
    assert moment_in(sentence, "x.md") == moment


def test_the_moment_of_use() -> None:
    assert moment_of_use("Use this reference for changes to sessions.") == "for changes to sessions"
    assert moment_of_use("A list of things.") == ""
