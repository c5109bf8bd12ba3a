"""Finds credentials in what agents read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from contextkit.lint_api import Location, Match, Project, Secret

PRIVATE_KEY = "private key"
END = re.compile(r"-----END ")


def check(project: Project) -> Iterator[Match]:
    agents = frozenset(project.agent_files)
    found = [(path, secret) for path, document in project.documents.items() for secret in document.secrets]
    shown = Counter(body for path, body in {(p, body_of(project, p, s)) for p, s in found if p not in agents} if body)
    for path, secret in found:
        is_shown = shown[body_of(project, path, secret)] > 1
        if path in agents or not is_example(secret, is_shown=is_shown, is_for_users=project.is_for_users(path)):
            # Neither a value nor the symbol holds anything of the secret itself.
            yield Match(Location(path, secret.line, secret.column), {"kind": secret.kind}, symbol=secret.kind)


def is_example(secret: Secret, *, is_shown: bool, is_for_users: bool) -> bool:
    """Whether a key in a document for people opens nothing, or is shown to users as a sample."""
    return secret.like == "broken" or (is_for_users and (secret.like == "sample" or is_shown))


def body_of(project: Project, path: str, secret: Secret) -> str:
    """What a private key says, however it is laid out; never kept beyond the check."""
    if secret.kind != PRIVATE_KEY:
        return ""
    lines = (project.read(path) or "").split("\n")[secret.line - 1 :]
    text = "\n".join(lines)[secret.column - 1 :]
    end = END.search(text)
    return re.sub(r"\\[nrt]|[^A-Za-z0-9/=]", "", text[: end.start()]) if end else ""
