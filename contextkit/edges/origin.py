"""Where a repository and contextkit itself come from: what git's configuration and the installer wrote down."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contextkit.edges.place import find_place
from contextkit.edges.processes import attempt

if TYPE_CHECKING:
    from contextkit.edges.place import Place

_DISTRIBUTION = "contextkit-garden"
_PACKAGE = Path(__file__).parent.parent
_SECRET = re.compile(r"(?<=://)[^/@]*@")


class Source(NamedTuple):
    """A repository and one of its commits."""

    address: str
    commit: str


def remote_address(place: Place) -> str:
    """The address of `origin`, without the credentials that may stand in it; "" where there is none."""
    return _SECRET.sub("", _said(place, "config", "--get", "remote.origin.url"))


def default_branch(place: Place) -> str:
    """The branch that `origin` calls its own, else the one that is checked out, else `main`."""
    far = _said(place, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    return far.removeprefix("origin/") or _said(place, "symbolic-ref", "--quiet", "--short", "HEAD") or "main"


def own_source() -> Source | None:
    """Where this contextkit was installed from, or checked out; None where nothing says so."""
    return _installed_from() or _checked_out_from()


def _installed_from() -> Source | None:
    try:
        said = distribution(_DISTRIBUTION).read_text("direct_url.json")
        found = json.loads(said or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    commit = found.get("vcs_info", {}).get("commit_id")
    return Source(str(found["url"]), str(commit)) if commit else None


def _checked_out_from() -> Source | None:
    place = find_place(str(_PACKAGE))
    if place is None or place.root is None or not (Path(place.root) / "action.yml").is_file() or place.head is None:
        return None
    address = remote_address(place)
    return Source(address, place.head) if address else None


def _said(place: Place, *arguments: str) -> str:
    answer = attempt(list(arguments), git_dir=place.git_dir)
    return (answer or b"").decode("utf-8", "surrogateescape").strip()
