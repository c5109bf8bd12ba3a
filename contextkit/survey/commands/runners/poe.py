"""Tasks of poe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import normpath

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    Foreign,
    Listing,
    Script,
    Sources,
    at,
    defined,
    key_lines,
    leading,
    parent,
)
from contextkit.survey.manifests import table

PROGRAMS = frozenset({"poe"})
FILES = ("pyproject.toml", "poe_tasks.toml", "poe_tasks.yaml", "poe_tasks.json")

_VALUED = frozenset({"-C", "--directory", "--root", "-e", "--executor", "-X"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = leading(call.arguments, _VALUED)
    folder = next((v for o in ("-C", "--directory", "--root") for v in given.get(o, ()) if v), "")
    yield Script(words[0], folder) if words else Foreign("poe itself")


def listing(folder: str, sources: Sources) -> Listing | None:
    found: dict[str, Definition] = {}
    manifest, is_open = None, False
    for name in FILES:
        path = at(folder, name)
        if not sources.files.has(path):
            continue
        names, more_is_open = _read(path, sources, {path})
        if names or name != FILES[0]:
            manifest = manifest or path
            found = {**names, **found}
        is_open |= more_is_open
    return Listing(manifest, found, is_open=is_open) if manifest else None


def _read(path: str, sources: Sources, seen: set[str]) -> tuple[Mapping[str, Definition], bool]:
    parsed = _parsed(path, sources)
    if parsed is None:
        return {}, True
    own = table(parsed, "tool", "poe") or (parsed if not path.endswith("pyproject.toml") else {})
    lines = key_lines(sources.files.text(path) or "", r"\[tool\.poe|^tasks")
    names = dict(defined(path, table(own, "tasks"), "poe.tasks.", _dotted(lines, "tool.poe.tasks.")))
    is_open = "include_script" in own
    for include in _includes(own.get("include")):
        target = normpath(at(parent(path), include))
        if not sources.files.has(target):
            is_open = True
        elif target not in seen:
            more, more_is_open = _read(target, sources, seen | {target})
            names, is_open = {**more, **names}, is_open or more_is_open
    return names, is_open


def _parsed(path: str, sources: Sources) -> Mapping[str, object] | None:
    if path.endswith((".yaml", ".yml")):
        return sources.files.yaml(path)
    return sources.files.json(path) if path.endswith(".json") else sources.files.toml(path)


def _dotted(lines: Mapping[str, int], prefix: str) -> Mapping[str, int]:
    return {k.removeprefix(prefix): line for k, line in lines.items()}


def _includes(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        path = each.get("path") if isinstance(each, Mapping) else each
        if isinstance(path, str):
            yield path
