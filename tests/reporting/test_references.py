"""What `contextkit references` prints."""

from __future__ import annotations

import json

from inline_snapshot import snapshot

from contextkit.model import Commit, Mention, Reference, Verdict
from contextkit.reporting.references import render_references

MOVE = Commit("f9ec66c562" * 4, "2024-08-23", "v3: new build system (#1265)")


def reference(
    path: str = "AGENTS.md", raw: str = "src", line: int = 1, verdict: Verdict = Verdict.LIVE, **rest: object
) -> Reference:
    mention = Mention("path", "code", raw, line, 3, 0, raw)
    return Reference(path, mention, verdict, "path", **rest)  # type: ignore[arg-type]  # the test names the fields


MANY = [
    reference(raw="src/a.py", line=120, base=""),
    reference(
        raw="docs/old.md", line=7, verdict=Verdict.MOVED, target="docs/new.md", commit=MOVE, evidence=f"by {MOVE}"
    ),
    reference("docs/b.md", "x/" * 40, 2, Verdict.UNKNOWN),
    reference("docs/b.md", "y.py", 3, target="src/y.py"),
]


def test_text_is_grouped_by_document_and_aligned() -> None:
    lines = "\n".join(render_references(MANY, "text"))

    assert lines == snapshot("""\
AGENTS.md
    7:3  path  moved  docs/old.md  by f9ec66c562 (2024-08-23, "v3: new build system (#1265)")
  120:3  path  live   src/a.py

docs/b.md
  2:3  path  unknown  x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/
  3:3  path  live     y.py  src/y.py

4 references in 2 documents: 1 moved, 2 live, 1 unknown.\
""")


def test_json_is_one_object_a_line_in_the_order_of_the_text() -> None:
    lines = list(render_references(MANY, "json"))

    assert [json.loads(line)["line"] for line in lines] == [7, 120, 2, 3]
    assert json.loads(lines[0]) == snapshot(
        {
            "path": "AGENTS.md",
            "line": 7,
            "column": 3,
            "raw": "docs/old.md",
            "kind": "path",
            "verdict": "moved",
            "base": None,
            "target": "docs/new.md",
            "commit": "f9ec66c562f9ec66c562f9ec66c562f9ec66c562",
            "evidence": 'by f9ec66c562 (2024-08-23, "v3: new build system (#1265)")',
        }
    )


def test_hostile_text_is_spelled_out_and_is_valid_json() -> None:
    hostile = [reference("a\n\udcff,%.md", "\x1b[31m\u202e", evidence="\U000e0069")]

    text, data = "\n".join(render_references(hostile, "text")), "\n".join(render_references(hostile, "json"))

    assert text == snapshot("""\
a\\n\\xff,%.md
  1:3  path  live  \\x1b[31m\\u202e  \\U000e0069

1 reference in 1 document: 1 live.\
""")
    assert json.loads(data)["path"] == "a\n\ufffd,%.md"
    assert data.isascii()


def test_no_references_are_said() -> None:
    assert list(render_references([], "text")) == ["No references."]
    assert list(render_references([], "json")) == []
