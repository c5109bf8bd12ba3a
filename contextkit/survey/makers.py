"""Which command makes a generated file, where its own words or the code beside it tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.answers import Settled
from contextkit.survey.commands.resolve import resolve
from contextkit.survey.commands.shell import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.survey.material import Material

_QUOTED = re.compile(r"`([^`]+)`|\"([^\"]+)\"|'([^']+)'")
_SCRIPT = re.compile(r"\b[\w.@-]+(?:/[\w.@-]+)+\.(?:py|sh)\b")
_BARE = re.compile(r"\b(?:by|run|running|with|using|via|use)\s+((?:\./)?[a-z][\w./-]*(?:\s+[\w:@./=-]+){1,5})")
_DIRECTIVE = re.compile(r"^//go:generate ", re.MULTILINE)
_INTERPRETERS = {".py": "python", ".sh": "bash"}


def maker_of(text: str, path: str, material: Material) -> str:
    """The command, as typed at the root; "" where none can be proven."""
    for line in _candidates(text):
        script = _script(line, path, material)
        if script:
            return f"{_INTERPRETERS[script[-3:]]} {script}"
        if " " in line and (typed := typed_at_root(line, path, material)):
            return typed
    return "go generate ./..." if path.endswith(".go") and _has_directive(path, material) else ""


def typed_at_root(line: str, path: str, material: Material) -> str:
    """A line that a text at `path` names, as typed at the root; "" where it is not known that it can be."""
    from contextkit.survey.tasks.judge import has_hole, is_plain, stands

    if not is_plain(line) or has_hole(line):
        return ""
    for folder in reversed(material.ground.packages.chain(path)):
        if stands(line, folder, material.sources) and _is_at(line, folder, material):
            return f"cd {folder} && {line}" if folder else line
    return ""


def _is_at(line: str, folder: str, material: Material) -> bool:
    """Whether what the line calls is defined for this folder, and for no other."""
    return all(
        isinstance(answer, Settled) and answer.base in (None, folder)
        for call in calls(line)
        for answer in resolve(call, (folder,), material.sources)
    )


def _script(line: str, path: str, material: Material) -> str:
    """The script of this repository that a text names, seen from the root or from its package."""
    if line[line.rfind(".") :] not in _INTERPRETERS:
        return ""
    bases = material.ground.packages.chain(path)
    return next((p for b in bases if (p := f"{b}/{line}" if b else line) in material.tree.entries), "")


def _candidates(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        yield (found[1] or found[2] or found[3]).strip().removeprefix("$ ")
    for script in _SCRIPT.finditer(text):
        yield script[0]
    for bare in _BARE.finditer(text):
        words = bare[1].rstrip(".").split()
        yield from (" ".join(words[:count]) for count in range(len(words), 1, -1))


def _has_directive(path: str, material: Material) -> bool:
    """Whether Go code in the same folder, or the one above, names a generator."""
    folder = path.rpartition("/")[0]
    around = [folder, folder.rpartition("/")[0]] if "/" in folder else [folder]
    return any(
        _DIRECTIVE.search(material.manifests.text(p) or "")
        for f in around
        for p in material.tree.beside(f)
        if p.endswith(".go") and p != path
    )
