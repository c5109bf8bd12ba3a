"""Commands and drawings in fences."""

from __future__ import annotations

import pytest

from contextkit.facts.document import extract_document


def commands(body: str, language: str = "sh") -> list[tuple[str, tuple[str, ...]]]:
    content = f"```{language}\n{body}\n```\n".encode()
    found = extract_document(content, ".md").mentions
    return [(m.raw, m.scope) for m in found if m.kind == "command"]


def tree(body: str, language: str = "") -> list[tuple[str, tuple[str, ...]]]:
    content = f"```{language}\n{body}\n```\n".encode()
    return [(m.raw, m.scope) for m in extract_document(content, ".md").mentions if m.syntax == "tree"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("make a && make b; make c | tee x", ["make a", "make b", "make c"]),
        ("make a  # and why", ["make a"]),
        ("# a comment", []),
        ("make 'a && b' \"c; d\"", ["make 'a && b' \"c; d\""]),
        ("make $(cat a | head)", ["make $(cat a | head)"]),
        ("npm run build \\\n  --fast", ["npm run build --fast"]),
        ("$ make a\nmake: nothing to do\n$ make b", ["make a", "make b"]),
        ("cat <<EOF > x\nmake a\nEOF\nmake b", ["make b"]),
        ("tool run 'first\nsecond line'\nmake b", ["tool run 'first second line'", "make b"]),
        ("if make a; then\n  make b\nfi", ["make b"]),
        ("A=1 make a", ["A=1 make a"]),
        ("A=1\nexport B=2\ngit add .\nls", []),
        ("# pnpm run docker:full   # with it all", ["pnpm run docker:full"]),
        ("# make sure that it runs", []),
        ("mytool do it", ["mytool do it"]),
        ("--flag  its help", []),
    ],
)
def test_each_command_of_a_shell_fence_is_one(body: str, expected: list[str]) -> None:
    assert [raw for raw, _ in commands(body)] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("cd web\nmake a", [("make a", ("web",))]),
        ("cd web && make a\nmake b", [("make a", ("web",)), ("make b", ("web",))]),
        ("(cd web && make a)\nmake b", [("make a", ("web",)), ("make b", ())]),
        ("cd web\ncd app\nmake a", [("make a", ("web/app", "app"))]),
        ("cd web\ncd ..\nmake a", [("make a", (".",))]),
        ("cd web\ncd -\nmake a", [("make a", ())]),
    ],
)
def test_a_command_is_run_where_cd_leads(body: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert commands(body) == expected


def test_a_code_span_is_split_like_a_line() -> None:
    found = extract_document(b"Run `cd web && npm test`.", ".md").mentions

    assert [(m.kind, m.raw, m.scope, m.start) for m in found] == [("command", "npm test", ("web",), 15)]


@pytest.mark.parametrize(
    ("language", "count"), [("bash", 1), ("console", 1), ("", 1), ("ts", 0), ("yaml", 0), ("json", 0)]
)
def test_only_shells_hold_commands(language: str, count: int) -> None:
    assert len(commands("npm run build", language)) == count


def test_a_fence_without_a_language_must_look_like_a_shell() -> None:
    assert commands("npm run build\nand then some prose", "") == []


def test_the_comment_above_is_context() -> None:
    (mention,) = extract_document(b"```sh\n# Only on Linux\nmake a\n```\n", ".md").mentions

    assert mention.context == "# Only on Linux make a"


def test_a_drawn_tree_puts_each_name_under_its_folder() -> None:
    body = (
        "repo/\n"
        "├── src/            # the code\n"
        "│   ├── a.py\n"
        "│   └── web/\n"
        "│       └── [id].tsx — a route\n"
        "├── ...\n"
        "├── Some prose here\n"
        "└── Makefile"
    )

    assert tree(body) == [
        ("src/", ("repo", "")),
        ("a.py", ("repo/src", "src")),
        ("web/", ("repo/src", "src")),
        ("[id].tsx", ("repo/src/web", "src/web")),
        ("Makefile", ("repo", "")),
    ]


def test_a_tree_without_a_root_starts_at_its_branches() -> None:
    assert tree("├── src/\n│   └── a.py\n└── b.py") == [("src/", ()), ("a.py", ("src",)), ("b.py", ())]


def test_a_tree_may_be_drawn_by_indentation() -> None:
    assert tree("src/\n  a.py      # one\n  web/\n    b.ts\ndocs/\n  c.md") == [
        ("src/", ()),
        ("a.py", ("src",)),
        ("web/", ("src",)),
        ("b.ts", ("src/web",)),
        ("docs/", ()),
        ("c.md", ("docs",)),
    ]


def test_the_only_folder_at_the_top_may_be_the_repository() -> None:
    assert tree("app/\n  a.py\n  web/\n    b.ts") == [
        ("a.py", ("app", "")),
        ("web/", ("app", "")),
        ("b.ts", ("app/web", "web")),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "┌──────┐\n│ a.py │\n└──────┘",
        "first\n  second\n    third",
        "App\n├── Header\n└── Footer",
        "plain text, no tree",
    ],
)
def test_other_drawings_are_no_trees(body: str) -> None:
    assert tree(body) == []
