"""What every test stands on: no user's git configuration, no colour, and repositories on demand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.support import GitRepo, MakeRepo, git_environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(autouse=True, scope="session")
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Git run by the code under test sees what git run by the tests sees, and no log lands in the user's cache."""
    for name in [n for n in os.environ if n.startswith(("GIT_", "CONTEXTKIT_"))]:
        del os.environ[name]
    os.environ.update(git_environment() | {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("user-cache"))})
    os.environ.pop("NO_COLOR", None)


@pytest.fixture
def git_repo(tmp_path: Path) -> MakeRepo:
    """`git_repo({"a.md": "text"})` makes a repository with one commit; without files it has none."""

    def make(files: Mapping[str, str | bytes] | None = None, name: str = "repo") -> GitRepo:
        return GitRepo(tmp_path / name, files)

    return make
