"""Sessions of nox."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Call, Claim, Definition, Foreign, Listing, Script, Sources, at

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"nox"})
FILES = ("noxfile.py",)

_NAMES = ("-s", "-e", "--session", "--sessions")


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    names: list[str] = []
    is_naming = False
    for word in call.arguments:
        if word == "--":
            break
        option, equals, value = word.partition("=")
        is_naming = option in _NAMES or (is_naming and not word.startswith("-"))
        if equals and option in _NAMES:
            names.append(value)
        elif is_naming and option not in _NAMES:
            names.append(word)
    if not names:
        yield Foreign("nox itself") if any(a.startswith("-") for a in call.arguments) else Script("")
    for name in names:
        yield Script(re.sub(r"(-\d[\d.]*|-pypy[\d.]*)?(\(.*\))?$", "", name) if "<" not in name else name)


def listing(folder: str, sources: Sources) -> Listing | None:
    path = at(folder, FILES[0])
    text = sources.files.text(path) if sources.files.has(path) else None
    if text is None:
        return None
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return Listing(path, is_open=True)
    names = {"": Definition(path, 1, "all sessions")}
    is_open = False
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for name in _session(node):
                names[name or node.name] = Definition(path, node.lineno, f"session {name or node.name}")
                is_open |= name is None
        elif (isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and _is_session(node.func.func)) or (
            isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names)
        ):
            is_open = True
    return Listing(path, names, is_open=is_open)


def _session(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str | None]:
    """The session's name, or None where it is computed."""
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not _is_session(called):
            continue
        given = {k.arg: k.value for k in decorator.keywords} if isinstance(decorator, ast.Call) else {}
        name = given.get("name")
        if name is None:
            yield function.name
            yield function.name.replace("_", "-")
        else:
            yield name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else None


def _is_session(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return "session" in name
