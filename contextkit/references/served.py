"""Links that lead nowhere in the tree, and somewhere on the site that is built from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.references.anchors import judge_anchor
from contextkit.references.bases import joined
from contextkit.references.pages import Pages, is_an_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.model import Reference
    from contextkit.references.case import Case
    from contextkit.references.ground import Ground


class Site:
    """What the sites of a tree serve, looked up only for the links that the tree itself does not hold."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._pages = Pages(ground.tree)

    def serves(self, case: Case) -> Reference | None:
        """The verdict on a link that some page, file or folder is served for; None where none is known."""
        if not case.is_link:
            return None
        for base, real in self._by_address(case):
            return judge_anchor(case, real, self._ground, base=base)
        return None

    def _by_address(self, case: Case) -> Iterator[tuple[str, str]]:
        address = self._pages.address(case.asked.path)
        full = joined(address, case.target.path) if address is not None and is_an_address(case.target) else None
        if address is not None and full is not None:
            yield from ((address, real) for real in self._pages.served_at(full))
