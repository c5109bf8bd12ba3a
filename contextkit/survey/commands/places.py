"""The folders that a call may be made from."""

from __future__ import annotations

from posixpath import join, normpath
from typing import TYPE_CHECKING

from contextkit.survey.commands.shell import OUTSIDE, ROOT
from contextkit.survey.commands.terms import parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources


def working_folders(written: str, bases: Sequence[str], sources: Sources) -> Sequence[str]:
    """Where a `cd` as written may have gone to, seen from the bases; none where that is not here."""
    if not written:
        return bases
    if written in (ROOT, OUTSIDE):
        return ("",) if written == ROOT else ()
    found = (joined(base, written) for base in bases)
    return list(dict.fromkeys(f for f in found if f is not None and f in sources.tree.folders))


def joined(base: str, path: str) -> str | None:
    """`path` seen from `base`; None where it leaves the tree."""
    found = normpath(join(base, path)) if base or path else "."
    if found == ".." or found.startswith(("../", "/")):
        return None
    return "" if found == "." else found


def upwards(folder: str) -> Iterator[str]:
    """A folder and all above it, the root last."""
    while folder:
        yield folder
        folder = parent(folder)
    yield ""
