"""What a task runs, where its runner's listing does not say it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from contextkit.survey.manifests import strings, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.survey.commands.terms import Definition, Sources


def body_of(kind: str, name: str, definition: Definition, sources: Sources) -> str:
    """The lines that a task runs; "" where that is not known."""
    if definition.body:
        return definition.body
    read = _READERS.get(kind)
    return read(name, definition, sources) if read else ""


def alias_of(kind: str, name: str, definition: Definition, sources: Sources) -> str:
    """The task that an alias stands for; "" where the name is no alias."""
    if kind == "just" and definition.what.startswith("alias "):
        found = re.match(r"alias\s+[\w-]+\s*:=\s*([\w:-]+)", _lines(definition, sources)[definition.line - 1])
        return found[1] if found else ""
    if kind == "task":
        tasks = table(sources.files.yaml(definition.path), "tasks")
        return next((str(n) for n, t in tasks.items() if name in strings(table(t).get("aliases"))), "")
    if kind == "mise" and definition.path.endswith(".toml"):
        tasks = table(sources.files.toml(definition.path), "tasks")
        return next((n for n, t in tasks.items() if name in strings(table(t).get("alias"))), "")
    return ""


def _lines(definition: Definition, sources: Sources) -> Sequence[str]:
    return (sources.files.text(definition.path) or "").split("\n")


def _indented(_: str, definition: Definition, sources: Sources) -> str:
    """A recipe with what it depends on."""
    lines = _lines(definition, sources)
    below = takewhile(lambda text: not text.strip() or text[0] in " \t", lines[definition.line :])
    needs = lines[definition.line - 1].partition(":")[2].strip()
    return "\n".join(t.strip() for t in (*(["", needs] if needs else []), *below) if t.strip())


def _task(name: str, definition: Definition, sources: Sources) -> str:
    given = table(sources.files.yaml(definition.path), "tasks").get(name)
    listed = given if isinstance(given, list) else table(given).get("cmds", table(given).get("cmd"))
    items = listed if isinstance(listed, list) else [listed]
    return "\n".join(_text(item) for item in items if item)


def _text(item: object) -> str:
    if isinstance(item, str):
        return item
    return next(
        (v for key in ("cmd", "task", "shell", "script", "ref") if isinstance(v := table(item).get(key), str)), ""
    )


def _poe(name: str, definition: Definition, sources: Sources) -> str:
    parsed = sources.files.toml(definition.path) if definition.path.endswith(".toml") else None
    given = (table(parsed, "tool", "poe", "tasks") or table(parsed, "tasks")).get(name)
    if isinstance(given, str | list):
        return given if isinstance(given, str) else "\n".join(_text(i) for i in given)
    sequence = table(given).get("sequence")
    return "\n".join(_text(i) for i in sequence) if isinstance(sequence, list) else _text(given)


def _mise(name: str, definition: Definition, sources: Sources) -> str:
    if not definition.path.endswith(".toml"):
        return sources.files.text(definition.path) or ""
    return "\n".join(strings(table(sources.files.toml(definition.path), "tasks", name).get("run")))


def _tox(name: str, definition: Definition, sources: Sources) -> str:
    text = sources.files.text(definition.path) or ""
    section = re.search(rf"^\[testenv:{re.escape(name)}\](.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    commands = re.search(r"^commands\s*=(.*?)(?=^\S|\Z)", section[1], re.MULTILINE | re.DOTALL) if section else None
    return commands[1].strip() if commands else ""


def _nox(_: str, definition: Definition, sources: Sources) -> str:
    lines = _lines(definition, sources)[definition.line : definition.line + 25]
    return "\n".join(takewhile(lambda text: not text.strip() or text[0] in " \t)", lines))


def _mix(_: str, definition: Definition, sources: Sources) -> str:
    if not definition.path.endswith("mix.exs"):
        return ""
    return _lines(definition, sources)[definition.line - 1].partition(":")[2].strip()


_READERS = {
    "just": _indented,
    "task": _task,
    "poe": _poe,
    "mise": _mise,
    "tox": _tox,
    "nox": _nox,
    "mix": _mix,
}
