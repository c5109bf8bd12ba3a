# ruff: noqa: E501  (snapshots of what is printed)
"""What a coding agent reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from contextkit.reporting import Options, Outcome
from tests.reporting.sample import HOSTILE_OUTCOME, LONG, MANY, MOVED, OUTCOME, finding, printed


def test_an_agent_reads_what_to_do_once_then_the_places() -> None:
    text = printed(OUTCOME, "agent")

    assert text == snapshot("""\
stale-path (1 error)
avoid: deleting the line to silence the check
docs/guide.md:9 docs/old.md -> docs/new.md  (moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs"))
stale-path (3 errors): point at what is there now; drop the claim only if it is no longer true
AGENTS.md:121 integrations/*: matches nothing since f9ec66c562 (2024-08-23, "v3: new build system")
apps/webapp/CLAUDE.md:55 app/v3/**/*.ts: never matched; 84 files match app/presenters/v3/**/*.ts
core/CLAUDE.md:28 src/locking.ts -> src/engine/locking.ts  (unproven: never existed; nearest: src/engine/locking.ts)
map-too-long (1 warning): Move what concerns one folder to an AGENTS.md in it.
AGENTS.md:1: it has 240 lines; the target is 100
Not judged: 31. `contextkit check --fix` mends 1 of these. Check again: contextkit check AGENTS.md apps/webapp/CLAUDE.md core/CLAUDE.md docs/guide.md\
""")


def test_no_findings_are_two_words() -> None:
    assert printed(Outcome(agent_files=3), "agent") == "No findings."


def test_what_the_change_touched_comes_first() -> None:
    lines = printed(OUTCOME, "agent", Options(touched=frozenset({"AGENTS.md"}))).split("\n")

    places = [line.split()[0].rstrip(":") for line in lines if ".md:" in line and not line.startswith("Not")]
    assert places == [
        "AGENTS.md:121",
        "AGENTS.md:1",
        "docs/guide.md:9",
        "apps/webapp/CLAUDE.md:55",
        "core/CLAUDE.md:28",
    ]


@pytest.mark.parametrize("tokens", [150, 500, 2000])
def test_the_text_keeps_to_its_budget_and_says_how_many_are_left(tokens: int) -> None:
    text = printed(MANY, "agent", Options(max_tokens=tokens))

    told = sum(line.startswith("docs/") for line in text.split("\n"))
    assert 0.8 * tokens * 4 < len(text.encode()) <= tokens * 4
    assert f"\n{5000 - told} more, told when these are mended.\nCheck again: contextkit check" in text


@given(tokens=st.integers(0, 400), size=st.integers(1, 30))
def test_every_finding_is_told_or_counted(tokens: int, size: int) -> None:
    text = printed(Outcome(findings=MANY.findings[:size]), "agent", Options(max_tokens=tokens))

    told = sum(line.startswith("docs/") for line in text.split("\n"))
    left = [int(line.split()[0]) for line in text.split("\n") if line.endswith("when these are mended.")]
    assert told >= 1
    assert told + sum(left) == size


def test_a_remedy_of_its_own_stands_beside_its_place_unless_the_replacement_says_it() -> None:
    own = finding("b.md:3", "make tst", "no target tst", remedy="Write `make test`.")

    text = printed(Outcome(findings=(MOVED, own)), "agent")

    assert text == snapshot("""\
stale-path (2 errors)
avoid: deleting the line to silence the check
b.md:3 make tst: no target tst. Write `make test`.
docs/guide.md:9 docs/old.md -> docs/new.md  (moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs"))
`contextkit check --fix` mends 1 of these. Check again: contextkit check b.md docs/guide.md\
""")


def test_one_finding_is_checked_again_by_its_own_command() -> None:
    text = printed(Outcome(findings=(LONG,)), "agent")

    assert text.endswith("Check again: contextkit check AGENTS.md --select map-too-long")


def test_a_command_that_cannot_be_shown_is_not_told() -> None:
    text = printed(Outcome(findings=HOSTILE_OUTCOME.findings[:1]), "agent")

    assert text.endswith("Check again: contextkit check")


def test_an_edit_of_less_than_what_stands_there_is_not_shown_as_its_replacement() -> None:
    part = replace(MOVED, raw="see docs/old.md")

    assert "->" in printed(Outcome(findings=(MOVED,)), "agent")
    assert "->" not in printed(Outcome(findings=(part,)), "agent")


def test_hostile_text_is_spelled_out() -> None:
    text = printed(HOSTILE_OUTCOME, "agent")

    assert text == snapshot("""\
stale-path (1 error): point at what is there now; drop the claim only if it is no longer true
avoid: deleting the line to silence the check
a,b:\\n::error::%\\x1b[31m\\u202e\\xff.md:3 #\\x23[error]\\x1b]0;x\\x07` -> \\xfe  (::warning::a,b: ::error::%\\x1b[31m\\u202e\\xff.md)
other (1 info): point at what is there now; drop the claim only if it is no longer true
avoid: deleting the line to silence the check
\\x3a:stop-commands::x.md:1: ::y
Not judged: 1. `contextkit check --fix` mends 1 of these. Check again: contextkit check\
""")
    assert text.replace("\n", "").isprintable()
