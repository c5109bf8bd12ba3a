"""Files that a program looks for in its user's project, where this repository had one of that name itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.patterns import pattern
from contextkit.references.bases import joined

if TYPE_CHECKING:
    from contextkit.model import Reference
    from contextkit.references.case import Case
    from contextkit.references.ground import Ground
    from contextkit.repo import Fate

_HEADING = pattern(r"#{1,6}\s|(?:=|-){3,}\s*$")
_HOME = r"(?:~|\$\{?HOME\}?|\$\{?XDG_CONFIG_HOME\}?|%USERPROFILE%|%APPDATA%)[/\\]"


def of_the_reader(case: Case, base: str, fate: Fate, ground: Ground) -> Reference | None:
    """What to say of a deleted file whose name is one of the places that a program searches; None where it is none."""
    if case.is_link or case.kind == "import" or case.target.is_rooted:
        return None
    if _is_searched(case, ground):
        return case.verdict(Verdict.FOREIGN, "named under the home folder too: a place that a program looks in")
    if case.role == "agent" and fate.target is None and _is_of_another_place(case, base, fate, ground):
        return case.verdict(Verdict.UNKNOWN, f"{fate.was} was deleted before this line was written, and lay elsewhere")
    return None


def _is_searched(case: Case, ground: Ground) -> bool:
    """Whether the same section names the file in the home folder, or its `.local` twin in a hidden folder."""
    path = re.escape(case.target.path)
    section = _section(case, ground)
    if re.search(rf"{_HOME}(?:\.config/)?{path}(?![\w/-])", section):
        return True
    stem, dot, suffix = case.target.path.rpartition(".")
    is_settings = case.target.path.startswith(".") and stem.strip("./") != "" and "/" not in suffix
    return is_settings and f"{stem}.local{dot}{suffix}" in section


def _section(case: Case, ground: Ground) -> str:
    """The lines from the heading above the mention to the next one."""
    lines = (ground.repo.read(case.asked.path) or b"").decode("utf-8", "replace").splitlines()
    at = case.asked.mention.line - 1
    start = next((i for i in range(min(at, len(lines)) - 1, -1, -1) if _HEADING.match(lines[i])), 0)
    end = next((i for i in range(at + 1, len(lines)) if _HEADING.match(lines[i])), len(lines))
    return "\n".join(lines[start:end])


def _is_of_another_place(case: Case, base: str, fate: Fate, ground: Ground) -> bool:
    """Whether the file lay outside the document's package, and had gone when the line was written.

    A path whose first folder is still there is one of this repository, seen from that base; but for the hidden ones,
    which every project has.
    """
    path = ground.tree.resolve(case.asked.path) or case.asked.path
    package = ground.packages.of(path).folder
    first, slash, _ = case.target.path.partition("/")
    is_rooted_here = slash != "" and not first.startswith(".") and joined(base, first) in ground.tree.folders
    if not package or fate.was.startswith(f"{package}/") or is_rooted_here:
        return False
    written = ground.history.written(path, [case.asked.mention.line]).get(case.asked.mention.line)
    return written is not None and written.date > fate.commit.date
