"""`contextkit lint`, `explain`, `config` and `catalog`, as a person calls them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.linting.pages import CODE, PAGE, lint_files
from tests.support import contextkit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import MakeRepo


def test_every_lint_is_listed_with_its_title(git_repo: MakeRepo) -> None:
    repo = git_repo(lint_files())

    ran = contextkit("lint", "list", folder=repo.path)

    assert ran.code == 0
    assert re.search(r"hidden-characters +error, fix +A character that a person does not see\n", ran.out)
    assert "A word that may not stand  (.contextkit/lints/no_foo)\n" in ran.out


def test_the_list_is_json_on_request(git_repo: MakeRepo) -> None:
    ran = contextkit("lint", "list", "--format", "json", "--repo", git_repo(lint_files()).path)

    row = next(row for row in json.loads(ran.out) if row["id"] == "no-foo")
    assert (row["severity"], row["fix"], row["page"]) == ("error", "none", ".contextkit/lints/no_foo/LINT.md")


def test_a_new_lint_passes_its_own_examples(git_repo: MakeRepo) -> None:
    repo = git_repo({"README.md": "x"})

    made = contextkit("lint", "new", "no-todo", folder=repo.path)
    tested = contextkit("lint", "test", "no-todo", folder=repo.path)

    assert (made.code, len(made.out.splitlines())) == (0, 2)
    assert (tested.code, tested.out) == (0, "3 examples of 1 lints: all pass\n")
    assert "{{" not in repo.read(".contextkit/lints/no_todo/LINT.md")


@pytest.mark.parametrize(
    ("lint_id", "problem"),
    [("No_Todo", "is no lint's id"), ("hidden-characters", "There is a lint `hidden-characters`")],
)
def test_a_new_lint_needs_an_id_of_its_own(git_repo: MakeRepo, lint_id: str, problem: str) -> None:
    ran = contextkit("lint", "new", lint_id, folder=git_repo({"a": "b"}).path)

    assert ran.code == 2
    assert problem in ran.err


def test_examples_that_fail_are_findings(git_repo: MakeRepo) -> None:
    repo = git_repo(lint_files(page=PAGE.replace("md\nbar", "md\nfoo")))

    ran = contextkit("lint", "test", "no-foo", folder=repo.path)

    assert ran.code == 1
    assert ran.out == (
        ".contextkit/lints/no_foo/LINT.md:31 Another word: it finds AGENTS.md:1 `foo` stands here\n"
        "2 examples of 1 lints: 1 failed\n"
    )


def test_a_lint_that_cannot_be_loaded_is_misuse_that_names_lint_and_file(git_repo: MakeRepo) -> None:
    ran = contextkit("lint", "test", "no-foo", folder=git_repo(lint_files(code="import yaml")).path)

    assert ran.code == 2
    assert "Lint `no-foo` imports yaml (.contextkit/lints/no_foo/lint.py:1)" in ran.err


def test_code_of_an_untrusted_repository_is_not_run(git_repo: MakeRepo) -> None:
    repo = git_repo(lint_files(code="raise SystemExit('it ran')"))

    ran = contextkit("lint", "test", "no-foo", "hidden-characters", "--no-local-lints", folder=repo.path)

    assert ran.code == 0
    assert "of 1 lints: all pass" in ran.out


def test_explain_prints_the_page_with_the_settings_of_this_repository(git_repo: MakeRepo) -> None:
    page = PAGE.replace("reads: documents", "reads: documents\noptions: {n: {type: int, default: 3, doc: How many.}}")
    repo = git_repo({**lint_files(page=page), "contextkit.toml": "lint.options.no-foo.n = 4\n"})

    ran = contextkit("explain", "no-foo", folder=repo.path)

    assert ran.out.startswith("# A word that may not stand\n\n`no-foo` · error · truth, on · no automatic fix\n")
    assert "- `n = 4` (int, default `3`): How many.\n" in ran.out
    assert "## Remedy\n\nTake `{word}` out.\n" in ran.out


def test_explain_of_what_is_not_there_names_the_nearest(git_repo: MakeRepo) -> None:
    ran = contextkit("explain", "hiden-characters", folder=git_repo({"a": "b"}).path)

    assert ran.code == 2
    assert "There is no lint `hiden-characters`; the nearest is `hidden-characters`" in ran.err


def test_explain_is_drawn_for_terminals(git_repo: MakeRepo) -> None:
    ran = contextkit("explain", "hidden-characters", "--color", "always", folder=git_repo({"a": "b"}).path)

    assert "\x1b[" in ran.out


def test_config_shows_what_is_in_effect(git_repo: MakeRepo) -> None:
    repo = git_repo({"contextkit.toml": "map.max_lines = 7\n"})

    ran = contextkit("config", "show", "--format", "json", folder=repo.path)

    assert json.loads(ran.out)["map"] == {"max_lines": 7}
    assert "from contextkit.toml" in ran.err


def test_config_is_read_from_the_revision(git_repo: MakeRepo) -> None:
    repo = git_repo({"contextkit.toml": "map.max_lines = 7\n"})
    repo.write({"contextkit.toml": "map.max_lines = 8\n"})

    ran = contextkit("config", "show", "--at", "HEAD", folder=repo.path)

    assert "max_lines = 7" in ran.out


def test_a_wrong_key_is_misuse(git_repo: MakeRepo) -> None:
    ran = contextkit("config", "show", folder=git_repo({"contextkit.toml": "[lint]\nselct = []\n"}).path)

    assert ran.code == 2
    assert "contextkit.toml:2: unknown key `lint.selct`; did you mean `select`?" in ran.err


def test_the_schema_is_printed() -> None:
    assert json.loads(contextkit("config", "schema").out)["additionalProperties"] is False


def test_a_catalog_in_a_folder_of_the_repository_is_extended(git_repo: MakeRepo) -> None:
    repo = git_repo({**lint_files(folder="tools/kit"), "contextkit.toml": 'extends = ["tools/kit"]\n'})

    assert "(tools/kit/lints/no_foo)" in contextkit("lint", "list", folder=repo.path).out


def test_a_catalog_in_another_folder_is_extended(git_repo: MakeRepo) -> None:
    git_repo(lint_files(folder="kit"), name="shared")
    repo = git_repo({"contextkit.toml": 'extends = ["../shared/kit"]\n'})

    assert "A word that may not stand  (../shared/kit)" in contextkit("lint", "list", folder=repo.path).out


def test_a_folder_that_holds_no_lints_is_misuse(git_repo: MakeRepo) -> None:
    ran = contextkit("lint", "list", folder=git_repo({"contextkit.toml": 'extends = ["tools"]\n'}).path)

    assert ran.code == 2
    assert "`tools` in `extends` of contextkit.toml holds no folder `lints`" in ran.err


def test_a_pinned_catalog_is_fetched_by_update_alone(git_repo: MakeRepo) -> None:
    shared = git_repo({path.removeprefix("x/"): text for path, text in lint_files(folder="x").items()}, name="shared")
    pinned = f"{shared.path.as_uri()}@{shared.head}"
    repo = git_repo({"contextkit.toml": f'extends = ["{pinned}"]\n'})
    shared.write({"lints/no_foo/LINT.md": "changed later"})
    shared.commit()

    before = contextkit("lint", "list", folder=repo.path)
    update = contextkit("catalog", "update", folder=repo.path)
    again = contextkit("catalog", "update", folder=repo.path)
    after = contextkit("lint", "list", folder=repo.path)

    assert (before.code, "Run: contextkit catalog update" in before.err.replace("run:", "Run:")) == (2, True)
    assert (update.code, update.out.endswith("fetched\n")) == (0, True)
    assert again.out.endswith("is here\n")
    assert f"A word that may not stand  ({pinned})" in after.out
    assert repo.git("status", "--porcelain") == ""


def test_a_commit_that_is_not_there_is_misuse(git_repo: MakeRepo) -> None:
    shared = git_repo({"a": "b"}, name="shared")
    repo = git_repo({"contextkit.toml": f'extends = ["{shared.path.as_uri()}@{"0" * 40}"]\n'})

    ran = contextkit("catalog", "update", folder=repo.path)

    assert ran.code == 2
    assert "could not be fetched" in ran.err
    assert "is not here" in contextkit("lint", "list", folder=repo.path).err


def test_twin_lints_are_misuse(git_repo: MakeRepo) -> None:
    ran = contextkit("lint", "list", folder=git_repo(lint_files("hidden_characters", PAGE, CODE)).path)

    assert ran.code == 2
    assert "Two lints are called `hidden-characters`: contextkit: lints/hidden_characters/LINT.md and " in ran.err


def test_lists_and_tests_work_on_a_bare_repository(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo(lint_files())
    repo.clone(tmp_path / "bare.git", "--bare")

    ran = contextkit("lint", "test", "no-foo", "--repo", tmp_path / "bare.git", "--cache-dir", tmp_path / "cache")

    assert (ran.code, ran.out) == (0, "2 examples of 1 lints: all pass\n")
