"""tools/history: a shallow clone gets commits and trees, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ways_in.forge import Forge
from tests.ways_in.runners import COMMIT, HISTORY, Place, missing, run


def test_a_shallow_clone_gets_its_history_and_no_old_contents(place: Place) -> None:
    assert place.clone.git("rev-list", "--count", "HEAD") == "1"

    done = run(HISTORY, folder=place.clone.path)

    assert (done.returncode, done.stdout) == (0, "")
    assert "5 commits" in done.stderr
    assert place.clone.git("rev-parse", "--is-shallow-repository") == "false"
    assert place.clone.git("log", "--format=%s", "HEAD", "--", "docs/guide.md").splitlines() == [
        "The guide is a manual",
        "Begin",
    ]
    assert place.origin.git("rev-parse", "main:AGENTS.md") in missing(place.clone)


def test_no_other_branch_is_fetched(place: Place) -> None:
    place.origin.git("branch", "unrelated", "main")

    run(HISTORY, folder=place.clone.path)

    assert place.clone.git("for-each-ref", "--format=%(refname)") == "refs/remotes/pull/1/merge"


def test_a_base_is_brought_with_the_contents_that_the_change_replaced(place: Place) -> None:
    done = run(HISTORY, place.base, folder=place.clone.path)

    assert (done.returncode, done.stdout) == (0, f"{place.base}\n")
    assert missing(place.clone) == set()


def test_the_base_of_a_change_may_be_a_branch_that_the_clone_has_never_seen(place: Place) -> None:
    done = run(HISTORY, "main", folder=place.clone.path)

    assert (done.returncode, done.stdout) == (0, f"{place.base}\n")


@pytest.mark.parametrize("base", ["no-such-branch", COMMIT, "--upload-pack=touch pwned", "main; touch pwned"])
def test_a_base_that_is_nowhere_is_an_error_and_no_command(place: Place, base: str) -> None:
    done = run(HISTORY, base, folder=place.clone.path)

    assert (done.returncode, done.stdout) == (2, "")
    assert f"error: {base} is neither" in done.stderr
    assert not (place.clone.path / "pwned").exists()


def test_a_whole_clone_is_left_as_it_is(place: Place, tmp_path: Path) -> None:
    clone = place.origin.clone(tmp_path / "whole")
    before = clone.git("config", "--list", "--local")
    clone.git("remote", "set-url", "origin", "file:///nowhere")

    done = run(HISTORY, folder=clone.path)

    assert (done.returncode, done.stderr) == (0, "")
    assert clone.git("config", "--list", "--local") == before.replace(place.origin.path.as_uri(), "file:///nowhere")


def test_the_token_is_used_where_the_clone_kept_no_credentials(place: Place, forge: str) -> None:
    place.clone.git("remote", "set-url", "origin", f"{forge}/origin/.git")

    done = run(HISTORY, place.base, folder=place.clone.path, HISTORY_SERVER=forge, HISTORY_TOKEN="s3cret")

    assert (done.returncode, done.stdout) == (0, f"{place.base}\n")
    assert "s3cret" not in done.stderr + place.clone.read(".git/config")


def test_credentials_of_the_clone_come_before_the_token(place: Place, forge: str) -> None:
    place.clone.git("remote", "set-url", "origin", f"{forge}/origin/.git")
    place.clone.git("config", f"http.{forge}/.extraheader", f"AUTHORIZATION: basic {Forge.token}")

    done = run(HISTORY, folder=place.clone.path, HISTORY_SERVER=forge, HISTORY_TOKEN="another")

    assert done.returncode == 0, done.stderr


def test_the_token_goes_to_no_other_server(place: Place, forge: str) -> None:
    place.clone.git("remote", "set-url", "origin", f"{forge}/origin/.git")

    done = run(HISTORY, folder=place.clone.path, HISTORY_SERVER="https://example.org", HISTORY_TOKEN="s3cret")

    assert done.returncode != 0
    assert Forge.seen == []
