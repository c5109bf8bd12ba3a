"""Mix: aliases of mix.exs, and tasks under lib/mix/tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.survey.commands.terms import Call, Claim, Definition, Foreign, Listing, Script, Sources, at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = frozenset({"mix"})
FILES = ("mix.exs",)

_OWN = frozenset(
    """
app archive clean cmd compile deps do escript eval format help hex iex loadconfig local new profile release
run test xref phx ecto credo dialyzer docs coveralls sobelow gettext
""".split()
)
_ALIAS = pattern(r"""^\s*\[?\s*(?:"([\w.:-]+)"|(\w+)):""")


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    words = [w.rstrip(",") for w in call.arguments if not w.startswith("-")]
    if words[:1] == ["do"]:
        words = words[1:]
    if not words:
        yield Foreign("mix itself")
    else:
        yield Script(words[0], is_weak=True)


def listing(folder: str, sources: Sources) -> Listing | None:
    path = at(folder, FILES[0])
    text = sources.files.text(path) if sources.files.has(path) else None
    if text is None:
        return None
    names = dict(_aliases(path, text)) | dict(_tasks(folder, sources))
    return Listing(path, names)


def _aliases(path: str, text: str) -> Iterator[tuple[str, Definition]]:
    begin = re.search(r"^\s*defp?\s+aliases\b|^\s*aliases:\s*\[", text, re.MULTILINE)
    first = text.count("\n", 0, begin.start()) if begin else 0
    for number, line in enumerate(text.split("\n")[first:] if begin else (), first + 1):
        if re.match(r"^  end\b", line):
            return
        if found := _ALIAS.match(line):
            name = found[1] or found[2]
            yield name, Definition(path, number, f"alias {name}")


def _tasks(folder: str, sources: Sources) -> Iterator[tuple[str, Definition]]:
    where = at(folder, "lib/mix/tasks")
    for path in sources.tree.under(where) if where in sources.tree.folders else ():
        if path.endswith(".ex"):
            name = path[len(where) + 1 : -len(".ex")].replace("/", ".")
            yield name, Definition(path, 1, f"task {name}")


def is_program(name: str, folders: Sequence[str], sources: Sources) -> bool:  # noqa: ARG001
    """Whether mix itself, or a library that most projects have, brings this task."""
    return name.partition(".")[0] in _OWN
