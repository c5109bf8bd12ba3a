"""Names that a sentence gives to another package or project: by saying so, or by leading there."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from contextkit.references.ground import Asked, Ground

_PACKAGE = r"(?:packages?|librar(?:y|ies)|crates?|modules?|gems?|sdk|framework)\b"
_OF = pattern(
    rf"^\W{{0,3}}(?:\s+(?:class|function|method|type|trait|hook|component|helper|decorator|macro)s?)?"
    rf"\s+(?:from|in|of)\s+(?:the\s+)?`(?P<name>[\w@./-]+)`\s+(?:\w+\s+)?{_PACKAGE}",
    re.IGNORECASE,
)
"""What follows the name: "`DatabaseURL` from the `databases` package"."""
_ADDRESS = pattern(r"https?://(?P<host>[\w.-]+)(?P<path>/[^\s)>\]\"'`]*)?")
_CODE_HOST = pattern(r"(?:^|\.)(?:github|gitlab|bitbucket|codeberg)\.\w+$")
_PACKAGE_HOST = pattern(
    r"^(?:docs\.rs|crates\.io|pypi\.org|(?:www\.)?npmjs\.com|pkg\.go\.dev|hexdocs\.pm|rubygems\.org|.+\.readthedocs\.io)$"
)
_REPOSITORY = pattern(r"(?:github|gitlab|bitbucket|codeberg)\.\w+[/:]([\w.-]+)/([\w.-]+)")
_ENDS = pattern(r"[.!?;]\s|\n\s*\n| \| ")
_FRONT_PAGES = ("README.md", "README.rst", "readme.md")
_SHORTEST = 3
_SUFFIXES = ("", ".py", ".ts", ".tsx", ".js", ".rs", ".go", ".rb", ".ex", ".java", ".kt")


def project_of(asked: Asked, was_in: str, ground: Ground) -> str | None:
    """The package or address that the sentence says a name is from, where that is none of this repository's.

    `was_in` is the file in which the name was defined here: a package that held it is ours, if it is gone itself.
    """
    mention = asked.mention
    before, found, after = mention.context.partition(mention.raw)
    if not found:
        return None
    said = _OF.match(after.removeprefix("`"))
    if said and not _is_ours(said["name"], was_in, ground):
        return said["name"]
    own = _own_names(ground)
    sentence = _ENDS.split(before)[-1] + found + _ENDS.split(after)[0]
    addresses = list(_ADDRESS.finditer(_labelled(after) or sentence))
    if not own or not addresses:
        return None
    is_label = _labelled(after) != ""
    others = [a for a in addresses if _is_anothers(a, own, is_label=is_label)]
    return others[0][0] if len(others) == len(addresses) else None


def _is_ours(name: str, was_in: str, ground: Ground) -> bool:
    path = name.replace("::", "/")
    plain = _plain(path.rpartition("/")[2])
    if plain in {_plain(part.partition(".")[0]) for part in was_in.split("/")} or plain in _own_names(ground):
        return True
    forms = {path, path.replace(".", "/"), path.replace("-", "_")}
    return any(ground.tree.ending_in(form + suffix) for form in forms for suffix in _SUFFIXES)


def _labelled(after: str) -> str:
    """The target of the link whose whole label the name is."""
    found = re.match(r"[`*_]*\]\(([^)\s]+)", after)
    return found[1] if found else ""


def _is_anothers(address: re.Match[str], own: frozenset[str], *, is_label: bool) -> bool:
    host, path = address["host"], address["path"] or ""
    parts = {_plain(part) for part in (host, *host.split("."), *path.split("/")[1:4])}
    if parts & own:
        return False
    is_repository = _CODE_HOST.search(host) is not None and path.strip("/").count("/") >= 1
    return is_label or is_repository or _PACKAGE_HOST.search(host) is not None


def _own_names(ground: Ground) -> frozenset[str]:
    """The names of this repository's packages, and of the repository that its front page speaks of most."""
    names = {part for package in ground.packages for part in _MODULE.sub("", package.name or "").split("/")}
    pages = (ground.repo.read(page) or b"" for page in _FRONT_PAGES)
    linked = Counter(_REPOSITORY.findall(b"\n".join(pages).decode("utf-8", "replace")))
    names |= {name.removesuffix(".git") for (_, name), _ in linked.most_common(1)}
    return frozenset(_plain(name) for name in names if len(name) >= _SHORTEST)


_MODULE = pattern(r"^@|^[\w-]+(?:\.[\w-]+)+/(?:.*/)?(?=[^/]{3})|/v\d+$")
"""What stands around the name proper: `@` before a scope, Go's host and owner, its version."""


def _plain(name: str) -> str:
    return re.sub(r"[-_.\s]", "", name).casefold()
