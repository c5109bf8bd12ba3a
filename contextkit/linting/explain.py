"""A lint's page as a person reads it: without front matter, with settings as they are here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contextkit.catalog.sections import front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.catalog import Lint
    from contextkit.config import Config


def page_text(lint: Lint, config: Config) -> str:
    """Markdown: id and title, what it is, its settings, and the page's own sections."""
    _, body, _ = front_matter(lint.text())
    head, _, rest = body.strip().partition("\n")
    facts = f"`{lint.id}` · {lint.page.severity} · {_where(lint)} · {_fix(lint)}"
    return "\n".join([head, "", facts, *_settings(lint, config), rest]).rstrip() + "\n"


def _where(lint: Lint) -> str:
    default = "on" if lint.page.is_recommended else "off unless selected"
    if lint.page.group == "shape":
        default = f"{default} for files that contextkit wrote; for others when selected by `shape` or its id"
    return f"{lint.page.group}, {default}"


def _fix(lint: Lint) -> str:
    match lint.page.fix:
        case "safe":
            return "`--fix` mends what is proven"
        case "unsafe":
            return "`--fix --unsafe-fixes` proposes a fix"
        case _:
            return "no automatic fix"


def _settings(lint: Lint, config: Config) -> Iterator[str]:
    if not lint.page.options:
        return
    here = config.lint.options.get(lint.id, {})
    yield f"\n## Settings\n\nIn `[lint.options.{lint.id}]`:\n"
    for option in lint.page.options:
        value = here.get(option.name, option.default)
        changed = "" if value == option.default else f", default `{json.dumps(option.default)}`"
        yield f"- `{option.name} = {json.dumps(value)}` ({option.type}{changed}): {option.doc}"
