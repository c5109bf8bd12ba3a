"""Which commands are worth a line, and which of them is certain to be the answer for its purpose."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from contextkit.survey.inventory import HEADLINES
from contextkit.survey.tasks.purpose import name_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from contextkit.survey.tasks.agree import Task

ROOT_LIMIT = 36
PACKAGE_LIMIT = 8
_RUNNERS = "just make task mise poe nox hatch pdm rake tox composer node deno mix cargo".split()
"""Of two that define a task of the same name the one that calls the other comes first."""
_FOR_PEOPLE = frozenset("just make task mise poe nox hatch pdm rake".split())
"""Runners whose tasks are written to be typed."""
_OF_A_SERVER = re.compile(r"(?:^|[/ ])(?:ci|\.github|\.ci|hooks)/|--if-present|\b(?:affected|matrix)\b")
_DANGER = re.compile(r"\bdown\b|--volumes|\bpublish\b|\brm -rf\b|\bdeploy\b|\bdrop\b|--reset\b|\bgit push\b|--force\b")
_GATES = frozenset("check checks verify validate ready preflight qa all precommit pre-commit pre-push prepush".split())
"""Names of what is run before a change leaves."""
_INSTALLS = re.compile(
    r"\b(?:uv|poetry|pdm|npm|pnpm|yarn|bun|bundle|composer|pip3?|mix|mise|dotnet|flutter|pre-commit|pipenv)\b[^\n;&|]*"
    r"\b(?:sync|install|ci|deps\.get|restore|get)\b"
    r"|\bgo mod download\b|\byarn\s*(?:$|&&|;)|\bcargo fetch\b|requirements"
)
_WATCHES = re.compile(
    r"(?:tsc|tsup|tsdown|rollup|unbuild|tshy|swc|esbuild|vite build|babel|rslib|webpack)\b.*(?:--watch|-w\b)"
    r"|^tshy|^unbuild"
)
_OF_A_PART = re.compile(r"\b(?:front-?end|back-?end)\b|\bthe (?:client|website|docs)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\ball\b|\band\b|,", re.IGNORECASE)
_WITH_A_VERB = 2
_ONLY_CHECKS = re.compile(r"^(?:check|verify)", re.IGNORECASE)


def score(task: Task) -> float:
    """How much a reader would miss it."""
    value = {0: 5.0, 1: 3.0, 2: 1.5, 3: 0.5}[3 if task.told.purpose == "release" else task.told.distance]
    value += 2.0 if "definition" in task.sources else 0.0
    value += 1.3 * min(2.0, task.heard("prose")) + min(1.5, task.heard("ci")) + 1.5 * task.heard("hook")
    value += 0.7 if task.about else 0.0
    value += 1.0 if task.runner in _FOR_PEOPLE else 0.0
    value += 2.5 if task.name.lower() in _GATES else 0.0
    value -= 1.5 if task.is_barred else 0.0
    value -= 0.4 * max(0, len(name_words(task.name)) - 1)
    value -= 0.3 * max(0, len(task.form) - 4) + (1.0 if len(task.line) > 80 else 0.0)
    value -= 1.5 if _OF_A_SERVER.search(task.line) else 0.0
    if task.told.purpose in ("other", "release"):
        value -= 0.5 if task.told.purpose == "other" or not task.is_barred else 1.5
    return value


def best_by_purpose(tasks: Sequence[Task], *, is_aside: bool) -> Mapping[str, Task]:
    """For each headline purpose the one task that is certain to answer it; the others are left out.

    Where a package.json stands aside, at the root of a repository in another language, its scripts need a guide's word.
    """
    groups: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.told.purpose in HEADLINES and not task.is_barred and not task.has_hole and _says_what_it_does(task):
            groups[task.told.purpose].append(task)
    found = {p: best for p, members in groups.items() if (best := _certain(members, is_aside=is_aside))}
    found = {p: best for p, best in found.items() if not _is_spelled_otherwise(best, tasks)}
    install = found.get("install")
    if install and (_is_one_of_several(install, groups["install"]) or (is_aside and install.form == ("js", "install"))):
        del found["install"]
    return found


def _says_what_it_does(task: Task) -> bool:
    """Whether what a task runs, and what is said of it, agree with its name."""
    whole = f"{task.body}\n{task.line}"
    if _DANGER.search(whole):
        return False
    if any(_OF_A_PART.search(s.about) and not _OF_ALL.search(s.about) for s in task.said):
        return False
    match task.told.purpose:
        case "install" if task.runner:
            return bool(_INSTALLS.search(task.body)) and not re.search(r"/bin|^[Uu]p(?:date|grade)", task.about)
        case "format":
            return not _ONLY_CHECKS.match(task.about) and not re.search(r"--check\b|--list-different", task.body)
        case "build":
            said = f"{task.said[0].about}\n{task.body}"
            return not re.search(r"container|docker (?:compose )?build", said, re.IGNORECASE)
        case "run":
            is_container = "docker" in task.body and re.search(r"container|\s-d\b", f"{task.about} {task.body}")
            return not _WATCHES.search(task.body) and not is_container and task.runner != "cargo"
    return True


def _is_one_of_several(best: Task, tasks: Sequence[Task]) -> bool:
    """Whether another ecosystem's packages are to be installed as well."""
    if best.runner or "/" in best.form[0]:
        return False
    others = [t for t in tasks if t.form[0] != best.form[0] and t.told.distance <= 1]
    return any(t.sources != {"tool"} and len(best.said) < 3 * len(t.said) for t in others)


