# ruff: noqa: E501  (snapshots of what is printed)
"""What scripts, forges and editors read."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from inline_snapshot import snapshot

from contextkit.reporting import Outcome, format_names
from contextkit.reporting.formats.github import summary_markdown
from tests.reporting.sample import CUT, HOSTILE, HOSTILE_OUTCOME, MANY, OUTCOME, STALE, printed

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES: Mapping[str, Outcome] = {
    "empty": Outcome(),
    "plain": OUTCOME,
    "cut": CUT,
    "hostile": HOSTILE_OUTCOME,
    "many": Outcome(findings=MANY.findings[:100]),
}
OFFICIAL = os.environ.get("SARIF_SCHEMA")


def parsed(outcome: Outcome, output_format: str) -> Any:  # noqa: ANN401  (JSON)
    return json.loads(printed(outcome, output_format))


def test_the_formats_are_the_modules_of_their_folder() -> None:
    assert format_names() == ("text", "agent", "github", "gitlab", "json", "sarif")


@pytest.mark.parametrize("output_format", format_names())
@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES.keys())
def test_the_order_of_the_findings_changes_nothing_and_all_is_utf8(outcome: Outcome, output_format: str) -> None:
    turned = Outcome(findings=outcome.findings[::-1], agent_files=7)
    straight = Outcome(findings=outcome.findings, agent_files=7)

    assert printed(turned, output_format) == printed(straight, output_format)
    assert printed(outcome, output_format).encode()


def test_json_has_the_shape_of_a_check() -> None:
    found = parsed(CUT, "json")

    assert found == snapshot(
        {
            "findings": [
                {
                    "again": "contextkit check docs/guide.md --select stale-path",
                    "avoid": "deleting the line to silence the check",
                    "column": 5,
                    "end_line": None,
                    "fingerprint": "d76804c531831df3c01a3fcb2f34873a",
                    "fix": {
                        "edits": [{"end": 111, "path": "docs/guide.md", "start": 100, "text": "docs/new.md"}],
                        "safety": "safe",
                    },
                    "line": 9,
                    "lint": "stale-path",
                    "path": "docs/guide.md",
                    "problem": 'moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs")',
                    "remedy": "Write `docs/new.md`.",
                    "severity": "error",
                    "values": {"raw": "docs/old.md"},
                }
            ],
            "summary": {
                "agent_files": 20,
                "baselined": 12,
                "cut": {
                    "repair": "git fetch --unshallow --filter=blob:none",
                    "why": "history ends after 1 commit (shallow clone)",
                },
                "documents": 240,
                "errors": 1,
                "infos": 0,
                "skipped": [
                    {"count": 1, "what": "lint house-rule", "why": "code of this repository (--no-local-lints)"},
                    {"count": 2, "what": "files", "why": "too big"},
                ],
                "suppressed": 1,
                "unknown": {"AGENTS.md": 30, "docs/guide.md": 1},
                "warnings": 0,
            },
            "version": 1,
        }
    )


def test_json_of_no_findings_is_whole() -> None:
    assert parsed(Outcome(), "json")["findings"] == []


def test_json_is_ascii_one_finding_a_line() -> None:
    text = printed(HOSTILE_OUTCOME, "json")

    assert text.isascii()
    assert len(text.split("\n")) == len(HOSTILE_OUTCOME.findings) + 4
    assert json.loads(text)["findings"][1]["path"] == HOSTILE.replace("\udcff", "\ufffd")


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES.keys())
def test_sarif_is_valid(outcome: Outcome) -> None:
    schema = json.loads((Path(__file__).parent / "data" / "sarif-part.schema.json").read_text())

    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(parsed(outcome, "sarif"))


if OFFICIAL:  # the schema that OASIS publishes, where SARIF_SCHEMA names its file: it is not ours to copy

    @pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES.keys())
    def test_sarif_is_valid_by_the_official_schema(outcome: Outcome) -> None:
        schema = json.loads(Path(OFFICIAL or "").read_text())

        jsonschema.Draft4Validator(schema).validate(parsed(outcome, "sarif"))


def test_sarif_has_the_rule_of_every_lint_that_ran_and_results_that_name_it() -> None:
    run = parsed(CUT, "sarif")["runs"][0]

    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["dead-glob", "map-too-long", "stale-path"]
    assert rules[2] == snapshot(
        {
            "defaultConfiguration": {"level": "error"},
            "fullDescription": {"text": "An agent that is sent to a file that is gone guesses."},
            "help": {
                "markdown": """\
