"""What to write in place of a stale reference: in the form of its author, and so that it leads somewhere again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from posixpath import relpath
from typing import TYPE_CHECKING

from contextkit.model import Verdict
from contextkit.references.ground import Asked
from contextkit.references.pages import PAGE_SUFFIXES, is_an_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from contextkit.model import Reference
    from contextkit.references.case import Case
    from contextkit.references.pages import Pages
    from contextkit.repo import Tree


class Mending:
    """Replacements that have been judged as if they stood there already."""

    def __init__(self, judge: Callable[[Asked], Reference | None], settled: Iterable[Reference], pages: Pages) -> None:
        self._judge = judge
        self._pages = pages
        self._homes = homes(settled)

    def of(self, reference: Reference, case: Case, tree: Tree) -> Reference:
        """The reference with a replacement that leads to its target; what is not seen to is no proven fix."""
        if reference.replacement is None or reference.target is None or not reference.verdict.is_stale:
            return reference
        for text in self._forms(reference, case, tree):
            again = self._judge(Asked(case.asked.path, replace(case.asked.mention, raw=text)))
            if again and _leads_to(again, reference.target):
                return replace(reference, replacement=text)
            if again and again.kind == "anchor" and again.verdict is Verdict.BORN_WRONG:
                return _without_anchor(reference, again, text, case.target.fragment)
        return replace(reference, replacement=text, is_exact=False)

    def _forms(self, reference: Reference, case: Case, tree: Tree) -> Iterator[str]:
        """The likeliest form first."""
        assert reference.target is not None  # noqa: S101  (for mypy: `of` has seen to it)
        text = str(reference.replacement)
        if case.target.is_folder and reference.target in tree.entries:
            yield from self._as_address(case, reference.target)
            text = text.replace(f"{reference.target.rpartition('/')[2]}/", reference.target.rpartition("/")[2])
        home = self._homes.get(reference.path)
        if home and not reference.base and not case.is_link and reference.target.startswith(f"{home}/"):
            yield text.replace(reference.target, reference.target[len(home) + 1 :])
        yield text

    def _as_address(self, case: Case, target: str) -> Iterator[str]:
        """A page's address for an address: `../run/limits/`, where the file is `run/limits.md`."""
        here, there = self._pages.address(case.asked.path), self._pages.address(target)
        if here is None or there is None or not is_an_address(case.target) or not target.endswith(PAGE_SUFFIXES):
            return
        raw = case.asked.mention.raw
        yield raw.replace(f"{case.target.path}/", f"{relpath(f'/{there}', f'/{here}')}/", 1).removeprefix("./")


def homes(settled: Iterable[Reference]) -> Mapping[str, str]:
    """By document, the folder from which most of the paths that are there are written."""
    bases: dict[str, Counter[str]] = {}
    for reference in settled:
        if reference.verdict is Verdict.LIVE and reference.kind == "path" and not _is_scoped(reference):
            bases.setdefault(reference.path, Counter())[reference.base or ""] += 1
    most = {path: counted.most_common(1)[0] for path, counted in bases.items()}
    return {path: base for path, (base, count) in most.items() if 2 * count > bases[path].total()}


def _is_scoped(reference: Reference) -> bool:
    """Whether it is seen from a folder that the text around names: that tells nothing of the document's own form."""
    base, scopes = reference.base, [scope.strip("/") for scope in reference.mention.scope]
    return base is None or any(base == scope or base.endswith(f"/{scope}") for scope in scopes if scope)


def _leads_to(again: Reference, target: str) -> bool:
    if again.verdict is not Verdict.LIVE:
        return False
    page = (again.target or target).partition("#")[0]
    return again.kind == "glob" or page == target or page.startswith(f"{target}/")


def _without_anchor(reference: Reference, again: Reference, text: str, fragment: str) -> Reference:
    """The page was moved, and the heading is not on it any more."""
    return replace(
        reference,
        replacement=again.replacement or text.replace(f"#{fragment}", ""),
        evidence=f"{reference.evidence}; {again.evidence}",
        is_exact=False,
    )
