"""From the text of a repository's configuration to values; a text that was read before costs no pydantic."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from contextkit import __version__
from contextkit.config.values import Config, Garden, Grade, Layers, LintSettings, MapSettings, PathRule, Policy
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contextkit.repo import Repo, Store

FILE, PYPROJECT = "contextkit.toml", "pyproject.toml"

_TABLE = "config"
_VERSION = f"{__version__}.1"
"""The number rises with every change of the form."""


def read_config(repo: Repo, store: Store) -> Config:
    """The configuration of this tree; the defaults where it has none. What is wrong with it is a ContextkitError."""
    own, shared = _text(repo, FILE), _text(repo, PYPROJECT)
    if shared is not None and "contextkit" not in shared:  # most of them; spares reading TOML
        shared = None
    if own is None and shared is None:
        return Config()
    key = sha256(json.dumps([own, shared]).encode()).hexdigest()
    kept = _kept(store.load(_TABLE, _VERSION, [key]).get(key))
    if kept is not None:
        return kept
    row = _filled(own, shared)
    store.save(_TABLE, _VERSION, {key: json.dumps(row).encode()})
    return _config(row)


def _kept(row: bytes | None) -> Config | None:
    """The configuration of a row; None for one that is missing, or that something else wrote."""
    try:
        return _config(json.loads(row or b""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _text(repo: Repo, path: str) -> str | None:
    content = repo.read(path) if path in repo.entries else None
    if content is None:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if path == PYPROJECT:
            return None
        raise ContextkitError(f"{path} is not UTF-8 (byte {error.start})", "Save it as UTF-8") from None


def _filled(own: str | None, shared: str | None) -> dict[str, object]:
    """The validated table, with its `source`; pydantic is loaded here."""
    from contextkit.config.validate import filled, parsed, section

    table = section(parsed(PYPROJECT, shared)) if shared is not None and (own is None or _parses(shared)) else None
    if own is not None and table is not None:
        raise ContextkitError(
            f"Both {FILE} and [tool.contextkit] in {PYPROJECT} configure contextkit",
            f"Move everything to {FILE} and delete [tool.contextkit]",
        )
    if own is not None:
        return filled(FILE, own, parsed(FILE, own), ()) | {"source": FILE}
    if table is None or shared is None:
        return filled(FILE, "", {}, ()) | {"source": None}
    return filled(PYPROJECT, shared, table, ("tool", "contextkit")) | {"source": PYPROJECT}


def _parses(text: str) -> bool:
    """A pyproject.toml that is broken is not ours to complain about where we do not need it."""
    import tomllib

    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def _config(row: Mapping[str, Any]) -> Config:
    """Values of a validated row: it has every key, each of its type."""
    lint, garden = row["lint"], row["garden"]
    return Config(
        extends=tuple(row["extends"]),
        agents=tuple(row["agents"]),
        documents=tuple(row["documents"]),
        map=MapSettings(**row["map"]),
        lint=LintSettings(
            select=tuple(lint["select"]),
            ignore=tuple(lint["ignore"]),
            options=lint["options"],
            paths=tuple(PathRule(glob, tuple(rule["ignore"])) for glob, rule in lint["paths"].items()),
        ),
        layers=tuple(Layers(la["name"], tuple(la["order"]), _globs(la["match"])) for la in row["layers"]),
        domains=_globs(row["domains"]),
        garden=Garden(
            forge=garden["forge"],
            agent=garden["agent"],
            state_branch=garden["state_branch"],
            humans_only=tuple(garden["humans_only"]),
            policy=Policy(**garden["policy"]),
        ),
        grade=Grade(**row["grade"]),
        source=row["source"],
    )


def _globs(named: Mapping[str, str | list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {name: (globs,) if isinstance(globs, str) else tuple(globs) for name, globs in named.items()}
