"""All references of some documents, each with its verdict."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from contextkit.references.commands import judge_commands
from contextkit.references.ground import Asked
from contextkit.references.paths import judge_paths
from contextkit.references.symbols import judge_symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contextkit.model import Reference
    from contextkit.references.ground import Ground


def judge(documents: Sequence[str], ground: Ground) -> tuple[Reference, ...]:
    """Every reference of these documents, sorted by place. Documents that cannot be read have none."""
    asked = [Asked(path, m) for path, facts in ground.facts.documents(documents).items() for m in facts.mentions]
    by_kind = {kind: [a for a in asked if a.mention.kind == kind] for kind in ("command", "symbol")}
    rest = [a for a in asked if a.mention.kind not in by_kind]
    found: Iterable[Reference] = chain(
        judge_paths(rest, ground),
        judge_commands(by_kind["command"], ground),
        judge_symbols(by_kind["symbol"], ground),
    )
    return tuple(sorted(found, key=_place))


def _place(reference: Reference) -> tuple[str, int, int, str, str]:
    mention = reference.mention
    return reference.path, mention.line, mention.column, reference.kind, mention.raw
