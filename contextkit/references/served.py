"""Links that lead nowhere in the tree, and somewhere on the site that is built from it."""

from __future__ import annotations

from dataclasses import replace
from posixpath import dirname
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.references.anchors import judge_anchor
from contextkit.references.bases import Bases, joined
from contextkit.references.languages import Languages
from contextkit.references.pages import Pages, is_an_address
from contextkit.references.redirects import Redirects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contextkit.model import Reference
    from contextkit.references.case import Case
    from contextkit.references.ground import Ground


class Site:
    """What the sites of a tree serve, looked up only for the links that the tree itself does not hold."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.pages = Pages(ground.tree)
        self._languages = Languages(ground.tree)
        self._redirects = Redirects(ground.tree, self.pages)

    def serves(self, case: Case) -> Reference | None:
        """The verdict on a link that some page, file or folder is served for; None where none is known."""
        if not case.is_link:
            return None
        return self._by_address(case) or self._by_redirect(case) or self._by_language(case)

    def seen_from_its_address(self, case: Case) -> Case:
        """The case as its page is served: what an address meant once, it meant from there, and not from the file."""
        path, folder = case.asked.path, dirname(case.asked.path)
        address = self.pages.address(path)
        is_served_so = address not in (None, folder) and self.pages.has_sections(folder)
        if address is None or not (case.is_link and is_served_so and is_an_address(case.target)):
            return case
        return replace(case, bases=Bases(own=(address,), wide=case.bases.wide))

    def _by_address(self, case: Case) -> Reference | None:
        address = self.pages.address(case.asked.path)
        full = joined(address, case.target.path) if address is not None and is_an_address(case.target) else None
        real = next(self.pages.served_at(full), None) if full is not None else None
        return judge_anchor(case, real, self._ground, base=address) if real is not None else None

    def _by_redirect(self, case: Case) -> Reference | None:
        folder = dirname(case.asked.path)
        for base in self._bases(case, folder):
            full = joined(base, case.target.path)
            found = self._redirects.at(full, folder) if full else None
            if found and found.page:
                return judge_anchor(case, found.page, self._ground, base=base)
            if found:
                return case.verdict(Verdict.LIVE, "redirected by the site", base=base)
        return None

    def _by_language(self, case: Case) -> Reference | None:
        """Many a build takes for a page that is not translated the original; whether this one does is not known."""
        for base, full in case.candidates() if not case.target.is_rooted else ():
            original = self._languages.original(full, case.asked.path)
            if original:
                said = f"not translated: {original} is there, and a site's build may take it"
                return case.verdict(Verdict.UNKNOWN, said, base=base, target=original)
        return None

    def _bases(self, case: Case, folder: str) -> Sequence[str]:
        if case.target.is_rooted:
            root = self._redirects.root(folder)
            return () if root is None else (root,)
        address = self.pages.address(case.asked.path)
        return (folder,) if address in (None, folder) else (str(address), folder)
