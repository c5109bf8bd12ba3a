"""What is said of commands that are gone, renamed or misspelt, against real histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.facts.facts import Facts
from contextkit.model import Mention, Reference, Verdict
from contextkit.references.commands import judge_commands
from contextkit.references.ground import Asked, Ground
from contextkit.repo import MemoryRepo, MemoryStore, NoHistory, Tree
from contextkit.survey.ignores import Ignores
from contextkit.survey.packages import find_packages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.repo import History, Repo
    from tests.support import GitRepo, MakeRepo

SCRIPTS = '{"scripts": {"lint-fix": "eslint --fix .", "build": "tsc", "docker": "docker compose up"}}'
FEWER = '{"scripts": {"build": "tsc"}}'


def judged(
    repo: GitRepo, raw: str, path: str = "AGENTS.md", context: str = "", scope: tuple[str, ...] = ()
) -> Reference:
    opened = open_repo(str(repo.path))
    tree = Tree(opened)
    history = open_history(repo.path / ".git", repo.head, tree)
    return _judged(opened, tree, history, mention(raw, context, scope), path)


def judged_without_history(files: Mapping[str, str], raw: str, path: str = "AGENTS.md") -> Reference:
    repo = MemoryRepo(files)
    return _judged(repo, Tree(repo), NoHistory(), mention(raw), path)


def mention(raw: str, context: str = "", scope: tuple[str, ...] = ()) -> Mention:
    return Mention("command", "code", raw, 3, 1, -1, context or f"Run `{raw}`.", scope=scope)


def _judged(repo: Repo, tree: Tree, history: History, asked: Mention, path: str) -> Reference:
    facts = Facts(repo, tree, MemoryStore(), jobs=1)
    ground = Ground(repo, tree, history, find_packages(repo, tree), Ignores(repo), facts)
    (found,) = judge_commands([Asked(path, asked)], ground)
    return found


def changed(make: MakeRepo, before: Mapping[str, str], after: Mapping[str, str], subject: str = "Tidy up") -> GitRepo:
    """A repository whose second commit replaces all files."""
    repo = make(before)
    repo.delete(*{name.partition("/")[0] for name in before})
    repo.write(after)
    repo.commit(subject)
    return repo


def test_a_script_that_was_removed_is_deleted(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"package.json": SCRIPTS}, {"package.json": FEWER}, "Drop docker")

    found = judged(repo, "npm run docker")

    assert (found.verdict, found.base, found.kind) == (Verdict.DELETED, "", "command")
    assert found.commit is not None
    assert found.commit.subject == "Drop docker"
    assert found.evidence == f"package.json: 'docker' was removed in {found.commit}"


def test_a_script_that_was_renamed_names_its_heir(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"package.json": SCRIPTS}, {"package.json": SCRIPTS.replace("lint-fix", "lint:fix")})

    found = judged(repo, "pnpm run lint-fix && pnpm build")

    assert (found.verdict, found.target, found.is_exact) == (Verdict.MOVED, "lint:fix", True)
    assert found.replacement == "pnpm run lint:fix && pnpm build"


def test_a_target_goes_with_its_makefile(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"site/Makefile": "site:\n\ttrue\n", "site/a": ""}, {"site/a": ""})

    found = judged(repo, "make site", "site/README.md", "To build here, `make site`.")

    assert (found.verdict, found.base) == (Verdict.DELETED, "site")


@pytest.mark.parametrize(
    ("before", "after", "raw"),
    [
        ({"Makefile": "vet:\n\tgo vet\n"}, {"Makefile": "build:\n\tgo build\n"}, "make vet"),
        ({"justfile": "old arg='1':\n  x\n"}, {"justfile": "new:\n  y\n"}, "just old"),
        ({"Taskfile.yml": "tasks:\n  old: x\n"}, {"Taskfile.yml": "tasks:\n  other: y\n"}, "task old"),
        ({"tox.ini": "[tox]\nenvlist = spelling\n"}, {"tox.ini": "[tox]\nenvlist = lint\n"}, "tox -e spelling"),
        ({"mise.toml": "[tasks.old]\nrun='x'"}, {"mise.toml": "[tasks.new]\nrun='y'"}, "mise run old"),
        ({"pyproject.toml": "[tool.poe.tasks]\nold='x'"}, {"pyproject.toml": "[tool.poe.tasks]\nnew='y'"}, "poe old"),
        ({"a/x/Cargo.toml": '[package]\nname="x-core"', "a/b": ""}, {"a/b": ""}, "cargo test -p x"),
        ({"scripts/release.sh": "", "a": ""}, {"a": ""}, "./scripts/release.sh 1.0"),
        ({"scripts/a.py": "", "a": ""}, {"a": ""}, "uv run python scripts/a.py"),
        ({"ctl.sh": "case $1 in\nup) x;;\ndown) y;;\nesac"}, {"ctl.sh": "case $1 in\nup) x;;\nesac"}, "./ctl.sh down"),
    ],
)  # fmt: skip
def test_what_a_runner_once_ran_is_deleted(
    git_repo: MakeRepo, before: dict[str, str], after: dict[str, str], raw: str
) -> None:
    repo = changed(git_repo, before, after)

    found = judged(repo, raw)

    assert found.verdict is Verdict.DELETED


def test_a_script_file_that_moved_is_followed(git_repo: MakeRepo) -> None:
    repo = git_repo({"scripts/release.sh": "echo release\necho done\n"})
    repo.move("scripts/release.sh", "tools/release.sh")
    repo.commit("Move the tools")

    found = judged(repo, "./scripts/release.sh --dry-run")

    assert (found.verdict, found.target) == (Verdict.MOVED, "tools/release.sh")
    assert found.replacement == "./tools/release.sh --dry-run"


def test_a_bare_name_that_is_elsewhere_is_not_called_gone(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"upgrade.sh": "old", "a": ""}, {"scripts/upgrade.sh": "new text", "a": ""})

    found = judged(repo, "bash upgrade.sh")

    assert (found.verdict, found.target) == (Verdict.ELSEWHERE, "scripts/upgrade.sh")


def test_a_user_page_is_believed_where_the_name_is_common(git_repo: MakeRepo) -> None:
    before = {"package.json": '{"scripts": {"dev": "vite", "docs:generate": "typedoc"}}'}
    repo = changed(git_repo, before, {"package.json": FEWER})

    common, own = judged(repo, "npm run dev", "README.md"), judged(repo, "npm run docs:generate", "README.md")

    assert (common.verdict, own.verdict) == (Verdict.UNKNOWN, Verdict.DELETED)


def test_a_sentence_that_says_so_is_no_finding(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"package.json": SCRIPTS}, {"package.json": FEWER})

    found = judged(repo, "npm run docker", context="`npm run docker` no longer exists.")

    assert found.verdict is Verdict.NEGATED


def test_a_command_of_another_folder_that_is_not_here_proves_nothing(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"package.json": SCRIPTS}, {"package.json": FEWER})

    found = judged(repo, "npm run docker", scope=("their-project",))

    assert found.verdict is Verdict.UNKNOWN


def test_the_clone_of_the_repository_itself_is_its_root(git_repo: MakeRepo) -> None:
    text = "git clone https://example.org/me/mine.git\ncd mine\nnpm run docker\n"
    repo = changed(git_repo, {"package.json": SCRIPTS}, {"package.json": FEWER, "AGENTS.md": text})

    found = judged(repo, "npm run docker", scope=("mine",))

    assert found.verdict is Verdict.DELETED


def test_a_folder_named_just_before_is_looked_into(git_repo: MakeRepo) -> None:
    text = "# VS Code\nLaunch code inside `editors/code`.\nThen use `npm run fix`.\n"
    before = {"editors/code/package.json": '{"scripts": {"fix": "x"}}', "AGENTS.md": text}
    repo = changed(git_repo, before, {"editors/code/package.json": "{}", "AGENTS.md": text})

    found = judged(repo, "npm run fix")

    assert (found.verdict, found.base) == (Verdict.DELETED, "editors/code")


def test_an_ignored_program_is_generated(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"bin/tool.sh": "", "a": ""}, {".gitignore": "/bin/", "a": ""})

    found = judged(repo, "./bin/tool.sh")

    assert found.verdict is Verdict.GENERATED


@pytest.mark.parametrize(
    ("raw", "target"),
    [("npm run lint:fix", "lint-fix"), ("npm run fix-lint", "lint-fix"), ("npm run dokcer", "docker")],
)
def test_a_slip_of_the_pen_was_never_right(raw: str, target: str) -> None:
    found = judged_without_history({"package.json": SCRIPTS}, raw)

    assert (found.verdict, found.target, found.replacement) == (Verdict.BORN_WRONG, target, f"npm run {target}")


@pytest.mark.parametrize(
    ("files", "raw", "path"),
    [
        ({"package.json": SCRIPTS}, "npm run lint:fix", "README.md"),
        ({"package.json": SCRIPTS}, "npm run something", "AGENTS.md"),
        ({"package.json": "{broken"}, "npm run lint:fix", "AGENTS.md"),
        ({"Makefile": "include $(GENERATED)\ntests:\n"}, "make test", "AGENTS.md"),
        ({"Makefile": "build:\n"}, "make money", "AGENTS.md"),
        ({"Makefile": "v1-2:\n"}, "make v1-3", "AGENTS.md"),
    ],
)
def test_what_cannot_be_proven_is_unknown(files: dict[str, str], raw: str, path: str) -> None:
    found = judged_without_history(files, raw, path)

    assert found.verdict is Verdict.UNKNOWN


def test_a_script_of_another_package_is_live() -> None:
    files = {"package.json": FEWER, "internal/db/package.json": '{"scripts": {"db:migrate": "x"}}'}

    found = judged_without_history(files, "pnpm run db:migrate")

    assert (found.verdict, found.base) == (Verdict.LIVE, "internal/db")
    assert found.evidence == "internal/db/package.json:1 scripts.db:migrate"


def test_of_several_commands_the_worst_is_told(git_repo: MakeRepo) -> None:
    repo = changed(git_repo, {"package.json": SCRIPTS}, {"package.json": FEWER})

    found = judged(repo, "npm install && npm run docker && npm run build")

    assert found.verdict is Verdict.DELETED


def test_a_word_that_a_manifest_only_mentioned_was_no_script(git_repo: MakeRepo) -> None:
    before = {"package.json": '{"scripts": {}, "dependencies": {"events": "1"}}'}
    repo = changed(git_repo, before, {"package.json": '{"scripts": {}}'})

    found = judged(repo, "npm run events")

    assert found.verdict is Verdict.UNKNOWN


def test_nothing_asked_is_nothing_told() -> None:
    repo = MemoryRepo({})
    tree = Tree(repo)
    facts = Facts(repo, tree, MemoryStore(), jobs=1)

    assert not list(
        judge_commands([], Ground(repo, tree, NoHistory(), find_packages(repo, tree), Ignores(repo), facts))
    )


def test_a_target_that_moved_into_an_included_file_is_live_where_the_text_goes(git_repo: MakeRepo) -> None:
    page = "Change the image in `images/base`.\n\nRun `make quick`.\n"
    makefiles = {"Makefile": "all:\n\ttrue\n", "images/base/Makefile": "quick:\n\ttrue\n"}
    repo = git_repo({**makefiles, "CONTRIBUTING.md": page})
    repo.write({"images/base/Makefile": "include ../common.in\n", "images/common.in": "quick:\n\ttrue\n"})
    repo.commit("Share targets")

    found = judged(repo, "make quick", path="CONTRIBUTING.md")

    assert (found.verdict, found.base, found.target) == (Verdict.LIVE, "images/base", "images/common.in")


def test_a_task_that_moved_into_a_required_file_is_not_called_gone(git_repo: MakeRepo) -> None:
    repo = git_repo({"Rakefile": "task :prep_release do\nend\n", "CONTRIBUTING.md": "Run `rake prep_release`.\n"})
    repo.write({"Rakefile": "require 'releaser'\n", "tools/lib/releaser.rb": "task prep_release: :x do\nend\n"})
    repo.commit("Move the tasks into a gem")

    assert judged(repo, "rake prep_release", path="CONTRIBUTING.md").verdict is Verdict.UNKNOWN


def test_a_task_that_stands_nowhere_any_more_is_gone_though_others_may_be_defined(git_repo: MakeRepo) -> None:
    repo = git_repo({"Rakefile": "task :prep_release do\nend\n", "CONTRIBUTING.md": "Run `rake prep_release`.\n"})
    repo.write({"Rakefile": "require 'releaser'\n", "tools/lib/releaser.rb": "task ship: :x do\nend\n"})
    repo.commit("Ship in one step")

    assert judged(repo, "rake prep_release", path="CONTRIBUTING.md").verdict is Verdict.DELETED
