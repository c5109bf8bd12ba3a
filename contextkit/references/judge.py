"""All references of some documents, each with its verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contextkit.references.ground import Asked
from contextkit.workers import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contextkit.model import Mention, Reference
    from contextkit.references.ground import Ground


Wanted = Callable[[str, "Mention"], bool]
"""Whether a mention of the document at a path is to be judged."""

WORTH_A_PROCESS = 300
"""From so many symbols on, beside as many others, they are judged in a process of their own."""


def judge(
    documents: Sequence[str], ground: Ground, wanted: Wanted = lambda _path, _mention: True, *, only_lost: bool = False
) -> tuple[Reference, ...]:
    """Every reference of these documents, sorted by place. Documents that cannot be read have none.

    `wanted` says of each mention whether to judge it; `only_lost` leaves out the symbols that stand in the source.
    """
    if documents:
        ground.history.begin()
    mentions = ((path, m) for path, facts in ground.facts.documents(documents).items() for m in facts.mentions)
    asked = [Asked(path, m) for path, m in mentions if wanted(path, m)]
    symbols = [a for a in asked if a.mention.kind == "symbol"]
    others = [a for a in asked if a.mention.kind != "symbol"]

    def of_symbols() -> list[Reference]:
        return list(_symbols(symbols, ground, only_lost=only_lost))

    def of_others() -> list[Reference]:
        return [*_paths(others, ground), *_commands(others, ground)]

    is_much = min(len(symbols), len(others)) >= WORTH_A_PROCESS
    if is_much:
        ground.history.settle()
    found = beside(of_symbols, of_others) if is_much else (of_symbols(), of_others())
    return tuple(sorted((r for part in found for r in part), key=_place))


# Each judge is imported where there is something for it: a hook that looks at one document waits for no other.
def _paths(asked: Sequence[Asked], ground: Ground) -> Iterable[Reference]:
    chosen = [a for a in asked if a.mention.kind != "command"]
    if not chosen:
        return ()
    from contextkit.references.paths import judge_paths

    return judge_paths(chosen, ground)


def _commands(asked: Sequence[Asked], ground: Ground) -> Iterable[Reference]:
    chosen = [a for a in asked if a.mention.kind == "command"]
    if not chosen:
        return ()
    from contextkit.references.commands import judge_commands

    return judge_commands(chosen, ground)


def _symbols(asked: Sequence[Asked], ground: Ground, *, only_lost: bool) -> Iterable[Reference]:
    if not asked:
        return ()
    from contextkit.references.symbols import judge_symbols

    return judge_symbols(asked, ground, only_lost=only_lost)


def _place(reference: Reference) -> tuple[str, int, int, str, str]:
    mention = reference.mention
    return reference.path, mention.line, mention.column, reference.kind, mention.raw
