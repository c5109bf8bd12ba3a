"""Commands: defined where, gone since when, or never there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.references.bases import Bases
from contextkit.references.command_bases import bases_of_command, folders_nearby
from contextkit.references.command_past import CommandPast, Gone
from contextkit.references.near import is_distinctive, near_miss
from contextkit.references.near_names import near_name
from contextkit.references.prose import says_elsewhere, says_gone, says_past, says_supposed
from contextkit.references.roles import role_of
from contextkit.references.target import Target
from contextkit.survey.commands.answers import Open, Settled
from contextkit.survey.commands.resolve import resolve
from contextkit.survey.commands.shell import calls
from contextkit.survey.commands.terms import Sources, at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.references.ground import Asked, Ground

_ORDER = (
    Verdict.DELETED,
    Verdict.MOVED,
    Verdict.BORN_WRONG,
    Verdict.NEGATED,
    Verdict.HISTORICAL,
    Verdict.UNKNOWN,
    Verdict.ELSEWHERE,
    Verdict.LIVE,
    Verdict.GENERATED,
    Verdict.PLACEHOLDER,
    Verdict.FOREIGN,
)
"""Of several commands in one mention the first of these is told."""

_COMMON = frozenset(
    """
    dev start build test tests lint format fmt check clean install deploy serve run watch preview release typecheck
    setup all docs doc coverage publish prepare ci bench generate migrate seed server help default init up down
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Case:
    asked: Asked
    answers: tuple[Settled | Open, ...]


def judge_commands(asked: Sequence[Asked], ground: Ground) -> Iterator[Reference]:
    """One reference for each mention; history is asked once, after all of them were looked at."""
    if not asked:
        return
    sources = Sources(ground.repo, ground.tree, ground.packages)
    cases = [_Case(a, _answers(a, ground, sources)) for a in asked]
    cases = _without_ignored(cases, ground)
    asked_of_the_past = [a for c in cases for a in c.answers if isinstance(a, Open) and _is_about_here(c.asked, a)]
    past = CommandPast(asked_of_the_past, ground, sources)
    for case in cases:
        said = [
            _opened(case.asked, a, past, ground) if isinstance(a, Open) else _told(case.asked, a) for a in case.answers
        ]
        yield min(said, key=_rank) if said else _told(case.asked, Settled(Verdict.FOREIGN, "runs nothing"))


def _rank(reference: Reference) -> int:
    return _ORDER.index(reference.verdict)


def _answers(asked: Asked, ground: Ground, sources: Sources) -> tuple[Settled | Open, ...]:
    if _is_cut_off(asked):
        return (Settled(Verdict.PLACEHOLDER, "a part of a placeholder"),)
    bases = bases_of_command(asked, ground)
    found = [a for call in calls(asked.mention.raw) for a in resolve(call, bases.folders, sources)]
    if bases.is_lost:
        found = [a.otherwise if isinstance(a, Open) else a for a in found]
    return tuple(_with_nearby(a, asked, ground, sources) if isinstance(a, Open) else a for a in found)


def _is_cut_off(asked: Asked) -> bool:
    """Whether the text before it belongs to the same word, as in `node (path/to/)src/cli.ts`."""
    mention = asked.mention
    where = mention.context.find(mention.raw)
    return where > 0 and mention.context[where - 1] in ")}]>"


def _with_nearby(question: Open, asked: Asked, ground: Ground, sources: Sources) -> Settled | Open:
    """Lets the manifests of folders that the text names just before be asked for a name that is nowhere."""
    if not question.manifests or question.is_weak or role_of(asked.path) not in ("agent", "contributor"):
        return question
    files = [manifest for folder, manifest in question.manifests if folder == ""]
    nearby = folders_nearby(asked, ground)
    for folder in nearby:
        listed = question.listing(folder, sources) if question.listing else None
        if listed and (defined := listed.names.get(question.name)):
            return Settled(Verdict.LIVE, f"{defined}, in a folder that is named just before", folder, defined.path)
    more = [(f, at(f, file)) for f in nearby for file in files]
    return replace(question, manifests=tuple(dict.fromkeys((*question.manifests, *more))))


