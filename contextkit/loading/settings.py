"""What the repository's own settings of an agent change in its model."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contextkit.loading.models import Settings

_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


class Said(NamedTuple):
    """What the settings say; nothing, where they say nothing or cannot be read."""

    names: Sequence[str] = ()
    limit: int | None = None
    left_out: Sequence[str] = ()


def read_settings(settings: Settings, content: bytes | None) -> Said:
    """The names and the limit in a settings file of TOML, JSON or YAML, by its ending. Never raises."""
    table = _table(settings.file, (content or b"").decode("utf-8", "replace"))
    limit = _value(table, settings.limit)
    return Said(
        names=_words(_value(table, settings.names)),
        limit=limit if isinstance(limit, int) and not isinstance(limit, bool) else None,
        # only those that begin with a star can hold on every machine
        left_out=[glob for glob in _words(_value(table, settings.left_out)) if glob.startswith("**/")],
    )


def _words(value: object) -> Sequence[str]:
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [word for word in listed if isinstance(word, str) and word]


def _table(path: str, text: str) -> object:
    try:
        if path.endswith(".toml"):
            return tomllib.loads(text)
        if path.endswith(".json"):
            return json.loads(_COMMENT.sub("", text) or "{}")
        return _yaml(text)
    except (ValueError, RecursionError):
        return {}


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return {}


def _value(table: object, key: str) -> object:
    found: object = table
    for part in key.split(".") if key else ():
        if not isinstance(found, dict):
            return None
        inner: Mapping[str, object] = found
        found = inner.get(part)
    return found if key else None
