"""A configuration as TOML again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextkit.config.values import Config

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_table(config: Config) -> dict[str, object]:
    """The keys of contextkit.toml with their values."""
    table: dict[str, object] = asdict(config)
    del table["source"]
    lint = asdict(config.lint)
    lint["paths"] = {rule.glob: {"ignore": list(rule.ignore)} for rule in config.lint.paths}
    table["lint"] = lint
    return table


def as_toml(table: Mapping[str, object]) -> str:
    """TOML that reads back as `table`; what is None is left out, as TOML has no word for it."""
    return "\n".join(_lines(table, ())).strip() + "\n"


def _lines(table: Mapping[str, object], above: tuple[str, ...]) -> list[str]:
    plain = {k: v for k, v in table.items() if not _is_table(v) and not _is_tables(v) and v is not None}
    lines = [f"{_key(name)} = {_value(value)}" for name, value in plain.items()]
    for name, value in table.items():
        header = ".".join(_key(part) for part in (*above, name))
        if isinstance(value, Mapping) and value:
            inner = _lines(value, (*above, name))
            has_own = any(not _is_table(v) and v is not None for v in value.values())
            lines += [*([f"\n[{header}]"] if has_own else []), *inner]
        elif _is_tables(value) and isinstance(value, Sequence):
            for each in value:
                lines += [f"\n[[{header}]]", *_lines(each, (*above, name))]
    return lines


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and _is_table(value[0])


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _value(value: object) -> str:
    """JSON's strings, numbers and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
