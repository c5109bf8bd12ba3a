"""The folders that a reference may be relative to, nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.references.roles import is_for_a_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contextkit.model import Mention
    from contextkit.references.ground import Asked, Ground
    from contextkit.references.target import Target
    from contextkit.repo import Tree

_SOURCE_FOLDERS = tuple("src app lib source docs tests test internal pkg packages crates apps".split())
_SITE_FOLDERS = tuple("docs content src/content/docs src/pages pages public static website website/docs".split())
_FROM_THE_ROOT = pattern(r"(?:^|/)\.cursor/rules/")
"""Cursor takes the links of its rules as paths of the workspace."""
_PROMPT = pattern(r"(?:^|/)\.[\w-]+/(?:commands|prompts|workflows)/")


@dataclass(frozen=True, slots=True)
class Bases:
    """Folders to try, without a final `/`; "" is the root."""

    own: tuple[str, ...]
    """What the document says or is: its folder, its scopes, its packages, the root. History is asked here."""
    wide: tuple[str, ...]
    """Where a reader would look next: only what is there now counts."""


class Folders:
    """The bases of the mentions of many documents; what documents of one folder share is found once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[tuple[object, ...], Bases] = {}

    def of(self, asked: Asked) -> Bases:
        """The bases of a mention that is not a link."""
        key = (asked.path, asked.mention.scope, asked.mention.syntax == "tree")
        if key not in self._known:
            self._known[key] = _bases(asked, self._ground)
        return self._known[key]

    def of_link(self, asked: Asked, target: Target) -> Bases:
        """The bases of a link: the document's folder, or for `/x` the root and whatever a site may be built from.

        `./x` and `../x` count from the file alone, where no site is built from it.
        """
        is_strict = target.is_here and not is_for_a_site(asked.path)
        key = (asked.path, target.is_rooted, is_strict)
        if key not in self._known:
            tree = self._ground.tree
            found = _link_bases(asked.path, is_rooted=target.is_rooted)
            wide = tuple(_started_in(asked.path, tree)) if is_strict else found.wide
            self._known[key] = Bases(found.own, tuple(b for b in wide if b in tree.folders and b not in found.own))
        return self._known[key]

    def of_import(self, asked: Asked) -> Bases:
        """The bases of an import: the document's folder, and then the root."""
        return Bases(own=_link_bases(asked.path, is_rooted=False).own, wide=("",))


def _bases(asked: Asked, ground: Ground) -> Bases:
    folder = dirname(asked.path)
    homes = _homes(asked.path, ground)
    if asked.mention.syntax == "front-matter":
        return Bases(own=_distinct(homes), wide=())  # a rule's globs are those of the part that it is for
    scopes = tuple(_scoped(asked.mention, (folder, *homes)))
    is_drawn = asked.mention.syntax == "tree" and bool(scopes)
    own = _distinct(scopes if is_drawn else (*scopes, folder, *homes))
    return Bases(own=own, wide=tuple(b for b in _distinct(_wider(folder, own, ground)) if b not in own))


def _link_bases(path: str, *, is_rooted: bool) -> Bases:
    folder = dirname(path)
    if is_rooted:
        return Bases(own=("",), wide=_distinct((*_ancestors(folder), *_site_roots(folder))))
    if _FROM_THE_ROOT.search(path):
        return Bases(own=_distinct((folder, "")), wide=_distinct((dirname(folder), *_ancestors(folder))))
    page = join(folder, path.rpartition("/")[2].partition(".")[0])
    return Bases(own=(folder,), wide=_distinct((page, dirname(folder), "", *_ancestors(folder))))


def _started_in(path: str, tree: Tree) -> Iterator[str]:
    """Where an agent works when it reads a page: in the folder of its skill, or, given a prompt, at the root."""
    above = _distinct((dirname(path), *_ancestors(dirname(path))))
    yield from (f for f in above if joined(f, "SKILL.md") in tree.entries)
    if _PROMPT.search(path):
        yield ""


def _homes(path: str, ground: Ground) -> tuple[str, ...]:
    """The packages of a document, nearest first, after the folder that holds its `.claude` or the like."""
    parts = path.split("/")[:-1]
    hidden = next((i for i, part in enumerate(parts) if part.startswith(".")), None)
    home = () if hidden is None else ("/".join(parts[:hidden]),)
    return (*home, *ground.packages.chain(path), "")


def _scoped(mention: Mention, folders: Iterable[str]) -> Iterator[str]:
    for scope in mention.scope:
        for folder in folders:
            joined = normpath(join(folder, scope.strip("/")))
            if not joined.startswith(".."):
                yield "" if joined == "." else joined


def _wider(folder: str, own: tuple[str, ...], ground: Ground) -> Iterator[str]:
    yield from _ancestors(folder)
    folders = ground.tree.folders
    for base in own:
        for name in _SOURCE_FOLDERS:
            candidate = join(base, name)
            if candidate in folders:
                yield candidate


def _ancestors(folder: str) -> Iterator[str]:
    while folder:
        folder = dirname(folder)
        yield folder


def _site_roots(folder: str) -> Iterator[str]:
    for ancestor in (folder, *_ancestors(folder)):
        for name in _SITE_FOLDERS:
            yield join(ancestor, name)


def _distinct(folders: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folders))


def joined(base: str, path: str) -> str | None:
    """`path` seen from `base`, as a path of the tree; None where it leaves the tree."""
    if not path:
        return base
    if "./" not in path and "//" not in path and path[0] != "/" and path[-1] not in "./":
        return f"{base}/{path}" if base else path  # nothing to normalise: this is asked very often
    found = normpath(join(base, path))
    if found == ".." or found.startswith("../"):
        return None
    return "" if found == "." else found
