"""Symbols: whether what a document calls by name is defined here, or was once and is no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.patterns import pattern
from contextkit.references.lost_symbols import Lost, lost_symbols
from contextkit.references.old_names import told
from contextkit.references.other_projects import project_of
from contextkit.references.prose import shows_a_form
from contextkit.references.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from contextkit.facts import Place
    from contextkit.facts.sources import Standing
    from contextkit.references.ground import Asked, Ground
    from contextkit.repo import Tree

_INTRODUCED = pattern(
    r"^(?:(?:new|await|async|class|def|func|fn|function|interface|struct|enum|type|const|trait|impl|pub|export)\s+)+"
)
_NAME = r"(?=[\w$]*[A-Za-z])[A-Za-z_$][\w$]*"
_DOTTED = pattern(rf"@?({_NAME}(?:(?:\?\.|\.|::|#|->){_NAME})*)[!?]?(?=$|[(<\[{{:]|\s*[=|])")
_BETWEEN = pattern(r"\?\.|\.|::|#|->")
_LIKE_CODE = pattern(r"[a-z0-9][A-Z]|[A-Z][A-Z0-9]*_|_[A-Za-z0-9]|[A-Z]{2,}[a-z]")
_MODULE_FILES = ("", ".py", ".ts", ".tsx", ".js", ".rs", ".go", ".java", ".kt", ".ex", ".rb", ".cs")
_STYLE_PAGE = pattern(r"naming|conventions?\b|style-?guide|coding-?standards?")
"""Pages about how to write code: the names in them are samples."""
_PACKAGE = pattern(r"`@[\w.-]+/[\w./-]+`")
_SMALL_KINDS = frozenset({"variable", "field", "property", "key", "parameter", "defined"})
SHORTEST_JUDGED = 4
"""Shorter names are variables of an example, and collide across a history."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention and the names of which it consists, outermost first; none where it is no name."""

    asked: Asked
    names: tuple[str, ...]


def names_in(raw: str) -> tuple[str, ...]:
    """The names of which a symbol consists: `pkg.Foo::bar(a, b)` is pkg, Foo, bar. Empty where it is none."""
    found = _DOTTED.match(_INTRODUCED.sub("", raw.strip()))
    return tuple(_BETWEEN.split(found[1])) if found else ()


def judge_symbols(asked: Sequence[Asked], ground: Ground, *, only_lost: bool = False) -> Iterator[Reference]:
    """A verdict for each mention of a symbol. Only what was defined here once and occurs nowhere now is stale.

    `only_lost` leaves out the names that stand in the source: where each is defined takes longest to find.
    """
    named = [_Named(a, names_in(a.mention.raw)) for a in asked]
    ground.history.expect({ground.tree.resolve(a.path) or a.path for a in asked})
    seen = ground.facts.words_in_source({n for each in named for n in each.names})
    lost = {id(each): names for each in named if (names := _lost_names(each, seen, ground.tree))}
    fates = lost_symbols({each.asked: lost[id(each)] for each in named if id(each) in lost}, ground)
    yield from (_gone(each, lost[id(each)], fates[each.asked], ground) for each in named if id(each) in lost)
    if not only_lost:
        here = [each for each in named if id(each) not in lost]
        standing = ground.facts.standing({n for each in here for n in each.names})
        yield from (_here(each, standing, ground.tree) for each in here)


def _lost_names(named: _Named, seen: Collection[str], tree: Tree) -> tuple[str, ...]:
    """The names of a mention that occur in no source file, and look as if somebody had defined them in code."""
    if _file(named, tree):
        return ()
    last = named.names[-1:]
    absent = [n for n in named.names if n not in seen and len(n) >= SHORTEST_JUDGED]
    return tuple(n for n in absent if _is_like_code(n) or (n in last and _is_called(named)))


def _is_like_code(name: str) -> bool:
    return _LIKE_CODE.search(name) is not None


def _is_called(named: _Named) -> bool:
    return len(named.names) > 1 or "(" in named.asked.mention.raw


