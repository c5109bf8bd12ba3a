"""MyST's directives: fences whose info is `{name}`, which hold Markdown, code, or the path of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.facts.targets import kind_of_target
from contextkit.patterns import pattern
from contextkit.syntax.markdown import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contextkit.facts.page import Page, Place
    from contextkit.model import Mention
    from contextkit.syntax.blocks import Block

_DIRECTIVE = pattern(r"\{(?P<name>[a-z][\w:+-]*)\}[ \t]*(?P<argument>.*)$")
_OPTION = pattern(r"[ \t]*:[\w-]+:")
_CODE = frozenset({"code-block", "code", "sourcecode", "parsed-literal", "code-cell", "prompt"})
_FILES = frozenset({"include", "literalinclude", "image", "figure", "csv-table"})
_PROSE = frozenset(
    "note warning tip hint important caution danger attention error seealso admonition versionadded versionchanged "
    "deprecated versionremoved dropdown details topic sidebar tab-item grid-item card epigraph margin aside".split()
)


def unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with the Markdown inside of notes and the like in place of their fences."""
    for block in blocks:
        found = _DIRECTIVE.match(block.info) if block.kind == "fence" and block.info.startswith("{") else None
        if found is None:
            yield block
        elif found["name"] in _CODE:
            block.info = found["argument"]
            block.lines = [line for line in block.lines if not _OPTION.match(line.text)]
            yield block
        elif found["name"] in _PROSE:
            yield from unfolded(read_lines(line for line in block.lines if not _OPTION.match(line.text)))
        elif found["name"] in _FILES:
            yield block


def directive_mentions(page: Page, block: Block, place: Place) -> Iterator[Mention]:
    """The file that a directive includes or shows."""
    found = _DIRECTIVE.match(block.info)
    if found is None or found["name"] not in _FILES:
        return
    kind = kind_of_target(found["argument"])
    if kind:
        context = page.lines[block.line - 1].strip()
        at = page.lines[block.line - 1].rfind(found["argument"])
        yield page.text.mention(
            kind,
            "image" if found["name"] in ("image", "figure") else "link",
            found["argument"],
            block.line,
            page.text.starts[block.line - 1] + at,
            context=context,
            heading=place.heading,
            scope=place.scope,
        )
