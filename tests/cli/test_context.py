"""`contextkit context`."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from inline_snapshot import snapshot

from contextkit.cli.context import age_days
from tests.support import MakeRepo, contextkit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import GitRepo

FILES = {
    "AGENTS.md": "- Run the tests before you push\n" * 1000,
    "server/AGENTS.md": "- A rule costs thirty-two bytes\n" * 30,
    "server/api/AGENTS.md": "Never read.\n",
    "server/api/a.py": "",
    "CLAUDE.md": "@AGENTS.md\n",
}


@pytest.fixture
def repo(git_repo: MakeRepo) -> GitRepo:
    return git_repo(FILES)


def test_the_files_are_listed_in_order_with_the_line_of_the_cut(repo: GitRepo) -> None:
    ran = contextkit("context", "server/api/a.py", "--agent", "codex", "--repo", repo.path)

    assert ran.code == 0
    assert ran.out == snapshot("""\
codex, started in server/api, at work on server/api/a.py

  1  AGENTS.md         32,000 bytes  8,000 tokens  at the start, from the root
  2  server/AGENTS.md     960 bytes    192 tokens  at the start, from server/
     cut in line 25 of 30, after 768 bytes
  never read    server/api/AGENTS.md: the limit is spent

2 files, 32,768 of 32,972 bytes, 8,192 tokens; the limit is 32,768 bytes
note: as if started in server/api, its longest chain: below its start it loads nothing
note: ~/.codex/AGENTS.md, or AGENTS.override.md there, comes first, and is not in the limit
model: compared on 2026-11-22 with what codex 0.169.0 sends and https://github.com/openai/codex/blob/main/codex-rs/core/src/agents_md.rs
""")


def test_json_holds_the_same(repo: GitRepo) -> None:
    ran = contextkit("context", "server/api/a.py", "--agent", "claude", "--repo", repo.path, "--format", "json")

    told = json.loads(ran.out)
    assert [(f["path"], f["why"]) for f in told["files"]] == [
        ("CLAUDE.md", "at the start, from the root"),
        ("AGENTS.md", "imported by CLAUDE.md:1"),
    ]
    assert told["shadowed"] == [
        {"path": "server/AGENTS.md", "by": "CLAUDE.md"},
        {"path": "server/api/AGENTS.md", "by": "CLAUDE.md"},
    ]
    assert (told["agent_versions"], told["cwd"], told["limit"]) == (">=2.1.281", "", None)


def test_the_start_and_the_version_may_be_said(repo: GitRepo) -> None:
    started = contextkit("context", "server/api/a.py", "--agent", "codex", "--cwd", "server", "--repo", repo.path)
    older = contextkit("context", "x.py", "--agent", "claude", "--version", "2.1.1", "--repo", repo.path)

    assert "started in server, at work on" in started.out
    assert "server/api/AGENTS.md" not in started.out
    assert older.out.startswith("claude <2.1.281, started in the root")


def test_names_are_those_of_the_tree_or_of_the_current_folder(repo: GitRepo) -> None:
    here = contextkit("context", "api/a.py", "--agent", "gemini", folder=repo.path / "server")
    folder = contextkit("context", ".", "--agent", "gemini", folder=repo.path / "server")
    new = contextkit("context", "server/new.py", "--agent", "gemini", "--repo", repo.path)

    assert "at work on server/api/a.py\n" in here.out
    assert "at work on server/*\n" in folder.out
    assert (new.code, "at work on server/new.py\n" in new.out) == (0, True)


@pytest.mark.parametrize("options", [("gone/a.py",), ("a.py", "--cwd", "gone"), ("../a.py",)])
def test_a_place_that_is_not_there_is_misuse(repo: GitRepo, options: tuple[str, ...]) -> None:
    ran = contextkit("context", *options, "--agent", "codex", "--repo", repo.path)

    assert (ran.code, ran.out) == (2, "")
    assert "gone" in ran.err or "../a.py" in ran.err


def test_an_agent_that_nobody_knows_is_misuse(repo: GitRepo) -> None:
    ran = contextkit("context", "a.py", "--agent", "nobody", "--repo", repo.path)

    assert ran.code == 2
    assert "codex" in ran.err


def test_a_repository_without_instructions_says_so(git_repo: MakeRepo) -> None:
    ran = contextkit("context", "a.py", "--agent", "cursor", "--repo", git_repo({"a.py": ""}).path)

    assert "  nothing of this repository is loaded\n" in ran.out


def test_a_model_older_than_ninety_days_is_noted_on_stderr(repo: GitRepo) -> None:
    ran = contextkit("context", "a.py", "--agent", "windsurf", "--repo", repo.path)
    quiet = contextkit("context", "a.py", "--agent", "windsurf", "--repo", repo.path, "--quiet")

    assert ran.err.startswith("the load model of windsurf is ")
    assert (quiet.err, quiet.out) == ("", ran.out)
    assert age_days("2026-06-14", date(2026, 9, 13)) == 91


SENDS = """\
import json, os, pathlib, sys, urllib.request
if "--version" in sys.argv:
    sys.exit(print("2.1.330 (Agent)"))
