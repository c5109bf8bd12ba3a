"""The tree of one revision, read from the object database alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.edges.listing import parse_tree
from contextkit.edges.objects import Blobs
from contextkit.edges.processes import attempt, git
from contextkit.errors import ContextkitError
from contextkit.repo import SUBMODULE, TEXT_LIMIT_BYTES, Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.edges.place import Place


class Revision:
    """Satisfies Repo. Without a commit it is empty."""

    def __init__(self, place: Place, commit: str | None) -> None:
        self.place = place
        self.root = place.root
        self.label = place.root or place.git_dir
        self.commit = commit
        self._blobs = Blobs(place.git_dir, self._all_blobs)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        if self.commit is None:
            return {}
        return parse_tree(git(["ls-tree", "-r", "-z", "--full-tree", self.commit], git_dir=self.place.git_dir))

    @cached_property
    def state(self) -> str:
        if self.commit is None:
            return "empty"
        return git(["rev-parse", "--verify", f"{self.commit}^{{tree}}"], git_dir=self.place.git_dir).decode().strip()

    def blob(self, path: str) -> str:
        return self.entries[path].blob

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        entry = self.entries.get(path)
        return None if entry is None or entry.mode == SUBMODULE else self._blobs.read(entry.blob, limit)

    def _all_blobs(self) -> list[str]:
        return [e.blob for e in self.entries.values() if e.mode != SUBMODULE]


def resolve(place: Place, revision: str) -> str:
    """The commit that a person's words name."""
    arguments = ["rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
    found = attempt(arguments, git_dir=place.git_dir) if revision else None
    if found:
        return found.decode().strip()
    where = place.root or place.git_dir
    raise ContextkitError(f"No revision `{revision}` is at hand in {where}", _nearest(place, revision))


def _nearest(place: Place, revision: str) -> str:
    from difflib import get_close_matches

    listed = attempt(["for-each-ref", "--format=%(refname:short)"], git_dir=place.git_dir) or b""
    names = listed.decode("utf-8", "surrogateescape").split("\n")[:-1]
    near = get_close_matches(revision, names, n=3, cutoff=0.5) or names[:3]
    hint = f"Nearest are {', '.join(near)}; or fetch it first" if near else "Fetch it first"
    return f"{hint}: git fetch origin {revision}"
