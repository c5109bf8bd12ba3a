"""Which programs a line starts, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contextkit.survey.commands.shell import OUTSIDE, ROOT, calls


@pytest.mark.parametrize(
    ("line", "started"),
    [
        ("make test", [("make", "test")]),
        ("$ npm run build", [("npm", "run", "build")]),
        ("(venv) $ tox", [("tox",)]),
        ("PS C:\\repo> dotnet build", [("dotnet", "build")]),
        ("A=1 B='x y' make test", [("make", "test")]),
        ("sudo -u root env X=1 make install", [("make", "install")]),
        ("time make a && make b; make c | tee log", [("make", "a"), ("make", "b"), ("make", "c"), ("tee", "log")]),
        ("make test # runs all of them", [("make", "test")]),
        ("# make test", []),
        ("make test > log 2>&1", [("make", "test")]),
        ("npm run <script> -- <args>", [("npm", "run", "<script>", "--", "<args>")]),
        ("echo 'make; not' \"a b\"", [("echo", "make; not", "a b")]),
        ("timeout 60 make test", [("make", "test")]),
        ("make a \\\n  b", [("make", "a", "b")]),
        ("if true; then make x; fi", [("true",), ("make", "x")]),
        ("bash tools\\install", [("bash", "tools\\install")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_line_starts_these_programs(line: str, started: list[tuple[str, ...]]) -> None:
    assert [(c.program, *c.arguments) for c in calls(line)] == started


@pytest.mark.parametrize(
    ("line", "folders"),
    [
        ("cd web && npm test", ["web"]),
        ("cd a; cd ../b; make", ["b"]),
        ("(cd a && make); make", ["a", ""]),
        ("cd ~/x && make", [OUTSIDE]),
        ("cd $DIR && make", [OUTSIDE]),
        ('cd "$(git rev-parse --show-toplevel)" && make', [ROOT]),
        ("cd - && make", [""]),
    ],
)
def test_a_call_is_made_where_cd_went(line: str, folders: list[str]) -> None:
    assert [c.folder for c in calls(line)] == folders


@given(st.text(alphabet="ab$<>|&;()'\"`\\#{}[]- \n=./", max_size=40))
def test_no_text_breaks_the_reading(line: str) -> None:
    for call in calls(line):
        assert call.program
