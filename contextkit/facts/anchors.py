"""The anchors of a document, by the rules of those who render it."""

from __future__ import annotations

import re

from contextkit.facts.prose import plain, slug
from contextkit.patterns import pattern

_EXPLICIT = pattern(
    r"[ \t]*(?:\{:?[ \t]*#([\w.:-]+)[^{}]*\}|\{/\*[ \t]*#([\w.:-]+)[ \t]*\*/\}"
    r"|(?<![\]\w])\[#([\w.:-]+)\]|<!--[ \t]*#([\w.:-]+)[ \t]*-->)[ \t]*$"
)
_ATTRIBUTE_LIST = pattern(r"\{:?[ \t]*(?:[.\w=\"'-]+[ \t]+)*#([\w.:-]+)[^{}\n]*\}")
_TAG_ID = pattern(r"""(?<![\w-])(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`]*)["'`]\s*\}|([^\s"'>{]+))""")
_TAG_TITLE = pattern(r"""(?<![\w-])title\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TARGET = pattern(r"\((?P<name>[\w.:-]+)\)=[ \t]*$")


class Anchors:
    """Collects anchors in the order of the document."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self._taken: dict[str, int] = {}

    def heading(self, source: str) -> tuple[str, str]:
        """The plain text of a heading and its slug."""
        explicit = _EXPLICIT.search(source)
        text = plain(source[: explicit.start()] if explicit else source)
        made = self._unique(slug(text))
        self._add_variants(made, text)
        if explicit is None:
            return text, made
        name: str = next(g for g in explicit.groups() if g)
        self.names[name] = None
        return text, name

    def tag(self, tag: str, *, is_mdx: bool) -> None:
        """The ids of an HTML tag; in MDX a component's title becomes an anchor as well."""
        for found in _TAG_ID.findall(tag):
            self.names.update(dict.fromkeys(name for name in found if name))
        if is_mdx and "title" in tag:
            for found in _TAG_TITLE.findall(tag):
                self.names[slug(found[0] or found[1])] = None

    def text(self, text: str) -> None:
        """Ids that stand in text: `{#id}`, and `(id)=` on a line of its own."""
        if "#" in text and "{" in text:
            self.names.update(dict.fromkeys(_ATTRIBUTE_LIST.findall(text)))
        target = _TARGET.match(text) if text.startswith("(") else None
        if target:
            self.names[target["name"]] = None

    def _unique(self, made: str) -> str:
        name = made
        while name in self._taken:
            self._taken[made] += 1
            name = f"{made}-{self._taken[made]}"
        self._taken[name] = 0
        return name

    def _add_variants(self, made: str, text: str) -> None:
        """The slug, and how site generators write it: dashes not doubled, none at the ends, dots and digits kept."""
        self.names[made] = None
        single = re.sub(r"-{2,}", "-", made).strip("-")
        dashed = re.sub(r"[^\w]+", "-", text.lower()).strip("-")
        dotted = re.sub(r"-{2,}", "-", re.sub(r"[^\w.-]+", "-", text.lower())).strip("-")
        for other in (single, dashed, dotted):
            if other and other != made:
                self.names[other] = None
