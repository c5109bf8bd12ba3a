"""Finds instructions that one agent reads twice, and copies that no longer say the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import chain, pairwise
from posixpath import dirname, join
from typing import TYPE_CHECKING, NamedTuple

from contextkit.lint_api import Location, Match, Project, home_of

if TYPE_CHECKING:
    from contextkit.lint_api import Statement

LEAST_WORDS = 5
"""What is shorter is said in many places by chance."""
LEAST_WORDS_OF_A_COPY = 8
"""In what is shorter, another word is another instruction."""
SHINGLE = 3
SHARED_SHINGLES = 0.4
LIKENESS = 0.85
FREQUENT = 40
"""A shingle of more statements tells nothing."""
FEW = 5
"""So many rules may be repeated where an agent reads the nearest file alone."""
PUNCTUATION = ".,;:!?()[]{}\"'*_`\u2018\u2019\u201c\u201d\u2013\u2014-"
# Words in which the copies for two agents differ by right.
AGENTS = frozenset("agents agent claude gemini cursor codex copilot md mdc you".split())
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement where it stands; `number` counts those of a file."""

    path: str
    number: int
    statement: Statement
    words: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.path}:{self.statement.line}"


class Pair(NamedTuple):
    """A statement and the one that says the same, or nearly, in a file that comes before."""

    copy: Said
    first: Said


def check(project: Project) -> Iterator[Match]:
    readers = Readers(project)
    said = sorted(statements(project, readers), key=lambda s: (*rank(s.path), s.number))
    same = list(equal_pairs(said, readers))
    yield from repeated(readers, same)
    taken = {s for pair in same for s in pair}
    yield from drifted(readers, [s for s in said if s not in taken])


def rank(path: str) -> tuple[int, bool, bool, str]:
    """The root before what is nested in it; there AGENTS.md before other maps, and these before rules."""
    home = home_of(path)
    return len(home.split("/")) if home else 0, not path.endswith("AGENTS.md"), dirname(path) != home, path


def statements(project: Project, readers: Readers) -> Iterator[Said]:
    for path in readers.paths():
        for number, statement in enumerate(project.statements(path)):
            words = tuple(w for word in statement.text.casefold().split() if (w := word.strip(PUNCTUATION)))
            if words:
                yield Said(path, number, statement, words)


