"""Finds words that ask for work in agents' files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contextkit.lint_api import Match, Project, location_at


def check(project: Project) -> Iterator[Match]:
    words = project.option("words", list)
    if not words:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
    for path in project.agent_files:
        text = project.read(path) or ""
        for found in pattern.finditer(text):
            yield Match(location_at(path, text, found.start()), {"word": found[0]}, symbol=found[0])