def _is_spelled_otherwise(best: Task, tasks: Sequence[Task]) -> bool:
    """Whether prose alone names it, and somebody here types `tool check` for its `tool checks`: one is stale."""
    if best.sources != {"prose"} or best.runner or len(best.form) < _WITH_A_VERB or len({*_documents(best)}) > 1:
        return False
    verbs = {t.form[1] for t in tasks if t.form[0] == best.form[0] and len(t.form) >= _WITH_A_VERB}
    return any(f"{a}s" == b for v in verbs for a, b in ((v, best.form[1]), (best.form[1], v)))


def _documents(task: Task) -> Iterator[str]:
    return (s.evidence.path for s in task.said)


def _certain(tasks: Sequence[Task], *, is_aside: bool) -> Task | None:
    exact = [t for t in tasks if t.told.distance == 0 and "definition" in t.sources]
    # a Rakefile as generated has a task `test` that says nothing of how the tests are run
    sure = [t for t in exact if not (is_aside and t.runner == "node") and (t.runner != "rake" or _is_agreed(t))]
    if sure:
        return min(sure, key=_precedence)
    near = [t for t in tasks if t.told.distance <= 1 and _is_agreed(t)]
    whole = [t for t in near if t.form[:2] in (("pre-commit", "run"), ("prek", "run"))] or near
    if not whole or (whole is near and _are_parts([t for t in tasks if _is_agreed(t)])):
        return None
    return max(whole, key=lambda t: (score(t), -len(t.line)))


def _are_parts(tasks: Sequence[Task]) -> bool:
    """Whether there is one for each language: `cargo fmt` and `ruff format`."""
    far = 2 if tasks[0].told.purpose in ("lint", "format") else 1
    return tasks[0].told.purpose != "install" and len({t.form[0] for t in tasks if t.told.distance <= far}) > 1


def _precedence(task: Task) -> tuple[int, bool, float, str]:
    """In scripts `dev` comes before `start`, which is often what runs in production."""
    rank = _RUNNERS.index(task.runner) if task.runner in _RUNNERS else len(_RUNNERS)
    first = "dev" if task.runner == "node" else "run"
    return rank, task.told.purpose == "run" and task.name != first, -score(task), task.line


def _is_agreed(task: Task) -> bool:
    """Whether two kinds of sources name it where it is typed, or a guide for contributors does."""
    weighty = [s for s in task.said if s.weight >= 1.0 and s.folder in (task.folder, task.package)]
    return len({s.source for s in weighty}) > 1 or any(s.source == "prose" and s.weight >= 2.0 for s in weighty)


def chosen(tasks: Sequence[Task], limit: int, others: Sequence[Task] = ()) -> list[Task]:
    """As many as a map has room for: each further one of a kind counts less, and what other tasks call as well."""
    bodies = "\n".join(t.body for t in (*tasks, *others))
    answered = {t.told.purpose for t in others if t.runner in _FOR_PEOPLE}
    worth = {t: score(t) - _less(t, bodies, answered) for t in tasks}
    found: list[Task] = []
    kinds: Counter[tuple[str, ...]] = Counter()
    waiting = sorted(tasks, key=lambda t: (-worth[t], t.line))
    while waiting and len(found) < limit:
        best = max(waiting, key=lambda t: worth[t] - min(2.0, 0.5 * kinds[_kind(t)]))
        waiting.remove(best)
        found.append(best)
        kinds[_kind(best)] += 1
    return found


def _less(task: Task, bodies: str, answered: Collection[str]) -> float:
    """How much less a task is worth that others call, or that does what a task written for people does."""
    is_answered = task.told.purpose in answered and task.runner not in _FOR_PEOPLE
    return (1.5 if _is_called(task, bodies) else 0.0) + (1.0 if is_answered else 0.0)


def _is_called(task: Task, bodies: str) -> bool:
    """Whether some other task does the same, and perhaps more."""
    called = " ".join(task.form[:3]) if not task.name else task.line
    return len(called) > 5 and re.search(rf"(?:^|[\s./]){re.escape(called)}(?!\S)", bodies) is not None


def _kind(task: Task) -> tuple[str, ...]:
    """Scripts by the first word of their name, other calls by program and verb."""
    if task.name:
        return task.runner, (name_words(task.name) or [task.name])[0]
    return tuple(task.form[:2])
