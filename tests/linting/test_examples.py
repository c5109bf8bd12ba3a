"""Examples of pages, run as they will be for any lint."""

from __future__ import annotations

from contextkit.catalog import load_catalog, read_examples, shelf_in
from contextkit.edges.examples import committed
from contextkit.linting.examples import broken_promises, steps_of
from contextkit.repo import MemoryRepo, MemoryStore
from tests.linting.pages import CODE, PAGE, lint_files

FIXED = "```markdown file=AGENTS.md fixed\nbar\n```\n"
BAD = "```markdown file=AGENTS.md\nfoo\n```\n"


def broken(page: str = PAGE, code: str = CODE) -> list[str]:
    catalog = load_catalog([shelf_in(MemoryRepo(lint_files(page=page, code=code)))], MemoryStore())
    lint = catalog.lints["no-foo"]
    examples = read_examples(lint.text(), lint.place)
    return [f"{place}: {wrong}" for place, wrong in broken_promises(catalog, lint, examples, committed)]


def fixing(page: str = PAGE) -> str:
    return page.replace("reads: documents", "reads: documents\nfix: safe")


def test_a_page_that_keeps_its_word() -> None:
    assert broken() == []
    assert broken(fixing(PAGE.replace(BAD, BAD + FIXED))) == []


def test_a_bad_example_in_which_nothing_is_found() -> None:
    (said,) = broken(PAGE.replace("md\nfoo", "md\nbar"))

    assert said == ".contextkit/lints/no_foo/LINT.md:23 The word: it finds nothing"


def test_a_good_example_in_which_something_is_found() -> None:
    (said,) = broken(PAGE.replace("md\nbar", "md\nfoo"))

    assert said.endswith(":31 Another word: it finds AGENTS.md:1 `foo` stands here")


def test_findings_that_are_others_than_the_page_says() -> None:
    (said,) = broken(PAGE.replace(BAD, BAD + "```findings\nAGENTS.md:2 `foo` stands here\n```\n"))

    assert "it finds\nAGENTS.md:1 `foo` stands here\n" in said


def test_a_fix_that_makes_something_else() -> None:
    (said,) = broken(fixing(PAGE.replace(BAD, BAD + FIXED.replace("bar", "baz"))))

    assert "its fix differs from the `fixed` twin" in said
    assert "-baz\n+bar\n" in said


def test_a_fix_that_is_promised_and_not_shown() -> None:
    (said,) = broken(fixing())

    assert "says `fix: safe`, and no Bad example has a `fixed` twin" in said


HISTORY = """\
```text file=docs/old.md history=1
guide
```
```text file=docs/guide.md history=2 from=docs/old.md subject="Move the guide"
```
```text file=gone.md history=1
x
```
```text file=gone.md history=2 deleted
```
```markdown file=AGENTS.md
See `docs/old.md`, a foo.
```
```text file=CLAUDE.md link=AGENTS.md
```
"""


def test_an_example_with_a_past_is_a_real_repository() -> None:
    example = read_examples(PAGE.replace(BAD, HISTORY), "LINT.md")[0]

    with committed(steps_of(example)) as (repo, history):
        fate = history.fates(["docs/old.md"])["docs/old.md"]

        assert sorted(repo.entries) == ["AGENTS.md", "CLAUDE.md", "docs/guide.md"]
        assert (fate.target, fate.is_exact) == ("docs/guide.md", True)
        assert (fate.commit.date, fate.commit.subject) == ("2024-01-02", "Move the guide")


def test_equal_examples_have_equal_commits() -> None:
    steps = steps_of(read_examples(PAGE.replace(BAD, HISTORY), "LINT.md")[0])

    with committed(steps) as (first, _), committed(steps) as (second, _):
        assert first.commit == second.commit


def test_references_of_an_example_are_judged_with_its_past() -> None:
    code = (
        "from contextkit.lint_api import Verdict, match_of\n\n"
        "def check(project):\n    return (match_of(r) for r in project.references(verdict=Verdict.MOVED))\n"
    )
    page = fixing(PAGE).replace("`{word}` stands here", "`{raw}` is `{target}`").replace("`{word}`", "it")
    good = "```findings\nAGENTS.md:1 `docs/old.md` is `docs/guide.md`\n```\n"
    twin = "```markdown file=AGENTS.md fixed\nSee `docs/guide.md`, a foo.\n```\n"

    assert broken(page.replace(BAD, HISTORY + good + twin), code) == []