here = pathlib.Path.cwd()
said = "".join(f"Contents of {here}/{name}:\\n\\n{(here / name).read_text()}\\n" for name in NAMES)
body = {"tools": [{"name": "Read"}], "messages": [{"content": said}]}
address = os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages"
urllib.request.urlopen(urllib.request.Request(address, json.dumps(body).encode())).read()
"""


def agent(folder: Path, *names: str) -> Path:
    """A program that sends these files, as claude does."""
    place = folder / "agent"
    place.write_text(f"#!{sys.executable}\n{SENDS.replace('NAMES', repr(names))}")
    place.chmod(0o755)
    return place


def test_what_the_program_sends_is_compared_with_the_model(repo: GitRepo, tmp_path: Path) -> None:
    program = agent(tmp_path, "CLAUDE.md", "AGENTS.md")

    ran = contextkit("context", "server/api/a.py", "--verify", "claude", "--program", program, "--repo", repo.path)

    assert (ran.code, ran.out) == (
        0,
        snapshot("""\
claude 2.1.330, started in the root, at work on server/api/a.py, sent 2 files of this repository

  1  CLAUDE.md  10 bytes
  2  AGENTS.md  31,999 bytes

as the model of claude >=2.1.281 of 2026-11-22 says: the same files, in the same order, with the same cut
"""),
    )


def test_what_the_program_sends_otherwise_is_a_finding(repo: GitRepo, tmp_path: Path) -> None:
    program = agent(tmp_path, "CLAUDE.md", "server/AGENTS.md")
    asked = ("context", "server/api/a.py", "--verify", "claude", "--program", program, "--repo", repo.path)

    ran = contextkit(*asked)
    told = json.loads(contextkit(*asked, "--format", "json").out)

    assert ran.code == 1
    assert ran.out.endswith("""\
not as the model of claude >=2.1.281 of 2026-11-22 says:
  server/AGENTS.md is there, and the model does not have it
  AGENTS.md is not there, and the model has it
""")
    assert [h["path"] for h in told["held"]] == ["CLAUDE.md", "server/AGENTS.md"]
    assert len(told["differences"]) == 2


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((), "It is not said which agent"),
        (("--verify", "claude", "--agent", "codex"), "--verify runs the agent that it names"),
        (("--agent", "codex", "--program", "x"), "--program is the program of --verify"),
        (("--verify", "codex", "--program", "./no-such-program"), "There is no program ./no-such-program"),
    ],
)
def test_options_that_do_not_go_together_are_misuse(repo: GitRepo, options: tuple[str, ...], problem: str) -> None:
    ran = contextkit("context", "server/api/a.py", *options, "--repo", repo.path)

    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.err


def test_claude_has_to_have_a_file_to_read(repo: GitRepo, tmp_path: Path) -> None:
    program = agent(tmp_path)

    ran = contextkit("context", "server", "--verify", "claude", "--program", program, "--repo", repo.path)

    assert ran.code == 2
    assert "server/* is no file" in ran.err
