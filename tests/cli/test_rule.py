"""`contextkit rule`: what is there, what holds it, and a file to start from."""

from __future__ import annotations

import json

from tests.support import MakeRepo, contextkit

RULES = {
    ".contextkit/rules/no-print.md": '---\npaths: ["src/**"]\nenforced_by: ruff:T201\n---\nLog by the logger.\n',
    ".contextkit/rules/links.md": "---\nenforced_by: contextkit:stale-link\n---\nLinks lead somewhere.\n",
    ".contextkit/rules/tone.md": "Be kind.\n",
    "src/a.py": "x = 1\n",
    "ruff.toml": '[lint]\nselect = ["T20"]\n',
}


def test_rules_are_listed_with_what_holds_them(git_repo: MakeRepo) -> None:
    repo = git_repo(RULES)

    ran = contextkit("rule", "list", folder=repo.path)

    assert ran.code == 0
    assert "ruff:T201: on, ruff.toml:2 selects `T20`" in ran.out
    assert "contextkit:stale-link: on" in ran.out
    assert "candidates for a lint, for nothing enforces them: tone" in ran.out


def test_the_json_says_which_rules_are_candidates(git_repo: MakeRepo) -> None:
    repo = git_repo(RULES)

    ran = contextkit("rule", "list", "--format", "json", folder=repo.path)

    rows = {row["name"]: row for row in json.loads(ran.out)["rules"]}
    assert [name for name, row in rows.items() if row["candidate"]] == ["tone"]
    assert rows["no-print"]["enforced_by"][0]["state"] == "on"


def test_a_rule_that_cannot_be_read_is_said_and_fails(git_repo: MakeRepo) -> None:
    repo = git_repo({".contextkit/rules/a.md": "---\nsevrity: error\n---\nX.\n"})

    ran = contextkit("rule", "list", folder=repo.path)

    assert ran.code == 1
    assert ".contextkit/rules/a.md:2: unknown key `sevrity`; did you mean `severity`?" in ran.err


def test_a_new_rule_can_be_listed_and_is_not_made_twice(git_repo: MakeRepo) -> None:
    repo = git_repo({"a.py": ""})

    made, again = (contextkit("rule", "new", "api/errors", folder=repo.path) for _ in range(2))

    assert made.code == 0
    assert again.code == 2
    assert contextkit("rule", "list", folder=repo.path).code == 0
    assert "summary:" in repo.read(".contextkit/rules/api/errors.md")


def test_a_name_that_no_rule_can_have_is_refused(git_repo: MakeRepo) -> None:
    ran = contextkit("rule", "new", "../x", folder=git_repo({"a.py": ""}).path)

    assert ran.code == 2
    assert "is no rule's name" in ran.err
