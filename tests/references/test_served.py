"""Verdicts on links that a site's build resolves: page addresses, aliases, redirects, other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged, judged_in

if TYPE_CHECKING:
    from tests.support import MakeRepo

SECTION = "---\ntitle: A section\n---\n# Section\n"
SITE = {
    "docs/_index.md": SECTION,
    "docs/start/_index.md": SECTION,
    "docs/start/layers.png": "",
    "docs/run/_index.md": SECTION,
    "docs/run/tenants.v2.md": SECTION + "## Limits\n",
    "docs/run/Deep/_index.md": SECTION,
}


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../layers.png", "docs/start/layers.png"),
        ("../../run/tenants.v2/", "docs/run/tenants.v2.md"),
        ("../../run/tenants.v2/#limits", "docs/run/tenants.v2.md#limits"),
        ("../../run/#section", "docs/run/_index.md#section"),
        ("../../run/deep/", "docs/run/Deep/_index.md"),
    ],
)
def test_a_page_of_a_site_is_served_in_a_folder_of_its_own(link: str, target: str) -> None:
    found = judged({**SITE, "docs/start/overview.md": f"See [it]({link})."}, "docs/start/overview.md")

    assert (found[link].verdict, found[link].target) == (Verdict.LIVE, target)


def test_a_sections_own_page_is_served_at_its_folder() -> None:
    found = judged({**SITE, "docs/start/_index.md": f"{SECTION}See [it](../run/tenants.v2/)."}, "docs/start/_index.md")

    assert found["../run/tenants.v2/"].verdict is Verdict.LIVE


def test_what_was_at_the_files_own_address_once_is_not_told_of_a_link_that_the_site_serves(git_repo: MakeRepo) -> None:
    repo = git_repo({**SITE, "docs/start/overview.md": "See [it](../../run/tenants.v2/)."})
    repo.write({"run/tenants.v2/a.md": "# Tenants\n" * 9})
    repo.commit("Here once")
    repo.move("run/tenants.v2/a.md", "docs/run/a.md")
    repo.commit("Move")

    assert judged_in(repo, "docs/start/overview.md")["../../run/tenants.v2/"].verdict is Verdict.LIVE


def test_a_heading_that_the_served_page_does_not_have_is_reported() -> None:
    link = "../../run/tenants.v2/#limit"

    found = judged({**SITE, "docs/start/overview.md": f"See [it]({link})."}, "docs/start/overview.md")

    assert (found[link].verdict, found[link].target) == (Verdict.BORN_WRONG, "docs/run/tenants.v2.md#limits")


def test_the_file_of_a_page_is_linked_from_the_file(git_repo: MakeRepo) -> None:
    repo = git_repo(
        {**SITE, "docs/tenants.md": "# Tenants\n" * 9, "docs/start/overview.md": "See [it](../tenants.md)."}
    )
    repo.move("docs/tenants.md", "docs/start/tenants.md")
    repo.commit("Move")

    assert judged_in(repo, "docs/start/overview.md")["../tenants.md"].verdict is Verdict.MOVED


def test_without_a_site_a_link_is_seen_from_the_file_alone() -> None:
    found = judged(
        {"docs/start/overview.md": "See [it](../layers.png).", "docs/start/layers.png": ""}, "docs/start/overview.md"
    )

    assert found["../layers.png"].verdict is not Verdict.LIVE


@pytest.mark.parametrize(
    ("manual", "folder"), [("site_name: x\n", "docs"), ("docs_dir: 'docs/content'\n", "docs/content")]
)
def test_a_manual_serves_each_page_in_a_folder_of_its_own(manual: str, folder: str) -> None:
    files = {"mkdocs.yml": manual, f"{folder}/run/limits.md": "# Limits\n"}

    found = judged({**files, f"{folder}/run/a.md": "See [it](../limits/#limits)."}, f"{folder}/run/a.md")

    assert found["../limits/#limits"].verdict is Verdict.LIVE
