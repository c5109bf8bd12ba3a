"""Where repositories and contextkit itself come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from contextkit.edges import origin
from contextkit.edges.place import Place, find_place
from tests.support import MakeRepo

if TYPE_CHECKING:
    from pathlib import Path


def place_of(path: Path) -> Place:
    place = find_place(str(path))
    assert place is not None
    return place


def test_an_address_is_told_without_its_credentials(git_repo: MakeRepo) -> None:
    repo = git_repo({"a": ""})

    before = origin.remote_address(place_of(repo.path))
    repo.git("remote", "add", "origin", "https://me:secret@example.org/a/b.git")

    assert (before, origin.remote_address(place_of(repo.path))) == ("", "https://example.org/a/b.git")


def test_the_default_branch_is_the_remotes_else_the_one_that_is_checked_out(git_repo: MakeRepo, tmp_path: Path) -> None:
    repo = git_repo({"a": ""})
    clone = repo.clone(tmp_path / "clone")
    clone.git("switch", "--quiet", "--create", "topic")
    repo.git("switch", "--quiet", "--create", "other")

    assert origin.default_branch(place_of(clone.path)) == "main"
    assert origin.default_branch(place_of(repo.path)) == "other"


def test_an_installed_contextkit_knows_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "contextkit_garden-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: contextkit-garden\nVersion: 1\n")
    said = {"url": "https://github.com/acme/contextkit", "vcs_info": {"vcs": "git", "commit_id": "abc"}}
    (info / "direct_url.json").write_text(json.dumps(said))
    monkeypatch.syspath_prepend(tmp_path)

    assert origin.own_source() == ("https://github.com/acme/contextkit", "abc")


def test_a_checkout_knows_its_remote(git_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = git_repo({"action.yml": "", "contextkit/a.py": ""})
    monkeypatch.setattr(origin, "_PACKAGE", repo.path / "contextkit")
    monkeypatch.setattr(origin, "_DISTRIBUTION", "no-such-distribution")

    nowhere = origin.own_source()
    repo.git("remote", "add", "origin", "git@github.com:acme/contextkit.git")

    assert nowhere is None
    assert origin.own_source() == ("git@github.com:acme/contextkit.git", repo.head)
