"""What is written in place of a stale reference."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contextkit.model import Reference
    from tests.support import GitRepo, MakeRepo

PAGE = "# Limits\n\n## How many\n\nAt most seven of them, and never less than two.\n"
SECTION = "---\ntitle: A section\n---\n"


def moved(repo: GitRepo, old: str, new: str, document: str) -> dict[str, Reference]:
    repo.move(old, new)
    repo.commit("Move it")
    return judged_in(repo, document)


@pytest.mark.parametrize(
    ("raw", "replacement", "is_exact"),
    [
        ("limits/", "run/limits.md", True),
        ("limits/#how-many", "run/limits.md#how-many", True),
        ("limits/#how-manny", "run/limits.md#how-many", False),
        ("limits/#why", "run/limits.md", False),
        ("limits.md#how-many", "run/limits.md#how-many", True),
        ("./limits/", "./run/limits.md", True),
        ("/docs/limits.md", "/docs/run/limits.md", True),
    ],
)
def test_a_moved_page_is_linked_by_its_file(git_repo: MakeRepo, raw: str, replacement: str, is_exact: bool) -> None:
    repo = git_repo({"docs/limits.md": PAGE, "docs/a.md": f"See [it]({raw})."})

    found = moved(repo, "docs/limits.md", "docs/run/limits.md", "docs/a.md")[raw]

    assert (found.verdict, found.replacement, found.is_exact) == (Verdict.MOVED, replacement, is_exact)


def test_an_anchor_that_the_new_page_does_not_have_is_told(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/limits.md": PAGE, "docs/a.md": "See [it](limits.md#why)."})

    found = moved(repo, "docs/limits.md", "docs/run/limits.md", "docs/a.md")["limits.md#why"]

    assert found.evidence.endswith("; no heading of docs/run/limits.md gives #why")


@pytest.mark.parametrize("document", ["docs/start/a.md", "docs/start/_index.md"])
def test_a_page_of_a_site_is_linked_by_its_address(git_repo: MakeRepo, document: str) -> None:
    up = "../" if document.endswith("_index.md") else "../../"
    sections = {f"docs/{f}_index.md": SECTION for f in ("", "start/", "run/")}
    repo = git_repo({**sections, "docs/run/limits.md": PAGE, document: f"{SECTION}See [it]({up}run/limits/#how-many)."})

    found = moved(repo, "docs/run/limits.md", "docs/run/deep/limits.md", document)[f"{up}run/limits/#how-many"]

    assert (found.replacement, found.is_exact) == (f"{up}run/deep/limits/#how-many", True)


def test_a_path_is_written_from_where_the_documents_others_are(git_repo: MakeRepo) -> None:
    files = {
        "cli/package.json": "{}",
        "cli/src/a.ts": "a",
        "cli/src/b.ts": "b",
        "src/mcp.ts": "export const x = 1\n" * 9,
    }
    text = "See `src/a.ts`, `src/b.ts` and `src/mcp.ts`.\n\n- `src/`\n  - `a.ts`\n  - `b.ts`\n  - `a.ts`\n"
    repo = git_repo({**files, "cli/AGENTS.md": text})

    found = moved(repo, "src/mcp.ts", "cli/src/services/mcp.ts", "cli/AGENTS.md")["src/mcp.ts"]

    assert (found.target, found.replacement) == ("cli/src/services/mcp.ts", "src/services/mcp.ts")


def test_a_path_is_written_from_the_root_where_the_documents_others_are(git_repo: MakeRepo) -> None:
    files = {"cli/package.json": "{}", "cli/src/a.ts": "a", "src/mcp.ts": "export const x = 1\n" * 9}
    repo = git_repo({**files, "cli/AGENTS.md": "See `cli/src/a.ts` and `src/mcp.ts`."})

    found = moved(repo, "src/mcp.ts", "cli/src/services/mcp.ts", "cli/AGENTS.md")["src/mcp.ts"]

    assert found.replacement == "cli/src/services/mcp.ts"


RAWS = [
    f"{up}{name}{end}{fragment}"
    for up, name, end, fragment in product(
        ("", "./", "../", "../../", "/docs/", "docs/"),
        ("limits", "run/limits"),
        ("", "/", ".md"),
        ("", "#how-many", "#x"),
    )
]


@pytest.mark.parametrize("form", ["[it]({})", "`{}`"])
@pytest.mark.parametrize("has_sections", [False, True])
@pytest.mark.parametrize("new", ["guide/bounds.md", "docs/run/limits/index.md"])
@pytest.mark.parametrize("document", ["docs/start/a.md", "docs/run/_index.md", "CONTRIBUTING.md"])
def test_what_a_proven_fix_writes_is_live(
    git_repo: MakeRepo, document: str, new: str, form: str, *, has_sections: bool
) -> None:
    def text(raws: Iterable[str]) -> str:
        return SECTION + "".join(f"- {form.format(raw)}\n" for raw in raws)

    sections = {f"docs/{f}_index.md": SECTION for f in ("", "start/", "run/")} if has_sections else {}
    repo = git_repo({**sections, "docs/run/limits.md": PAGE, "docs/limits.md": f"{PAGE}More.\n", document: text(RAWS)})
    repo.delete("docs/limits.md")
    repo.commit("One page is enough")

    found = moved(repo, "docs/run/limits.md", new, document)

    proven = sorted({r.replacement for r in found.values() if r.is_exact and r.replacement})
    repo.write({document: text(proven)})
    repo.commit("Fix")
    again = judged_in(repo, document)
    assert proven
    assert [(raw, again[raw].verdict) for raw in proven] == [(raw, Verdict.LIVE) for raw in proven]
