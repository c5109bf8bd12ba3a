"""Environments of tox."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Call, Claim, Definition, Foreign, Listing, Script, Sources, at, options
from contextkit.survey.manifests import string, strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAMS = frozenset({"tox"})
FILES = ("tox.ini", "tox.toml", "setup.cfg", "pyproject.toml")

_VALUED = frozenset(
    {"-e", "-c", "--conf", "--root", "-f", "-m", "-x", "--override", "-p", "-o", "--workdir", "-s", "--env"}
)
_PYTHON = re.compile(r"(py|pypy|cpython|python)[\d.]*t?")


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = options(call.arguments, _VALUED)
    names = [n for o in ("-e", "--env") for v in given.get(o, ()) for n in re.split(r"[,\s]+(?![^{]*\})", v) if n]
    names += [o[2:] for o in given if re.fullmatch(r"-e[A-Za-z].*", o)]
    if not names or names == ["ALL"]:
        yield Script("") if not words or words[0] in ("run", "r", "p", "--") else Foreign("a command of tox itself")
    for name in names:
        yield Script(name)


def listing(folder: str, sources: Sources) -> Listing | None:
    for name in FILES:
        path = at(folder, name)
        text = sources.files.text(path) if sources.files.has(path) else None
        found = _read(path, text, sources) if text is not None else None
        if found:
            return found
    return None


def _read(path: str, text: str, sources: Sources) -> Listing | None:
    if path.endswith(".toml"):
        parsed = sources.files.toml(path)
        if parsed is None:
            return Listing(path, is_open=True) if path.endswith("tox.toml") else None
        own = parsed if path.endswith("tox.toml") else table(parsed, "tool", "tox")
        legacy = string(own, "legacy_tox_ini")
        return _of_ini(path, legacy) if legacy else _of_table(path, own) if own else None
    return _of_ini(path, text) if path.endswith("tox.ini") or "[tox:tox]" in text else None


def _of_table(path: str, own: Mapping[str, object]) -> Listing:
    names = [*strings(own.get("env_list")), *strings(own.get("envlist")), *table(own, "env")]
    is_open = any(not isinstance(e, str) for e in _list(own.get("env_list")))
    return _made(path, names, {}, is_open=is_open)


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _of_ini(path: str, text: str) -> Listing:
    wanted = re.search(
        r"^\[tox(?::tox)?\][^\[]*?^env_?list\s*=((?:.*\n?)(?:[ \t]+.*\n?|\s*#.*\n)*)", text, re.MULTILINE
    )
    body = re.sub(r"#.*", "", wanted[1]) if wanted else ""
    names = [n for part in re.split(r"[,\n](?![^{]*\})", body) for n in _generated(part.strip())]
    sections: dict[str, int] = {}
    for found in re.finditer(r"^\[testenv:([^\]]+)\]", text, re.MULTILINE):
        for name in (n for part in re.split(r",(?![^{]*\})", found[1]) for n in _generated(part.strip())):
            sections[name] = text.count("\n", 0, found.start()) + 1
    factors = {
        f for m in re.finditer(r"^[ \t]*!?([\w.{},!-]+):\s", text, re.MULTILINE) for f in re.split(r"[-{},!]", m[1])
    }
    is_open = "{[" in body or "{env" in body
    return _made(path, [*names, *factors], sections, is_open=is_open)


def _generated(pattern: str) -> Iterator[str]:
    """`py{311,312}-x` is py311-x and py312-x; `{1-3}` counts."""
    parts = re.split(r"\{([^{}]*)\}", re.sub(r"\s+", "", pattern))
    choices = [p.split(",") if i % 2 else [p] for i, p in enumerate(parts)]
    counted = [[n for c in choice for n in _counted(c)] if i % 2 else choice for i, choice in enumerate(choices)]
    yield from (name for combination in product(*counted) if (name := "".join(combination)))


def _counted(choice: str) -> Sequence[str]:
    found = re.fullmatch(r"(\d{1,4})-(\d{1,4})", choice)
    return [str(n) for n in range(int(found[1]), int(found[2]) + 1)] if found else [choice]


def _made(path: str, names: Sequence[str], sections: Mapping[str, int], *, is_open: bool) -> Listing:
    """Tox also takes any combination of the factors that it knows, and of interpreters."""
    known = {n: Definition(path, sections.get(n, 1), f"environment {n}") for n in (*names, *sections)}
    factors = {f for n in known for f in n.split("-") if f}
    spelled = "|".join([_PYTHON.pattern, *sorted(map(re.escape, factors))])
    pattern = re.compile(rf"(?:{spelled})(?:-(?:{spelled}))*")
    return Listing(path, {"": Definition(path, 1, "all environments"), **known}, (pattern,), is_open=is_open)
