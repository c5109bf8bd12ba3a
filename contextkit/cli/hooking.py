"""What an agent is told after an edit, and at the end of a turn: what its change broke, and nothing else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from contextkit.cli.affected import (
    DOCUMENT_SUFFIXES,
    Gone,
    affected_documents,
    gone_paths,
    gone_words,
    names_any,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from contextkit.cli.hook_memory import Memory
    from contextkit.cli.hooks import Event
    from contextkit.cli.opening import Opened
    from contextkit.edges.place import Place
    from contextkit.model import Finding, Mention
    from contextkit.references.judge import Wanted

_MAX_TOKENS = 900
"""With what stands around the findings that makes about 1,000."""
_RULES = frozenset({"contextkit.toml", "pyproject.toml"})
_OF_DOCUMENTS = frozenset({"documents", "engine"})
_FRESH = "contextkit: after this change, documents say what is not true of the code. Mend this, then go on.\n"
_AGAIN = (
    "contextkit: you were told of this before, and it is still there. Stop: do not try again. "
    "Report it to the person as it stands here.\n"
)


@dataclass(frozen=True, slots=True)
class _Change:
    """What the working tree has that HEAD has not."""

    source: Opened
    place: Place
    commit: str
    names: Mapping[str, str | None]
    """Each path that differs, with what it is called in the commit."""

    @property
    def gone(self) -> frozenset[str]:
        return gone_paths(self.names, self.source.tree)

    @property
    def documents(self) -> frozenset[str]:
        found = self.source.documents
        return frozenset({*found.agent_files, *found.documents})


@dataclass(frozen=True, slots=True)
class _Scope:
    """What to look at."""

    documents: frozenset[str]
    gone: Gone = field(default_factory=Gone)
    everything: bool = False
    """Whether all that the documents name is judged, and not only what may have come out otherwise."""


def message(agent: str, event: Event) -> str:
    """What the agent is to read; "" where there is nothing new to say.

    Raises ContextkitError where the repository or its configuration is not as it must be.
    """
    from contextkit.cli.hook_memory import recalled, remember

    if event.moment == "other" or (event.moment == "edit" and not _may_matter(event)):
        return ""
    change = _change(event)
    source, key = change.source, f"{agent}/{event.session}" if event.session else ""
    memory, state = recalled(source, key), _state(change, event)
    findings = _findings(change, _scope(change, event, state, memory))
    is_kept = remember(source, key, memory.after(findings if event.is_heard else (), state))
    if event.is_continued and not is_kept:
        return ""  # without a memory there is no other end to being told the same
    return _text(findings, memory, frozenset(change.names))


def _may_matter(event: Event) -> bool:
    """Whether an edit may have changed a document, or taken a file away; costs no look at the repository."""
    from contextkit.survey.documents import is_agent_file

    for path in event.paths:
        place = os.path.join(event.folder, path).replace(os.sep, "/")  # noqa: PTH118
        is_document = place.lower().endswith(DOCUMENT_SUFFIXES) or is_agent_file(place)
        if is_document or not os.path.lexists(place):
            return True
    return False


def _change(event: Event) -> _Change:
    from contextkit.cli.opening import opened
    from contextkit.edges.since import changes_since
    from contextkit.edges.worktree import WorkTree
    from contextkit.errors import ContextkitError

    source = opened(_folder(event))
    repo = source.repo
    if not isinstance(repo, WorkTree):
        raise ContextkitError(f"{repo.label} is in no working tree of git", "Nothing was checked")
    if repo.commit is None:
        raise ContextkitError(f"{repo.label} has no commit to compare with", "Nothing was checked")
    commit, names = changes_since(repo.place, "HEAD")
    return _Change(source, repo.place, commit, names)


def _folder(event: Event) -> Path:
    """That of the first edited file; else the agent's own."""
    from pathlib import Path

    folder = Path(event.folder)
    for path in event.paths[:1]:
        folder = (folder / path).parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _state(change: _Change, event: Event) -> dict[str, str]:
    """The changed documents with their contents, and what is gone with none; after an edit, of the edited files."""
    documents = change.documents.intersection(change.names)
    state = {p: change.source.repo.blob(p) for p in documents} | dict.fromkeys(change.gone, "")
    if event.moment != "edit":
        return state
    edited = set(_edited(change, event))
    return {p: content for p, content in state.items() if p in edited}


