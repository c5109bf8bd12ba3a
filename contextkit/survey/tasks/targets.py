"""What a line is about: the folder whose task it runs, and the form that it shares with others like it."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING

from contextkit.survey.commands.places import joined
from contextkit.survey.tasks.lines import MANAGERS, VALUED, form_of, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.said import Said

Key = tuple[str, tuple[str, ...]]
"""A folder, and a form."""

_FOLDERS = ("-C", "--dir", "--cwd", "--prefix")
_PACKAGES = ("--filter", "-F", "-w", "--workspace")


def key_of(said: Said, sources: Sources) -> Key:
    """What two sources have in common that speak of the same task."""
    words = list(unwrapped(said.line))
    if said.name:
        return said.package, _defined_form(said)
    if words and words[0] in MANAGERS:
        return _of_script(words, said.folder, sources)
    if words[:2] == ["make", "-C"] and len(words) > 3:
        return normpath(f"{said.folder}/{words[2]}").lstrip("/"), ("make", *words[3:])
    return said.folder, form_of(said.line)


def _defined_form(said: Said) -> tuple[str, ...]:
    return ("js", said.name) if said.runner == "node" else form_of(said.line)


def _of_script(words: Sequence[str], folder: str, sources: Sources) -> Key:
    """`pnpm --filter web test`, `yarn workspace web test`, `npm --prefix web run test`: of web, the script test."""
    rest: list[str] = []
    package = ""
    items = iter(words[1:])
    for word in items:
        option, equals, value = word.partition("=")
        if option in VALUED and not rest[1:]:
            given = value if equals else next(items, "")
            package = given if option in _PACKAGES else package
            folder = (joined(folder, given) or folder) if option in _FOLDERS else folder
        elif word == "workspace" and not rest:
            package = next(items, "")
        else:
            rest.append(word)
    found = next((p.folder for p in sources.packages.named(package) if p.ecosystem == "npm"), None)
    if package and found is None:
        return folder, ("js", f"{package}:", *rest)
    return (folder if found is None else found), form_of(" ".join((words[0], *rest)))
