"""Which documents a change may have broken: those that name what went away."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.globs import compiled, is_glob

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contextkit.cli.opening import Opened
    from contextkit.model import Mention
    from contextkit.repo import Tree

_WORD = re.compile(r"\w+")
_BY_WORD = frozenset({"anchor", "command", "symbol"})
"""What goes with a word in a file that stays: a heading, a script, a definition."""
_SEGMENT = re.compile(r"[/\\#?:\s]+")


@dataclass(frozen=True, slots=True)
class Gone:
    """What a change took away."""

    paths: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """In small letters."""

    def __bool__(self) -> bool:
        return bool(self.paths or self.words)


def gone_paths(changed: Mapping[str, str | None], tree: Tree) -> frozenset[str]:
    """The paths of the base that are not there any more: `changed` has the name there for each name of now."""
    names = {*changed, *(old for old in changed.values() if old is not None)}
    return frozenset(p for p in names if p not in tree.entries)


def gone_words(diff: bytes) -> frozenset[str]:
    """The words that a diff without context takes out more often than it puts them in."""
    counts: Counter[str] = Counter()
    for line in diff.decode("utf-8", "replace").split("\n"):
        sign = {"-": -1, "+": 1}.get(line[:1], 0)
        if sign and not line.startswith(("--- ", "+++ ")):
            for word in _WORD.findall(line):
                counts[word.lower()] += sign
    return frozenset(word for word, count in counts.items() if count < 0)


def affected_documents(source: Opened, gone: Gone) -> frozenset[str]:
    """The documents with a mention that may have named something gone; a few too many, so that none is missed."""
    if not gone:
        return frozenset()
    found = source.documents
    names = frozenset(_names(gone.paths, source.tree))
    facts = source.ground.facts.documents((*found.agent_files, *found.documents))
    return frozenset(
        path
        for path, document in facts.items()
        if any(_may_name(mention, gone, names) for mention in document.mentions)
    )


def _names(paths: Iterable[str], tree: Tree) -> Iterable[str]:
    """What a document may call them: by the name, without its ending, or by a folder that went with them."""
    for path in paths:
        folder, _, name = path.rpartition("/")
        yield from (name.lower(), name.partition(".")[0].lower())
        while folder and folder not in tree.folders:
            folder, _, name = folder.rpartition("/")
            yield name.lower()


def _may_name(mention: Mention, gone: Gone, names: frozenset[str]) -> bool:
    raw = mention.raw.lower()
    if mention.kind in _BY_WORD or "#" in raw:
        return not gone.words.isdisjoint(_WORD.findall(raw)) or not names.isdisjoint(_SEGMENT.split(raw))
    return not names.isdisjoint(_SEGMENT.split(raw)) or (is_glob(mention.raw) and _matched(mention.raw, gone.paths))


def _matched(glob: str, paths: Iterable[str]) -> bool:
    """Whether it matches one of them, seen from any folder."""
    anywhere = compiled("**/" + glob.lstrip("./"))
    return any(anywhere.match(path) for path in paths)
