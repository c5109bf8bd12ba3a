# ruff: noqa: E501  (snapshots of what is printed)
"""What a person reads."""

from __future__ import annotations

from dataclasses import replace

from inline_snapshot import snapshot

from contextkit.reporting import Options, Outcome
from tests.reporting.sample import CUT, HOSTILE_OUTCOME, LONG, MANY, MOVED, OUTCOME, STALE, finding, printed


def test_findings_are_grouped_and_each_remedy_is_said_once() -> None:
    text = printed(OUTCOME, "text")

    assert text == snapshot("""\
stale-path  4 errors
  docs/guide.md:9  `docs/old.md`
      moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs")
      remedy  Write `docs/new.md`.
  AGENTS.md:121  `integrations/*`
      matches nothing since f9ec66c562 (2024-08-23, "v3: new build system")
  apps/webapp/CLAUDE.md:55  `app/v3/**/*.ts`
      never matched; 84 files match app/presenters/v3/**/*.ts
  core/CLAUDE.md:28  `src/locking.ts`
      never existed; nearest: src/engine/locking.ts
  remedy  point at what is there now; drop the claim only if it is no longer true
  avoid   deleting the line to silence the check

map-too-long  1 warning
  AGENTS.md:1
      it has 240 lines; the target is 100
  remedy  Move what concerns one folder to an AGENTS.md in it.

4 errors, 1 warning in 20 agent files. Fixable: 1 (--fix), 1 (--unsafe-fixes). Not judged: 31 (--show-unknown). Code lints: off.\
""")


def test_a_cut_history_comes_first_and_what_was_left_out_last() -> None:
    text = printed(CUT, "text")

    assert text == snapshot("""\
History ends after 1 commit (shallow clone). To judge all: git fetch --unshallow --filter=blob:none

stale-path  1 error
  docs/guide.md:9  `docs/old.md`
      moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs")
  remedy  Write `docs/new.md`.
  avoid   deleting the line to silence the check

skipped  lint house-rule: code of this repository (--no-local-lints)
skipped  files (2): too big
1 error in 20 agent files and 240 documents. Fixable: 1 (--fix). Not judged: 31 (--show-unknown). Suppressed: 1. In the baseline: 12. Code lints: off.\
""")


def test_how_many_pages_nobody_asked_for_is_said_in_text_alone() -> None:
    outcome = Outcome(agent_files=12, documents=5, other_pages=141)

    assert printed(outcome, "text") == (
        "No findings in 12 agent files and 5 documents; 141 other Markdown files are not in [documents]."
    )
    assert printed(replace(outcome, other_pages=1), "text").endswith("; 1 other Markdown file is not in [documents].")
    assert "141" not in printed(outcome, "github") + printed(outcome, "json")


def test_no_findings_are_one_line() -> None:
    assert printed(Outcome(agent_files=1, documents=2), "text") == "No findings in 1 agent file and 2 documents."


def test_a_lint_with_several_severities_says_each_ones() -> None:
    mild = replace(LONG, severity="info", line=2)

    text = printed(Outcome(findings=(LONG, mild)), "text")

    assert text == snapshot("""\
map-too-long  1 warning, 1 info
  AGENTS.md:1  (warning)
      it has 240 lines; the target is 100
  AGENTS.md:2  (info)
      it has 240 lines; the target is 100
  remedy  Move what concerns one folder to an AGENTS.md in it.

1 warning, 1 info in 0 agent files.\
""")


def test_remedies_and_avoids_stay_with_their_places_where_they_differ() -> None:
    other = [finding(f"b.md:{n}", "x.py", "never existed", remedy="Look.", avoid="Guessing.") for n in (1, 2)]

    text = printed(Outcome(findings=(*STALE, *other, MOVED)), "text")

    assert text == snapshot("""\
stale-path  6 errors
  docs/guide.md:9  `docs/old.md`
      moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs")
      remedy  Write `docs/new.md`.
  avoid   deleting the line to silence the check
  AGENTS.md:121  `integrations/*`
      matches nothing since f9ec66c562 (2024-08-23, "v3: new build system")
  apps/webapp/CLAUDE.md:55  `app/v3/**/*.ts`
      never matched; 84 files match app/presenters/v3/**/*.ts
  core/CLAUDE.md:28  `src/locking.ts`
      never existed; nearest: src/engine/locking.ts
  remedy  point at what is there now; drop the claim only if it is no longer true
  avoid   deleting the line to silence the check
  b.md:1  `x.py`
      never existed
  b.md:2  `x.py`
      never existed
  remedy  Look.
  avoid   Guessing.

6 errors in 0 agent files. Fixable: 1 (--fix), 1 (--unsafe-fixes).\
""")


def test_long_lines_are_broken_below_their_text_on_a_narrow_terminal() -> None:
    text = printed(Outcome(findings=STALE[:1]), "text", Options(width=50))

    assert text == snapshot("""\
stale-path  1 error
  AGENTS.md:121  `integrations/*`
      matches nothing since f9ec66c562
      (2024-08-23, "v3: new build system")
  remedy  point at what is there now; drop the
          claim only if it is no longer true
  avoid   deleting the line to silence the check

1 error in 0 agent files.\
""")


def test_what_was_not_judged_is_listed_where_it_is_asked_for() -> None:
    text = printed(Outcome(unknown={"b.md": 1, "a.md": 2}), "text", Options(show_unknown=True))

    assert text == snapshot("""\
not judged
  a.md  2
  b.md  1

No findings in 0 agent files. Not judged: 3 (--show-unknown).\
""")


def test_colours_are_plain_codes_that_end_on_their_line() -> None:
    lines = printed(OUTCOME, "text", Options(color=True)).split("\n")

    assert lines[0] == "\x1b[1;31mstale-path\x1b[0m  4 errors"
    assert all(line.count("\x1b[") == 2 * line.count("\x1b[0m") for line in lines)
    assert "\x1b" not in printed(OUTCOME, "text")


def test_hostile_text_reaches_neither_the_terminal_nor_the_runner() -> None:
    text = printed(HOSTILE_OUTCOME, "text")

    assert text == snapshot("""\
stale-path  1 error
  a,b:\\n::error::%\\x1b[31m\\u202e\\xff.md:3  `#\\x23[error]\\x1b]0;x\\x07``
      \\x3a:warning::a,b:
      \\x3a:error::%\\x1b[31m\\u202e\\xff.md
  remedy  point at what is there now; drop the claim only if it is no longer true
  avoid   deleting the line to silence the check

other  1 info
  \\x3a:stop-commands::x.md:1
      \\x3a:y
  remedy  point at what is there now; drop the claim only if it is no longer true
  avoid   deleting the line to silence the check

skipped  a,b:\\n::error::%\\x1b[31m\\u202e\\xff.md: not UTF-8
1 error, 1 info in 1 agent file. Fixable: 1 (--fix). Not judged: 1 (--show-unknown).\
""")
    assert text.replace("\n", "").isprintable()
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in text.split("\n"))


def test_thousands_of_findings_say_their_remedy_once() -> None:
    text = printed(MANY, "text")

    assert text.count("\n  remedy") == 1
    assert text.endswith("5000 errors in 100 documents.")
