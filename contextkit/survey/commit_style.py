"""How commits are worded, by the subjects of the last ones."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from contextkit.survey.inventory import Convention, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contextkit.repo import History
    from contextkit.survey.material import Material

LOOKED_AT = 200
_LEAST = 20
_MOST_SHARE = 0.8
_CONVENTIONAL = re.compile(r"(?P<type>[a-z]{2,12})(?:\([\w./@, *-]+\))?!?: \S")
_TYPES = frozenset("feat fix docs chore refactor test perf ci build style revert release deps".split())
_BOT = re.compile(r"^(?:bump |update dependency |merge |revert )", re.IGNORECASE)
_HABITS = (
    (re.compile(r"^\[[\w./ -]+\] \S"), "Commit subjects begin with an area in brackets: `[area] What changes`"),
    (re.compile(r"^:[a-z_]+:|^[\u2190-\U0001faff]"), "Commit subjects begin with an emoji"),
    (
        re.compile(r"^[a-z][\w./-]+(?:, [\w./-]+)*: \S"),
        "Commit subjects begin with the part: `part: what changes`",
    ),
    (re.compile(r"^(?:[A-Z]+-\d+)\b"), "Commit subjects begin with a ticket's key"),
)
_CONFIGURED = (
    *(f"commitlint.config.{ending}" for ending in ("js", "cjs", "mjs", "ts")),
    *(".commitlintrc", ".commitlintrc.json", ".commitlintrc.yml", ".commitlintrc.yaml"),
)


def commit_convention(history: History, material: Material) -> Iterator[Convention]:
    """Conventional commits, where a linter demands them or four of five subjects are; else another habit."""
    configured = next((p for p in _CONFIGURED if material.manifests.has(p)), "")
    subjects = [s for s in history.subjects(LOOKED_AT) if not _BOT.match(s)]
    if configured:
        said = f"Commits follow Conventional Commits, checked by commitlint{_examples(subjects)}"
        yield Convention("commit style", said, Evidence(configured))
    elif len(subjects) >= _LEAST:
        yield from _of_history(subjects)


def _of_history(subjects: Sequence[str]) -> Iterator[Convention]:
    types = Counter(m["type"] for s in subjects if (m := _CONVENTIONAL.match(s)))
    conventional = sum(count for name, count in types.items() if name in _TYPES)
    evidence = Evidence(".git", 1, f"{conventional} of the last {len(subjects)} subjects")
    if conventional >= len(subjects) * _MOST_SHARE:
        yield Convention("commit style", f"Commits follow Conventional Commits{_examples(subjects)}", evidence)
        return
    for pattern, said in _HABITS:
        count = sum(pattern.search(s) is not None for s in subjects)
        if count >= len(subjects) * _MOST_SHARE:
            place = Evidence(".git", 1, f"{count} of the last {len(subjects)} subjects")
            yield Convention("commit style", said, place)
            return


def _examples(subjects: Sequence[str]) -> str:
    """The types that are used here, the most frequent first."""
    types = Counter(m["type"] for s in subjects if (m := _CONVENTIONAL.match(s)) and m["type"] in _TYPES)
    shown = ", ".join(f"`{name}`" for name, _ in types.most_common(4))
    return f" ({shown})" if shown else ""
