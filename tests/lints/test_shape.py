"""Lints of shape, where the examples of their pages do not suffice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from contextkit.linting.fix import fixed_files
from contextkit.mapping.record import WRITTEN
from contextkit.repo import MemoryRepo
from tests.linting.checking import check

if TYPE_CHECKING:
    from contextkit.linting.run import Report


def found(files: dict[str, str | bytes], lint: str) -> list[tuple[str, int, str]]:
    return [(f.path, f.line, f.severity) for f in check(files, select=[lint]).findings]


def problems(report: Report) -> list[str]:
    return [f.problem for f in report.findings]


def test_shape_is_looked_at_where_contextkit_wrote_the_file() -> None:
    files: dict[str, str | bytes] = {"AGENTS.md": "- Write clean code.\n" * 101, "web/AGENTS.md": "Be careful.\n"}
    written = {**files, WRITTEN: json.dumps({"files": {"web/AGENTS.md": "hash"}})}

    assert check(files, select=["recommended"]).findings == ()
    assert {f.path for f in check(written, select=["recommended"]).findings} == {"web/AGENTS.md"}


@pytest.mark.parametrize(("lines", "severity"), [(100, None), (101, "info"), (200, "info"), (201, "error")])
def test_a_map_is_noted_over_the_target_and_fails_over_the_limit(lines: int, severity: str | None) -> None:
    expected = [("AGENTS.md", 1, severity)] if severity else []

    assert found({"AGENTS.md": "- A rule\n" * lines}, "map-too-long") == expected


def test_a_long_part_is_named_by_the_heading_that_divides_it() -> None:
    text = "# Map\n\n## Style\n\n### Names\n\n" + "- A\n" * 70 + "\n### Types\n\n" + "- B\n" * 60

    report = check({"AGENTS.md": text}, select=["map-too-long"])

    assert '"Names" (line 5, 73 lines)' in problems(report)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Write code that is easy to maintain.",
        "You should always strive to write high-quality code!",
        "[ ] Follow TypeScript best practices",
        "Follow the principles of \u201cClean Code\u201d",
        "Make sure to handle all errors gracefully",
        "Keep functions small and focused",
        "Add comments where necessary",
        "Think carefully before making changes",
        "Use your best judgement.",
        "Don't make mistakes",
        "Optimize for performance",
    ],
)
def test_what_is_vague_as_a_whole_is_found(text: str) -> None:
    assert found({"AGENTS.md": f"- {text}\n"}, "vague-instruction") == [("AGENTS.md", 1, "info")]


@pytest.mark.parametrize(
    "text",
    [
        "Always use best practices from the log when generating tests.",
        "Handle soft-deleted entities properly using `withDeleted()`.",
        "Follow best practices for React, see [the guide](docs/react.md).",
        "Follow the best practices listed below",
        "Keep functions under 30 lines.",
        "Check the test output carefully for differences",
        "Code should be readable; comments only for config files",
        "Follow these steps carefully:",
        "Is the code clean?",
        "It is fast.",
        "Follow the existing code style",
        "Use cargo check instead of cargo build when possible",
        "High-performance random access",
    ],
)
def test_what_says_something_is_not_called_vague(text: str) -> None:
    assert found({"AGENTS.md": f"- {text}\n"}, "vague-instruction") == []


def test_a_whole_path_is_written_once_and_the_second_fix_changes_nothing() -> None:
    files: dict[str, str | bytes] = {
        "web/core/forms/fields.ts": "",
        "web/core/forms/form.ts": "",
        "AGENTS.md": "Begin in `fields.ts`; then `form.ts`. \u00dcber `fields.ts` steht mehr.\n",
    }
    repo = MemoryRepo(files)

    def findings(tree: object) -> Report:
        return check(tree, select=["unqualified-path"])  # type: ignore[arg-type]  # a Repo

    changed, _ = fixed_files(repo, lambda tree: findings(tree).findings, unsafe=True)

    once = b"Begin in `web/core/forms/fields.ts`; then `form.ts`. \xc3\x9cber `fields.ts` steht mehr.\n"
    assert changed == {"AGENTS.md": once}
    assert findings(MemoryRepo({**files, "AGENTS.md": once})).findings == ()


def test_a_page_is_reached_through_what_a_sphinx_index_lists() -> None:
    files: dict[str, str | bytes] = {
        "AGENTS.md": "Read [the manual](docs/index.md).\n",
        "docs/conf.py": "",
        "docs/index.md": "# Manual\n\n:::{toctree}\nstart/install\n:::\n",
        "docs/start/install.md": "# Install\n",
        "docs/start/remove.md": "# Remove\n",
    }

    assert found(files, "unreachable-document") == [("docs/start/remove.md", 1, "warning")]


def test_many_lost_pages_of_one_folder_are_one_finding() -> None:
    files: dict[str, str | bytes] = {f"docs/types/t{n:02}.md": "# Type\n" for n in range(30)}
    files["AGENTS.md"] = "See [types](docs/types/t00.md).\n"

    report = check(files, select=["unreachable-document"])

    assert problems(report) == [
        "no link leads to 29 pages of docs/types/ from what agents load (t01.md, t02.md, t03.md, ...); AGENTS.md could"
    ]


def test_what_rules_of_disjoint_globs_repeat_no_agent_reads_twice() -> None:
    said = "Every handler returns a `Problem` when it fails.\n"
    files: dict[str, str | bytes] = {
        "a.py": "",
        "b.ts": "",
        ".cursor/rules/py.mdc": f"---\nglobs: *.py\nalwaysApply: false\n---\n{said}",
        ".cursor/rules/ts.mdc": f"---\nglobs: *.ts\nalwaysApply: false\n---\n{said}",
    }

    assert found(files, "duplicated-instruction") == []
    files[".cursor/rules/all.mdc"] = f"---\nalwaysApply: true\n---\n{said}"
    assert {path for path, _, _ in found(files, "duplicated-instruction")} == {
        ".cursor/rules/py.mdc",
        ".cursor/rules/ts.mdc",
    }


def test_what_is_imported_counts_as_read() -> None:
    said = "Every handler returns a `Problem` when it fails.\n"
    files: dict[str, str | bytes] = {"CLAUDE.md": f"@notes/rules.md\n\n{said}", "notes/rules.md": said}

    assert found(files, "duplicated-instruction") == [("notes/rules.md", 1, "warning")]


def test_sentences_of_one_pattern_are_no_copies_of_each_other() -> None:
    line = "- The package `{}` keeps its tests beside its code, and its mocks below."
    files: dict[str, str | bytes] = {
        "AGENTS.md": "\n".join(line.format(name) for name in ("shop", "cart", "mail")),
        "lib/AGENTS.md": "\n".join(line.format(name) for name in ("math", "text")),
    }

    assert found(files, "duplicated-instruction") == []


def test_a_symlink_to_the_map_is_no_copy_of_it() -> None:
    repo = MemoryRepo({"AGENTS.md": "Run `make test` before you push.\n"}, {"CLAUDE.md": "AGENTS.md"})

    assert check(repo, select=["duplicated-instruction"]).findings == ()
