"""Rules: files that say for which files they are, and mistakes that are named with their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contextkit.errors import ContextkitError
from contextkit.mapping.rules import Enforcer, Rule, first_sentence, parse_rule, read_rules, rule_text
from contextkit.repo import MemoryRepo

PATH = ".contextkit/rules/no-print.md"
LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)
WORDS = LINES.map(lambda text: " ".join(text.split())).filter(bool)
GLOBS = st.lists(st.sampled_from(["src/**/*.py", "a/{b,c}/*.ts", "**/[id]/x y.md", "é/*", '"q"']), unique=True)
ENFORCERS = st.lists(
    st.sampled_from([Enforcer("ruff", "T201"), Enforcer("eslint", "@typescript-eslint/no-any")]), unique=True
)


def parsed(text: str) -> Rule:
    found = parse_rule(text, PATH)
    assert isinstance(found, Rule), found
    return found


def problems(text: str, path: str = PATH) -> list[tuple[int, str]]:
    found = parse_rule(text, path)
    assert not isinstance(found, Rule)
    return [(p.line, p.what) for p in found]


def test_a_rule_is_read_with_all_it_says() -> None:
    rule = parsed(
        '---\npaths:\n  - "src/**"\nsummary: Log by the logger.\nseverity: error\nenforced_by: ruff:T201\n---\n\nWhy.\n'
    )

    assert rule == Rule(
        "no-print", "Log by the logger.", "Why.", ("src/**",), "error", enforced_by=(Enforcer("ruff", "T201"),)
    )


def test_a_text_without_front_matter_always_holds_and_its_first_sentence_sums_it_up() -> None:
    rule = parsed("# Logging\n\nLog by the logger, not by `print`. It has the\nrequest's id.\n")

    assert (rule.paths, rule.summary, rule.severity) == ((), "Log by the logger, not by `print`.", "warning")


def test_globs_may_stand_in_one_text_and_begin_at_the_root() -> None:
    rule = parsed('---\npaths: "./src/{a,b}/*.ts, /lib/**"\n---\nX.\n')

    assert rule.paths == ("src/{a,b}/*.ts", "lib/**")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\npath: src\n---\nX.", 2, "unknown key `path`; did you mean `paths`?"),
        ("---\nseverity: erorr\n---\nX.", 2, "`severity` is `erorr`; did you mean `error`?"),
        ("---\nenforced_by:\n  - ruff:T201\n  - T203\n---\nX.", 4, "`T203` names no linter's rule"),
        ('---\npaths: ["!a/**"]\n---\nX.', 2, "`!a/**` is no glob that every agent understands"),
        ("---\npaths: {a: b}\n---\nX.", 2, "`paths` is a text, or a list of texts"),
        ("---\nseverity: error\n---\n", 1, "it says nothing: neither a `summary` nor a body"),
        ("---\nsummary: x\n", 1, "the front matter is never closed by `---`"),
        ("---\n- a\n---\nX.", 2, "the front matter holds no keys"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_was_meant(text: str, line: int, said: str) -> None:
    assert problems(text) == [(line, said)]


def test_globs_without_quotes_are_no_yaml_and_the_remedy_says_quotes() -> None:
    found = parse_rule("---\npaths: **/*.py\n---\nX.", PATH)

    assert not isinstance(found, Rule)
    assert "not YAML" in found[0].what
    assert "quotes" in found[0].remedy


def test_all_rules_are_read_and_every_mistake_is_told_at_once() -> None:
    repo = MemoryRepo(
        {
            ".contextkit/rules/README.md": "About rules.",
            ".contextkit/rules/api/errors.md": "Answer with problems.",
            ".contextkit/rules/a.md": "---\nbody: x\n---\nX.",
            ".contextkit/rules/b c.md": "X.",
        }
    )

    found = read_rules(repo)

    assert [r.name for r in found.rules] == ["api/errors"]
    with pytest.raises(ContextkitError) as error:
        found.checked()
    assert error.value.problem.count("\n") == 1
    assert ".contextkit/rules/a.md:2: unknown key `body`" in error.value.problem


def test_a_broken_file_is_a_problem_and_no_exception() -> None:
    found = read_rules(MemoryRepo({".contextkit/rules/a.md": b"---\nsummary: \xff\xfe\x00\n---\n\xff"}))

    assert [p.path for p in found.problems] == [".contextkit/rules/a.md"]


@given(WORDS, st.text().map(lambda t: t.replace("\r", "").strip("\n").rstrip()), GLOBS, ENFORCERS)
def test_what_is_written_is_read_as_the_same_rule(
    summary: str, body: str, paths: list[str], enforced_by: list[Enforcer]
) -> None:
    rule = Rule("no-print", summary, body, tuple(paths), "info", tuple(enforced_by))

    assert parse_rule(rule_text(rule), PATH) == rule


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", ""),
        ("# Only a heading\n", ""),
        ("- Use v1.2 of it. Then rest.\n", "Use v1.2 of it."),
        ("```sh\nmake\n```\n\nRun it", "Run it"),
    ],
)
def test_the_first_sentence_is_prose(body: str, sentence: str) -> None:
    assert first_sentence(body) == sentence
