"""Verdicts on paths, globs and links, without and with a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.model import Verdict
from tests.references.judging import judged, judged_in

if TYPE_CHECKING:
    from tests.support import MakeRepo


@pytest.mark.parametrize(
    ("text", "file", "base"),
    [
        ("See `src/a.py`.", "src/a.py", ""),
        ("See `/src`.", "src/a.py", ""),
        ("See `src/a.py:12`.", "src/a.py", ""),
        ("See [a](src/a.py).", "src/a.py", ""),
        ("Edit `src/*.py`.", "src/a.py", ""),
        ("The `app/[id]/page.tsx` route.", "app/[id]/page.tsx", ""),
        ("See `engine/a.py`.", "src/engine/a.py", "src"),
    ],
)
def test_what_is_there_is_live(text: str, file: str, base: str) -> None:
    found = judged({"AGENTS.md": text, file: ""})

    assert [(r.verdict, r.base) for r in found.values()] == [(Verdict.LIVE, base)]


def test_a_path_is_seen_from_the_document_then_its_package_then_the_root() -> None:
    files = {"apps/web/docs/x.md": "See `src/a.ts` and `tools/b.ts`.", "apps/web/package.json": "{}"}

    found = judged({**files, "apps/web/src/a.ts": "", "tools/b.ts": ""}, "apps/web/docs/x.md")

    assert found["src/a.ts"].base == "apps/web"
    assert found["tools/b.ts"].base == ""


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("@scope/package", Verdict.FOREIGN),
        ("~/alias/db", Verdict.FOREIGN),
        ("/etc/hosts", Verdict.FOREIGN),
        ("origin/main", Verdict.FOREIGN),
        ("owner/repository", Verdict.FOREIGN),
        ("/api/v1/users", Verdict.FOREIGN),
        ("docs/{provider}.md", Verdict.PLACEHOLDER),
        ("tests/<module>/x.py", Verdict.PLACEHOLDER),
        ("src/MyService.ts", Verdict.PLACEHOLDER),
        ("path/to/test.py", Verdict.PLACEHOLDER),
        ("node_modules/", Verdict.GENERATED),
        ("src/nothing/like/it.py", Verdict.UNKNOWN),
    ],
)
def test_what_names_nothing_here_is_not_called_stale(raw: str, verdict: Verdict) -> None:
    found = judged({"AGENTS.md": f"About `{raw}`."})

    assert [r.verdict for r in found.values()] in ([verdict], [])


def test_an_ignored_path_is_generated() -> None:
    found = judged({"AGENTS.md": "The report is in `out/report.txt`.", ".gitignore": "out/\n"})

    assert found["out/report.txt"].verdict is Verdict.GENERATED


def test_a_bare_name_stands_for_any_file_of_that_name() -> None:
    found = judged({"AGENTS.md": "See `engine.py`.", "src/deep/engine.py": ""})

    assert (found["engine.py"].verdict, found["engine.py"].target) == (Verdict.ELSEWHERE, "src/deep/engine.py")


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        ("src/locking.ts", "src/engine/locking.ts"),
        ("src/engine/Locking.ts", "src/engine/locking.ts"),
        ("src/engine/locking.tsx", "src/engine/locking.ts"),
        ("engine/src/locking.ts", "src/engine/locking.ts"),
        ("src/engine/lockking.ts", "src/engine/locking.ts"),
    ],
)
def test_a_near_miss_is_suggested(raw: str, target: str) -> None:
    found = judged({"AGENTS.md": f"The lock is in `{raw}`.", "src/engine/locking.ts": ""})

    assert (found[raw].verdict, found[raw].target, found[raw].is_exact) == (Verdict.BORN_WRONG, target, False)
    assert found[raw].replacement == target


def test_a_glob_whose_folders_are_in_another_order_is_suggested() -> None:
    found = judged({"AGENTS.md": "See `app/v3/views/*.ts`.", "app/views/v3/a.ts": "", "app/views/v3/b.ts": ""})

    assert found["app/v3/views/*.ts"].target == "app/views/v3/*.ts"


@pytest.mark.parametrize(
    "text",
    [
        "Create `src/locking.ts` first.",
        "There is no `src/locking.ts`.",
        "For example `src/locking.ts`.",
        "In your project, `src/locking.ts` is loaded.",
    ],
)
def test_what_the_sentence_makes_up_is_no_near_miss(text: str) -> None:
    found = judged({"AGENTS.md": text, "src/engine/locking.ts": ""})

    assert not found["src/locking.ts"].verdict.is_stale


def test_a_moved_file_is_named_with_its_new_place(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/old.md": "# Old\n" * 9, "AGENTS.md": "See `docs/old.md` and [it](docs/old.md#old)."})
    repo.move("docs/old.md", "docs/guide.md")
    repo.commit("Move the guide")

    found = judged_in(repo)

    assert {r.verdict for r in found.values()} == {Verdict.MOVED}
    assert {r.target for r in found.values()} == {"docs/guide.md"}
    assert {r.replacement for r in found.values()} == {"docs/guide.md", "docs/guide.md#old"}
    assert all(r.is_exact and r.commit and r.commit.subject == "Move the guide" for r in found.values())


def test_a_deleted_folder_is_named_with_its_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"old/a.py": "a", "old/b.py": "b", "AGENTS.md": "Code is in `old/` and `old/*`."})
    repo.delete("old/a.py", "old/b.py")
    repo.commit("Drop the old code")

    found = judged_in(repo)

    assert found["old/"].verdict is Verdict.DELETED
    assert found["old/*"].evidence.startswith("matches nothing since")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("`old/a.py` was removed.", Verdict.NEGATED),
        ("The logic was ported from `old/a.py`.", Verdict.HISTORICAL),
        ("The logic is in `old/a.py`.", Verdict.DELETED),
    ],
)
def test_a_sentence_that_says_so_itself_is_no_claim(git_repo: MakeRepo, text: str, verdict: Verdict) -> None:
    repo = git_repo({"old/a.py": "a", "AGENTS.md": text})
    repo.delete("old/a.py")
    repo.commit("Drop it")

    assert judged_in(repo)["old/a.py"].verdict is verdict


def test_a_users_own_file_that_this_repository_once_had_is_not_stale(git_repo: MakeRepo) -> None:
    repo = git_repo(
        {"poetry.lock": "x", "docs/guide.md": "Commit your `poetry.lock`, and see `src/main.py`.", "src/main.py": "y"}
    )
    repo.delete("poetry.lock", "src/main.py")
    repo.commit("Drop them")

    assert {r.verdict.is_stale for r in judged_in(repo, "docs/guide.md").values()} == {False}


def test_an_alias_through_a_tracked_link_is_live(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/real/a.py": "a", "AGENTS.md": "See `lib/a.py`."})
    repo.link("lib", "src/real")
    repo.commit("Link it")

    assert judged_in(repo)["lib/a.py"].verdict is Verdict.LIVE


@pytest.mark.parametrize(
    ("link", "verdict"),
    [
        ("#set-up", Verdict.LIVE),
        ("#Set_Up", Verdict.LIVE),
        ("#setup-steps", Verdict.BORN_WRONG),
        ("guide.md#the-end", Verdict.LIVE),
        ("guide.md#the-ends", Verdict.BORN_WRONG),
        ("guide.md#L10", Verdict.LIVE),
    ],
)
def test_a_fragment_is_a_heading_of_the_page(link: str, verdict: Verdict) -> None:
    found = judged({"AGENTS.md": f"## Set up\n\nSee [it]({link}).", "guide.md": "# The end\n"})

    assert found[link].verdict is verdict


def test_the_fragment_of_a_composed_page_is_not_judged() -> None:
    found = judged({"AGENTS.md": "See [it](guide.md#made).", "guide.md": "# Guide\n\n--8<-- 'parts.md'\n"})

    assert found["guide.md#made"].verdict is Verdict.UNKNOWN


def test_a_link_of_a_site_finds_its_page() -> None:
    files = {"docs/a/x.md": "See [b](../b) and [c](/c).", "docs/b.md": "", "docs/c/index.mdx": ""}

    found = judged(files, "docs/a/x.md")

    assert {r.verdict for r in found.values()} <= {Verdict.LIVE, Verdict.ELSEWHERE}


def test_a_typescript_file_may_be_named_as_it_is_imported() -> None:
    found = judged({"AGENTS.md": "Import `src/a.js`.", "src/a.ts": ""})

    assert (found["src/a.js"].verdict, found["src/a.js"].target) == (Verdict.LIVE, "src/a.ts")


def test_a_page_that_is_there_in_variants_is_left_to_the_site(git_repo: MakeRepo) -> None:
    repo = git_repo({"docs/intro.md": "# Intro\n" * 9, "docs/a.md": "See [it](intro.md)."})
    repo.move("docs/intro.md", "docs/intro-js.md")
    repo.commit("Split by language")

    assert judged_in(repo, "docs/a.md")["intro.md"].verdict is Verdict.UNKNOWN


def test_what_several_packages_have_is_their_layout(git_repo: MakeRepo) -> None:
    manifests = {f"crates/{name}/Cargo.toml": "[package]" for name in "ab"}
    repo = git_repo({**manifests, "src/lib.rs": "x" * 99, "AGENTS.md": "Docs are in `src/lib.rs`."})
    repo.write({"crates/b/src/lib.rs": "b"})
    repo.move("src/lib.rs", "crates/a/src/lib.rs")
    repo.commit("Make a workspace")

    assert judged_in(repo)["src/lib.rs"].verdict is Verdict.LIVE


def test_a_line_that_names_the_new_place_as_well_tells_of_a_choice(git_repo: MakeRepo) -> None:
    repo = git_repo({"app/old.json": "x" * 99, "AGENTS.md": "Settings are in `app/new.json` (or `app/old.json`)."})
    repo.move("app/old.json", "app/new.json")
    repo.commit("Rename the settings")

    assert not judged_in(repo)["app/old.json"].verdict.is_stale


def test_a_rooted_link_is_seen_from_the_site_that_its_page_is_on(git_repo: MakeRepo) -> None:
    page = "site/content/docs/start.md"
    pages = {page: "![](/docs/images/a.png)\n", "README.md": "[a](/docs/images/a.png)\n"}
    repo = git_repo({"docs/images/a.png": "picture", **pages})
    repo.move("docs/images/a.png", "site/content/docs/images/a.png")
    repo.commit("Move the site")

    on_the_site = judged_in(repo, page)["/docs/images/a.png"]
    elsewhere = judged_in(repo, "README.md")["/docs/images/a.png"]

    assert (on_the_site.verdict, on_the_site.base) == (Verdict.ELSEWHERE, "site/content")
    assert elsewhere.verdict is Verdict.MOVED


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        ("chlog/config.yaml", ".chlog/config.yaml"),
        ("./chlog/*.yaml", ".chlog/*.yaml"),
        ("chlog/nothing.yaml", None),
        ("chlog", None),
    ],
)
def test_a_dot_that_was_left_out_is_a_near_miss_where_the_rest_is_there(raw: str, target: str | None) -> None:
    found = judged(
        {"CONTRIBUTING.md": f"All of `{raw}` are read and then deleted.", ".chlog/config.yaml": ""}, "CONTRIBUTING.md"
    )

    stale = [(r.verdict, r.target) for r in found.values() if r.verdict.is_stale]
    assert stale == ([(Verdict.BORN_WRONG, target)] if target else [])


@pytest.mark.parametrize(
    ("raw", "evidence"),
    [
        ("config.json", "not here, and never in cli or at the root"),
        ("src/engine/locking.ts", "neither here nor in history"),
    ],
)
def test_of_what_is_not_known_it_is_said_where_it_was_looked_for(raw: str, evidence: str) -> None:
    found = judged({"cli/AGENTS.md": f"See `{raw}`.", "cli/package.json": "{}"}, "cli/AGENTS.md")

    assert (found[raw].verdict, found[raw].evidence) == (Verdict.UNKNOWN, evidence)


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        ("./gone.sh", Verdict.DELETED),
        ("gone.sh", Verdict.DELETED),
        ("bun.sh", Verdict.FOREIGN),
        ("bun.sh/install", Verdict.FOREIGN),
        ("example.com", Verdict.FOREIGN),
    ],
)
def test_a_script_is_no_address(git_repo: MakeRepo, raw: str, verdict: Verdict) -> None:
    repo = git_repo({"gone.sh": "exit\n", "AGENTS.md": f"Run it: [this]({raw}), or `{raw}`."})
    repo.delete("gone.sh")
    repo.commit("Drop it")

    found = judged_in(repo)

    assert {r.verdict for r in found.values()} <= {verdict}
    assert found or verdict is Verdict.FOREIGN


@pytest.mark.parametrize(
    ("path", "raw", "verdict", "replacement"),
    [
        (".agents/skills/speed/SKILL.md", "../../docs/a.md", Verdict.BORN_WRONG, "../../../docs/a.md"),
        (".agents/skills/speed/SKILL.md", "../../../docs/a.md", Verdict.LIVE, None),
        ("packages/core/README.md", "./docs/a.md", Verdict.BORN_WRONG, "../../docs/a.md"),
        ("packages/core/README.md", "docs/a.md", Verdict.ELSEWHERE, None),
        ("docs/guide/README.md", "./docs/a.md", Verdict.ELSEWHERE, None),
        (".claude/commands/x.md", "./docs/a.md", Verdict.ELSEWHERE, None),
        (".cursor/rules/x.mdc", "docs/a.md", Verdict.LIVE, None),
    ],
)
def test_a_link_with_dots_counts_from_its_file(path: str, raw: str, verdict: Verdict, replacement: str | None) -> None:
    found = judged({path: f"See [it]({raw}).", "docs/a.md": ""}, path)

    assert (found[raw].verdict, found[raw].replacement) == (verdict, replacement)


def test_a_page_of_a_skill_may_link_from_the_skills_folder() -> None:
    skill = {"skills/a/SKILL.md": "", "skills/a/pages/one.md": "See [it](./pages/two.md).", "skills/a/pages/two.md": ""}

    found = judged(skill, "skills/a/pages/one.md")

    assert found["./pages/two.md"].verdict is Verdict.ELSEWHERE


def test_a_link_of_a_rule_for_cursor_is_asked_of_the_past_from_the_root(git_repo: MakeRepo) -> None:
    repo = git_repo({".cursor/rules/a.mdc": "See [it](docs/core.txt).", "docs/core.txt": "x" * 99})
    repo.move("docs/core.txt", "context/core.txt")
    repo.commit("Move it")

    found = judged_in(repo, ".cursor/rules/a.mdc")["docs/core.txt"]

    assert (found.verdict, found.target) == (Verdict.MOVED, "context/core.txt")


DRAWING = "Layout:\n\n```\npages/\n├── a.md\n├── b.md\nassets/\n├── {one}/\n└── {other}/\n```\n"


@pytest.mark.parametrize(("other", "verdict"), [("commands", Verdict.MOVED), ("prompts", Verdict.DELETED)])
def test_what_is_drawn_beside_a_folder_that_moved_went_along(git_repo: MakeRepo, other: str, verdict: Verdict) -> None:
    files = {"pages/a.md": "a", "pages/b.md": "b", f"assets/{other}/c.md": "c" * 99, "assets/agents/d.md": "d" * 99}
    repo = git_repo({**files, "assets/x": "x", "AGENTS.md": DRAWING.format(one="agents", other=other)})
    repo.delete(f"assets/{other}")
    repo.move("assets/agents", "kit/agents")
    repo.write({"kit/commands/new.md": "Quite another text.\n"})
    repo.commit("Make a kit")

    found = judged_in(repo)

    assert (found["agents/"].verdict, found["agents/"].target) == (Verdict.MOVED, "kit/agents")
    assert found[f"{other}/"].verdict is verdict
    assert {r.replacement for r in found.values()} == {None}
