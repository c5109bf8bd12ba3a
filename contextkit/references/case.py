"""A path-like reference on its way to a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.references.bases import Bases, joined
from contextkit.references.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.model import Commit, Kind
    from contextkit.references.ground import Asked
    from contextkit.references.roles import Role
    from contextkit.references.target import Target

_PAGE_SUFFIXES = (".md", ".mdx", "/index.md", "/index.mdx", "/README.md", ".rst", ".html", "/index.html")


@dataclass(frozen=True)
class Case:
    """A mention, its target, and the folders to look in."""

    asked: Asked
    target: Target
    bases: Bases

    @property
    def is_link(self) -> bool:
        return self.kind in ("link", "anchor")

    @property
    def kind(self) -> Kind:
        given = self.asked.mention.kind
        if self.target.is_glob and given in ("path", "glob"):
            return "glob"
        return "path" if given == "glob" else given

    @property
    def places(self) -> str:
        """The document's own bases, in words."""
        return " or ".join(f"in {base}" if base else "at the root" for base in self.bases.own)

    @cached_property
    def role(self) -> Role:
        return role_of(self.asked.path)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The path as written and, for a link, the pages that a site or a forge would show for it."""
        path = self.target.path
        if not self.is_link:
            return (path,)
        if path.endswith((".html", ".htm")):
            return (path, *(path.rpartition(".")[0] + suffix for suffix in (".md", ".mdx", ".rst")))
        if "." in self.target.name and not path.endswith("/"):
            return (path,)
        return (path, *(path + suffix for suffix in _PAGE_SUFFIXES))

    def candidates(self) -> Iterator[tuple[str, str]]:
        """Pairs of base and full path, nearest first, at the document's own bases."""
        return self._joined(self.bases.own)

    def wide_candidates(self) -> Iterator[tuple[str, str]]:
        """The same at the wider bases."""
        return self._joined(self.bases.wide)

    def _joined(self, bases: Sequence[str]) -> Iterator[tuple[str, str]]:
        for base in bases:
            for form in self.forms:
                full = joined(base, form)
                if full is not None:
                    yield base, full

    def verdict(  # noqa: PLR0913  (a reference has that many parts)
        self,
        verdict: Verdict,
        evidence: str = "",
        *,
        base: str | None = None,
        target: str | None = None,
        commit: Commit | None = None,
        is_exact: bool = False,
    ) -> Reference:
        return Reference(
            path=self.asked.path,
            mention=self.asked.mention,
            verdict=verdict,
            kind=self.kind,
            base=base,
            target=target,
            commit=commit,
            evidence=evidence,
            is_exact=is_exact,
            replacement=self._rewritten(base, target) if verdict.is_stale and target is not None else None,
        )

    def _rewritten(self, base: str | None, target: str) -> str | None:
        """The mention with the new path in the author's own form: relative to the same base, rooted if it was."""
        raw, old = self.asked.mention.raw, self.target.path
        if not old or raw.count(old) != 1:
            return None
        new = target if self.target.is_rooted else _relative(target, base or "")
        if self.target.is_here and not new.startswith("../") and not raw.startswith("./"):
            new = f"./{new}"
        if new.startswith("../") and self.asked.mention.syntax == "tree":
            return None  # a drawing shows what is below its folders, and nothing else
        if new.startswith("../") and raw.startswith("./"):
            raw = raw.removeprefix("./")
        return raw.replace(old, new)


def _relative(path: str, base: str) -> str:
    import posixpath

    return posixpath.relpath(f"/{path}", f"/{base}") if base else path
