"""A pull request, and the clone that a runner makes of it."""

from __future__ import annotations

import threading
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.support import GitRepo
from tests.ways_in.forge import Forge
from tests.ways_in.runners import Place, checkout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    origin = GitRepo(tmp_path / "origin", {"docs/guide.md": "# Guide\n\nHow.\n", "AGENTS.md": "Read `docs/gone.md`.\n"})
    origin.write({"README.md": "Read [the guide](docs/guide.md), then `docs/gone.md`.\n"})
    origin.commit("Say where the guide is")
    origin.git("switch", "--quiet", "--create", "feature")
    origin.move("docs/guide.md", "docs/manual.md")
    origin.write({"AGENTS.md": "Read `docs/gone.md`. Be kind.\n"})
    origin.commit("The guide is a manual")
    origin.git("switch", "--quiet", "main")
    origin.write({"docs/late.md": "# Late\n"})
    base = origin.commit("Something else meanwhile")
    origin.git("switch", "--quiet", "--detach")
    origin.git("merge", "--quiet", "--no-ff", "feature", "--message", "Merge")
    origin.git("update-ref", "refs/pull/1/merge", "HEAD")
    origin.git("switch", "--quiet", "main")
    return Place(origin, checkout(origin, tmp_path / "clone"), base)


@pytest.fixture
def forge(place: Place) -> Iterator[str]:
    """The address of a server that wants the token."""
    Forge.root, Forge.seen = place.origin.path.parent, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Forge) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
