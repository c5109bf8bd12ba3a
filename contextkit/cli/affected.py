"""Which documents a change may have broken: those that name what went away. A few too many, so that none is missed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.globs import compiled, is_glob
from contextkit.syntax.grammars import language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from contextkit.cli.opening import Opened
    from contextkit.model import Mention
    from contextkit.repo import Repo, Tree

_WORD = re.compile(r"\w+")
_SEGMENT = re.compile(r"[/\\#?:\s]+")
_FILE = re.compile(r"^diff --git ", re.MULTILINE)
_HEAD = re.compile(r'^(?:--- (?P<old>"?a/.*|/dev/null)\n\+\+\+ (?P<new>"?b/.*|/dev/null))$', re.MULTILINE)
DOCUMENT_SUFFIXES = (".md", ".mdx", ".mdc", ".markdown", ".rst")


@dataclass(frozen=True, slots=True)
class Gone:
    """What a change took away."""

    paths: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """Of code and manifests: what may have been a symbol or a part of a command."""
    headings: frozenset[str] = frozenset()
    """Of documents that stay, in small letters: what may have been in a heading."""

    def __bool__(self) -> bool:
        return bool(self.paths or self.words or self.headings)


def gone_paths(changed: Mapping[str, str | None], tree: Tree) -> frozenset[str]:
    """The paths of the base that are not there any more: `changed` has the name there for each name of now."""
    names = {*changed, *(old for old in changed.values() if old is not None)}
    return frozenset(p for p in names if p not in tree.entries)


def gone_words(diff: bytes, repo: Repo) -> Gone:
    """The words that a diff without context takes out: those of code where its file has them no more."""
    words: set[str] = set()
    headings: set[str] = set()
    for section in _FILE.split(diff.decode("utf-8", "replace"))[1:]:
        head = _HEAD.search(section)
        if head is None:
            continue
        path, is_there = _path(head["old"]), head["new"] != "/dev/null"
        removed = _removed(section[head.end() :])
        if path.lower().endswith(DOCUMENT_SUFFIXES):
            headings.update(w.lower() for w in removed if is_there)
        elif is_there and language_of(path):
            words |= removed - _words_of(_path(head["new"]), repo)
        else:
            words |= removed
    return Gone(words=frozenset(words), headings=frozenset(headings))


def affected_documents(source: Opened, gone: Gone) -> frozenset[str]:
    """The documents with a mention that may have named something gone."""
    if not gone:
        return frozenset()
    found = source.documents
    may_name = names_any(gone, source.tree)
    facts = source.ground.facts.documents((*found.agent_files, *found.documents))
    return frozenset(path for path, document in facts.items() if any(map(may_name, document.mentions)))


def names_any(gone: Gone, tree: Tree) -> Callable[[Mention], bool]:
    """Whether a mention may have named something gone."""
    names = frozenset(_names(gone.paths, tree))
    return lambda mention: _may_name(mention, gone, names)


def _path(named: str) -> str:
    return named.strip('"')[2:]


def _removed(lines: str) -> set[str]:
    """The words that go out more often than they come in."""
    counts: Counter[str] = Counter()
    for line in lines.split("\n"):
        if line[:1] in {"-", "+"}:
            sign = 1 if line[0] == "-" else -1
            for word in _WORD.findall(line, 1):
                counts[word] += sign
    return {word for word, count in counts.items() if count > 0}


def _words_of(path: str, repo: Repo) -> set[str]:
    content = repo.read(path) or b""
    return set(_WORD.findall(content.decode("utf-8", "replace")))


def _names(paths: Iterable[str], tree: Tree) -> Iterator[str]:
    """What a document may call them: by the name, without its ending, or by a folder that went with them."""
    for path in paths:
        folder, _, name = path.rpartition("/")
        yield from (name.lower(), name.partition(".")[0].lower())
        while folder and folder not in tree.folders:
            folder, _, name = folder.rpartition("/")
            yield name.lower()


def _may_name(mention: Mention, gone: Gone, names: frozenset[str]) -> bool:
    raw = mention.raw
    if names and not names.isdisjoint(_SEGMENT.split(raw.lower())):
        return True
    if mention.kind in {"symbol", "command"}:
        return not gone.words.isdisjoint(_WORD.findall(raw))
    if "#" in raw:
        return not gone.headings.isdisjoint(_WORD.findall(raw.lower()))
    return is_glob(raw) and any(_anywhere(raw).match(path) for path in gone.paths)


def _anywhere(glob: str) -> re.Pattern[str]:
    """The glob, seen from any folder."""
    return compiled(f"**/{glob.removeprefix('./').lstrip('/')}")
