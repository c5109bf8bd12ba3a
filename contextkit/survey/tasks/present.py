"""The tasks of a package as commands: the certain answers, one single test, and the best of the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from contextkit.survey.inventory import Command, Purpose
from contextkit.survey.tasks.agree import Task, tasks_of
from contextkit.survey.tasks.fan_out import names_one, narrowed_by_guides, runs_every, scoped_by_its_runner
from contextkit.survey.tasks.languages import is_led_by_node
from contextkit.survey.tasks.purpose import Told
from contextkit.survey.tasks.rank import PACKAGE_LIMIT, ROOT_LIMIT, best_by_purpose, chosen, score
from contextkit.survey.tasks.singles import picks_a_real_one, single_tests, told_singles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from contextkit.survey.commands.terms import Sources

_PURPOSES: Sequence[Purpose] = get_args(Purpose)


def of_package(
    package: str, tasks: Sequence[Task], sources: Sources, everywhere: Collection[Task] = ()
) -> Iterator[Command]:
    """The commands of one package; `everywhere` are the tasks of all packages."""
    ones, others = _singles(package, tasks, sources)
    first = best_by_purpose(others, is_aside=not package and not is_led_by_node(sources.tree))
    heads = {t for p, t in first.items() if p != "run"} | set(_run(first.get("run"), everywhere))
    heads |= {t for t in ones[:1] if not t.has_hole and _is_run_so(t, [t for t in tasks if _is_worth_it(t)])}
    rest = [t for t in others if t not in heads and _is_worth_it(t)]
    limit = (PACKAGE_LIMIT if package else ROOT_LIMIT) - len(heads | set(ones))
    kept = list(dict.fromkeys([*heads, *ones, *chosen(rest, limit, list(heads))]))
    kept.sort(key=lambda t: (_PURPOSES.index(t.told.purpose), t not in heads, -score(t), t.line))
    for task in kept:
        yield _command(task, package, sources, is_headline=task in heads)


def with_an_example(commands: Sequence[Command]) -> tuple[Command, ...]:
    """Where only the members of a workspace have tests, the root shows how one of a member is run."""
    ones = [c for c in commands if c.purpose == "test-one" and c.is_headline and not c.folder]
    if not ones or any(c.purpose == "test-one" and not c.package for c in commands):
        return tuple(commands)
    heard = Counter(c.package for c in commands for _ in c.evidence if c.purpose == "test")
    best = min(ones, key=lambda c: (-heard[c.package], c.package))
    before = [c for c in commands if not c.package and _PURPOSES.index(c.purpose) < _PURPOSES.index("test-one")]
    example = replace(best, package="", about=f"one file of {best.package}")
    return (*before, example, *(c for c in commands if c not in before))


def _singles(package: str, tasks: Sequence[Task], sources: Sources) -> tuple[list[Task], list[Task]]:
    """The ways to run one test, the best first, and the tasks that are none."""
    told = told_singles(tasks, sources)
    composed = tasks_of(single_tests(package, tasks, sources), sources)
    others = [t for t in tasks if t not in told]
    named = [t for t in told if picks_a_real_one(t.line, t.folder, sources)]
    known = [t for t in tasks if _is_worth_it(t)]
    usual = [t for t in composed if _is_run_so(t, known)]
    programs = {t.form[0] for t in composed}
    fronts = [t for t in told if t.form[0] not in programs and not t.has_hole]
    ones = list(dict.fromkeys([*named, *fronts, *usual, *told])) or (composed if known and not package else [])
    kept: dict[tuple[str, ...], Task] = {}
    for one in ones:
        kept.setdefault(one.form[:2], replace(one, told=Told("test-one", 1)))
    return list(kept.values())[: 2 if package else 3], others


def _run(task: Task | None, everywhere: Collection[Task]) -> Sequence[Task]:
    """The task itself; where guides start one package and not all, that, if it is the only one."""
    if task is None:
        return ()
    narrowed = narrowed_by_guides(task, everywhere)
    ones = [t for t in narrowed if names_one(t)]
    return ones if len(ones) == 1 else () if narrowed else (task,)


def _is_run_so(one: Task, tasks: Sequence[Task]) -> bool:
    """Whether the program that runs one test is the one that somebody here runs tests with."""
    if one.sources != {"tool"} or one.form[0] == "js":
        return True
    program = " ".join(one.form[: 1 if one.form[0] in ("pytest", "gradle", "tox", "jest", "vitest") else 2])
    return any(
        re.search(rf"\b{re.escape(program)}\b", f"{t.body} {' '.join(t.form)}") for t in tasks if t.sources != {"tool"}
    )


def _is_worth_it(task: Task) -> bool:
    """What a tool brings by itself is only worth a line where somebody uses it."""
    is_aside = task.sources == {"ci"} and task.heard("ci") < 1.0
    is_of_a_readme = bool(task.package) and all(s.source in ("prose", "tool") and s.weight < 2.0 for s in task.said)
    return task.sources != {"tool"} and not (is_aside or is_of_a_readme) and score(task) > 0.5


def _command(task: Task, package: str, sources: Sources, *, is_headline: bool) -> Command:
    evidence = tuple(s.evidence for s in task.said[:5])
    short = ", ".join(f"`{line}`" for line in task.short)
    about = f"{task.about} (short: {short})".strip() if short else task.about
    every = runs_every(task) if task.told.purpose == "run" and not task.package else ""
    about = about or (f"in every package that has a script `{every}`" if every else "")
    line = scoped_by_its_runner(task, sources) or task.line
    return Command(task.told.purpose, line, task.folder, package, evidence, is_headline, about, _needs(task))


def _needs(task: Task) -> tuple[str, ...]:
    return ("Docker",) if "docker" in task.body or "docker" in task.line else ()
