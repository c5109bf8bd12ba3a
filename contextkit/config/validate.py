"""What is wrong with a configuration, all of it at once: where, what, and what was probably meant."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, ValidationError

from contextkit.config.form import ConfigForm
from contextkit.config.lines import line_of
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

Table = dict[str, object]


def parsed(file: str, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ContextkitError(f"{file} is not TOML: {error}", "Mend the line that it names") from None


def section(pyproject: Table) -> Table | None:
    """[tool.contextkit]; None where there is none."""
    tool = pyproject.get("tool")
    found = tool.get("contextkit") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def filled(file: str, text: str, table: Table, above: tuple[str, ...]) -> dict[str, object]:
    """The whole table with its defaults; `above` is the key under which it stands in the file."""
    try:
        return ConfigForm.model_validate(table).model_dump(mode="json")
    except ValidationError as error:
        found = (_explained(file, text, details, above) for details in _distinct(error.errors()))
        problems = [said for _, said in sorted(found)]
    raise ContextkitError("\n".join(problems), "docs/configuration.md has every key; so has: contextkit config schema")


def _distinct(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """One error for each place: a union reports one for each of its members, some of them further in."""
    kept: dict[tuple[str | int, ...], ErrorDetails] = {}
    for details in sorted(errors, key=lambda e: len(_written(e["loc"]))):
        key = _written(details["loc"])
        if not any(key[:length] in kept for length in range(1, len(key) + 1)):
            kept[key] = details
    return list(kept.values())


def _explained(file: str, text: str, details: ErrorDetails, above: tuple[str, ...]) -> tuple[int, str]:
    """The line, and where and what."""
    key = _written(details["loc"])
    line = line_of(text, (*above, *key))
    place = f"{file}:{line}" if line else file
    return line or 0, f"{place}: {_said(details, key, _dotted((*above, *key)))}"


def _said(details: ErrorDetails, key: tuple[str | int, ...], name: str) -> str:
    said = details["msg"].removeprefix("Value error, ")
    match details["type"]:
        case "extra_forbidden":
            return f"unknown key `{name}`; {_meant(key)}"
        case "literal_error":
            return f"`{name}` cannot be {details['input']!r}; it may be {details['ctx']['expected']}"
        case "value_error":
            return said
        case _:
            return f"`{name}`: {said[:1].lower()}{said[1:]}"


def _dotted(key: tuple[str | int, ...]) -> str:
    return ".".join(p if re.fullmatch(r"[\w-]+", p) else f'"{p}"' for p in map(str, key))


def _written(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The key as it was written: pydantic adds the member of a union that it tried."""
    forms = {"str", "int", "float", "bool", "constrained-str"}
    return tuple(p for p in location if not (isinstance(p, str) and (p in forms or "[" in p)))


def _meant(key: tuple[str | int, ...]) -> str:
    known = _known_keys(key[:-1])
    near = get_close_matches(str(key[-1]), known, n=1, cutoff=0.5)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known here: {', '.join(known)}" if known else "nothing can stand here"


def _known_keys(key: Sequence[str | int]) -> list[str]:
    """The keys that the form has at this place."""
    form: object = ConfigForm
    for part in key:
        if isinstance(form, type) and issubclass(form, BaseModel):
            field = form.model_fields.get(str(part))
            form = field.annotation if field else None
        else:  # a list or a table of forms: the index or the name leads to its last argument
            form = get_args(form)[-1] if get_args(form) else None
    return sorted(form.model_fields) if isinstance(form, type) and issubclass(form, BaseModel) else []


def schema() -> Mapping[str, object]:
    """The JSON Schema of contextkit.toml, for editors."""
    body = ConfigForm.model_json_schema()
    return {"$schema": "http://json-schema.org/draft-07/schema#", **body, "title": "contextkit.toml"}
