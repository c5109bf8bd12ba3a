"""Sources that say the same brought together: one task with all that was said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import parent
from contextkit.survey.tasks.calls import of_line
from contextkit.survey.tasks.judge import has_hole
from contextkit.survey.tasks.purpose import NEVER_FIRST, Told, name_words, of_name
from contextkit.survey.tasks.targets import Key, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.said import Said

_ORDER = ("definition", "prose", "ci", "hook", "tool")


@dataclass(frozen=True, slots=True)
class Task:
    """One command with everything that was said of it, the strongest first."""

    line: str
    folder: str
    """Where it is typed."""
    package: str
    """The folder that it is about."""
    form: tuple[str, ...]
    told: Told
    said: tuple[Said, ...]

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(s.source for s in self.said)

    @property
    def name(self) -> str:
        return self.said[0].name

    @property
    def runner(self) -> str:
        return self.said[0].runner

    @property
    def body(self) -> str:
        return self.said[0].body

    @property
    def about(self) -> str:
        return next((s.about for s in self.said if s.about), "")

    @property
    def short(self) -> tuple[str, ...]:
        return self.said[0].short

    @property
    def is_barred(self) -> bool:
        """Whether its name keeps it from standing for a purpose."""
        return bool(NEVER_FIRST.intersection(name_words(self.name)))

    @property
    def has_hole(self) -> bool:
        return has_hole(self.line)

    def heard(self, source: str) -> float:
        """How much the sources of a kind say in its favour."""
        return min(3.0, sum(s.weight for s in self.said if s.source == source))


def tasks_of(said: Iterable[Said], sources: Sources) -> list[Task]:
    """The tasks, each once, in the order in which they were first named: definitions have to come first."""
    groups: dict[Key, list[Said]] = defaultdict(list)
    for each in said:
        key = key_of(each, sources)
        if key[1]:
            groups[_above(key, groups) if each.source in ("ci", "prose", "hook") else key].append(each)
    return [_task(key, members) for key, members in groups.items()]


def _above(key: Key, groups: Mapping[Key, object]) -> Key:
    """The same in a folder above, where nothing of that form is known in this one."""
    folder, form = key
    while folder and (folder, form) not in groups:
        folder = parent(folder)
    return (folder, form) if (folder, form) in groups else key


def _task(key: Key, members: Sequence[Said]) -> Task:
    said = sorted(members, key=lambda s: (_ORDER.index(s.source), -s.weight, s.evidence))
    told = of_name(said[0].name) if said[0].name else of_line(key[1])
    line, folder = _as_typed(said, key[0])
    return Task(line, folder, key[0], key[1], told, tuple(said))


def _as_typed(said: Sequence[Said], package: str) -> tuple[str, str]:
    """The line that the most say in the folder that it is about, a definition's or a tool's own before all others."""
    given = next((s for s in said if s.source in ("definition", "tool")), None)
    if given:
        return given.line, given.folder
    there = [s for s in said if s.folder == package] or said
    there = [s for s in there if s.source == there[0].source]
    counted = Counter(s.line for s in there)
    best = min(there, key=lambda s: (-counted[s.line], len(s.line), s.line))
    return best.line, best.folder
