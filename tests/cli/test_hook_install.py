"""`contextkit hook install`: what comes into agents' settings, and goes again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contextkit.cli.hooks import agent_names, the_agent
from tests.support import GitRepo, MakeRepo, contextkit

OTHERS = """\
{
    "model": "opus",
    "hooks": {
        "PostToolUse": [
            {"matcher": "Edit", "hooks": [{"type": "command", "command": "npm run format"}]}
        ]
    },
    "permissions": {"allow": ["Bash(npm test:*)"]}
}
"""


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    return git_repo({"AGENTS.md": "# Map\n"})


@pytest.mark.parametrize("agent", agent_names())
def test_a_file_is_made_and_removed_again(repo: GitRepo, agent: str) -> None:
    path = repo.path / the_agent(agent).HOOKS.path

    made = contextkit("hook", "install", agent, "--yes", "--repo", repo.path)

    assert made.code == 0
    assert f"contextkit hook {agent}" in path.read_text()

    gone = contextkit("hook", "install", agent, "--remove", "--yes", "--repo", repo.path)

    assert gone.code == 0
    assert not path.parent.exists()


def test_what_is_there_stays(repo: GitRepo) -> None:
    repo.write({".claude/settings.json": OTHERS})

    contextkit("hook", "install", "claude", "--yes", "--repo", repo.path)

    said = json.loads(repo.read(".claude/settings.json"))
    assert said["model"] == "opus"
    assert [group["matcher"] for group in said["hooks"]["PostToolUse"]] == ["Edit", "Write|Edit|MultiEdit|Bash"]
    handler = said["hooks"]["Stop"][0]["hooks"][0]
    assert handler == {"type": "command", "command": "contextkit hook claude", "timeout": 30}


def test_installing_twice_changes_nothing_more(repo: GitRepo) -> None:
    contextkit("hook", "install", "claude", "--yes", "--repo", repo.path)
    before = repo.read(".claude/settings.json")

    ran = contextkit("hook", "install", "claude", "--yes", "--repo", repo.path)

    assert ran.out == "nothing to change\n"
    assert repo.read(".claude/settings.json") == before


def test_removing_gives_back_the_file_as_it_was(repo: GitRepo) -> None:
    repo.write({".claude/settings.json": OTHERS})
    contextkit("hook", "install", "claude", "--yes", "--repo", repo.path)

    contextkit("hook", "install", "claude", "--remove", "--yes", "--repo", repo.path)

    assert repo.read(".claude/settings.json") == OTHERS


def test_a_diff_is_shown_and_nothing_written_where_nobody_can_be_asked(repo: GitRepo) -> None:
    ran = contextkit("hook", "install", "claude", "--repo", repo.path)

    assert ran.code == 2
    assert '+            "command": "contextkit hook claude",' in ran.out
    assert "--yes" in ran.err
    assert not (repo.path / ".claude").exists()


def test_diff_alone_writes_nothing(repo: GitRepo) -> None:
    ran = contextkit("hook", "install", "claude", "--diff", "--yes", "--repo", repo.path)

    assert ran.code == 0
    assert "+++ b/.claude/settings.json" in ran.out
    assert not (repo.path / ".claude").exists()


def test_local_settings_are_those_that_are_not_shared(repo: GitRepo) -> None:
    contextkit("hook", "install", "claude", "--local", "--yes", "--repo", repo.path)

    assert (repo.path / ".claude/settings.local.json").exists()
    assert not (repo.path / ".claude/settings.json").exists()


def test_an_agent_without_local_settings_says_so(repo: GitRepo) -> None:
    ran = contextkit("hook", "install", "codex", "--local", "--yes", "--repo", repo.path)

    assert ran.code == 2
    assert "codex has no settings that are not shared" in ran.err


@pytest.mark.parametrize("content", ['{\n  // mine\n  "model": "x"\n}\n', "", "[]", '{"hooks": []}', "{"])
def test_what_cannot_be_merged_is_left_and_shown_how_to_do_by_hand(repo: GitRepo, content: str) -> None:
    repo.write({".claude/settings.json": content})

    ran = contextkit("hook", "install", "claude", "--yes", "--repo", repo.path)

    assert ran.code == 2
    assert ".claude/settings.json is left as it is" in ran.err
    assert '"command": "contextkit hook claude"' in ran.err
    assert repo.read(".claude/settings.json") == content


def test_without_a_name_it_is_the_agents_that_have_a_folder(repo: GitRepo) -> None:
    repo.write({".cursor/rules/a.mdc": "---\n---\n", ".claude/x": ""})

    contextkit("hook", "install", "--yes", "--repo", repo.path)

    assert (repo.path / ".cursor/hooks.json").exists()
    assert (repo.path / ".claude/settings.json").exists()
    assert not (repo.path / ".codex").exists()


def test_without_any_folder_it_asks_for_a_name(repo: GitRepo) -> None:
    ran = contextkit("hook", "install", "--yes", "--repo", repo.path)

    assert ran.code == 2
    assert "claude|codex|cursor" in ran.err


def test_it_finds_the_root_from_below(repo: GitRepo) -> None:
    (repo.path / "src").mkdir()

    contextkit("hook", "install", "claude", "--yes", folder=repo.path / "src")

    assert (repo.path / ".claude/settings.json").exists()


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    ran = contextkit("hook", "install", "claude", "--yes", "--repo", tmp_path)

    assert ran.code == 2
    assert "in no working tree of git" in ran.err


def test_what_a_person_has_still_to_do_is_said(repo: GitRepo) -> None:
    ran = contextkit("hook", "install", "codex", "--yes", "--repo", repo.path)

    assert "/hooks in Codex" in ran.err
