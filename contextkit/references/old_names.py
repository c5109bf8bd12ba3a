"""Whether a document names what is gone knowingly: as the old name in a table, in the manual of an old version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.patterns import pattern
from contextkit.references.prose import says_gone, says_past
from contextkit.references.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.model import Commit
    from contextkit.references.ground import Asked, Ground
    from contextkit.repo import Tree

_OLD_HEADER = pattern(
    r"\b(old|before|previous(ly)?|former(ly)?|from|was|legacy|deprecated|removed|replaced|v?\d+(\.[\dx]+)*)\b",
    re.IGNORECASE,
)
_OLD_BEFORE = pattern(
    r"\b(the|an?|your|our) (old|former|previous|original)\b[^.;:]{0,30}$|\((was|formerly|ex-?)\s*`?$"
    r"|\b(only|originally) \w+ed\b",
    re.IGNORECASE,
)
_GONE_CELL = pattern(r"\|[\s_*(]*(gone|removed|deleted|dropped|deprecated|renamed|replaced|none|use)\b", re.IGNORECASE)
_PAST_PAGES = pattern(
    r"(?:^|/)(?:versioned_docs|[^/]*-for-removal|graveyard|obsolete|old|(?:[^/]*[-_])?(?:migrate|upgrade|updates|checklist|tracking|"
    r"api-changes|breaking-changes)(?:[-_][^/]*)?\.\w+$)",
    re.IGNORECASE,
)
_OLD_HEADING = pattern(r"\b(migrat|upgrad)(e|ing|ions?)\b", re.IGNORECASE)
_VERSION = pattern(r"(?:version-|v)?\d+(?:\.(?:\d+|x))*$")


def told(asked: Asked, name: str, removed: Commit, ground: Ground) -> Verdict:
    """What to say of a mention whose name a commit took out: deleted, unless the document knows.

    What people write anew about a name that has long gone is likelier another's; maps for agents are wrong at birth.
    """
    mention = asked.mention
    line = _line(asked, ground)
    if says_gone(mention) or _GONE_CELL.search(line[mention.column - 1 :]):
        return Verdict.NEGATED
    if role_of(asked.path) == "past" or says_past(mention) or _PAST_PAGES.search(asked.path):
        return Verdict.HISTORICAL
    if _OLD_HEADING.search(mention.heading) or _written_with(removed, asked, ground):
        return Verdict.HISTORICAL
    if _OLD_BEFORE.search(mention.context.partition(mention.raw)[0]) or _is_of_an_old_version(asked.path, ground.tree):
        return Verdict.HISTORICAL
    if _OLD_HEADER.search(_header(asked, ground)):
        return Verdict.HISTORICAL
    is_doubtful = role_of(asked.path) != "agent" and _was_added_after(name, removed, asked, ground)
    return Verdict.UNKNOWN if is_doubtful else Verdict.DELETED


def _written_with(removed: Commit, asked: Asked, ground: Ground) -> bool:
    """Whether the commit that took the name out wrote this very line: it tells of the change."""
    path, line = ground.tree.resolve(asked.path) or asked.path, asked.mention.line
    written = ground.history.written(path, [line]).get(line)
    return written is not None and written == removed


def _was_added_after(name: str, removed: Commit, asked: Asked, ground: Ground) -> bool:
    """Whether the line was written after the removal, and by a commit that made the document name it once more.

    What has named it since before is then another line, and this one may mean something else of that name.
    """
    path, line = ground.tree.resolve(asked.path) or asked.path, asked.mention.line
    written = ground.history.written(path, [line]).get(line)
    if written is None or written.date <= removed.date or not written.id:
        return False
    before, after = (ground.history.read_at(commit, [path]).get(path) for commit in (f"{written.id}^", written.id))
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)".encode())
    return before is not None and after is not None and len(word.findall(after)) > len(word.findall(before)) > 0


def _lines(path: str, ground: Ground) -> Sequence[str]:
    return (ground.repo.read(path) or b"").decode("utf-8", "replace").splitlines()


def _line(asked: Asked, ground: Ground) -> str:
    lines = _lines(asked.path, ground)
    return lines[asked.mention.line - 1] if asked.mention.line <= len(lines) else ""


def _header(asked: Asked, ground: Ground) -> str:
    """The head of the column that the mention stands in, where others follow to its right; else nothing."""
    lines = _lines(asked.path, ground)[: asked.mention.line]
    if not lines or not lines[-1].lstrip().startswith("|"):
        return ""
    column = lines[-1][: asked.mention.column].count("|")
    top = next((i for i in range(len(lines), 0, -1) if not lines[i - 1].lstrip().startswith("|")), 0)
    cells = lines[top].split("|")
    return cells[column] if top < len(lines) and column < len(cells) - 2 else ""


def _is_of_an_old_version(path: str, tree: Tree) -> bool:
    """`docs/v2/api.md` where there is a `docs/v3`, or where `docs` itself holds the pages of today."""
    folders = path.split("/")[:-1]
    for depth, name in enumerate(folders):
        if _VERSION.match(name):
            above = "/".join(folders[:depth])
            beside = {f.rpartition("/")[2] for f in tree.folders if f.rpartition("/")[0] == above}
            if {n for n in beside if _VERSION.match(n) and _number(n) > _number(name)} or set(
                folders[depth + 1 :]
            ) & beside:
                return True
    return False


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version))
