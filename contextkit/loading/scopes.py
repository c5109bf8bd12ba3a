"""Whether a rule's front matter has it loaded for a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contextkit.globs import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contextkit.facts.document import Document, Entry
    from contextkit.loading.models import Action, Scope

_PIECE = re.compile(r"(?:[^,{}]|\{[^{}]*\}|[{}])+")


class Decision(NamedTuple):
    """What happens to a rule, and why."""

    action: Action | None
    """None: it is for other files."""
    why: str


def decide(scope: Scope, document: Document | None, file: str, folder: str) -> Decision:
    """What the rule's front matter says of `file`; `folder` is the one whose rules these are."""
    entries: Mapping[str, Entry] = (document.front_matter if document else None) or {}
    mode = entries.get(scope.mode)
    said = " ".join(mode.values) if mode else ""
    has_globs = scope.globs in entries and bool(entries[scope.globs].values)
    action = scope.modes.get(said.lower()) or ("globs" if has_globs else scope.otherwise)
    if action == "globs":
        return _by_globs(scope, entries, file, folder)
    told = f"{scope.mode}: {said}" if mode else f"no {scope.globs}"
    if action == "offered" and "description" in entries:
        told += "; the agent decides by its description"
    return Decision(action, told)


def _by_globs(scope: Scope, entries: Mapping[str, Entry], file: str, folder: str) -> Decision:
    entry = entries.get(scope.globs)
    if entry is None:
        return Decision(None, f"no {scope.globs}")
    if scope.forms and entry.form not in scope.forms:
        return Decision("offered", f"{scope.globs} works only when written {' or '.join(scope.forms)}")
    for glob in _globs(entry):
        if _names(glob, file, folder):
            return Decision("globs", f"{scope.globs}: {glob}")
    return Decision(None, "")


def _globs(entry: Entry) -> Iterator[str]:
    """One by one: commas outside of braces part them."""
    for value in entry.values:
        for piece in _PIECE.findall(value):
            if piece.strip():
                yield piece.strip()


def _names(glob: str, file: str, folder: str) -> bool:
    """Whether a glob names the file, seen from the root or from the rules' own folder."""
    pattern = compiled(glob.removeprefix("./").removeprefix("/"))
    below = file.removeprefix(f"{folder}/") if folder else file
    return bool(pattern.match(file) or pattern.match(below))
