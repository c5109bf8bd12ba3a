"""What an agent's request holds of a repository's files, and where that differs from what its load model says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from contextkit.loading.values import Load, Loaded


@dataclass(frozen=True, slots=True)
class Held:
    """A file that a request holds, in whole or in part."""

    path: str
    text: str
    """What of it is there."""


def held_by_codex(texts: Sequence[str], files: Mapping[str, str]) -> list[Held]:
    """The files in the block of instructions, which has no names in it: `files` are those that may be there, in order.

    What is of none of them has an empty path.
    """
    found: list[Held] = []
    rest = next((m[1] for text in texts if (m := _INSTRUCTIONS.match(text))), "")
    left = dict(files)
    while rest:
        held = _first_of(rest, left)
        found.append(held)
        left.pop(held.path, None)
        rest = rest[len(held.text) :].removeprefix("\n\n")
    return found


def held_by_claude(texts: Sequence[str], folder: str, expected: Callable[[str], str]) -> list[Held]:
    """The files below `folder` that are named as contents; `expected` gives what should be there of a path."""
    named = re.compile(rf"(?:^|: )Contents of {re.escape(folder)}/(.+?)(?: \([^()\n]*\))?:\n\n", re.MULTILINE)
    found: list[Held] = []
    for text in texts:
        heads = list(named.finditer(text))
        ends = [head.start() for head in heads[1:]] + [len(text)] if heads else []
        for head, end in zip(heads, ends, strict=True):
            body, whole = text[head.end() : end].lstrip(), expected(head[1]).strip()
            found.append(Held(head[1], whole if body.startswith(whole) else _shared(body, whole)))
    return found


def differences(load: Load, held: Sequence[Held]) -> list[str]:
    """Where a request is not what the load says: files, their order, and how far each is read."""
    said = {file.path: file for file in load.files}
    there = [h.path for h in held]
    new = [path or "a text of no known file" for path in _new(there, said)]
    found = [f"{path} is there, and the model does not have it" for path in new]
    found += [f"{path} is there {there.count(path)} times" for path in dict.fromkeys(there) if there.count(path) > 1]
    found += [f"{path} is not there, and the model has it" for path in said if path not in there]
    if not found and _orders(load.files, there):
        found.append(f"the order is {', '.join(there)}")
    return found + [line for h in held if h.path in said for line in _unequal(said[h.path], h)]


_INSTRUCTIONS = re.compile(r"# AGENTS\.md instructions.*?\n\n<INSTRUCTIONS>\n(.*)\n</INSTRUCTIONS>", re.DOTALL)


def _first_of(text: str, files: Mapping[str, str]) -> Held:
    """The file that a text begins with: one that ends where it may end; else one that is cut."""
    for path, whole in files.items():
        if whole and text.startswith(whole) and _ends(text, whole):
            return Held(path, whole)
    for path, whole in files.items():
        if whole.startswith(text) or _shared(text, whole) == text.rstrip("\ufffd"):
            return Held(path, text)
    return Held("", text)


def _ends(text: str, whole: str) -> bool:
    return len(text) == len(whole) or text.startswith("\n\n", len(whole))


def _shared(one: str, other: str) -> str:
    """The beginning that both have."""
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def _new(there: Sequence[str], said: Mapping[str, Loaded]) -> Iterator[str]:
    return (path for path in dict.fromkeys(there) if path not in said)


def _orders(files: Sequence[Loaded], there: Sequence[str]) -> bool:
    """Whether the order differs, where files of one group may come in any."""
    place = {path: number for number, path in enumerate(there)}
    wanted: list[str] = []
    for group, some in groupby(files, key=lambda f: f.group):
        paths = [f.path for f in some]
        wanted += sorted(paths, key=place.__getitem__) if group else paths
    return wanted != list(there)


def _unequal(file: Loaded, held: Held) -> Iterator[str]:
    expected = file.text
    if held.text.strip() == expected.strip():
        return
    line = _shared(held.text, expected).count("\n") + 1
    if expected.startswith(held.text):
        yield f"{file.path} is cut in line {line}, after {len(held.text.encode()):,} bytes, and the model has more"
    elif held.text.startswith(expected):
        yield f"{file.path} is read to line {held.text.count(chr(10)) + 1}, and the model cuts it in line {line}"
    else:
        yield f"{file.path} is there with other words, from line {line} of what is read on"
