"""What a runner's own file says of a task: a description, or the comment above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.manifests import string, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.survey.commands.terms import Definition, Sources


def about_of(kind: str, name: str, definition: Definition, sources: Sources) -> str:
    """One line about a task, from the file that defines it; "" where that says nothing."""
    read = _READERS.get(kind)
    text = sources.files.text(definition.path) or ""
    found = read(name, definition, text.split("\n"), sources) if read else ""
    return shortened(re.sub(rf"^{re.escape(name)}\s*[:\u2013-]\s*", "", found))


def shortened(text: str) -> str:
    """The first sentence, without marks at its ends."""
    flat = re.sub(r"\s+", " ", re.sub(r"!?\[([^\]]*)\]\([^)]*\)|\*\*|<[^>]+>", r"\1", text)).strip(" #-*:")
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", flat)[0].rstrip(".")
    return first if len(first) <= 120 else f"{first[:119].rsplit(' ', 1)[0]}…"


def comment_above(lines: Sequence[str], number: int) -> str:
    """The paragraph of comments directly above a line, counted from 1."""
    found: list[str] = []
    index = number - 2
    while index >= 0 and re.match(r"\s*(?:#(?!!)|\[)|\.PHONY", lines[index]):
        text = lines[index].strip()
        if text.startswith("#") and not text.startswith("##@"):
            found.insert(0, text.lstrip("# "))
        index -= 1
    whole = " ".join(found)
    return "" if re.search(r"[=#\-]{4,}|https?://|\bTODO\b|shellcheck|noqa", whole) else whole


def _make(name: str, definition: Definition, lines: Sequence[str], _: Sources) -> str:
    rule = lines[definition.line - 1] if definition.line <= len(lines) else ""
    behind = re.search(r"##+\s*(.+)$", rule)
    return behind[1] if behind else comment_above(lines, definition.line) or _printed(name, lines)


def _printed(name: str, lines: Sequence[str]) -> str:
    """What a `help` target prints of a target: `@echo "test - run tests"`."""
    pattern = re.compile(rf"""echo\s+["']\s*(?:make\s+)?{re.escape(name)}\s+(?:[-:\u2013\u2014]+\s*)?(\S.*?)["']\s*$""")
    return next((found[1] for line in lines if (found := pattern.search(line))), "")


def _comment(_name: str, definition: Definition, lines: Sequence[str], _: Sources) -> str:
    return comment_above(lines, definition.line)


def _task(name: str, definition: Definition, _lines: Sequence[str], sources: Sources) -> str:
    tasks = table(sources.files.yaml(definition.path), "tasks")
    return string(tasks.get(name), "desc") or string(tasks.get(name), "summary") or ""


def _poe(name: str, definition: Definition, _lines: Sequence[str], sources: Sources) -> str:
    parsed = sources.files.toml(definition.path) if definition.path.endswith(".toml") else None
    tasks = table(parsed, "tool", "poe", "tasks") or table(parsed, "tasks")
    return string(tasks.get(name), "help") or ""


def _mise(name: str, definition: Definition, lines: Sequence[str], sources: Sources) -> str:
    if not definition.path.endswith(".toml"):
        return next((f[1] for t in lines[:15] if (f := re.match(r"#\s*(?:MISE|\[MISE\]) description=\"(.*)\"", t))), "")
    parsed = sources.files.toml(definition.path)
    return string(table(parsed, "tasks").get(name), "description") or ""


def _composer(name: str, definition: Definition, _lines: Sequence[str], sources: Sources) -> str:
    return string(sources.files.json(definition.path), "scripts-descriptions", name) or ""


def _deno(name: str, definition: Definition, _lines: Sequence[str], sources: Sources) -> str:
    return string(table(sources.files.json(definition.path), "tasks").get(name), "description") or ""


def _tox(_name: str, definition: Definition, lines: Sequence[str], _: Sources) -> str:
    for line in lines[definition.line : definition.line + 6] if definition.line > 1 else ():
        if found := re.match(r"description\s*=\s*(\S.*)", line):
            return found[1]
    return ""


def _nox(_name: str, definition: Definition, lines: Sequence[str], _: Sources) -> str:
    body = "\n".join(lines[definition.line - 1 : definition.line + 4])
    found = re.search(r'"""\s*(.+?)\s*(?:"""|\n)', body)
    return found[1] if found else ""


def _rake(_name: str, definition: Definition, lines: Sequence[str], _: Sources) -> str:
    above = lines[definition.line - 2] if 2 <= definition.line <= len(lines) + 1 else ""
    found = re.match(r"\s*desc\s*\(?\s*[\"'](.+?)[\"']", above)
    return found[1] if found else ""


_READERS = {
    "make": _make,
    "just": _comment,
    "task": _task,
    "poe": _poe,
    "mise": _mise,
    "composer": _composer,
    "deno": _deno,
    "tox": _tox,
    "nox": _nox,
    "rake": _rake,
}
