"""Repositories, and what each agent was seen to read in them: files in order, with the bytes where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Case(NamedTuple):
    """A repository, an agent at work on a file of it, and the files that it sends."""

    name: str
    files: Mapping[str, str]
    sends: str
    """Paths in order; after a colon, how many bytes of the last one."""
    file: str = "a/x.py"
    cwd: str = ""
    links: Mapping[str, str] | None = None


NESTED = {"AGENTS.md": "the root\n", "a/AGENTS.md": "of a\n", "a/b/AGENTS.md": "of b\n", "c/AGENTS.md": "of c\n"}
SAME = {"AGENTS.md": "same\n", "a/AGENTS.md": "same\n"}
HOPS = {f"{n}.md": f"text {n}\n@{n + 1}.md\n" for n in range(1, 6)}
RULE = "---\npaths: {}\n---\nA rule for {}.\n"
RULES = {
    "CLAUDE.md": "the root\n",
    "CLAUDE.local.md": "my own\n",
    ".claude/rules/always.md": "A rule for all.\n",
    ".claude/rules/a.md": RULE.format('"a/**"', "a"),
    ".claude/rules/docs.md": RULE.format("\n  - docs/**", "docs"),
    "a/CLAUDE.md": "of a\n",
    "a/CLAUDE.local.md": "my own of a\n",
    "a/.claude/CLAUDE.md": "dotted of a\n",
    "a/.claude/rules/always.md": "A rule for all of a.\n",
    "a/.claude/rules/some.md": RULE.format("x.py", "x.py"),
}
IMPORTS = {
    "CLAUDE.md": "**@docs/1.md**, (@docs/2.md) `@docs/3.md` and @docs/4.md.\n- @docs/5.md#part\n@Makefile\n@gone.md\n",
    **{f"docs/{n}.md": f"text {n}\n" for n in range(1, 6)},
    "Makefile": "all:\n",
}
PARTS = "---\ntitle: gone\n---\nstays <!-- stays -->\n\n<!-- gone\n-->\n\n```\n<!-- stays -->\n```\n"


def limited(bytes_: int) -> dict[str, str]:
    return {".codex/config.toml": f"project_doc_max_bytes = {bytes_}\n"}


CODEX = (
    Case("the chain ends where it is started", NESTED, "AGENTS.md a/AGENTS.md", cwd="a"),
    Case("nothing below the root is read at the root", NESTED, "AGENTS.md", "x.py"),
    Case("an override", {**NESTED, "a/AGENTS.override.md": "over\n"}, "AGENTS.md a/AGENTS.override.md", cwd="a"),
    Case("an empty override", {**NESTED, "a/AGENTS.override.md": "\n"}, "AGENTS.md", cwd="a"),
    Case("an empty file", {**NESTED, "AGENTS.md": " \n"}, "a/AGENTS.md", cwd="a"),
    Case("equal files", SAME, "AGENTS.md a/AGENTS.md", cwd="a"),
    Case(
        "links",
        {"CLAUDE.md": "text\n"},
        "AGENTS.md a/AGENTS.md",
        cwd="a",
        links={"AGENTS.md": "CLAUDE.md", "a/AGENTS.md": "../CLAUDE.md"},
    ),
    Case("imports and front matter are text", {"AGENTS.md": f"{PARTS}@b.md\n", "b.md": "b\n"}, "AGENTS.md"),
    Case(
        "the limit", {"AGENTS.md": "x\n" * 16_000, "a/AGENTS.md": "y\n" * 1_000}, "AGENTS.md a/AGENTS.md:768", cwd="a"
    ),
    Case(
        "the limit in a letter",
        {"AGENTS.md": "x" * 32_765, "a/AGENTS.md": "éé\n" * 9},
        "AGENTS.md a/AGENTS.md:5",
        cwd="a",
    ),
    Case("beyond the limit", {**NESTED, "AGENTS.md": "x" * 32_768}, "AGENTS.md", cwd="a"),
    Case("a limit of its own", {**NESTED, **limited(11)}, "AGENTS.md a/AGENTS.md:2", cwd="a"),
    Case("a limit of nothing", {**NESTED, **limited(0)}, "", cwd="a"),
    Case(
        "other names",
        {
            ".codex/config.toml": 'project_doc_fallback_filenames = ["CLAUDE.md"]\n',
            "CLAUDE.md": "c\n",
            "a/AGENTS.md": "a\n",
        },
        "CLAUDE.md a/AGENTS.md",
        cwd="a",
    ),
)

CLAUDE = (
    Case(
        "folders on the way", {"CLAUDE.md": "1\n", "a/CLAUDE.md": "2\n", "b/CLAUDE.md": "3\n"}, "CLAUDE.md a/CLAUDE.md"
    ),
    Case(
        "started below",
        {"CLAUDE.md": "1\n", "a/CLAUDE.md": "2\n", "a/.claude/CLAUDE.md": "3\n"},
        "CLAUDE.md a/CLAUDE.md a/.claude/CLAUDE.md",
        cwd="a",
    ),
    Case(
        "rules",
        RULES,
        "CLAUDE.md .claude/rules/always.md CLAUDE.local.md a/CLAUDE.md a/.claude/CLAUDE.md a/CLAUDE.local.md "
        "a/.claude/rules/always.md a/.claude/rules/some.md .claude/rules/a.md",
    ),
    Case("imports", IMPORTS, "CLAUDE.md docs/1.md docs/5.md Makefile"),
    Case("imports in a row", {**HOPS, "CLAUDE.md": "@1.md\n"}, "CLAUDE.md 1.md 2.md 3.md 4.md"),
    Case(
        "an import of what is loaded",
        {"CLAUDE.md": "@AGENTS.md\n", "AGENTS.md": "x\n", "a/CLAUDE.md": "@../AGENTS.md\n"},
        "CLAUDE.md AGENTS.md a/CLAUDE.md",
    ),
    Case("an import out of the start", {"b.md": "b\n", "a/CLAUDE.md": "@../b.md\n"}, "a/CLAUDE.md", cwd="a"),
    Case(
        "what is left out of a file", {"CLAUDE.md": PARTS, "a/CLAUDE.md": f"{PARTS}more\n"}, "CLAUDE.md a/CLAUDE.md:49"
    ),
    Case("no limit", {"CLAUDE.md": "a line\n" * 20_000}, "CLAUDE.md:139999"),
    Case(
        "one file under two names",
        {"AGENTS.md": "x\n"},
        "CLAUDE.md a/CLAUDE.local.md",
        links={"CLAUDE.md": "AGENTS.md", "a/CLAUDE.local.md": "../AGENTS.md"},
    ),
    Case("AGENTS.md alone", {**NESTED, ".claude/AGENTS.md": "dotted\n"}, "AGENTS.md .claude/AGENTS.md a/AGENTS.md"),
    Case("AGENTS.md beside CLAUDE.md", {**NESTED, "CLAUDE.md": "mine\n"}, "CLAUDE.md"),
    Case("AGENTS.md beside CLAUDE.local.md", {**NESTED, "CLAUDE.local.md": "mine\n"}, "CLAUDE.local.md"),
    Case("AGENTS.md beside an empty CLAUDE.md", {**NESTED, "CLAUDE.md": "<!-- empty -->\n"}, "AGENTS.md a/AGENTS.md"),
    Case(
        "AGENTS.md beside CLAUDE.md in a folder",
        {**NESTED, "a/CLAUDE.md": "mine\n"},
        "AGENTS.md a/CLAUDE.md a/b/AGENTS.md",
        "a/b/x.py",
    ),
    Case(
        "AGENTS.md imports",
        {"AGENTS.md": "@b.md\n", "b.md": "b\n", "a/AGENTS.md": "@../c.md\n", "c.md": "c\n"},
        "AGENTS.md b.md a/AGENTS.md c.md",
    ),
    Case("AGENTS.override.md", {"AGENTS.override.md": "over\n", "AGENTS.md": "x\n"}, "AGENTS.md"),
    Case(
        "excluded files",
        {"CLAUDE.md": "1\n", "a/CLAUDE.md": "2\n", ".claude/settings.json": '{"claudeMdExcludes": ["**/a/**"]}'},
        "CLAUDE.md",
    ),
)
