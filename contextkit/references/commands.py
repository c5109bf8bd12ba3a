"""Commands: defined where, gone since when, or never there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.model import Reference, Verdict
from contextkit.references.command_past import CommandPast, Gone
from contextkit.references.near_names import near_name
from contextkit.references.prose import says_elsewhere, says_gone, says_past, says_supposed
from contextkit.references.roles import role_of
from contextkit.survey.commands.resolve import Open, Settled, resolve
from contextkit.survey.commands.shell import calls
from contextkit.survey.commands.terms import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.references.ground import Asked, Ground

_ORDER = (
    Verdict.DELETED,
    Verdict.MOVED,
    Verdict.BORN_WRONG,
    Verdict.UNKNOWN,
    Verdict.ELSEWHERE,
    Verdict.LIVE,
    Verdict.PLACEHOLDER,
    Verdict.FOREIGN,
)
"""Of several commands in one mention the first of these is told."""

_COMMON = frozenset(
    ["dev", "start", "build", "test", "tests", "lint", "format", "fmt", "check", "clean", "install", "deploy", "serve", "run", "watch", "preview", "release", "typecheck", "setup", "all", "docs", "doc", "coverage", "publish", "prepare", "ci", "bench", "generate", "migrate", "seed", "server", "help", "default", "init", "up", "down"]
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
    past = CommandPast([(c.asked, a) for c in cases for a in c.answers if isinstance(a, Open)], ground, sources)
    for case in cases:
        said = [_settled(case.asked, a, past) if isinstance(a, Open) else _told(case.asked, a) for a in case.answers]
        yield min(said, key=lambda r: _ORDER.index(r.verdict)) if said else _nothing(case.asked)


def _answers(asked: Asked, ground: Ground, sources: Sources) -> tuple[Settled | Open, ...]:
    bases = _bases(asked, ground)
    return tuple(answer for call in calls(asked.mention.raw) for answer in resolve(call, bases, sources))


def _bases(asked: Asked, ground: Ground) -> Sequence[str]:
    """The folders that the text names, the document's own, and all above it."""
    above = [asked.path.rpartition("/")[0]]
    while above[-1]:
        above.append(above[-1].rpartition("/")[0])
    scoped = [f"{base}/{s}".strip("/") for s in asked.mention.scope for base in above]
    return tuple(dict.fromkeys((*(s for s in scoped if s in ground.tree.folders), *above)))


def _told(asked: Asked, said: Settled) -> Reference:
    return Reference(
        path=asked.path, mention=asked.mention, verdict=said.verdict, kind="command",
        base=said.base, target=said.target, evidence=said.evidence,
    )  # fmt: skip


def _nothing(asked: Asked) -> Reference:
    return _told(asked, Settled(Verdict.FOREIGN, "runs nothing"))


def _settled(asked: Asked, question: Open, past: CommandPast) -> Reference:
    """What the past, or else a near miss, says of something that is not there."""
    gone = past.of(question)
    if gone is not None:
        return _gone(asked, question, gone) if _is_about_here(asked, question) else _told(asked, question.otherwise)
    near = _near(asked, question)
    if near is None:
        return _told(asked, question.otherwise)
    manifest = question.near[0].path
    return Reference(
        path=asked.path, mention=asked.mention, verdict=Verdict.BORN_WRONG, kind="command",
        base=manifest.rpartition("/")[0], target=near, evidence=f"{manifest} never defined {question.name!r}; nearest: {near}",
        replacement=_replaced(asked.mention.raw, question.name, near),
    )  # fmt: skip


def _gone(asked: Asked, question: Open, gone: Gone) -> Reference:
    mention = asked.mention
    verdict = Verdict.DELETED if gone.target is None else Verdict.MOVED
    if says_gone(mention):
        verdict = Verdict.NEGATED
    elif role_of(asked.path) == "past" or says_past(mention):
        verdict = Verdict.HISTORICAL
    is_stale = verdict.is_stale and gone.replacement is not None
    return Reference(
        path=asked.path, mention=mention, verdict=verdict, kind="command", base=gone.base, target=gone.target,
        commit=gone.commit, evidence=gone.evidence, is_exact=gone.is_exact,
        replacement=_replaced(mention.raw, question.name, gone.replacement or "") if is_stale else None,
    )  # fmt: skip


def _is_about_here(asked: Asked, question: Open) -> bool:
    """Whether this repository's own command is meant: users' pages name those of the user's project too."""
    if role_of(asked.path) in ("agent", "contributor"):
        return True
    if says_elsewhere(asked.mention) or says_supposed(asked.mention):
        return False
    is_file = bool(question.paths)
    return question.name.count("/") > 0 if is_file else question.name not in _COMMON


def _near(asked: Asked, question: Open) -> str | None:
    if role_of(asked.path) not in ("agent", "contributor") or not question.near:
        return None
    mention = asked.mention
    if any(says(mention) for says in (says_gone, says_past, says_supposed, says_elsewhere)):
        return None
    names = {d.what.rpartition(" ")[2].removeprefix("scripts."): d for d in question.near}
    return near_name(question.name, names)


def _replaced(raw: str, old: str, new: str) -> str | None:
    return raw.replace(old, new) if raw.count(old) == 1 else None
