"""The check command, as a person and as CI run it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support import GitRepo, contextkit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import MakeRepo

GUIDE = "# Guide\n\n" + "A line that says something.\n" * 8

OWN_LINT = """---
severity: error
reads: documents
recommended: true
---
# Nothing
Why.
## Problem
Bad.
## Remedy
Mend.
## Avoid
None.
## Bad
### One
```markdown file=AGENTS.md
x
```
## Good
### One
```markdown file=AGENTS.md
y
```
"""


@pytest.fixture
def moved(git_repo: MakeRepo) -> GitRepo:
    """A repository whose AGENTS.md names a page that was moved."""
    repo = git_repo({"AGENTS.md": "# Map\n\nRead `docs/old.md` first.\n", "docs/old.md": GUIDE})
    repo.move("docs/old.md", "docs/guide.md")
    repo.commit("Move the guide")
    return repo


def test_a_moved_page_is_an_error_with_its_evidence(moved: GitRepo) -> None:
    ran = contextkit("check", folder=moved.path)

    assert ran.code == 1
    assert "stale-path  1 error" in ran.out
    assert "AGENTS.md:3  `docs/old.md`" in ran.out
    assert "docs/guide.md" in ran.out
    assert "Move the guide" in ran.out
    assert ran.out.rstrip().splitlines()[-1].startswith("1 error in 1 agent file and 1 document.")


def test_a_clean_repository_passes(git_repo: MakeRepo) -> None:
    repo = git_repo({"AGENTS.md": "Read `docs/guide.md`.\n", "docs/guide.md": GUIDE})

    ran = contextkit("check", folder=repo.path)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("No findings in")


def test_the_second_run_says_the_same_from_its_cache(moved: GitRepo) -> None:
    first = contextkit("check", folder=moved.path)

    second = contextkit("check", folder=moved.path)

    assert second == first
    assert (moved.path / ".contextkit/cache/.gitignore").is_file()
    assert moved.git("status", "--porcelain") == ""


def test_what_changed_since_the_last_run_is_seen(moved: GitRepo) -> None:
    contextkit("check", folder=moved.path)
    moved.write({"AGENTS.md": "Read `docs/guide.md`.\n"})

    assert contextkit("check", folder=moved.path).code == 0


def test_without_caches_nothing_is_written(moved: GitRepo) -> None:
    ran = contextkit("check", "--no-cache", folder=moved.path)

    assert ran.code == 1
    assert not (moved.path / ".contextkit").exists()


def test_a_folder_without_git_is_checked_without_history(tmp_path: Path) -> None:
    (tmp_path / "AGENTS.md").write_text("See [it](#nothing-here) and `gone/away.py`.\n\n# Some thing\n")

    ran = contextkit("check", folder=tmp_path)

    assert ran.code == 1
    assert "stale-anchor  1 error" in ran.out


def test_a_revision_of_a_bare_repository_is_checked(moved: GitRepo, tmp_path: Path) -> None:
    bare = moved.clone(tmp_path / "bare.git", "--bare")

    now = contextkit("check", "--repo", bare.path)
    before = contextkit("check", "--repo", bare.path, "--at", "HEAD^")

    assert (now.code, before.code) == (1, 0)


def test_a_cut_history_is_said_first_with_its_repair(moved: GitRepo, tmp_path: Path) -> None:
    shallow = moved.clone(tmp_path / "shallow", "--depth", "1")

    cut = contextkit("check", folder=shallow.path)
    shallow.git("fetch", "--quiet", "--unshallow", "--filter=blob:none")
    whole = contextkit("check", folder=shallow.path)

    assert "git fetch --unshallow --filter=blob:none" in cut.out.splitlines()[0]
    assert cut.code == 0
    assert whole.code == 1
    assert "docs/guide.md" in whole.out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("never", 0)])
def test_what_fails_is_the_users_choice(moved: GitRepo, fail_on: str, code: int) -> None:
    assert contextkit("check", "--fail-on", fail_on, folder=moved.path).code == code


def test_lints_are_selected_and_left_out(moved: GitRepo) -> None:
    assert contextkit("check", "--select", "stale-link", folder=moved.path).code == 0
    assert contextkit("check", "--ignore", "stale-path,stale-link", folder=moved.path).code == 0
    unknown = contextkit("check", "--select", "stale-pathh", folder=moved.path)
    assert unknown.code == 2
    assert "stale-path" in unknown.err


def test_paths_narrow_the_check(moved: GitRepo) -> None:
    assert contextkit("check", "docs", folder=moved.path).code == 0
    assert contextkit("check", "AGENTS.md", folder=moved.path).code == 1
    wrong = contextkit("check", "nowhere", folder=moved.path)
    assert (wrong.code, "nowhere is not in the tree" in wrong.err) == (2, True)


def test_a_proven_fix_is_applied_and_shown(moved: GitRepo) -> None:
    ran = contextkit("check", "--fix", folder=moved.path)

    assert ran.code == 0
    assert "+Read `docs/guide.md` first." in ran.out
    assert moved.read("AGENTS.md") == "# Map\n\nRead `docs/guide.md` first.\n"


def test_fixing_twice_changes_nothing_more(moved: GitRepo) -> None:
    contextkit("check", "--fix", folder=moved.path)
    once = moved.read("AGENTS.md")

    again = contextkit("check", "--fix", "--allow-dirty", folder=moved.path)

    assert (moved.read("AGENTS.md"), "@@" in again.out) == (once, False)


def test_a_file_that_is_not_committed_is_not_fixed(moved: GitRepo) -> None:
    text = "# Map\n\nRead `docs/old.md` now.\n"
    moved.write({"AGENTS.md": text})

    refused = contextkit("check", "--fix", folder=moved.path)

    assert (refused.code, moved.read("AGENTS.md")) == (2, text)
    assert "--allow-dirty" in refused.err
    assert contextkit("check", "--fix", "--allow-dirty", folder=moved.path).code == 0


def test_line_ends_that_git_hides_spoil_no_fix(moved: GitRepo) -> None:
    moved.write({".gitattributes": "*.md text=auto\n"})
    moved.commit("Attributes")
    contextkit("check", folder=moved.path)
    moved.write({"AGENTS.md": "# Map\r\n\r\nRead `docs/old.md` first.\r\n"})
    moved.git("add", "--renormalize", "AGENTS.md")

    contextkit("check", "--fix", "--allow-dirty", folder=moved.path)

    assert moved.read("AGENTS.md") in {
        "# Map\r\n\r\nRead `docs/old.md` first.\r\n",
        "# Map\r\n\r\nRead `docs/guide.md` first.\r\n",
    }


def test_a_diff_changes_nothing(moved: GitRepo) -> None:
    ran = contextkit("check", "--diff", folder=moved.path)

    assert "+Read `docs/guide.md` first." in ran.out
    assert moved.git("status", "--porcelain") == ""


def test_only_what_is_new_is_told_of_a_change(moved: GitRepo) -> None:
    moved.write({"docs/page.md": "See [the guide](guide.md).\n"})
    moved.commit("A page")
    moved.move("docs/guide.md", "docs/manual.md")
    moved.write({"docs/new.md": "See [nothing](#not-there).\n\n# Heading\n"})

    ran = contextkit("check", "--changed", "--format", "json", folder=moved.path)

    found = {(f["lint"], f["path"]) for f in json.loads(ran.out)["findings"]}
    assert found == {("stale-link", "docs/page.md"), ("stale-anchor", "docs/new.md")}


def test_a_branch_answers_for_what_it_brought(moved: GitRepo) -> None:
    moved.git("switch", "--quiet", "-c", "topic")
    moved.write({"CLAUDE.md": "See [it](docs/missing.md#x) and [that](docs/old.md).\n"})
    moved.commit("Add a page")

    ran = contextkit("check", "--changed", "--base", "main", "--format", "json", folder=moved.path)

    assert {f["path"] for f in json.loads(ran.out)["findings"]} == {"CLAUDE.md"}


def test_a_renamed_document_brings_nothing_new(moved: GitRepo) -> None:
    moved.write({"docs/page.md": "Read [it](old.md).\n" + GUIDE})
    moved.commit("A page")
    moved.move("docs/page.md", "docs/leaf.md")

    ran = contextkit("check", "--changed", folder=moved.path)

    assert ran.code == 0


def test_a_baseline_keeps_what_is_there_and_only_shrinks(moved: GitRepo) -> None:
    contextkit("check", "--write-baseline", folder=moved.path)
    kept = contextkit("check", folder=moved.path)
    moved.write({"CLAUDE.md": "Read `docs/old.md` too.\n"})
    new = contextkit("check", folder=moved.path)
    contextkit("check", "--write-baseline", folder=moved.path)
    still = contextkit("check", folder=moved.path)

    assert (kept.code, new.code, still.code) == (0, 1, 1)
    assert "In the baseline: 1." in kept.out


def test_an_entry_of_the_baseline_that_is_mended_must_go(moved: GitRepo) -> None:
    contextkit("check", "--write-baseline", folder=moved.path)
    moved.write({"AGENTS.md": "Read `docs/guide.md` first.\n"})
    stale = contextkit("check", folder=moved.path)
    contextkit("check", "--write-baseline", folder=moved.path)

    assert stale.code == 1
    assert "--write-baseline" in stale.out
    assert contextkit("check", folder=moved.path).code == 0


def test_a_suppression_needs_a_reason(moved: GitRepo) -> None:
    moved.write({"AGENTS.md": "<!-- contextkit: ignore stale-path -->\nRead `docs/old.md`.\n"})
    without = contextkit("check", folder=moved.path)
    moved.write(
        {"AGENTS.md": "<!-- contextkit: ignore stale-path -- kept for readers of 1.x -->\nRead `docs/old.md`.\n"}
    )
    given = contextkit("check", folder=moved.path)

    assert (without.code, given.code) == (1, 0)
    assert "bad-suppression" in without.out
    assert "Suppressed: 1." in given.out


@pytest.mark.parametrize("output_format", ["json", "sarif", "github", "gitlab", "agent", "text"])
def test_every_format_tells_of_the_finding(moved: GitRepo, output_format: str) -> None:
    ran = contextkit("check", "--format", output_format, folder=moved.path)

    assert ran.code == 1
    assert "docs/old.md" in ran.out


def test_the_summary_of_a_github_job_is_written(moved: GitRepo, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"

    contextkit("check", "--format", "github", folder=moved.path, env={"GITHUB_STEP_SUMMARY": str(summary)})

    assert "docs/old.md" in summary.read_text()


def test_a_typo_in_the_configuration_is_named_with_its_line(moved: GitRepo) -> None:
    moved.write({"contextkit.toml": "[lint]\nselct = []\n"})

    ran = contextkit("check", folder=moved.path)

    assert ran.code == 2
    assert "contextkit.toml:2" in ran.err
    assert "select" in ran.err


def test_code_of_an_untrusted_repository_is_left_out(moved: GitRepo) -> None:
    moved.write(
        {".contextkit/lints/own_lint/LINT.md": OWN_LINT, ".contextkit/lints/own_lint/lint.py": "raise SystemExit"}
    )

    ran = contextkit("check", "--no-local-lints", folder=moved.path)

    assert ran.code == 1
    assert "own-lint" in ran.out
    assert "--no-local-lints" in ran.out


def test_at_and_fix_contradict_each_other(moved: GitRepo) -> None:
    assert contextkit("check", "--at", "HEAD", "--fix", folder=moved.path).code == 2


def test_a_repository_without_a_commit_is_checked(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "new")
    repo.write({"AGENTS.md": "See [it](#nothing).\n\n# Some heading\n"})

    assert contextkit("check", folder=repo.path).code == 1


def test_what_could_not_be_judged_is_listed_on_request(git_repo: MakeRepo) -> None:
    repo = git_repo({"AGENTS.md": "See `lib/deep/thing.py`.\n"})

    ran = contextkit("check", "--show-unknown", folder=repo.path)

    assert "AGENTS.md:1  lib/deep/thing.py" in ran.out


def test_pages_that_are_in_no_list_are_counted_but_for_records_and_where_paths_are_named(git_repo: MakeRepo) -> None:
    pages = dict.fromkeys(("AGENTS.md", "docs/a.md", "notes/a.md", "notes/b.mdx", "notes/CHANGELOG.md"), "# A\n")
    repo = git_repo({**pages, "tests/fixtures/c.md": "# C\n", "src/a.py": "x = 1\n"})

    every, named = contextkit("check", folder=repo.path), contextkit("check", "AGENTS.md", folder=repo.path)

    assert "1 agent file and 1 document; 2 other Markdown files are not in [documents]." in every.out
    assert "not in [documents]" not in named.out
