"""Reading tests of what agents read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contextkit.loading.context_tests import PATH, ContextTest, ContextTests, read_context_tests
from contextkit.repo import MemoryRepo


def read(text: str | bytes) -> ContextTests:
    return read_context_tests(MemoryRepo({PATH: text}))


def told(text: str) -> list[tuple[int, str, str]]:
    return [(p.line, p.what, p.remedy) for p in read(text).problems]


def test_a_table_is_a_test_for_each_agent() -> None:
    found = read('\n[[test]]\nagent = ["codex", "claude"]\nfile = "./a/b.py"\ncontains = "x"\ncwd = "./a/"\n')

    assert found.tests == tuple(
        ContextTest(2, agent, "a/b.py", None, "a", contains=("x",), lacks=(), max_tokens=None)
        for agent in ("codex", "claude")
    )
    assert found.problems == ()


def test_a_tree_without_the_file_has_no_tests() -> None:
    assert read_context_tests(MemoryRepo({})) == ContextTests()


@pytest.mark.parametrize("cwd", ["", ".", "./"])
def test_the_root_may_be_written_in_several_ways(cwd: str) -> None:
    assert read(f'[[test]]\nagent = "codex"\nfile = "a"\nlacks = "x"\ncwd = "{cwd}"\n').tests[0].cwd == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[tests]]\nagent = "codex"\n', (1, "unknown key `tests`", "Did you mean `test`?")),
        ("test = 3\n", (1, "`test` is no list of tables", "Write each test below a line `[[test]]`")),
        (
            '[[test]]\nagent = "codex"\nfile = "a"\nlacks = "x"\nmax_token = 3\n',
            (5, "unknown key `max_token`", "Did you mean `max_tokens`?"),
        ),
        (
            '[[test]]\nagent = "codex"\nfile = "a"\ncontains = [""]\n',
            (4, "`contains` is not a text or a list of texts", "Write a text or a list of texts"),
        ),
        (
            '[[test]]\nagent = "codex"\nfile = "a"\nmax_tokens = true\n',
            (4, "`max_tokens` is not a whole number above 0", "Write a whole number above 0"),
        ),
        (
            '[[test]]\nagent = "cluade"\nfile = "a"\nlacks = "x"\n',
            (2, "there is no agent `cluade`", "Did you mean `claude`?"),
        ),
        ('[[test]]\nfile = "a"\nlacks = "x"\n', (1, "the test has no `agent`", "Add `agent`")),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_was_meant(text: str, problem: tuple[int, str, str]) -> None:
    assert told(text) == [problem]
    assert read(text).tests == ()


def test_a_test_that_can_be_read_runs_beside_one_that_cannot() -> None:
    found = read('[[test]]\nagent = "codex"\n\n[[test]]\nagent = "codex"\nfile = "a"\nlacks = "x"\n')

    assert [t.line for t in found.tests] == [4]
    assert {p.line for p in found.problems} == {1}


@given(st.binary() | st.text().map(str.encode))
def test_no_content_is_an_exception(content: bytes) -> None:
    assert isinstance(read(content), ContextTests)
