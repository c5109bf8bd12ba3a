"""Verdicts on anchors that are not on their page: what is nearest, and what history knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged, judged_in

if TYPE_CHECKING:
    from contextkit.model import Reference
    from tests.support import MakeRepo


@pytest.mark.parametrize(
    ("heading", "fragment", "nearest"),
    [
        ("## 4. Agent architecture", "agent-architecture", "4-agent-architecture"),
        ("## 4.2 Agent architecture", "3-agent-architecture", "42-agent-architecture"),
        ("<a id='opt-agent-tls'></a>", "opt-agent-tl", "opt-agent-tls"),
        ("## The agents' architecture", "agent_architecture", "the-agents-architecture"),
    ],
)
def test_the_nearest_anchor_is_offered(heading: str, fragment: str, nearest: str) -> None:
    found = judged({"AGENTS.md": f"See [it](#{fragment}).\n\n{heading}\n"})[f"#{fragment}"]

    assert (found.verdict, found.target) == (Verdict.BORN_WRONG, f"AGENTS.md#{nearest}")


@pytest.mark.parametrize("heading", ["## Version 4 of it", "## Release"])
def test_a_heading_that_differs_in_its_numbers_or_its_words_is_not_offered(heading: str) -> None:
    found = judged({"AGENTS.md": f"See [it](#version-3-of-it).\n\n{heading}\n"})

    assert found["#version-3-of-it"].target is None


def test_an_id_is_called_an_id() -> None:
    found = judged({"AGENTS.md": "See [it](#opt-x-tl).\n\n<a id='opt-x-tls'></a>\n"})["#opt-x-tl"]

    assert found.evidence == "no heading or id of AGENTS.md gives #opt-x-tl; nearest: #opt-x-tls"


def changed(git_repo: MakeRepo, before: str, after: str, link: str, document: str = "AGENTS.md") -> Reference:
    repo = git_repo({"docs/page.md": f"# Page\n\n{before}\n\n## Last\n", document: f"See [it]({link}).\n"})
    repo.write({"docs/page.md": f"# Page\n\n{after}\n\n## Last\n"})
    repo.commit("Change the page")
    repo.write({"docs/page.md": f"# Page\n\nMore words.\n\n{after}\n\n## Last\n"})
    repo.commit("Change it again")
    return judged_in(repo, document)[link]


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        ("## Log *format*\n\nA text.", "## Format\n\nA text.", "format"),
        ("## Log format\n\nA text.", "## The log's format\n\nAnother.", "the-logs-format"),
        ("<a id='log-format'></a> A", "<a id='log-forms'></a> A", "log-forms"),
        (
            "| <a id='log-format'></a> |\n| <a id='x'></a> |",
            "| <a id='log-forms'></a> |\n| <a id='y'></a> |",
            "log-forms",
        ),
    ],
)
def test_a_heading_that_was_renamed_in_its_place_is_moved(
    git_repo: MakeRepo, before: str, after: str, now: str
) -> None:
    found = changed(git_repo, before, after, "docs/page.md#log-format")

    assert (found.verdict, found.replacement, found.is_exact) == (Verdict.MOVED, f"docs/page.md#{now}", False)
    assert found.commit
    assert found.commit.subject == "Change the page"


@pytest.mark.parametrize("after", ["", "## Another thing\n\nWith its own text.", "A text."])
def test_a_heading_that_was_taken_out_is_deleted(git_repo: MakeRepo, after: str) -> None:
    found = changed(git_repo, "## Log format\n\nA text.", after, "docs/page.md#log-format")

    assert (found.verdict, found.target) == (Verdict.DELETED, None)
    assert found.evidence.startswith("#log-format left docs/page.md in ")


def test_a_heading_of_the_same_page_that_its_contents_still_name_is_deleted(git_repo: MakeRepo) -> None:
    repo = git_repo({"GUIDE.md": "- [Log format](#log-format)\n\n## Log format\n", "docs/a.md": ""})
    repo.write({"GUIDE.md": "- [Log format](#log-format)\n"})
    repo.commit("Shorter")

    assert judged_in(repo, "GUIDE.md")["#log-format"].verdict is Verdict.DELETED


def test_a_heading_that_another_branch_kept_for_a_while_is_deleted(git_repo: MakeRepo) -> None:
    repo = git_repo({"page.md": "# Page\n\n## Log format\n\nText.\n", "AGENTS.md": "See [it](page.md#log-format).\n"})
    repo.git("checkout", "-q", "-b", "other")
    repo.write({"page.md": "# Page, a good one\n\n## Log format\n\nText.\n"})
    repo.commit("Change the title", date="2024-06-01")
    repo.git("checkout", "-q", "main")
    repo.write({"page.md": "# Page\n\nText.\n"})
    repo.commit("Drop the heading", date="2024-03-01")
    repo.git("-c", "merge.conflictStyle=merge", "merge", "-q", "--no-edit", "-X", "ours", "other")

    found = judged_in(repo)["page.md#log-format"]

    assert found.commit
    assert (found.verdict, found.commit.subject) == (Verdict.DELETED, "Drop the heading")


def test_what_a_page_of_the_past_links_to_may_be_gone(git_repo: MakeRepo) -> None:
    found = changed(git_repo, "## Log format", "", "docs/page.md#log-format", "CHANGELOG.md")

    assert found.verdict is Verdict.HISTORICAL


def test_the_contents_of_a_page_of_the_past_are_held_to_its_headings(git_repo: MakeRepo) -> None:
    repo = git_repo({"CHANGELOG.md": "- [Log format](#log-format)\n\n## Log format\n"})
    repo.write({"CHANGELOG.md": "- [Log format](#log-format)\n"})
    repo.commit("Shorter")

    assert judged_in(repo, "CHANGELOG.md")["#log-format"].verdict is Verdict.DELETED


def test_an_anchor_that_never_was_is_born_wrong(git_repo: MakeRepo) -> None:
    found = changed(git_repo, "## Log format", "", "docs/page.md#log-forms")

    assert found.verdict is Verdict.BORN_WRONG
