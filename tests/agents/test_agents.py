"""What agents' own programs send, beside what the load models say they load: `make test-agents`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.agents.cases import CLAUDE, CODEX, Case
from tests.support import MakeRepo, contextkit

pytestmark = pytest.mark.agents

PROGRAMS = Path(__file__).parents[2] / ".venv/agents/node_modules/.bin"


def check(agent: str, case: Case, git_repo: MakeRepo) -> None:
    repo = git_repo()
    repo.write({case.file: "x = 1\n", **case.files})
    for name, target in (case.links or {}).items():
        repo.link(name, target)
    repo.commit()
    paths, _, cut = case.sends.partition(":")

    asked = ("context", case.file, "--verify", agent, "--program", PROGRAMS / agent, "--cwd", case.cwd or ".")
    ran = contextkit(*asked, "--repo", repo.path, "--format", "json", folder=repo.path)

    told = json.loads(ran.out)
    assert told["differences"] == []
    assert sorted(h["path"] for h in told["held"]) == sorted(paths.split())
    assert not cut or told["held"][-1]["bytes"] == int(cut)
    assert ran.code == 0


@pytest.mark.parametrize("case", CODEX, ids=lambda c: c.name)
def test_codex_reads_what_its_model_says(case: Case, git_repo: MakeRepo) -> None:
    check("codex", case, git_repo)


@pytest.mark.parametrize("case", CLAUDE, ids=lambda c: c.name)
def test_claude_reads_what_its_model_says(case: Case, git_repo: MakeRepo) -> None:
    check("claude", case, git_repo)
