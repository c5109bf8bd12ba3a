"""Tests that exist: the files in which they are, and their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.tasks.singles.skipped import is_skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contextkit.survey.commands.terms import Sources

_LOOKED_AT = 40
_ASIDE = re.compile(
    r"(?:^|/)(?:node_modules|vendor|fixtures?|__fixtures__|testdata|test[-_]data|examples?|templates?|e2e|integration\w*"
    r"|benchmarks?|playground|conftest|snapshots?|generated|docs|smoke\w*|manual|perf\w*|stress\w*)(?:/|$)|e2e|integration"
)


def test_files(folder: str, name: re.Pattern[str], sources: Sources) -> Sequence[str]:
    """The test files below a folder, the shallowest first: unit tests, in no folder of another package."""
    found = []
    for path in sources.tree.under(folder):
        if name.search(path) and not _ASIDE.search(path[len(folder) :]):
            owner = sources.packages.chain(path)[0]
            if owner == folder or not folder:
                found.append(path)
    return sorted(found, key=lambda p: (p.count("/"), p))[:_LOOKED_AT]


def first_match(
    paths: Iterable[str], pattern: re.Pattern[str], sources: Sources
) -> Iterator[tuple[str, re.Match[str], int]]:
    """For each file the first test in it that is not skipped, with its line."""
    for path in paths:
        text = sources.files.text(path)
        all_of_it = pattern.finditer(text) if text and len(text) < 300_000 else ()
        found = next((m for m in all_of_it if text and not is_skipped(text, m)), None)
        if text and found:
            yield path, found, text.count("\n", 0, found.start(found.lastindex or 0)) + 1