An agent that is sent to a file
that is gone guesses.

More.\
""",
                "text": """\
An agent that is sent to a file
that is gone guesses.

More.\
""",
            },
            "helpUri": "https://github.com/OWNER/contextkit/blob/main/lints/stale_path/LINT.md",
            "id": "stale-path",
            "shortDescription": {"text": "A path that is gone"},
        }
    )
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_sarif_results_have_fixes_fingerprints_and_suppressions() -> None:
    suppressed, moved = parsed(CUT, "sarif")["runs"][0]["results"]

    assert suppressed["suppressions"] == [{"kind": "inSource", "justification": "it is written by the build"}]
    assert suppressed["partialFingerprints"] == {"contextkit/v1": STALE[0].fingerprint}
    assert "suppressions" not in moved
    assert moved["fixes"] == snapshot(
        [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "docs/guide.md", "uriBaseId": "%SRCROOT%"},
                        "replacements": [
                            {
                                "deletedRegion": {"byteLength": 11, "byteOffset": 100},
                                "insertedContent": {"binary": "ZG9jcy9uZXcubWQ=", "text": "docs/new.md"},
                            }
                        ],
                    }
                ],
                "description": {"text": "Proven by history or by the text itself"},
            }
        ]
    )


def test_sarif_says_what_was_cut_skipped_and_not_judged() -> None:
    invocation = parsed(CUT, "sarif")["runs"][0]["invocations"][0]

    assert [n["message"]["text"] for n in invocation["toolExecutionNotifications"]] == snapshot(
        [
            "History ends after 1 commit (shallow clone). To judge all: git fetch --unshallow --filter=blob:none",
            "skipped  lint house-rule: code of this repository (--no-local-lints)",
            "skipped  files (2): too big",
            "References that were not judged: 31",
            "Findings in the baseline, not listed here: 12",
        ]
    )


def test_sarif_names_files_by_their_bytes() -> None:
    result = parsed(HOSTILE_OUTCOME, "sarif")["runs"][0]["results"][1]

    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert unquote_to_bytes(uri) == HOSTILE.encode("utf-8", "surrogateescape")
    assert b64decode(replacement["insertedContent"]["binary"]) == b"\xfe"


def test_github_gets_an_annotation_a_finding_errors_first() -> None:
    assert printed(OUTCOME, "github") == snapshot("""\
::error file=AGENTS.md,line=121,col=5,title=stale-path%3A integrations/*::matches nothing since f9ec66c562 (2024-08-23, "v3: new build system")%0ARemedy: point at what is there now; drop the claim only if it is no longer true%0AAvoid: deleting the line to silence the check
::error file=apps/webapp/CLAUDE.md,line=55,col=5,title=stale-path%3A app/v3/**/*.ts::never matched; 84 files match app/presenters/v3/**/*.ts%0ARemedy: point at what is there now; drop the claim only if it is no longer true%0AAvoid: deleting the line to silence the check
::error file=core/CLAUDE.md,line=28,col=5,title=stale-path%3A src/locking.ts::never existed; nearest: src/engine/locking.ts%0ARemedy: point at what is there now; drop the claim only if it is no longer true%0AAvoid: deleting the line to silence the check
::error file=docs/guide.md,line=9,col=5,title=stale-path%3A docs/old.md::moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs")%0ARemedy: Write `docs/new.md`.%0AAvoid: deleting the line to silence the check
::warning file=AGENTS.md,line=1,col=5,title=map-too-long::it has 240 lines; the target is 100%0ARemedy: Move what concerns one folder to an AGENTS.md in it.
4 errors, 1 warning in 20 agent files. Fixable: 1 (--fix), 1 (--unsafe-fixes). Not judged: 31 (--show-unknown). Code lints: off.\
""")


def test_github_obeys_nothing_in_hostile_text() -> None:
    text = printed(HOSTILE_OUTCOME, "github")

    assert text == snapshot("""\
