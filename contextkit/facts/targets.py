"""The targets of links: which of them may name something of this repository, and as what they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from contextkit.model import Kind

_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+-]{1,31}:(?!\d|:)|[A-Za-z][A-Za-z0-9+.-]*://|//")
_TEMPLATE = pattern(r"\{\{|\{%|\$\{|<%")
_BARE_HOST = pattern(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|dev)/)")
_ATTRIBUTE = pattern(
    r"""(?<![\w.-])(href|src|to)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)`)\s*\})"""
)
_TAG_NAME = pattern(r"<([\w.:-]+)")
_MODULE = pattern(r"""^[ \t]*(?:import|export)\b[^'"\n]*(?:\n[^'"]{0,400}?)??['"]([^'"\n]+)['"]""", re.MULTILINE)


class Target(NamedTuple):
    """A target at an offset of the text it was found in."""

    raw: str
    start: int
    is_image: bool = False


def kind_of_target(raw: str) -> Kind | None:
    """`anchor` for a bare fragment, `link` for what may be a file of this repository, None for an address."""
    if not raw or _SCHEME.match(raw) or _TEMPLATE.search(raw) or _BARE_HOST.match(raw):
        return None
    return "anchor" if raw.startswith("#") else "link"


def tag_targets(tag: str) -> list[Target]:
    """The targets of a tag's `href` and `src`, and of `to` of a component that links."""
    if "=" not in tag:
        return []
    name = _TAG_NAME.match(tag)
    is_link = name is not None and name[1].endswith("Link")
    found = []
    for match in _ATTRIBUTE.finditer(tag):
        group = next(i for i in range(2, 7) if match[i] is not None)
        if match[1] != "to" or is_link:
            found.append(Target(match[group], match.start(group), match[1] == "src"))
    return found


def module_targets(script: str) -> list[Target]:
    """Files that `import` and `export ... from` of MDX name."""
    found = [Target(m[1], m.start(1)) for m in _MODULE.finditer(script)]
    return [t for t in found if t.raw.startswith(("./", "../", "/"))]
