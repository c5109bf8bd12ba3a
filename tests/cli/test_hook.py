"""`contextkit hook AGENT`: real events to real processes in real repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from contextkit.cli.hooks import agent_names
from tests.support import GitRepo, MakeRepo, Ran, contextkit

FILES = {
    "AGENTS.md": "# Map\n\nSee [the guide](docs/guide.md).\n\nCall `measure_depth()` ([why](docs/guide.md#set-up)).\n",
    "docs/guide.md": "# Guide\n\nHow it is set up.\n\n## Set up\n\nAs said in [old](gone.md).\n",
    "docs/other.md": "# Other\n\nNothing here.\n",
    "src/tool.py": "def measure_depth() -> int:\n    return 1\n",
    "docs/gone.md": "# Gone\n",
    "docs/missing.md": "# Missing\n",
}


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    repo = git_repo(FILES)
    repo.delete("docs/gone.md", "docs/missing.md")
    repo.commit("Drop pages")
    return repo


def hook(agent: str, stdin: str | bytes | Mapping[str, object], env: Mapping[str, str] | None = None) -> Ran:
    given = json.dumps(stdin) if isinstance(stdin, Mapping) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "contextkit", "hook", agent],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        check=False,
        env={**os.environ, **(env or {})},
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def claude(repo: GitRepo, event: str, tool: str = "", path: str = "", **more: object) -> dict[str, object]:
    tool_input = {"file_path": str(repo.path / path)} if path else {"command": "true"}
    said = {"session_id": "s1", "cwd": str(repo.path), "hook_event_name": event, **more}
    return said | ({"tool_name": tool, "tool_input": tool_input} if tool else {})


def broken(repo: GitRepo) -> None:
    """A document names a page that another commit deleted."""
    repo.write({"docs/other.md": "# Other\n\nSee [it](missing.md).\n"})


def test_an_edit_that_names_what_is_not_there_is_told_to_claude_on_stderr(repo: GitRepo) -> None:
    broken(repo)

    ran = hook("claude", claude(repo, "PostToolUse", "Edit", "docs/other.md"))

    assert ran.code == 2
    assert ran.out == ""
    assert "docs/other.md:3 missing.md" in ran.err
    assert len(ran.err) < 4000


def test_what_was_wrong_before_is_not_shown(repo: GitRepo) -> None:
    repo.write({"docs/guide.md": FILES["docs/guide.md"] + "\nA new line.\n"})

    ran = hook("claude", claude(repo, "PostToolUse", "Write", "docs/guide.md"))

    assert ran == Ran(0, "", "")


def test_an_edit_of_code_alone_is_let_go_without_a_look(repo: GitRepo) -> None:
    broken(repo)

    ran = hook("claude", claude(repo, "PostToolUse", "Edit", "src/tool.py"))

    assert ran == Ran(0, "", "")


def test_a_path_relative_to_the_agents_folder_is_understood(repo: GitRepo) -> None:
    broken(repo)
    event = claude(repo, "PostToolUse", "Edit") | {
        "cwd": str(repo.path / "docs"),
        "tool_input": {"file_path": "other.md"},
    }

    assert "missing.md" in hook("claude", event).err


def test_an_edit_outside_of_the_repository_is_let_go(repo: GitRepo, tmp_path: Path) -> None:
    broken(repo)
    (tmp_path / "note.md").write_text("See [it](missing.md).\n")

    ran = hook("claude", claude(repo, "PostToolUse", "Edit") | {"tool_input": {"file_path": str(tmp_path / "note.md")}})

    assert ran.code == 0
    assert "missing.md" not in ran.err


def test_a_command_that_moves_a_file_is_told_which_document_it_broke(repo: GitRepo) -> None:
    repo.move("docs/guide.md", "docs/handbook.md")

    ran = hook("claude", claude(repo, "PostToolUse", "Bash"))

    assert ran.code == 2
    assert "AGENTS.md:3 docs/guide.md -> docs/handbook.md" in ran.err


def test_the_next_command_is_not_told_the_same(repo: GitRepo) -> None:
    repo.move("docs/guide.md", "docs/handbook.md")
    hook("claude", claude(repo, "PostToolUse", "Bash"))

    ran = hook("claude", claude(repo, "PostToolUse", "Bash"))

    assert ran == Ran(0, "", "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"src/tool.py": "def measure_depth() -> int:\n    return 2\n"}, ()),
        ({"src/tool.py": "def measure_width() -> int:\n    return 1\n"}, ("AGENTS.md:5", "measure_depth")),
        ({"docs/guide.md": "# Guide\n\n## Install\n"}, ("AGENTS.md:5", "docs/guide.md#set-up")),
        ({"docs/other.md": "# Other\n\nSee [it](missing.md).\n"}, ("docs/other.md:3",)),
    ],
)
def test_the_end_of_a_turn_tells_all_that_is_new_since_head(
    repo: GitRepo, change: Mapping[str, str], told: tuple[str, ...]
) -> None:
    repo.write(change)

    ran = hook("claude", claude(repo, "Stop", stop_hook_active=False))

    assert ran.code == (2 if told else 0)
    assert all(part in ran.err for part in told)


def test_a_turn_that_changed_nothing_ends_in_silence(repo: GitRepo) -> None:
    assert hook("claude", claude(repo, "Stop", stop_hook_active=False)) == Ran(0, "", "")


def test_the_second_time_it_says_stop_and_report_and_then_nothing_more(repo: GitRepo) -> None:
    broken(repo)
    event = claude(repo, "Stop", stop_hook_active=False)

    first, second, third = (
        hook("claude", event),
        hook("claude", event | {"stop_hook_active": True}),
        hook("claude", event),
    )

    assert (first.code, second.code, third.code) == (2, 2, 0)
    assert "Stop:" not in first.err
    assert "Stop: do not try again. Report it to the person" in second.err
    assert third == Ran(0, "", "")


def test_another_session_is_told_anew(repo: GitRepo) -> None:
    broken(repo)
    event = claude(repo, "Stop")
    hook("claude", event)

    ran = hook("claude", event | {"session_id": "s2"})

    assert ran.code == 2
    assert "Stop:" not in ran.err


def test_what_is_new_is_told_beside_what_was_told(repo: GitRepo) -> None:
    broken(repo)
    hook("claude", claude(repo, "Stop"))
    repo.delete("docs/guide.md")

    ran = hook("claude", claude(repo, "Stop"))

    assert ran.err.index("Mend this") < ran.err.index("AGENTS.md:3") < ran.err.index("Stop: do not try again")
    assert ran.err.index("Stop: do not try again") < ran.err.index("docs/other.md:3")


def test_a_continued_turn_without_a_session_ends(repo: GitRepo) -> None:
    broken(repo)
    event = claude(repo, "Stop", stop_hook_active=True)
    del event["session_id"]

    assert hook("claude", event) == Ran(0, "", "")


def test_much_that_is_broken_is_told_in_about_a_thousand_tokens(repo: GitRepo) -> None:
    repo.write({"docs/other.md": "".join(f"See [page {n}](missing.md#part-{n}).\n\n" for n in range(200))})

    ran = hook("claude", claude(repo, "Stop"))

    assert ran.code == 2
    assert "more, told when these are mended" in ran.err
    assert len(ran.err) < 4200


def test_codex_is_answered_with_a_decision(repo: GitRepo) -> None:
    broken(repo)
    patch = "*** Begin Patch\n*** Update File: docs/other.md\n@@\n-Nothing here.\n+See it.\n*** End Patch\n"
    event = claude(repo, "PostToolUse", "apply_patch") | {"tool_input": {"command": patch}}

    ran = hook("codex", event)

    said = json.loads(ran.out)
    assert (ran.code, ran.err, said["decision"]) == (0, "", "block")
    assert "docs/other.md:3" in said["reason"]


def test_a_patch_of_codex_that_moves_a_file_is_told_what_it_broke(repo: GitRepo) -> None:
    repo.move("docs/guide.md", "docs/handbook.md")
    patch = "*** Begin Patch\n*** Update File: docs/guide.md\n*** Move to: docs/handbook.md\n*** End Patch\n"
    event = claude(repo, "PostToolUse", "apply_patch") | {"tool_input": {"command": patch}}

    assert "AGENTS.md:3" in json.loads(hook("codex", event).out)["reason"]


def test_codex_at_the_end_of_a_turn(repo: GitRepo) -> None:
    broken(repo)
    event = claude(repo, "Stop", stop_hook_active=False, turn_id="t", model="m", last_assistant_message=None)

    first, second, third = hook("codex", event), hook("codex", event), hook("codex", event)

    assert json.loads(first.out)["decision"] == json.loads(second.out)["decision"] == "block"
    assert third == Ran(0, "", "")


def cursor(repo: GitRepo, event: str, **more: object) -> dict[str, object]:
    return {"conversation_id": "c1", "hook_event_name": event, "workspace_roots": [str(repo.path)], **more}


def test_cursor_is_sent_a_message_at_the_end(repo: GitRepo) -> None:
    broken(repo)

    ran = hook("cursor", cursor(repo, "stop", status="completed", loop_count=0))

    assert ran.code == 0
    assert "docs/other.md:3" in json.loads(ran.out)["followup_message"]


@pytest.mark.parametrize("status", ["aborted", "error"])
def test_cursor_is_left_alone_when_the_person_stopped_it(repo: GitRepo, status: str) -> None:
    broken(repo)

    assert hook("cursor", cursor(repo, "stop", status=status, loop_count=0)) == Ran(0, "{}\n", "")


def test_what_cursor_may_not_have_been_shown_does_not_count_as_told(repo: GitRepo) -> None:
    broken(repo)
    edited = hook("cursor", cursor(repo, "afterFileEdit", file_path=str(repo.path / "docs/other.md"), edits=[]))

    ended = hook("cursor", cursor(repo, "stop", status="completed", loop_count=0))

    assert "docs/other.md:3" in json.loads(edited.out)["additional_context"]
    assert "Stop:" not in json.loads(ended.out)["followup_message"]


@pytest.mark.parametrize("agent", agent_names())
@pytest.mark.parametrize("stdin", ["", "  \n", "garbage", "[]", "[" * 100_000, '"text"'])
def test_what_is_no_event_lets_the_agent_go_and_tells_the_person(agent: str, stdin: str) -> None:
    ran = contextkit("hook", agent, stdin=stdin)

    assert ran.code == 0
    assert "contextkit did not check this" in ran.err
    assert "block" not in ran.out


def test_bytes_that_are_no_text_let_the_agent_go() -> None:
    ran = hook("claude", b"\xff\xfe")

    assert ran.code == 0
    assert "no JSON object" in ran.err


@pytest.mark.parametrize("agent", agent_names())
@pytest.mark.parametrize("event", [{}, {"hook_event_name": "PreToolUse"}, {"hook_event_name": 7, "tool_input": []}])
def test_an_event_that_is_not_ours_is_let_go(agent: str, event: Mapping[str, object]) -> None:
    ran = contextkit("hook", agent, stdin=json.dumps(event))

    assert (ran.code, ran.err, ran.out.strip()) == (0, "", "{}" if agent == "cursor" else "")


def test_a_typo_in_the_configuration_does_not_stop_the_agent(repo: GitRepo) -> None:
    broken(repo)
    repo.write({"contextkit.toml": "documnets = []\n"})

    ran = hook("claude", claude(repo, "Stop"))

    assert ran.code == 0
    assert "documnets" in json.loads(ran.out)["systemMessage"]
    assert "documnets" in ran.err


def test_a_folder_without_git_does_not_stop_the_agent(tmp_path: Path) -> None:
    (tmp_path / "AGENTS.md").write_text("See [it](missing.md).\n")

    ran = hook("claude", {"session_id": "s", "cwd": str(tmp_path), "hook_event_name": "Stop"})

    assert ran.code == 0
    assert "in no working tree of git" in json.loads(ran.out)["systemMessage"]


def test_a_repository_without_a_commit_does_not_stop_the_agent(git_repo: MakeRepo) -> None:
    repo = git_repo()

    ran = hook("claude", claude(repo, "Stop"))

    assert ran.code == 0
    assert "has no commit to compare with" in ran.err


def test_a_machine_without_git_does_not_stop_the_agent(repo: GitRepo, tmp_path: Path) -> None:
    ran = hook("claude", claude(repo, "Stop"), {"PATH": str(tmp_path / "nothing")})

    assert ran.code == 0
    assert "git was not found" in ran.err


def test_what_takes_too_long_does_not_stop_the_agent(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(repo)
    monkeypatch.setattr("contextkit.cli.hook._PATIENCE_SECONDS", 0.001)

    ran = contextkit("hook", "claude", stdin=json.dumps(claude(repo, "Stop")))

    assert ran.code == 0
    assert "took longer" in ran.err


def test_a_bug_of_ours_lets_the_agent_go_and_names_a_log(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(said: Mapping[str, object]) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("contextkit.cli.hooks.claude.read", read)

    ran = contextkit("hook", "claude", stdin=json.dumps(claude(repo, "Stop")))

    assert ran.code == 0
    assert "by a bug: ZeroDivisionError: oh" in ran.err
    assert Path(ran.err.strip().rpartition("traceback in ")[2]).is_file()


def test_an_agent_that_is_not_known_is_no_exit_2() -> None:
    ran = hook("clude", {})

    assert ran.code == 1
    assert "the nearest is `claude`" in ran.err


def test_options_that_settings_add_do_not_stop_the_agent(repo: GitRepo) -> None:
    assert contextkit("hook", "claude", "--nonsense", "more", stdin=json.dumps(claude(repo, "Stop"))).code == 0