class Readers:
    """Which agents load which files together."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loaded = cache(self._load)
        self.together = cache(self._together)
        self.probes = cache(self._probes)

    def paths(self) -> Sequence[str]:
        """All that some agent loads, imported documents included."""
        homes = [join(home, "AGENTS.md") for home in self._project.homes]
        loaded = (self._loaded(agent, probe) for agent in self._project.agents for probe in homes)
        return sorted({*self._project.agent_files, *chain.from_iterable(loaded)})

    def of(self, path: str) -> Sequence[str]:
        """The agents that load a file where it applies."""
        return [a for a in self._project.agents if any(path in self._loaded(a, p) for p in self.probes(path))]

    def alone(self, copy: str, first: str) -> Sequence[str]:
        """The agents that read the copy in place of the file that comes before it."""
        return [
            agent
            for agent in self._project.agents
            if (load := self._project.loads(agent, join(home_of(copy), "AGENTS.md"))) and (first, copy) in load.shadowed
        ]

    def _together(self, one: str, other: str) -> Sequence[str]:
        probes = {*self.probes(one), *self.probes(other)}
        return [a for a in self._project.agents if any({one, other} <= self._loaded(a, probe) for probe in probes)]

    def _probes(self, path: str) -> frozenset[str]:
        """Files that an agent may work on when it loads this one: one of its folder, and one for each of its globs."""
        document = self._project.documents.get(path)
        globs = [m.raw for m in document.mentions if m.syntax == "front-matter"] if document else []
        matching = chain.from_iterable(self._project.tree.matching(glob)[:1] for glob in globs)
        return frozenset({join(home_of(path), "AGENTS.md"), *matching})

    def _load(self, agent: str, probe: str) -> frozenset[str]:
        load = self._project.loads(agent, probe)
        tree = self._project.tree
        return frozenset(tree.resolve(file.path) or file.path for file in load.files) if load else frozenset()


def equal_pairs(said: Sequence[Said], readers: Readers) -> Iterator[Pair]:
    """Each statement that stands, word for word, in a file that is loaded with it."""
    by_words: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in said:
        earlier = by_words[one.words]
        first = next((e for e in earlier if e.path != one.path and readers.together(e.path, one.path)), None)
        if first is not None:
            yield Pair(one, first)
        earlier.append(one)


def repeated(readers: Readers, pairs: Sequence[Pair]) -> Iterator[Match]:
    """One match for statements that follow each other in both files."""
    counts = Counter((pair.copy.path, pair.first.path) for pair in pairs)
    for run in runs(sorted(pairs, key=lambda p: (p.copy.path, p.first.path, p.copy.number))):
        copy, first = run[0]
        if sum(len(pair.copy.words) for pair in run) < LEAST_WORDS:
            continue
        alone = readers.alone(copy.path, first.path)
        is_needed = bool(alone) and counts[copy.path, first.path] <= FEW
        values = {
            "raw": copy.statement.text,
            "place": first.place,
            "other": first.path,
            "path": copy.path,
            "count": str(len(run)),
            "agents": ", ".join(readers.together(copy.path, first.path)),
            "alone": ", ".join(alone),
        }
        variant = "few" if is_needed else "run" if len(run) > 1 else ""
        yield Match(
            Location(copy.path, copy.statement.line, copy.statement.column),
            values,
            symbol=" ".join(copy.words),
            variant=variant,
            severity="info" if is_needed else None,
        )


def runs(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    run: list[Pair] = []
    for before, pair in pairwise((None, *pairs)):
        if pair is None:
            continue
        follows = before is not None and all(
            a.path == b.path and a.number + 1 == b.number for a, b in zip(before, pair, strict=True)
        )
        if run and not follows:
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def drifted(readers: Readers, said: Sequence[Said]) -> Iterator[Match]:
    """Statements that are nearly those of another file, each of one, where an agent reads both or each another one."""
    near: dict[Said, list[Said]] = defaultdict(list)
    for one, other in likely_copies([s for s in said if len(s.words) >= LEAST_WORDS_OF_A_COPY]):
        if SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() >= LIKENESS:
            near[one].append(other)
            near[other].append(one)
    for copy, found in near.items():
        first = found[0]
        if len(found) > 1 or len(near[first]) > 1 or rank(copy.path) < rank(first.path) or copy.path == first.path:
            continue
        together = readers.together(first.path, copy.path)
        difference = difference_of(copy, first)
        if difference and (together or are_twins(readers, copy.path, first.path)):
            agents = together or [*readers.of(copy.path), *readers.of(first.path)]
            values = {"place": first.place, "difference": difference, "agents": ", ".join(dict.fromkeys(agents))}
            yield Match(
                Location(copy.path, copy.statement.line, copy.statement.column),
                values | {"raw": copy.statement.text, "other": first.path},
                symbol=" ".join(copy.words),
                variant="drifted",
            )


def are_twins(readers: Readers, one: str, other: str) -> bool:
    """Whether two files tell two agents about the same folder."""
    return home_of(one) == home_of(other) and bool(readers.of(one)) and bool(readers.of(other))


def likely_copies(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pairs, in order, that share enough of their shingles."""
    shingles = [frozenset(zip(*(s.words[i:] for i in range(SHINGLE)), strict=False)) for s in said]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        shared = Counter(chain.from_iterable(holders[s] for s in own if len(holders[s]) <= FREQUENT))
        for other, count in sorted(shared.items()):
            if count >= SHARED_SHINGLES * max(len(own), len(shingles[other])):
                yield said[other], said[index]
        for shingle in own:
            holders[shingle].append(index)


def difference_of(copy: Said, first: Said) -> str:
    """In what a copy differs; nothing where it has to: in the name of its part, or of its agent."""
    blocks = SequenceMatcher(None, first.words, copy.words, autojunk=False).get_opcodes()
    changes = [(first.words[a:b], copy.words[c:d]) for kind, a, b, c, d in blocks if kind != "equal"]
    own = AGENTS | words_of_path(copy.path) | words_of_path(first.path)
    if not changes or any(is_name(word, own) for change in changes for side in change for word in side):
        return ""
    return "; ".join(shown(old, new) for old, new in changes)


def words_of_path(path: str) -> frozenset[str]:
    return frozenset(WORD.findall(path.casefold()))


def is_name(word: str, names: frozenset[str]) -> bool:
    return not names.isdisjoint(WORD.findall(word))


def shown(old: Sequence[str], new: Sequence[str]) -> str:
    if not old:
        return f'"{" ".join(new)}" is only here'
    if not new:
        return f'"{" ".join(old)}" is only there'
    return f'"{" ".join(new)}" here is "{" ".join(old)}" there'
