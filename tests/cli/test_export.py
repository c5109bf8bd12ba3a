"""`contextkit export`: shown, agreed to, written, checked, taken back; or for one clone alone."""

from __future__ import annotations

import pytest

from tests.support import GitRepo, MakeRepo, contextkit

FILES = {
    "AGENTS.md": "# Shop\n",
    "src/a.sql": "select 1;\n",
    ".contextkit/rules/migrations.md": '---\npaths: ["src/**/*.sql"]\n---\nA migration is never edited.\n',
    ".contextkit/rules/tone.md": "Be kind.\n",
}


@pytest.fixture
def shop(git_repo: MakeRepo) -> GitRepo:
    return git_repo(FILES)


def status(repo: GitRepo) -> list[str]:
    return sorted(line[3:] for line in repo.git("status", "--porcelain", "-uall").splitlines())


def test_what_would_be_written_is_shown_and_nothing_is_written_unasked(shop: GitRepo) -> None:
    ran = contextkit("export", folder=shop.path)

    assert ran.code == 1
    assert "+++ b/.claude/rules/migrations.md" in ran.out
    assert "run `contextkit export --yes`" in ran.err
    assert status(shop) == []


def test_the_check_fails_until_it_is_written(shop: GitRepo) -> None:
    before = contextkit("export", "--check", folder=shop.path)
    written = contextkit("export", "--yes", folder=shop.path)
    after = contextkit("export", "--check", folder=shop.path)

    assert (before.code, written.code, after.code) == (1, 0, 0)
    assert "out of date" in before.err
    assert after.out == ""


def test_what_an_agent_does_not_learn_is_said(shop: GitRepo) -> None:
    ran = contextkit("export", "codex", "--diff", folder=shop.path)

    assert ran.code == 0
    assert "Codex knows no globs" in ran.err


def test_a_rule_that_changed_is_found_by_the_check_of_the_repository(shop: GitRepo) -> None:
    contextkit("export", "--yes", folder=shop.path)
    shop.write({".contextkit/rules/migrations.md": FILES[".contextkit/rules/migrations.md"] + "Nor deleted.\n"})

    ran = contextkit("check", "--select", "stale-export", folder=shop.path)

    assert ran.code == 1
    assert "`.claude/rules/migrations.md` was made from another state" in ran.out


def test_what_was_exported_passes_the_check_of_the_repository(shop: GitRepo) -> None:
    contextkit("export", "--yes", folder=shop.path)

    ran = contextkit("check", "--select", "all", folder=shop.path)

    assert ran.code == 0, ran.out


def test_all_is_put_back(shop: GitRepo) -> None:
    shop.write({"CLAUDE.md": "Mine, without an end"})
    shop.commit()
    contextkit("export", "--yes", "--adopt", "CLAUDE.md", folder=shop.path)

    ran = contextkit("export", "--revert", "--yes", folder=shop.path)

    assert ran.code == 0
    assert status(shop) == []
    assert not (shop.path / ".claude").exists()


def test_an_export_changes_nothing_for_the_map(shop: GitRepo) -> None:
    shop.write(
        {".contextkit/rules/sources.md": '---\npaths: ["src/**"]\n---\nNo views.\n', "Makefile": "test:\n\ttrue\n"}
    )
    shop.commit()
    contextkit("map", "--yes", folder=shop.path)

    contextkit("export", "--yes", folder=shop.path)

    ran = contextkit("map", "--check", folder=shop.path)
    assert (ran.code, ran.out) == (0, "")
    assert (shop.path / "src/AGENTS.md").exists()
    assert contextkit("check", "--select", "all", folder=shop.path).code == 0


def test_one_agent_alone_leaves_what_others_were_told(shop: GitRepo) -> None:
    contextkit("export", "claude", "cursor", "--yes", folder=shop.path)
    shop.delete(".contextkit/rules/migrations.md")

    contextkit("export", "cursor", "--yes", folder=shop.path)

    assert (shop.path / ".claude/rules/migrations.md").exists()
    assert not (shop.path / ".cursor/rules/migrations.mdc").exists()


def test_an_overlay_is_seen_by_no_commit_and_goes_again(shop: GitRepo) -> None:
    exclude = shop.path / ".git/info/exclude"
    before = exclude.read_bytes() if exclude.exists() else b""

    ran = contextkit("export", "--local", "--yes", folder=shop.path)

    assert status(shop) == []
    assert (shop.path / ".claude/rules/migrations.md").exists()
    assert "AGENTS.md is tracked by git, so an overlay leaves it as it is" in ran.err
    contextkit("export", "--local", "--revert", "--yes", folder=shop.path)
    assert not (shop.path / "CLAUDE.md").exists()
    assert exclude.read_bytes() == before


def test_in_a_linked_worktree_the_overlay_is_ignored_too(shop: GitRepo) -> None:
    shop.git("worktree", "add", "-q", "../linked")
    linked = GitRepo.opened(shop.path.parent / "linked")

    contextkit("export", "--local", "--yes", folder=linked.path)

    assert status(linked) == []
    assert (linked.path / "CLAUDE.md").exists()


@pytest.mark.parametrize("options", [("--check", "--yes"), ("--revert", "--adopt", "a"), ("nobody",)])
def test_what_does_not_go_together_is_refused(options: tuple[str, ...], shop: GitRepo) -> None:
    assert contextkit("export", *options, folder=shop.path).code == 2


def test_a_broken_rule_stops_the_export_with_its_line(shop: GitRepo) -> None:
    shop.write({".contextkit/rules/tone.md": "---\nseverty: error\n---\nBe kind.\n"})

    ran = contextkit("export", folder=shop.path)

    assert ran.code == 2
    assert ".contextkit/rules/tone.md:2: unknown key `severty`; did you mean `severity`?" in ran.err


def test_a_template_of_the_repository_stands_in_the_place_of_ours(shop: GitRepo) -> None:
    shop.write({".contextkit/templates/export/claude-map.md": "@AGENTS.md\n\nAsk before you push.\n"})

    contextkit("export", "claude", "--yes", folder=shop.path)

    assert shop.read("CLAUDE.md") == "@AGENTS.md\n\nAsk before you push.\n"