def _edited(change: _Change, event: Event) -> Iterable[str]:
    """The edited files as the tree calls them."""
    tree, root = change.source.tree, f"{change.source.repo.root}{os.sep}"
    for path in event.paths:
        folder, name = os.path.split(os.path.join(event.folder, path))  # noqa: PTH118
        place = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118  (a link itself, not what it leads to)
        if place.startswith(root):
            found = place[len(root) :].replace(os.sep, "/")
            yield from (found, tree.resolve(found) or found)


def _scope(change: _Change, event: Event, state: Mapping[str, str], memory: Memory) -> _Scope:
    """What to look at: the documents that changed, and those that may have been broken."""
    if event.moment == "end":
        return _scope_at_the_end(change)
    # After a command, nobody says what it touched: it is what was not like this when we last looked.
    news = {p for p, content in state.items() if event.moment == "edit" or memory.seen.get(p) != content}
    gone = frozenset(p for p in news if not state[p])
    return _Scope((frozenset(news) - gone) | affected_documents(change.source, Gone(gone)), Gone(gone))


def _scope_at_the_end(change: _Change) -> _Scope:
    from contextkit.edges.since import diff_since

    if not change.names:
        return _Scope(frozenset())
    if any(p.startswith(".contextkit/") or p in _RULES for p in change.names):
        return _Scope(change.documents, everything=True)
    words = gone_words(diff_since(change.place, change.commit), change.source.repo)
    gone = replace(words, paths=change.gone)
    return _Scope(change.documents.intersection(change.names) | affected_documents(change.source, gone), gone)


def _wanted(change: _Change, scope: _Scope) -> Wanted:
    """Of each document, the mentions that are new in it, and those that what is gone may have broken."""
    from contextkit.cli.changes import is_rule

    known = _known(change, scope.documents)
    may_be_broken = names_any(scope.gone, change.source.tree)

    def wanted(path: str, mention: Mention) -> bool:
        if scope.everything or is_rule(mention) or "#" in mention.raw:  # any heading may have changed
            return True
        return (mention.kind, mention.raw) not in known[path] or may_be_broken(mention)

    return wanted


def _known(change: _Change, documents: Iterable[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
    """What each document named in the commit."""
    from contextkit.facts.document import extract_document
    from contextkit.facts.facts import suffix_of

    was = {p: change.names.get(p, p) for p in documents}
    contents = change.source.history.read_at(change.commit, {old for old in was.values() if old})
    facts = {p: extract_document(contents[old], suffix_of(p)) for p, old in was.items() if old and old in contents}
    return {p: frozenset((m.kind, m.raw) for m in facts[p].mentions) if p in facts else frozenset() for p in documents}


def _findings(change: _Change, scope: _Scope) -> Sequence[Finding]:
    """What is new in these documents."""
    from contextkit.cli.changes import new_since
    from contextkit.cli.checking import Asked, Check
    from contextkit.linting.baseline import STALE
    from contextkit.linting.suppress import UNUSED

    if not scope.documents:
        return ()
    lints = [s.lint for s in Check(change.source).selected if s.lint.page.group == "truth"]
    names = tuple(lint.id for lint in lints if lint.page.reads in _OF_DOCUMENTS and lint.id not in {STALE, UNUSED})
    if not names:
        return ()
    check = Check(change.source, Asked(tuple(sorted(scope.documents)), select=names))
    report = check.report_where(_wanted(change, scope))
    graver = tuple(f for f in report.findings if f.severity != "info")
    return new_since(check, replace(report, findings=graver), change.commit, change.names).findings


def _text(findings: Sequence[Finding], memory: Memory, touched: frozenset[str]) -> str:
    """A finding is told once to be mended, once to be reported, and then no more."""
    fresh = [f for f in findings if not memory.told.get(f.fingerprint)]
    again = [f for f in findings if memory.told.get(f.fingerprint) == 1]
    said = [(opening, found) for opening, found in ((_FRESH, fresh), (_AGAIN, again)) if found]
    return "\n\n".join(opening + _listed(found, touched, _MAX_TOKENS // len(said)) for opening, found in said)


def _listed(findings: Sequence[Finding], touched: frozenset[str], max_tokens: int) -> str:
    from contextkit.reporting import Options, Outcome, render

    return "\n".join(render(Outcome(tuple(findings)), "agent", Options(max_tokens=max_tokens, touched=touched)))