::error file=a%2Cb%3A%0A%3A%3Aerror%3A%3A%25\\x1b[31m\\u202e�.md,line=3,col=5,title=stale-path%3A #\\x23[error]\\x1b]0;x\\x07`::::warning::a,b:%0A::error::%25\\x1b[31m\\u202e�.md%0ARemedy: point at what is there now; drop the claim only if it is no longer true%0AAvoid: deleting the line to silence the check
::notice file=%3A%3Astop-commands%3A%3Ax.md,line=1,col=5,title=other::::y%0ARemedy: point at what is there now; drop the claim only if it is no longer true%0AAvoid: deleting the line to silence the check
skipped  a,b:\\n::error::%\\x1b[31m\\u202e\\xff.md: not UTF-8
1 error, 1 info in 1 agent file. Fixable: 1 (--fix). Not judged: 1 (--show-unknown).\
""")


def test_github_is_told_what_it_would_drop() -> None:
    lines = printed(MANY, "github").split("\n")

    assert [line.startswith("::error file=") for line in lines[:12]] == [True] * 10 + [False] * 2
    assert lines[10] == "4990 more of level error, which GitHub does not show as annotations:"
    assert lines[11] == "docs/000.md:11: stale-path `src/10.py` never existed"
    assert len(lines) == 5002


def test_a_github_job_has_a_summary() -> None:
    assert summary_markdown(OUTCOME) == snapshot("""\
## contextkit: 4 errors, 1 warning

### stale-path: 4 errors

- `docs/guide.md:9` `docs/old.md`: moved to docs/new.md in 3f2a1c9d02 (2025-05-01, "Docs"). Write \\`docs/new.md\\`.
- `AGENTS.md:121` `integrations/*`: matches nothing since f9ec66c562 (2024-08-23, "v3: new build system").
- `apps/webapp/CLAUDE.md:55` `app/v3/**/*.ts`: never matched; 84 files match app/presenters/v3/\\*\\*/\\*.ts.
- `core/CLAUDE.md:28` `src/locking.ts`: never existed; nearest: src/engine/locking.ts.

**Remedy** point at what is there now; drop the claim only if it is no longer true

**Avoid** deleting the line to silence the check

### map-too-long: 1 warning

- `AGENTS.md:1`: it has 240 lines; the target is 100.

**Remedy** Move what concerns one folder to an AGENTS.md in it.

4 errors, 1 warning in 20 agent files. Fixable: 1 (--fix), 1 (--unsafe-fixes). Not judged: 31 (--show-unknown). Code lints: off.
""")


def test_the_summary_of_a_github_job_is_bounded_and_holds_no_markup_of_the_users() -> None:
    huge = Outcome(findings=MANY.findings * 4)

    assert len(summary_markdown(huge).encode()) < 600_000
    assert " more are in the log." in summary_markdown(huge)
    assert summary_markdown(HOSTILE_OUTCOME) == snapshot("""\
## contextkit: 1 error, 1 info

### stale-path: 1 error

- `a,b:\\n::error::%\\x1b[31m\\u202e\\xff.md:3` `` #\\x23[error]\\x1b]0;x\\x07` ``: ::warning::a,b: ::error::%\\\\x1b\\[31m\\\\u202e\\\\xff.md.

**Remedy** point at what is there now; drop the claim only if it is no longer true

**Avoid** deleting the line to silence the check

### other: 1 info

- `::stop-commands::x.md:1`: ::y.

**Remedy** point at what is there now; drop the claim only if it is no longer true

**Avoid** deleting the line to silence the check

1 error, 1 info in 1 agent file. Fixable: 1 (--fix). Not judged: 1 (--show-unknown).
""")


def test_gitlab_gets_a_code_quality_report() -> None:
    found = parsed(OUTCOME, "gitlab")

    assert found[:2] == snapshot(
        [
            {
                "check_name": "map-too-long",
                "description": "it has 240 lines; the target is 100. Remedy: Move what concerns one folder to an AGENTS.md in it.",
                "fingerprint": "aa0601e7f5222882a35a2fe434da3f1a",
                "location": {"lines": {"begin": 1}, "path": "AGENTS.md"},
                "severity": "minor",
            },
            {
                "check_name": "stale-path",
                "description": '`integrations/*` matches nothing since f9ec66c562 (2024-08-23, "v3: new build system"). Remedy: point at what is there now; drop the claim only if it is no longer true',
                "fingerprint": "4dbce7255907c9403869068a9b2ecb29",
                "location": {"lines": {"begin": 121}, "path": "AGENTS.md"},
                "severity": "major",
            },
        ]
    )
    assert len({issue["fingerprint"] for issue in found}) == len(found) == 5


def test_gitlab_gets_an_empty_report_where_there_is_nothing() -> None:
    assert printed(Outcome(agent_files=3), "gitlab") == "[]"