def _without_ignored(cases: Sequence[_Case], ground: Ground) -> list[_Case]:
    """What git ignores is made by a build, whatever stood there once."""
    paths = {p for c in cases for a in c.answers if isinstance(a, Open) for _, p in a.paths}
    ignored = ground.ignores.untracked(paths) if paths else set()
    made = Settled(Verdict.GENERATED, "ignored by git")
    return [
        _Case(
            c.asked,
            tuple(made if isinstance(a, Open) and any(p in ignored for _, p in a.paths) else a for a in c.answers),
        )
        for c in cases
    ]


def _told(asked: Asked, said: Settled) -> Reference:
    return Reference(
        path=asked.path, mention=asked.mention, verdict=said.verdict, kind="command",
        base=said.base, target=said.target, evidence=said.evidence,
    )  # fmt: skip


def _opened(asked: Asked, question: Open, past: CommandPast, ground: Ground) -> Reference:
    """What the past, or else a near miss, says of something that is not there."""
    if not _is_about_here(asked, question):
        return _told(asked, question.otherwise)
    gone = past.of(question)
    if gone is not None:
        return _gone(asked, question, gone)
    return _born_wrong(asked, question, ground) or _told(asked, question.otherwise)


def _gone(asked: Asked, question: Open, gone: Gone) -> Reference:
    mention = asked.mention
    verdict = Verdict.DELETED if gone.target is None else Verdict.MOVED
    if says_gone(mention):
        verdict = Verdict.NEGATED
    elif role_of(asked.path) == "past" or says_past(mention):
        verdict = Verdict.HISTORICAL
    new = gone.replacement if verdict.is_stale else None
    return Reference(
        path=asked.path, mention=mention, verdict=verdict, kind="command", base=gone.base, target=gone.target,
        commit=gone.commit, evidence=gone.evidence, is_exact=gone.is_exact,
        replacement=_replaced(mention.raw, question.name, new),
    )  # fmt: skip


def _is_about_here(asked: Asked, question: Open) -> bool:
    """Whether this repository's own command is meant: users' pages name those of the user's project too."""
    is_ours = role_of(asked.path) in ("agent", "contributor")
    if says_elsewhere(asked.mention) or (not is_ours and says_supposed(asked.mention)):
        return False
    if not question.paths:
        return is_ours or question.name not in _COMMON
    path = question.name.removeprefix("./")
    if path.endswith("/") or (" " not in asked.mention.raw.strip() and asked.mention.raw.strip().endswith("/")):
        return False  # a folder runs nothing
    return "/" in path or (is_ours and (is_distinctive(path) or path.endswith(".sh")))


def _born_wrong(asked: Asked, question: Open, ground: Ground) -> Reference | None:
    mention = asked.mention
    is_ours = role_of(asked.path) in ("agent", "contributor")
    if not is_ours or any(says(mention) for says in (says_gone, says_past, says_supposed, says_elsewhere)):
        return None
    found = _near_path(question, ground) if question.paths else _near_definition(question)
    if found is None:
        return None
    base, near, written, evidence = found
    return Reference(
        path=asked.path, mention=mention, verdict=Verdict.BORN_WRONG, kind="command", base=base, target=near,
        evidence=evidence, replacement=_replaced(mention.raw, question.name, written),
    )  # fmt: skip


def _near_definition(question: Open) -> tuple[str, str, str, str] | None:
    near = near_name(question.name, question.near)
    if near is None:
        return None
    manifest = question.near[near].path
    return (
        manifest.rpartition("/")[0],
        near,
        near,
        f"{manifest} has no {question.name!r}; nearest: {question.near[near]}",
    )


def _near_path(question: Open, ground: Ground) -> tuple[str, str, str, str] | None:
    if "." not in question.name.rpartition("/")[2]:
        return None
    target = Target(question.name.removeprefix("./"), is_here=question.name.startswith("."))
    near = near_miss(target, Bases(own=tuple(b for b, _ in question.paths), wide=()), ground.tree)
    if near is None:
        return None
    written = near.path.removeprefix(f"{near.base}/") if near.base else near.path
    written = f"./{written}" if question.name.startswith("./") else written
    return near.base, near.path, written, f"never existed; {near.how}: {near.path}"


def _replaced(raw: str, old: str, new: str | None) -> str | None:
    return raw.replace(old, new) if new is not None and raw.count(old) == 1 else None
