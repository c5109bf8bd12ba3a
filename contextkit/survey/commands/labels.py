"""Sub-commands of shell scripts: the labels of `case "$1"`."""

from __future__ import annotations

import re

from contextkit.patterns import pattern
from contextkit.survey.commands.terms import Definition, Listing, Sources

_CASE = pattern(r"""^\s*case\s+["']?\$\{?(\w+)[^\n]*?\s+in\b(.*?)^\s*esac\b""", re.MULTILINE | re.DOTALL)
_LABEL = pattern(r"""^\s*\(?((?:["']?[\w:.*-]+["']?)(?:\s*\|\s*["']?[\w:.*-]+["']?)*)\s*\)""", re.MULTILINE)
_PASSED_ON = pattern(r'"\$@"|\$\*|"\$\{@')


def listing(path: str, sources: Sources) -> Listing | None:
    """The sub-commands of the script at `path`; None where it has none, or they are not told apart by `case`."""
    text = sources.files.text(path)
    if text is None or "case" not in text:
        return None
    names: dict[str, Definition] = {}
    is_open = False
    for case in _CASE.finditer(text):
        variable = case[1]
        if variable != "1" and not re.search(rf"\b{variable}=[\"']?\$\{{?1\b", text):
            continue
        for label in _LABEL.finditer(case[2]):
            line = text.count("\n", 0, case.start(2) + label.start(1)) + 1
            for name in (n.strip().strip("\"'") for n in label[1].split("|")):
                if name != "*":
                    names[name] = Definition(path, line, f"case {name}")
        last = re.search(r"^\s*\*\s*\)(.*)\Z", case[2], re.MULTILINE | re.DOTALL)
        is_open |= bool(last and _PASSED_ON.search(last[1]))
    return Listing(path, names, is_open=is_open) if names else None
