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


@pytest.mark.parametrize(
    ("front", "link"),
    [
        ("aliases:\n  - ../basics/setup/  # the old one\n  - x", "../basics/setup/#limits"),
        ("aliases: ['../basics/setup/']", "../basics/setup/"),
        ("aliases:\n- /basics/setup/", "../basics/setup/"),
        ("aliases: [/basics/setup/]", "/basics/setup/#limits"),
        ("slug: set-up", "../run/set-up/"),
    ],
)
def test_a_page_is_found_at_its_aliases(front: str, link: str) -> None:
    page = f"---\ntitle: Limits\n{front}\n---\n# Limits\n"
    files = {**SITE, "docs/run/limits.md": page, "docs/start/_index.md": f"{SECTION}See [it]({link})."}

    found = judged(files, "docs/start/_index.md")

    assert found[link].verdict is Verdict.LIVE
    assert (found[link].target or "").startswith("docs/run/limits.md")


def test_the_heading_of_a_page_that_is_reached_by_its_alias_is_judged() -> None:
    page = "---\naliases: [../basics/setup/]\n---\n# Limits\n\n## Names and naming\n"
    link = "../basics/setup/#name-and-naming"

    found = judged(
        {**SITE, "docs/run/limits.md": page, "docs/start/_index.md": f"{SECTION}[It]({link})."}, "docs/start/_index.md"
    )

    assert (found[link].verdict, found[link].target) == (Verdict.BORN_WRONG, "docs/run/limits.md#names-and-naming")


def test_a_page_that_was_moved_and_left_an_alias_is_not_told_as_moved(git_repo: MakeRepo) -> None:
    text = "---\naliases: [../start/setup/]\n---\n" + "# Set up\n" * 9
    repo = git_repo(
        {**SITE, "docs/start/setup.md": "# Set up\n" * 9, "docs/run/_index.md": f"{SECTION}[It](../start/setup/)."}
    )
    repo.move("docs/start/setup.md", "docs/run/setup.md")
    repo.write({"docs/run/setup.md": text})
    repo.commit("Move")

    assert judged_in(repo, "docs/run/_index.md")["../start/setup/"].verdict is Verdict.LIVE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("_config.yml", ""),
        ("docs.json", '{"redirects": [{"source": "/old", "destination": "/run/new"}]}'),
        ("static/_redirects", "/old /run/new 301\n"),
    ],
)
def test_a_redirect_leads_to_its_page(name: str, content: str) -> None:
    new = "---\nredirect_from:\n  - /old/\n---\n# New\n" if name == "_config.yml" else "# New\n"
    files = {f"docs/{name}": content, "docs/run/new.md": new, "docs/a.md": "See [it](/old#new) and [that](/odd)."}

    found = judged(files, "docs/a.md")

    assert (found["/old#new"].verdict, found["/old#new"].target) == (Verdict.LIVE, "docs/run/new.md#new")
    assert found["/odd"].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("content", ["[]", "{", '{"redirects": [1, {"source": 2}]}', '{"redirects": {}}'])
def test_a_broken_list_of_redirects_is_no_list(content: str) -> None:
    found = judged({"docs/docs.json": content, "docs/a.md": "See [it](/old)."}, "docs/a.md")

    assert found["/old"].verdict is Verdict.UNKNOWN


TRANSLATED = {"docs/en/docs/help.md": "# Help", "docs/de/docs/help.md": "Siehe [Neues](news.md).", "docs/fr/x.md": ""}


@pytest.mark.parametrize(
    ("document", "original"),
    [
        ("docs/de/docs/help.md", "docs/en/docs/news.md"),
        ("docs/zh-CN/help.md", "docs/news.md"),
        ("web/i18n/fr/docusaurus-plugin-content-docs/current/help.md", "web/docs/news.md"),
    ],
)
def test_what_is_not_translated_is_left_to_the_site(git_repo: MakeRepo, document: str, original: str) -> None:
    news = document.replace("help.md", "news.md")
    twin = original.replace("news.md", "help.md")
    repo = git_repo({news: "# News\n" * 9, original: "# News\n", twin: "# Help", document: "See [it](news.md)."})
    repo.delete(news)
    repo.commit("The original serves")

    found = judged_in(repo, document)["news.md"]

    assert (found.verdict, found.target) == (Verdict.UNKNOWN, original)


def test_what_left_the_original_is_gone_from_the_translation(git_repo: MakeRepo) -> None:
    repo = git_repo({**TRANSLATED, "docs/en/docs/news.md": "# News\n" * 9, "docs/de/docs/news.md": "# Neues\n" * 9})
    repo.delete("docs/en/docs/news.md", "docs/de/docs/news.md")
    repo.commit("No news")

    assert judged_in(repo, "docs/de/docs/help.md")["news.md"].verdict is Verdict.DELETED


def test_the_original_takes_nothing_from_its_translations(git_repo: MakeRepo) -> None:
    pages = {f"docs/en/docs/{n}.md": "# A" for n in "abc"}
    written = {"docs/en/docs/help.md": "See [news](news.md).", "docs/en/docs/news.md": "# N" * 9}
    repo = git_repo({**TRANSLATED, **pages, **written})
    repo.move("docs/en/docs/news.md", "docs/de/docs/news.md")
    repo.commit("Translate")

    assert judged_in(repo, "docs/en/docs/help.md")["news.md"].verdict.is_stale


def test_a_folder_called_like_a_language_is_none_without_an_original(git_repo: MakeRepo) -> None:
    repo = git_repo({"pkg/it/a.md": "See [it](b.md).", "pkg/it/b.md": "# B\n" * 9, "pkg/b.md": "# Another"})
    repo.delete("pkg/it/b.md")
    repo.commit("Drop it")

    assert judged_in(repo, "pkg/it/a.md")["b.md"].verdict is Verdict.DELETED
