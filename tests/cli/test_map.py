"""`contextkit map`, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import contextkit

if TYPE_CHECKING:
    from tests.support import GitRepo, MakeRepo

SHOP = {
    "README.md": "# The shop\n\nThe shop sells one thing to everybody who wants it.\n\nSee CONTRIBUTING.md.\n",
    "CONTRIBUTING.md": "# Contributing\n\nRun `make test` before you push.\n",
    "Makefile": "test: ## Run all tests with coverage\n\tpytest --cov\n\nlint: ## Check with ruff\n\truff check\n",
    "pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.11"\n[tool.ruff]\nline-length = 100\n',
    "src/shop/__init__.py": '"""What is sold, and to whom."""\n',
    ".github/CODEOWNERS": "* @ada\n",
}


@pytest.fixture
def shop(git_repo: MakeRepo) -> GitRepo:
    return git_repo(dict(SHOP))


def test_in_a_pipe_the_diff_is_shown_and_nothing_is_written(shop: GitRepo) -> None:
    ran = contextkit("map", folder=shop.path)

    assert ran.code == 1
    assert ran.out.startswith("--- /dev/null\n+++ b/AGENTS.md\n@@ ")
    assert "+- Test: `make test`" in ran.out
    assert "nothing was written: run `contextkit map --yes`" in ran.err
    assert not (shop.path / "AGENTS.md").exists()


def test_yes_writes_what_is_shown(shop: GitRepo) -> None:
    ran = contextkit("map", "--yes", folder=shop.path)

    written = shop.read("AGENTS.md")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "wrote AGENTS.md")
    assert written.startswith("# The shop\n\n<!-- contextkit:begin map/about sha256:")
    assert "".join(f"+{line}\n" for line in written.splitlines()) in ran.out


def test_a_second_run_writes_nothing(shop: GitRepo) -> None:
    contextkit("map", "--yes", folder=shop.path)

    ran = contextkit("map", "--yes", folder=shop.path)

    assert (ran.code, ran.out, ran.err) == (0, "", "the maps are up to date\n")


def test_check_passes_until_a_map_is_out_of_date(shop: GitRepo) -> None:
    contextkit("map", "--yes", folder=shop.path)
    fresh = contextkit("map", "--check", folder=shop.path)
    shop.write({"Makefile": SHOP["Makefile"].replace("test:", "tests:"), "CONTRIBUTING.md": "Run `make tests`.\n"})

    stale = contextkit("map", "--check", folder=shop.path)

    assert (fresh.code, fresh.out) == (0, "")
    assert stale.code == 1
    assert "-- Test: `make test`" in stale.out
    assert "+- Test: `make tests`" in stale.out
    assert "1 file out of date" in stale.err


def test_diff_shows_and_writes_nothing(shop: GitRepo) -> None:
    ran = contextkit("map", "--diff", folder=shop.path)

    assert ran.code == 0
    assert "+++ b/AGENTS.md" in ran.out
    assert not (shop.path / "AGENTS.md").exists()


def test_explain_says_where_each_line_comes_from_and_why_it_is_there(shop: GitRepo) -> None:
    ran = contextkit("map", "--explain", folder=shop.path)

    lines = ran.out.splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip().startswith("Test: `make test`"))
    assert "from Makefile:1" in lines[at + 1]
    assert lines[at + 2].strip().startswith("why  looked for first")
    assert not (shop.path / "AGENTS.md").exists()


def test_the_plan_is_json_on_request(shop: GitRepo) -> None:
    ran = contextkit("map", "--diff", "--format", "json", folder=shop.path)

    plan = json.loads(ran.out)
    (file,) = plan["files"]
    assert (plan["version"], file["path"], file["state"], file["adopted"]) == (1, "AGENTS.md", "new", False)
    assert {"section", "text", "evidence", "why"} == set(file["lines"][0])


def test_contextkit_finds_nothing_in_what_it_wrote(shop: GitRepo) -> None:
    contextkit("map", "--yes", folder=shop.path)
    shop.commit("Add the map")

    ran = contextkit("check", "--select", "all", "--fail-on", "info", folder=shop.path)

    assert (ran.code, ran.out.splitlines()[-1][:12]) == (0, "No findings "), ran.out


def test_a_map_that_a_person_wrote_stays_and_is_kept_before_it_is_added_to(shop: GitRepo) -> None:
    mine = b"# Rules\r\n\r\nRun `make test`."
    shop.write({"AGENTS.md": mine})

    contextkit("map", "--yes", folder=shop.path)

    assert (shop.path / "AGENTS.md").read_bytes().startswith(mine)
    assert b"make lint" in (shop.path / "AGENTS.md").read_bytes()
    assert (shop.path / ".contextkit/backup/AGENTS.md").read_bytes() == mine
    assert "backup" not in shop.git("status", "--porcelain", "--untracked-files=all")


def test_a_hand_edit_is_told_and_pinned_on_request(shop: GitRepo) -> None:
    contextkit("map", "--yes", folder=shop.path)
    shop.write({"AGENTS.md": shop.read("AGENTS.md").replace("- Lint:", "- Ask Ada first.\n- Lint:")})

    told = contextkit("map", "--check", folder=shop.path)
    pinned = contextkit("map", "--pin", "--yes", folder=shop.path)

    assert told.code == 0
    assert "was edited by hand (- Ask Ada first.) and stays as it is" in told.err
    assert pinned.code == 0
    assert "- Ask Ada first. <!-- pinned -->\n- Lint:" in shop.read("AGENTS.md")


def test_broken_marks_are_misuse_that_names_file_and_line(shop: GitRepo) -> None:
    shop.write({"AGENTS.md": "# Mine\n<!-- contextkit:begin map/about -->\n"})

    ran = contextkit("map", "--yes", folder=shop.path)

    assert ran.code == 2
    assert "AGENTS.md:2" in ran.err
    assert shop.read("AGENTS.md") == "# Mine\n<!-- contextkit:begin map/about -->\n"


def test_a_map_behind_a_link_is_written_where_the_link_leads(shop: GitRepo) -> None:
    shop.write({"CLAUDE.md": "# Mine\n"})
    shop.link("AGENTS.md", "CLAUDE.md")

    contextkit("map", "--yes", folder=shop.path)

    assert shop.read("CLAUDE.md").startswith("# Mine\n\n<!-- contextkit:begin map/more-")
    assert (shop.path / "AGENTS.md").is_symlink()


def test_nothing_is_written_through_a_link_that_leaves_the_tree(shop: GitRepo, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"theirs")
    shop.link("AGENTS.md", str(outside))

    ran = contextkit("map", "--yes", folder=shop.path)

    assert ran.code == 2
    assert outside.read_bytes() == b"theirs"


def test_a_claude_file_that_hides_the_map_is_told(shop: GitRepo) -> None:
    shop.write({"CLAUDE.md": "# For Claude\n"})

    ran = contextkit("map", "--diff", folder=shop.path)

    assert "CLAUDE.md hides AGENTS.md from Claude" in ran.err


def test_a_path_narrows_it_to_maps_below(shop: GitRepo) -> None:
    ran = contextkit("map", "src", "--diff", folder=shop.path)

    assert (ran.code, ran.out) == (0, "")


def test_a_template_of_the_repository_is_used(shop: GitRepo) -> None:
    shop.write({".contextkit/templates/map/about.md": "About: {{ lines[0].text }}\n"})

    ran = contextkit("map", "--diff", folder=shop.path)

    assert "+About: The shop sells one thing" in ran.out


@pytest.mark.parametrize("options", [("--check", "--yes"), ("--diff", "--explain")])
def test_what_contradicts_itself_is_misuse(shop: GitRepo, options: tuple[str, ...]) -> None:
    ran = contextkit("map", *options, folder=shop.path)

    assert ran.code == 2
    assert "exclude each other" in ran.err


def test_a_bare_repository_can_be_looked_at_and_not_written(shop: GitRepo, tmp_path: Path) -> None:
    bare = shop.clone(tmp_path / "bare", "--bare")

    shown = contextkit("map", "--diff", "--repo", bare.path)
    written = contextkit("map", "--yes", "--repo", bare.path)

    assert "+- Test: `make test`" in shown.out
    assert (shown.code, written.code) == (0, 2)
    assert "has no working tree" in written.err


def test_headline_commands_are_tried_and_those_that_fail_are_left_out(shop: GitRepo) -> None:
    shop.write({"Makefile": "test: ## Run all tests\n\ttrue\n\nlint: ## Check\n\techo 'no rule'; exit 3\n"})
    shop.commit("Break the lint")

    ran = contextkit("map", "--run", "--yes", folder=shop.path)
    again = contextkit("map", "--check", folder=shop.path)
    explained = contextkit("map", "--explain", folder=shop.path)

    assert ran.code == 0
    assert "        run  ran      make test  (exit 0" in explained.out
    assert "ran      make test  (exit 0, " in ran.err
    assert "FAILED   make lint  (" in ran.err
    assert "make test" in shop.read("AGENTS.md")
    assert "make lint" not in shop.read("AGENTS.md")
    assert again.code == 0
