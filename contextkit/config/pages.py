"""The generated pages about the configuration: docs/configuration.md and the JSON Schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic_core import PydanticUndefined

from contextkit.config.form import ConfigForm, Form
from contextkit.config.validate import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

PATHS = {"docs/configuration.md": "page_text", "docs/contextkit.schema.json": "schema_text"}
"""The generated files, and the function that makes each."""

_INTRODUCTION = """\
# Configuration

<!-- made by docs/generate.py; edit the descriptions in contextkit/config/form.py instead -->

contextkit reads `contextkit.toml` at the top of the repository, or the table `[tool.contextkit]` in `pyproject.toml`;
having both is an error (exit 2). It is read from the tree that is checked: with `--at REV` that of the revision.
Without a configuration the defaults below are used. Every key is optional unless its default says otherwise.

An unknown key is an error that names the file, the line and the nearest key that is known.
`contextkit config show` prints what is in effect.

Editors that understand JSON Schema for TOML (Even Better TOML, taplo) complete and check the file when its first line
names the schema, which `contextkit config schema > contextkit.schema.json` writes:

```toml
#:schema ./contextkit.schema.json
```

The sections `layers`, `domains`, `garden` and `grade` are validated; no command uses them yet.

A whole file:

```toml
documents = ["docs/**/*.md", "docs/**/*.mdx", "*.md"]

[lint]
select = ["recommended"]
ignore = ["stale-symbol"]

[lint.options.unreachable-document]
roots = ["docs"]

[lint.paths."legacy/**"]
ignore = ["stale-path"]
```

Which lints there are is printed by `contextkit lint list`, and the settings of each by `contextkit explain ID`.
"""


def schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def page_text() -> str:
    """docs/configuration.md."""
    return _INTRODUCTION + "".join(_section("", ConfigForm))


def _section(name: str, form: type[Form]) -> Iterator[str]:
    yield f"\n## `[{name}]`\n\n{form.__doc__}\n" if name else "\n## At the top\n"
    yield "\n| key | type | default | what it says |\n| --- | --- | --- | --- |\n"
    inner: list[tuple[str, type[Form]]] = []
    for key, field in form.model_fields.items():
        nested = _form_in(field.annotation)
        if nested is None:
            yield f"| `{key}` | {_type(field)} | {_default(field)} | {_cell(field.description or '')} |\n"
        else:
            inner.append((_header(name, key, field), nested))
    for header, nested in inner:
        yield from _section(header, nested)


def _header(name: str, key: str, field: FieldInfo) -> str:
    whole = f"{name}.{key}" if name else key
    written = str(field.annotation)
    if written.startswith("list["):
        return f"[{whole}]"
    return f'{whole}."GLOB"' if written.startswith("dict[") else whole


def _form_in(annotation: object) -> type[Form] | None:
    """The form that a key holds, itself or in a list or table."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    inner: tuple[object, ...] = getattr(annotation, "__args__", ())
    return next((found for each in inner if (found := _form_in(each)) is not None), None)


def _type(field: FieldInfo) -> str:
    """As TOML speaks of it: the schema's word, or the words that may stand there."""
    from pydantic import TypeAdapter

    adapter: TypeAdapter[object] = TypeAdapter(field.annotation or str)
    return _words(adapter.json_schema())


def _words(schema_: object) -> str:
    match schema_:
        case {"enum": [*words]}:
            return ", ".join(f"`{word}`" for word in words)
        case {"anyOf": [*members]}:
            named = [_words(member) for member in members if member != {"type": "null"}]
            return " or ".join(dict.fromkeys(named))
        case {"type": "array", "items": dict(items)}:
            return f"list of {_words(items)}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"table of {_words(values)}"
        case {"type": str(name)}:
            return name
        case _:
            return "value"


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "(needed)"
    return "(none)" if field.default is None else f"`{json.dumps(field.default)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
