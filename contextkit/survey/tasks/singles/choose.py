"""Of what the maintainers tell and what can be composed, the way to run one test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.tasks.judge import has_hole
from contextkit.survey.tasks.lines import words_of
from contextkit.survey.tasks.singles import compiled, hosted, node, python

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.survey.commands.terms import Sources
    from contextkit.survey.tasks.agree import Task
    from contextkit.survey.tasks.said import Said

_OPTION = re.compile(
    r"\s(?:-run|--run|-k|--tests|-t|--grep|--testNamePattern|--test-name-pattern|-Dtest|-Dtest-filter)[ =]\S"
)
_TEST_FILE = re.compile(r"(?:^|/)(?:tests?_?[\w-]*|[\w-]+[._-](?:test|spec|tests)|[A-Z]\w*Tests?)\.\w+$")
_HOLE = re.compile(r"<[^<>]*(?:file|test|path|name|label|pattern|spec)[^<>]*>|path/to/\S*test", re.IGNORECASE)


def selects_one(line: str, folder: str, sources: Sources) -> bool:
    """Whether a line of a test runner picks one test, or the tests of one file."""
    is_open = _OPTION.search(line) or _HOLE.search(line)
    return bool(is_open) or picks_a_real_one(line, folder, sources)


def picks_a_real_one(line: str, folder: str, sources: Sources) -> bool:
    """Whether it names one file of tests that is here, and nothing that the reader is to fill in."""
    return not has_hole(line) and sum(_is_test(word, folder, sources) for word in words_of(line)[1:]) == 1


def _is_test(word: str, folder: str, sources: Sources) -> bool:
    path = re.sub(r":\d+$", "", word.split("::", maxsplit=1)[0]).removeprefix("./")
    if _TEST_FILE.search(path):
        return sources.tree.holds(f"{folder}/{path}".lstrip("/"))
    parts = word.split(".")
    modules = ("/".join(parts[:n]) + ".py" for n in range(2, len(parts) + 1))
    return len(parts) > 2 and not word.islower() and any(sources.tree.holds(m) for m in modules)


def single_tests(folder: str, tasks: Sequence[Task], sources: Sources) -> Iterator[Said]:
    """The forms that fit the runners of a folder, each with a test that is there."""
    for module in (python, node, compiled, hosted):
        yield from module.one_test(folder, tasks, sources)


def told_singles(tasks: Sequence[Task], sources: Sources) -> list[Task]:
    """The lines that pick one test among those that guides tell; those without a place to fill in first."""
    told = [t for t in tasks if t.told.purpose == "test" and not t.runner and _is_in_a_guide(t)]
    found = [t for t in told if selects_one(t.line, t.folder, sources)]
    return sorted(found, key=lambda t: (has_hole(t.line), _watches(t.line), t.line.count(" -"), len(t.line), t.line))


def _watches(line: str) -> bool:
    """Whether the runner goes on after the test."""
    return re.search(r"\bvitest\b(?!.*\brun\b)|--watch\b", line) is not None


def _is_in_a_guide(task: Task) -> bool:
    return any(s.source == "prose" and s.weight >= 2.0 for s in task.said)