def _here(named: _Named, standing: Mapping[str, Standing], tree: Tree) -> Reference:
    """The verdict where the source still knows the name, or never could have."""
    if not named.names:
        return _reference(named, Verdict.FOREIGN, "not a name of code")
    if file := _file(named, tree):
        return _reference(named, Verdict.LIVE, f"a file or module: {file}", file)
    last = named.names[-1]
    if place := _place(named, standing[last].places):
        return _reference(named, Verdict.LIVE, _found(named, place), str(place))
    if seen := standing[last].seen_in:
        return _reference(named, Verdict.FOREIGN, f"`{last}` occurs in {seen}, and no definition of it was found here")
    return _reference(named, Verdict.FOREIGN, f"`{last}` occurs in no source file, and is not written as code")


def _found(named: _Named, place: Place) -> str:
    """What was found; of `a.b` it is said when only `b` is known to be there."""
    if len(named.names) == 1 or _is_of(named.names[-2], place):
        return f"{place.kind} in {place}"
    return f"`{named.names[-1]}` is a {place.kind} in {place}; whether it is that of `{named.names[-2]}` is not known"


def _gone(named: _Named, names: Sequence[str], found: Mapping[str, Lost], ground: Ground) -> Reference:
    """The verdict by history; the last lost name that was defined here decides."""
    for name in reversed(names):
        lost = found.get(name)
        if lost is not None and lost.commit is not None:
            if other := project_of(named.asked, lost.path, ground):
                return _reference(named, Verdict.FOREIGN, f"said to be of {other}")
            if _is_weak(named, name, lost):
                return _reference(named, Verdict.UNKNOWN, f"{name} may be the reader's own, or show a form")
            renamed = named.asked.mention.raw.replace(name, lost.now) if lost.now else None
            evidence = f"`{name}` was {lost.kind} in {lost.path} until {lost.commit}"
            return Reference(
                named.asked.path, named.asked.mention, told(named.asked, name, lost.commit, ground), "symbol",
                target=lost.now, commit=lost.commit, evidence=evidence, replacement=renamed,
            )  # fmt: skip
    unknown = next((lost.why for lost in found.values() if lost.why), "")
    if unknown or not found:
        return _reference(named, Verdict.UNKNOWN, unknown or "its past was not looked at")
    return _reference(
        named, Verdict.FOREIGN, f"{_listed(found)} in no source file; not defined here when this was written"
    )


def _listed(names: Collection[str]) -> str:
    return f"{' and '.join(f'`{name}`' for name in names)} {'occurs' if len(names) == 1 else 'occur'}"


def _is_weak(named: _Named, name: str, lost: Lost) -> bool:
    """Whether the name alone does not tell that ours is meant: on pages for users, and where a form is shown."""
    if shows_a_form(named.asked.mention) or _STYLE_PAGE.search(named.asked.path.casefold()):
        return True
    if _PACKAGE.search(named.asked.mention.context):
        return True  # said to be another package's
    is_small = lost.kind.split()[-1] in _SMALL_KINDS and (name == name.casefold() or "." not in named.asked.mention.raw)
    return role_of(named.asked.path) == "user" and is_small


def _reference(named: _Named, verdict: Verdict, evidence: str, target: str | None = None) -> Reference:
    return Reference(named.asked.path, named.asked.mention, verdict, "symbol", target=target, evidence=evidence)


def _place(named: _Named, places: Sequence[Place]) -> Place | None:
    """The definition that is meant: in the container or module that is named before it, or the likeliest."""
    owner = named.names[-2] if len(named.names) > 1 else ""
    inside = (p for p in places if owner and _is_of(owner, p))
    return next(inside, next(iter(places), None))


def _is_of(owner: str, place: Place) -> bool:
    return place.container == owner or owner in place.path.replace(".", "/").split("/")


def _file(named: _Named, tree: Tree) -> str | None:
    """The file that is called so (`go.mod`), or the module that a dotted name leads to (`pkg.mod`)."""
    raw = named.asked.mention.raw
    if tree.named(raw):
        return tree.named(raw)[0]
    if len(named.names) < 2 or "(" in raw:
        return None
    path = "/".join(named.names)
    found = (tree.ending_in(path + ending) for ending in _MODULE_FILES)
    return next((paths[0] for paths in found if paths), None)
