"""What the benchmark of maps counts: trees without agent files, facts that are found, commands that are junk."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.map import headlines, score
from bench.map.facts import Fact, read_facts, read_repos
from bench.map.headlines import Row, Verdict, read_verdicts, rows_of
from bench.map.resolving import look_at, resolves
from bench.map.scoring import holds, read_maps
from bench.map.trees import prepare, written
from bench.map.typed import commands_of, has_selector, key
from tests.support import GitRepo, MakeRepo

DATA = Path(score.__file__).parent
ROW = Row("o/n", "", "test", "make test", "Makefile:1")


def _fact(kind: str, text: str, purpose: str = "", *must: str) -> Fact:
    return Fact("o/n", kind, text, purpose, must)  # type: ignore[arg-type]


def _holds(folder: Path, markdown: str, fact: Fact) -> bool:
    (folder / "AGENTS.md").write_text(markdown, encoding="utf-8")
    return holds(read_maps(folder, [folder / "AGENTS.md"]), fact)


def _make_tree(git_repo: MakeRepo, tmp_path: Path, files: dict[str, str]) -> tuple[GitRepo, Path]:
    repo, tree = git_repo(files), tmp_path / "trees/o+n"
    prepare(repo.path / ".git", repo.head, tree)
    return repo, tree


def test_a_prepared_tree_has_no_words_of_its_maintainers_for_agents(git_repo: MakeRepo, tmp_path: Path) -> None:
    files = {"AGENTS.md": "own", "web/CLAUDE.md": "own", ".cursor/rules/a.mdc": "own", "README.md": "kept"}

    _, tree = _make_tree(git_repo, tmp_path, files)

    assert not (tree / "AGENTS.md").exists()
    assert not (tree / ".cursor/rules").exists()
    assert (tree / "web/CLAUDE.md").read_text(encoding="utf-8") == "# Nested guide for web\n"
    assert (tree / "README.md").read_text(encoding="utf-8") == "kept"


def test_what_was_written_into_a_prepared_tree_is_told_apart(git_repo: MakeRepo, tmp_path: Path) -> None:
    _, tree = _make_tree(git_repo, tmp_path, {"AGENTS.md": "own", "web/AGENTS.md": "own", "README.md": "kept"})
    (tree / "AGENTS.md").write_text("# New\n", encoding="utf-8")
    (tree / "web/AGENTS.md").write_text("# Changed\n", encoding="utf-8")
    (tree / ".contextkit/backup").mkdir(parents=True)
    (tree / ".contextkit/backup/AGENTS.md").write_text("# Kept for the way back\n", encoding="utf-8")

    assert written(tree) == ([tree / "AGENTS.md"], [tree / "web/AGENTS.md"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uv run --frozen pytest -x", "pytest"),
        ("pnpm run test", "npm t"),
        ("pnpm --filter web test", "pnpm test"),
        ("./gradlew :core:test", "gradle test"),
        ("CI=1 make lint", "make lint"),
        ("python3 ./run.py", "python run.py"),
    ],
)
def test_commands_that_do_the_same_are_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_commands_of_other_targets_are_not_equal() -> None:
    assert key("make lint") != key("make test")
    assert key("pnpm test") != key("pnpm build")


def test_commands_are_found_in_shell_blocks_and_code_spans() -> None:
    markdown = (
        "Run `make test`, edit `make.py`.\n\n```sh\ncd web && pnpm build  # all\n```\n\n```json\nmake lint\n```\n"
    )

    assert list(commands_of(markdown)) == ["make test", "pnpm build"]


@pytest.mark.parametrize("command", ["pytest tests/test_a.py", "pytest -k name", "go test -run TestName ./..."])
def test_a_command_that_says_which_test_has_a_selector(command: str) -> None:
    assert has_selector(command)
    assert not has_selector("go test ./...")


@pytest.mark.parametrize(
    ("markdown", "fact"),
    [
        ("`npm run lint`\n", _fact("command", "pnpm lint")),
        ("`pytest tests/test_a.py::test_b`\n", _fact("command", "uv run pytest <file>", "test-one")),
        ("- `src/core/`: the core\n", _fact("directory", "src/core")),
        ("## In `src/`\n- core/: the core\n", _fact("directory", "src/core")),
        ("```\nsrc/\n  core/\n```\n", _fact("directory", "src/core")),
        ("Read docs/guide.md first.\n", _fact("pointer", "docs/guide.md")),
        ("- `api/**` is generated\n", _fact("boundary", "api is made", "", "api/")),
    ],
)
def test_a_fact_is_found_in_other_words(tmp_path: Path, markdown: str, fact: Fact) -> None:
    assert _holds(tmp_path, markdown, fact)


@pytest.mark.parametrize(
    ("markdown", "fact"),
    [
        ("`npm run lint:fix`\n", _fact("command", "pnpm lint")),
        ("`pytest`\n", _fact("command", "uv run pytest <file>", "test-one")),
        ("`src/core_old/`\n", _fact("directory", "src/core")),
        ("docs/guide.mdx\n", _fact("pointer", "docs/guide.md")),
        ("- `api/`: the interface\n", _fact("boundary", "api is made", "", "api/")),
        ("<!-- docs/guide.md -->\n", _fact("pointer", "docs/guide.md")),
    ],
)
def test_what_is_only_alike_is_not_found(tmp_path: Path, markdown: str, fact: Fact) -> None:
    assert not _holds(tmp_path, markdown, fact)


@pytest.mark.parametrize(
    ("command", "is_right"),
    [
        ("make test", True),
        ("make absent", False),
        ("pnpm build", True),
        ("pnpm absent", False),
        ("pytest tests/a.py", True),
        ("pytest tests/absent.py", False),
        ("mypy", False),
        ("cargo build", False),
        ("./scripts/go.sh", True),
        ("./scripts/absent.sh", False),
        ("if [ -n x ]; then", False),
    ],
)
def test_a_command_that_cannot_be_typed_is_junk(tmp_path: Path, command: str, *, is_right: bool) -> None:
    for folder in ("tests", "scripts"):
        (tmp_path / folder).mkdir()
    for path in ("tests/a.py", "scripts/go.sh"):
        (tmp_path / path).touch()
    (tmp_path / "Makefile").write_text("test:\n\tpytest\n", encoding="utf-8")
    (tmp_path / "package.json").write_text('{"scripts": {"build": "tsc"}}', encoding="utf-8")

    assert resolves(command, "", look_at(tmp_path)) is is_right


def test_a_script_of_a_package_is_typed_where_the_map_names_it(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    (tmp_path / "web/package.json").write_text('{"name": "web", "scripts": {"dev": "vite"}}', encoding="utf-8")
    checkout = look_at(tmp_path)

    assert resolves("pnpm dev", "in web/", checkout)
    assert resolves("pnpm --filter web dev", "", checkout)
    assert not resolves("pnpm dev", "", checkout)


def test_headlines_are_told_with_folder_purpose_and_evidence() -> None:
    texts = ["Test: `make test` (all of them)", "Build in `web/`: `npm run build`", "`make docs`: Documents"]
    lines = [{"section": "commands", "text": t, "evidence": [{"path": "Makefile", "line": 1}]} for t in texts]
    printed = "".join(f"- {text}\n" for text in texts)

    rows = list(rows_of("o/n", "AGENTS.md", lines, printed))

    assert rows == [ROW, Row("o/n", "web", "build", "npm run build", "Makefile:1")]


def test_a_headline_that_does_not_stand_in_the_map_is_not_told() -> None:
    lines = [{"section": "commands", "text": "Test: `make test`", "evidence": []}]

    assert list(rows_of("o/n", "AGENTS.md", lines, "- Test: `make check`\n")) == []


def test_a_headline_that_changed_is_unread() -> None:
    verdicts = {ROW.place: Verdict("right")}
    changed = Row("o/n", "", "test", "make check", "Makefile:1")

    told = list(headlines.table([ROW, changed], verdicts))

    assert told[2].endswith("| right |")
    assert told[3].endswith("| unread |")
    assert headlines.summary([ROW, changed], verdicts).endswith("1 right, 0 wrong, 0 doubtful, 1 unread; right 0.500")


def test_every_fact_and_verdict_is_of_a_listed_repository() -> None:
    listed = {repo for repo, _ in read_repos(DATA / "repos.tsv")}

    assert {fact.repo for fact in read_facts(DATA / "facts.jsonl")} == listed
    assert {repo for repo, *_ in read_verdicts(DATA / "headlines.tsv")} == listed


def test_every_verdict_that_is_not_right_says_why() -> None:
    verdicts = read_verdicts(DATA / "headlines.tsv").values()

    assert all(verdict.why for verdict in verdicts if verdict.judgement != "right")


def test_a_repository_is_mapped_checked_and_scored(
    git_repo: MakeRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo({"Makefile": "test:\n\tpytest\n", "README.md": "# Shop\n\nA shop.\n", "AGENTS.md": "own"})
    repo.git("clone", "--quiet", "--bare", str(repo.path), str(tmp_path / "dirs/o+n"))
    data = {
        "repos.tsv": f"repo\tcommit\no/n\t{repo.head}\n",
        "facts.jsonl": '{"repo": "o/n", "kind": "command", "text": "make test", "derivable": "yes", "must": []}\n'
        '{"repo": "o/n", "kind": "pointer", "text": "absent.md", "derivable": "yes", "must": []}\n',
        "headlines.tsv": "repository\tfolder\tpurpose\tcommand\tverdict\twhy\no/n\t\ttest\tmake test\tright\t\n",
    }
    for name, text in data.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = [f"--git-dirs={tmp_path}/dirs", f"--data={tmp_path}", "--misses", "--headlines"]

    monkeypatch.setattr(sys, "argv", ["score", f"--contextkit={sys.executable} -m contextkit", *options])
    score.main()

    told = capsys.readouterr().out
    assert "| **all** | 1/1 = 1.00 | 0/0 = 0.00 | 0/0 = 0.00 | 0/1 = 0.00 | 0/0 = 0.00 | 0/1 | 1 | | 0 | | |" in told
    assert "missed  o/n pointer: absent.md" in told
    assert "| o/n | (root) | test | `make test` | Makefile:1 | right |" in told
    assert "1 rows, 1 right, 0 wrong, 0 doubtful, 0 unread; right 1.000" in told
