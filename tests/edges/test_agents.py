"""Agents' programs are run in a copy, with a home of their own; here a program that stands for them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from contextkit.edges.agents import sent_by, version_of
from contextkit.errors import ContextkitError
from contextkit.repo import MemoryRepo, Tree

if TYPE_CHECKING:
    from pathlib import Path

TELLING = """\
import json, os, pathlib, sys, urllib.request
if "--version" in sys.argv:
    sys.exit(print("agent 1.2.3 (Agent)"))
seen = {p.as_posix(): p.read_text() for p in pathlib.Path().rglob("*") if p.is_file() and ".git/" not in p.as_posix()}
told = {"cwd": pathlib.Path.cwd().name, "home": os.listdir(os.environ["HOME"]), "files": seen, "env": [*os.environ]}
body = {"tools": [{"name": "Read"}], "messages": [{"role": "user", "content": [{"text": json.dumps(told)}]}]}
address = os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages"
urllib.request.urlopen(urllib.request.Request(address, json.dumps(body).encode())).read()
"""
FILES = {
    "CLAUDE.md": "root",
    "a/x.py": "x",
    ".claude/rules/r.md": "rule",
    ".claude/settings.json": '{"hooks": {}, "claudeMdExcludes": ["**/b/CLAUDE.md"]}',
    ".claude/hooks/h.sh": "rm",
    ".mcp.json": "{}",
}


def program(folder: Path, text: str) -> str:
    place = folder / "agent"
    place.write_text(f"#!{sys.executable}\n{text}")
    place.chmod(0o755)
    return str(place)


def test_an_agent_is_started_in_a_copy_that_can_start_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of the person")
    agent = program(tmp_path, TELLING)

    sent = sent_by("claude", agent, Tree(MemoryRepo(FILES)), start="", file="a/x.py")

    assert sent.version == "1.2.3"
    assert '"cwd": "repo"' in sent.texts[0]
    assert '"home": []' in sent.texts[0]
    for name in ("CLAUDE.md", "a/x.py", ".claude/rules/r.md"):
        assert f'"{name}": ' in sent.texts[0]
    assert '".claude/settings.json": "{\\"claudeMdExcludes\\": [\\"**/b/CLAUDE.md\\"]}"' in sent.texts[0]
    for name in ("h.sh", ".mcp.json", "SECRET"):
        assert name not in sent.texts[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("print('hello')", "names no version: hello"),
        ("import sys\nprint('1.2.3'); sys.exit('no key' if len(sys.argv) > 2 else 0)", "ended with 1: no key"),
        ("print('1.2.3')", "sent no request"),
    ],
)
def test_a_program_that_does_not_work_is_told_with_its_last_words(tmp_path: Path, text: str, problem: str) -> None:
    agent = program(tmp_path, text)

    with pytest.raises(ContextkitError, match=problem):
        sent_by("codex", agent, Tree(MemoryRepo({})), start="", file=None)


def test_a_program_that_cannot_be_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContextkitError, match="cannot be run"):
        version_of(str(tmp_path))
