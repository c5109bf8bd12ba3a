"""All kinds of references together, and symbols in a process of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.cli.opening import opened
from contextkit.model import Verdict
from contextkit.references import judge as judging
from contextkit.references.judge import judge

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.support import GitRepo, MakeRepo

DOCUMENT = "`ShopFront` sells, `sell_nothing()` does not. See `src/gone.py` and `src/shop.py`.\n"


def shop(git_repo: MakeRepo) -> GitRepo:
    repo = git_repo({"src/shop.py": "class ShopFront: ...\n\ndef sell_nothing(): ...\n", "src/gone.py": "a = 1\n"})
    repo.write({"AGENTS.md": DOCUMENT})
    repo.commit("Tell agents of the shop")
    repo.write({"src/shop.py": "class ShopFront: ...\n"})
    repo.delete("src/gone.py")
    repo.commit("Sell everything")
    return repo


def verdicts(repo: GitRepo, cache: Path, *, only_lost: bool = False) -> dict[str, Verdict]:
    ground = opened(repo.path, cache_dir=cache).ground
    return {r.mention.raw: r.verdict for r in judge(["AGENTS.md"], ground, only_lost=only_lost)}


def test_symbols_that_stand_in_the_source_can_be_left_out(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = shop(git_repo)

    every = verdicts(repo, tmp_path)
    lost = verdicts(repo, tmp_path, only_lost=True)

    assert every.pop("ShopFront") is Verdict.LIVE
    assert lost == every
    assert lost["sell_nothing()"] is Verdict.DELETED


def test_a_process_of_their_own_judges_symbols_alike(
    git_repo: MakeRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = shop(git_repo)
    expected = verdicts(repo, tmp_path / "one")
    monkeypatch.setattr(judging, "WORTH_A_PROCESS", 1)

    cold = verdicts(repo, tmp_path / "other")
    warm = verdicts(repo, tmp_path / "other")

    assert cold == warm == expected
