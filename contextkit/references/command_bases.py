"""The folders that a command may be run in, nearest first."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.references.ground import Asked, Ground

_NAMED = pattern(r"`([\w@./-]+)`|\]\(([\w@./-]+)\)|\bcd\s+([\w@./-]+)")
_LINES_BEFORE = 16
_MOST_FOLDERS = 3


class CommandBases(NamedTuple):
    """Folders of the tree; "" is the root."""

    folders: tuple[str, ...]
    is_lost: bool
    """Whether the text goes first to a folder that is not here: then absence proves nothing."""


def bases_of_command(asked: Asked, ground: Ground) -> CommandBases:
    """The folders that the text goes to, the document's own, and all above it."""
    above = [asked.path.rpartition("/")[0]]
    while above[-1]:
        above.append(above[-1].rpartition("/")[0])
    led = (_inside(base, s) for s in asked.mention.scope for base in above)
    scoped = [f for f in led if f is not None and f in ground.tree.folders]
    is_lost = bool(asked.mention.scope) and not scoped and not _is_own_clone(asked, ground)
    return CommandBases(tuple(dict.fromkeys((*scoped, *above))), is_lost)


def _is_own_clone(asked: Asked, ground: Ground) -> bool:
    """Whether `cd X` goes to what a `git clone` just above it has made: the root of this very repository."""
    names = {s.rstrip("/").rpartition("/")[2] for s in asked.mention.scope}
    clones = (line for line in _lines_before(asked, ground) if "git clone" in line)
    return any(re.search(rf"[/\s]{re.escape(name)}(?:\.git)?(?:\s|$)", line) for line in clones for name in names)


def _lines_before(asked: Asked, ground: Ground) -> list[str]:
    text = (ground.repo.read(asked.path) or b"").decode("utf-8", "replace")
    line = asked.mention.line
    return text.splitlines()[max(line - _LINES_BEFORE, 0) : line]


def folders_nearby(asked: Asked, ground: Ground) -> tuple[str, ...]:
    """Folders that the lines before a mention name, the last named first."""
    lines = reversed(_lines_before(asked, ground))
    return tuple(dict.fromkeys(_named_folders(lines, asked, ground)))[:_MOST_FOLDERS]


def _named_folders(lines: Iterator[str], asked: Asked, ground: Ground) -> Iterator[str]:
    own = asked.path.rpartition("/")[0]
    for line in lines:
        for found in reversed(list(_NAMED.finditer(line))):
            written = next(g for g in found.groups() if g).removesuffix("/")
            led = (_inside(base, written) for base in (own, ""))
            yield from (f for f in led if f and f in ground.tree.folders)


def _inside(base: str, path: str) -> str | None:
    found = normpath(join(base, path.strip())) if path else base
    if found.startswith(("..", "/")):
        return None
    return "" if found == "." else found
