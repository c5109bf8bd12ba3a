"""Symbols in documents, judged in real repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.facts import Facts
from contextkit.model import Verdict
from contextkit.references.ground import Asked, Ground
from contextkit.references.symbols import judge_symbols, names_in
from contextkit.repo import MemoryStore, Tree
from contextkit.survey.ignores import Ignores
from contextkit.survey.packages import find_packages

if TYPE_CHECKING:
    from contextkit.model import Reference
    from tests.support import GitRepo, MakeRepo

SHOP = "class ShopFront:\n    def sell_all(self):\n        return 1\n"


def judged_all(repo: GitRepo, document: str) -> list[Reference]:
    """The verdict on each symbol of a document of the working tree, by place."""
    opened = open_repo(str(repo.path))
    tree = Tree(opened)
    assert opened.commit
    history = open_history(repo.git("rev-parse", "--absolute-git-dir"), opened.commit, tree, None)
    facts = Facts(opened, tree, MemoryStore())
    ground = Ground(opened, tree, history, find_packages(opened, tree), Ignores(opened), facts)
    found = facts.document(document)
    assert found is not None
    asked = [Asked(document, m) for m in found.mentions if m.kind == "symbol"]
    return sorted(judge_symbols(asked, ground), key=lambda r: (r.mention.line, r.mention.column))


def judged(repo: GitRepo, document: str = "AGENTS.md") -> dict[str, Reference]:
    """The same, by what is written."""
    return {r.mention.raw: r for r in judged_all(repo, document)}


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("run_all()", ("run_all",)),
        ("pkg.mod.Shop", ("pkg", "mod", "Shop")),
        ("Shop::sell(a, b)", ("Shop", "sell")),
        ("new Shop<T>(x)", ("Shop",)),
        ("res.on('close')", ("res", "on")),
        ("max_size=3", ("max_size",)),
        ("$(...)", ()),
        ("a + b", ()),
    ],
)
def test_the_names_of_a_symbol_are_read(raw: str, names: tuple[str, ...]) -> None:
    assert names_in(raw) == names


def test_a_symbol_that_is_defined_is_live_with_its_place(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Use `ShopFront.sell_all()`.\n"})

    found = judged(repo)["ShopFront.sell_all()"]

    assert (found.verdict, found.target) == (Verdict.LIVE, "src/shop.py:2")


def test_a_symbol_that_was_defined_and_is_gone_names_the_commit(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "src/other.py": "x = 1\n", "AGENTS.md": "Use `ShopFront`.\n"})
    repo.delete("src/shop.py")
    removed = repo.commit("Close the shop")

    found = judged(repo)["ShopFront"]

    assert found.verdict is Verdict.DELETED
    assert found.commit is not None
    assert found.commit.id == removed
    assert "a class in src/shop.py" in found.evidence


def test_a_symbol_that_was_replaced_in_place_names_what_is_there_now(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Call `sell_all()` last.\n"})
    repo.write({"src/shop.py": SHOP.replace("sell_all", "sell_everything")})
    repo.commit("A longer name")

    found = judged(repo)["sell_all()"]

    assert (found.verdict, found.target, found.replacement) == (
        Verdict.DELETED,
        "sell_everything",
        "sell_everything()",
    )
    assert not found.is_exact


def test_a_symbol_that_uncommitted_work_removed_is_stale_at_once(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Use `ShopFront`.\n"})
    repo.write({"src/shop.py": "x = 1\n"})

    found = judged(repo)["ShopFront"]

    assert found.verdict is Verdict.DELETED
    assert "uncommitted" in found.evidence


def test_a_symbol_that_moved_to_another_file_is_live(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Use `ShopFront`.\n"})
    repo.move("src/shop.py", "lib/market.py")
    repo.commit("Move")

    assert judged(repo)["ShopFront"].verdict is Verdict.LIVE


def test_a_symbol_that_still_occurs_anywhere_in_source_is_never_stale(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "conf.yaml": "x: 1\n", "AGENTS.md": "Use `ShopFront`.\n"})
    repo.write({"src/shop.py": "", "conf.yaml": "entry: ShopFront\n"})
    repo.commit("Only configured")

    assert judged(repo)["ShopFront"].verdict is Verdict.FOREIGN


def test_a_name_that_was_used_here_and_never_defined_is_foreign(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": "from lib import useThings\nuseThings()\n", "AGENTS.md": "See `useThings`.\n"})
    repo.write({"src/shop.py": ""})
    repo.commit("No more things")

    assert judged(repo)["useThings"].verdict is Verdict.FOREIGN


def test_a_name_that_was_gone_when_the_document_first_named_it_is_foreign(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP})
    repo.write({"src/shop.py": "x = 1\n"})
    repo.commit("Close the shop")
    repo.write({"AGENTS.md": "The library has a `ShopFront`.\n"})
    repo.commit("Speak of another's")

    assert judged(repo)["ShopFront"].verdict is Verdict.FOREIGN


def test_a_document_that_was_renamed_and_reworded_still_tells_when_it_first_named_it(git_repo: MakeRepo) -> None:
    text = "".join(f"Line {n} of what agents must know.\n" for n in range(20))
    repo = git_repo({"src/shop.py": SHOP, "CLAUDE.md": text + "Use `ShopFront`.\n"})
    repo.write({"src/shop.py": "x = 1\n"})
    removed = repo.commit("Close the shop")
    repo.move("CLAUDE.md", "AGENTS.md")
    repo.write({"AGENTS.md": text + "Always use the `ShopFront` to sell.\n"})
    repo.commit("One name for all agents")

    found = judged(repo)["ShopFront"]

    assert found.verdict is Verdict.DELETED
    assert found.commit is not None
    assert found.commit.id == removed


@pytest.mark.parametrize("path", ["examples/shop.py", "node_modules/shop/shop.py"])
def test_a_definition_that_was_an_example_or_somebody_elses_proves_nothing(git_repo: MakeRepo, path: str) -> None:
    repo = git_repo({path: SHOP, "examples/x.py": "", "node_modules/shop/x.py": "", "AGENTS.md": "Use `ShopFront`.\n"})
    repo.delete(path)
    repo.commit("Remove")

    assert not judged(repo)["ShopFront"].verdict.is_stale


def test_the_key_of_an_object_proves_nothing(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/a.ts": "useChat({ sendWhen: true });\n", "AGENTS.md": "Set `sendWhen`.\n"})
    repo.write({"src/a.ts": "useChat({});\n"})
    repo.commit("Not needed")

    assert judged(repo)["sendWhen"].verdict is Verdict.FOREIGN


def test_what_went_with_all_of_its_top_folder_is_unknown(git_repo: MakeRepo) -> None:
    repo = git_repo({"plugins/a/shop.py": SHOP, "src/x.py": "", "AGENTS.md": "Use `ShopFront`.\n"})
    repo.delete("plugins")
    repo.commit("Plugins have a repository of their own")

    found = judged(repo)["ShopFront"]

    assert found.verdict is Verdict.UNKNOWN
    assert "plugins/" in found.evidence


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("`ShopFront` was removed; use the market.", Verdict.NEGATED),
        ("The equivalent of the old `ShopFront` is the market.", Verdict.HISTORICAL),
        ("| Before | Now |\n|---|---|\n| `ShopFront` | market |", Verdict.HISTORICAL),
        ("| Name | What |\n|---|---|\n| `ShopFront` | Removed |", Verdict.NEGATED),
    ],
)
def test_a_document_that_knows_that_the_name_is_gone_is_right(git_repo: MakeRepo, line: str, verdict: Verdict) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": f"{line}\n"})
    repo.write({"src/shop.py": ""})
    repo.commit("Close the shop")

    assert judged(repo)["ShopFront"].verdict is verdict


def test_the_manual_of_an_old_version_is_historical(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "docs/v2/api.md": "Use `ShopFront`.\n", "docs/v3/api.md": ""})
    repo.write({"src/shop.py": ""})
    repo.commit("Close the shop")

    assert judged(repo, "docs/v2/api.md")["ShopFront"].verdict is Verdict.HISTORICAL


def test_a_name_that_a_page_for_users_defines_itself_is_its_readers(git_repo: MakeRepo) -> None:
    page = "# Guide\n\nYour `ShopFront` sells.\n\n```python\nclass ShopFront: ...\n```\n"
    repo = git_repo({"src/shop.py": SHOP, "docs/guide.md": page})
    repo.write({"src/shop.py": ""})
    repo.commit("Close the shop")

    assert judged(repo, "docs/guide.md")["ShopFront"].verdict is Verdict.FOREIGN


def test_a_shallow_clone_does_not_know(git_repo: MakeRepo, tmp_path: object) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Use `ShopFront`.\n"})
    repo.write({"src/shop.py": ""})
    repo.commit("Close the shop")
    shallow = repo.clone(repo.path.parent / "shallow", "--depth=1")

    assert judged(shallow)["ShopFront"].verdict is Verdict.UNKNOWN


def test_a_dotted_name_may_be_a_module_or_a_file(git_repo: MakeRepo) -> None:
    repo = git_repo({"lib/shop/front.py": "", "go.mod": "", "AGENTS.md": "See `shop.front` and `go.mod`.\n"})

    found = judged(repo)

    assert found["shop.front"].target == "lib/shop/front.py"
    assert all(r.verdict is Verdict.LIVE for r in found.values())


def test_a_line_that_the_removing_commit_wrote_tells_of_the_change(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Use `ShopFront`.\n"})
    repo.write({"src/shop.py": "", "AGENTS.md": "Where you had `ShopFront`, go to the market.\n"})
    repo.commit("Close the shop")

    assert judged(repo)["ShopFront"].verdict is Verdict.HISTORICAL


def test_two_documents_are_judged_each_by_its_own_past(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "AGENTS.md": "Use `ShopFront`.\n"})
    repo.write({"src/shop.py": ""})
    repo.commit("Close the shop")
    repo.write({"docs/AGENTS.md": "The library has a `ShopFront`.\n"})
    repo.commit("Speak of another's")

    assert judged(repo)["ShopFront"].verdict is Verdict.DELETED
    assert judged(repo, "docs/AGENTS.md")["ShopFront"].verdict is Verdict.FOREIGN


PROJECT = {"pyproject.toml": '[project]\nname = "shop"\n', "src/shop.py": SHOP, "src/other.py": "x = 1\n"}


def closed(make: MakeRepo, text: str, document: str = "docs/guide.md") -> Verdict:
    """The verdict on `ShopFront` in this text, of a repository that has closed the shop."""
    repo = make({**PROJECT, document: f"{text}\n"}, name=document[:4])
    repo.delete("src/shop.py")
    repo.commit("Close the shop")
    return judged(repo, document)["ShopFront"].verdict


@pytest.mark.parametrize(
    "text",
    [
        "Use `ShopFront` from the `databases` package.",
        "Use the `ShopFront` class of `databases` crate.",
        "Use `ShopFront` [here](https://github.com/ada/databases/blob/main/core.py).",
        "Use [`ShopFront`](https://databases.example.org/front).",
        "Use `ShopFront`, see https://docs.rs/databases.",
    ],
)
def test_a_name_that_is_said_to_be_of_another_project_is_foreign(git_repo: MakeRepo, text: str) -> None:
    assert closed(git_repo, text) is Verdict.FOREIGN
    assert closed(git_repo, text, "AGENTS.md") is Verdict.FOREIGN


@pytest.mark.parametrize(
    "text",
    [
        "Use `ShopFront` from the `shop` package.",
        "Use `ShopFront` from the `src/other` module.",
        "Use `ShopFront` [here](https://github.com/ada/shop/blob/main/shop.py).",
        "Use [`ShopFront`](https://shop.example.org/front).",
        "Use `ShopFront`. See https://github.com/ada/databases for more.",
        "Use `ShopFront` as in https://www.rfc-editor.org/rfc/rfc9110.",
    ],
)
def test_a_name_that_is_said_to_be_ours_is_gone(git_repo: MakeRepo, text: str) -> None:
    assert closed(git_repo, text) is Verdict.DELETED


def renamed(make: MakeRepo, document: str, before: str, after: str) -> Verdict:
    """The verdict on the last line of a document that was changed so after the shop had been closed."""
    repo = make({**PROJECT, document: before}, name=document[:4])
    repo.delete("src/shop.py")
    repo.commit("Close the shop")
    repo.write({document: after})
    repo.commit("Write more")
    return judged_all(repo, document)[-1].verdict


def test_a_line_that_is_added_after_the_removal_may_mean_another_of_that_name(git_repo: MakeRepo) -> None:
    before, after = "Use `ShopFront`.\n", "Use `ShopFront`.\n\nThere is `ShopFront`.\n"

    assert renamed(git_repo, "docs/guide.md", before, after) is Verdict.UNKNOWN
    assert renamed(git_repo, "AGENTS.md", before, after) is Verdict.DELETED


def test_a_line_that_is_only_written_anew_after_the_removal_is_gone(git_repo: MakeRepo) -> None:
    assert renamed(git_repo, "docs/guide.md", "Use `ShopFront`.\n", "Use a `ShopFront`.\n") is Verdict.DELETED


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("Makefile", "PROTO_VERSION ?= v1"),
        ("tools/rules.mk", "export PROTO_VERSION := v1"),
        ("tools/build.sh", "readonly PROTO_VERSION=v1"),
    ],
)
def test_a_variable_of_make_or_a_shell_is_defined_by_its_assignment(git_repo: MakeRepo, file: str, line: str) -> None:
    repo = git_repo({file: f"{line}\n", "a.py": "x = 1\n", "AGENTS.md": "Raise `PROTO_VERSION`.\n"})
    before = judged(repo)["PROTO_VERSION"]
    repo.write({file: "all:\n"})
    repo.commit("Take it out")

    after = judged(repo)["PROTO_VERSION"]

    assert (before.verdict, before.target) == (Verdict.LIVE, f"{file}:1")
    assert after.verdict is Verdict.DELETED


def test_what_make_only_reads_is_defined_elsewhere(git_repo: MakeRepo) -> None:
    repo = git_repo({"Makefile": "all:\n\tgo $(PROTO_VERSION)\n", "AGENTS.md": "Set `PROTO_VERSION`.\n"})
    repo.write({"Makefile": "all:\n"})
    repo.commit("Take it out")

    assert judged(repo)["PROTO_VERSION"].verdict is Verdict.FOREIGN


def test_what_was_found_of_a_dotted_name_is_said(git_repo: MakeRepo) -> None:
    repo = git_repo(
        {"src/shop.py": SHOP + "x = makeAll()\n", "AGENTS.md": "`ShopFront.sell_all()`, `q.sell_all()`, `q.makeAll`.\n"}
    )

    found = judged(repo)

    assert found["ShopFront.sell_all()"].evidence == "function in src/shop.py:2"
    assert found["q.sell_all()"].evidence.endswith("src/shop.py:2; whether it is that of `q` is not known")
    assert found["q.makeAll"].evidence == "`makeAll` occurs in src/shop.py, and no definition of it was found here"


def test_a_file_that_was_only_moved_did_not_lose_its_names(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/shop.py": SHOP, "src/other.py": "x = 1\n", "AGENTS.md": "Use `ShopFront`.\n"})
    repo.move("src/shop.py", "src/shop/front.py")
    repo.commit("Move it")
    repo.move("src/shop/front.py", "src/shop/entry.py")
    repo.commit("Move it again")
    repo.write({"src/shop/entry.py": SHOP.replace("ShopFront", "Entry")})
    removed = repo.commit("Call it so")
    repo.move("src/shop/entry.py", "src/entry.py")
    repo.commit("Move it once more")

    found = judged(repo)["ShopFront"]

    assert found.commit is not None
    assert (found.commit.id, found.target) == (removed, "Entry")
    assert "a class in src/shop/entry.py until" in found.evidence


def test_a_name_that_moved_into_a_file_too_large_to_parse_is_not_gone(git_repo: MakeRepo) -> None:
    repo = git_repo({"src/small.py": "def sell_everything(): ...\n", "AGENTS.md": "Call `sell_everything()`.\n"})
    repo.delete("src/small.py")
    repo.write({"src/big.py": "def sell_everything(): ...\n" + "price = 1\n" * 150_000})
    repo.commit("Put all into one file")

    assert judged(repo)["sell_everything()"].verdict is Verdict.FOREIGN


def test_what_left_a_file_after_that_had_moved_is_told_of_the_place_where_it_was(git_repo: MakeRepo) -> None:
    repo = git_repo({"core/client.py": SHOP, "core/other.py": "x = 1\n", "AGENTS.md": "Use `sell_all()`.\n"})
    repo.move("core/client.py", "kit/client.py")
    repo.commit("Move it")
    repo.write({"kit/client.py": SHOP.partition("    def")[0] + "    pass\n"})
    repo.commit("Sell nothing")

    found = judged(repo)["sell_all()"]

    assert found.evidence.startswith("`sell_all` was a function in kit/client.py until ")


WEIGHTS = "class SafeMtmdWeights:\n    def load(self):\n        return 1\n\n\n" + "x = 1\n" * 9


@pytest.mark.parametrize(
    ("path", "text", "now"),
    [
        ("src/weights.py", WEIGHTS.replace("SafeMtmd", "Mtmd"), "MtmdWeights"),
        ("src/mtmd.py", WEIGHTS.replace("SafeMtmd", "Mtmd"), "MtmdWeights"),
        ("src/weights.py", "x = 1\n" * 9 + "\n\nclass MtmdWeights:\n    name = 'other'\n", "MtmdWeights"),
        ("src/weights.py", "x = 1\n" * 9 + "\n\nclass Quantities:\n    name = 'other'\n", None),
        ("src/mtmd.py", WEIGHTS.replace("class SafeMtmdWeights", "def mtmd_weights"), None),
    ],
)
def test_a_name_that_is_much_like_the_lost_one_is_its_successor(
    git_repo: MakeRepo, path: str, text: str, now: str | None
) -> None:
    repo = git_repo({"src/weights.py": WEIGHTS, "src/other.py": "", "AGENTS.md": "Use `SafeMtmdWeights`.\n"})
    repo.delete("src/weights.py")
    repo.write({path: text})
    repo.commit("Call it so")

    found = judged(repo)["SafeMtmdWeights"]

    assert (found.verdict, found.target) == (Verdict.DELETED, now)


def test_a_successor_is_known_in_languages_without_a_grammar_too(git_repo: MakeRepo) -> None:
    text = "public sealed class SafeMtmdWeights\n{\n    public int Load() { return 1; }\n}\n" + "// a line\n" * 9
    repo = git_repo({"src/SafeMtmdWeights.cs": text, "AGENTS.md": "Use `SafeMtmdWeights`.\n", "src/a.cs": ""})
    repo.delete("src/SafeMtmdWeights.cs")
    repo.write({"src/MtmdWeights.cs": text.replace("SafeMtmd", "Mtmd")})
    repo.commit("Call it so")

    assert judged(repo)["SafeMtmdWeights"].target == "MtmdWeights"
