"""Command lines compared: two that do the same have one form."""

from __future__ import annotations

import re
import shlex
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MANAGERS = frozenset({"npm", "pnpm", "yarn", "bun"})
VALUED = frozenset(
    """
    --filter -F -C --dir --cwd --prefix --python -p --group --only-group --extra --with --package --project -w
    --workspace --directory --manifest-path -G --env-file
    """.split()
)
"""Options of package managers that take a value."""

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_WRAPPERS = (
    ("uv", "run"),
    ("poetry", "run"),
    ("pdm", "run"),
    ("hatch", "run"),
    ("pipenv", "run"),
    ("rye", "run"),
    ("bundle", "exec"),
    ("pnpm", "exec"),
    ("yarn", "exec"),
    ("npm", "exec"),
    ("mise", "exec", "--"),
    ("npx",),
    ("bunx",),
    ("uvx",),
    ("sudo",),
    ("time",),
    ("xvfb-run",),
    ("python", "-m"),
    ("python3", "-m"),
)
_QUIET = frozenset(
    """
    --frozen-lockfile --immutable --locked --frozen --no-daemon --prefer-offline --no-audit --no-fund --ci --verbose
    -v -q --quiet --stacktrace --no-build-cache --color=always --show-diff-on-failure
    """.split()
)
"""What a server adds to a command and a person leaves out."""


@cache
def words_of(line: str) -> Sequence[str]:
    """The words of a line as a shell splits them; at white space where its quotes do not match."""
    try:
        return tuple(shlex.split(line))
    except ValueError:
        return tuple(line.split())


@cache
def unwrapped(line: str) -> Sequence[str]:
    """The words from the program on that is really run: without assignments, `uv run`, `npx` and the like."""
    words = list(words_of(line))
    while words:
        if _ASSIGNMENT.match(words[0]):
            words = words[1:]
            continue
        wrapper = next((w for w in _WRAPPERS if tuple(words[: len(w)]) == w), None)
        if wrapper is None or len(words) == len(wrapper):
            break
        words = _after_options(words[len(wrapper) :])
    if words:
        words[0] = re.sub(r"^(?:\./|\.venv/bin/|node_modules/\.bin/)+", "", words[0])
    return tuple(words)


def _after_options(words: list[str]) -> list[str]:
    while words and words[0].startswith("-") and words[0] != "--":
        words = words[2 if words[0] in VALUED and "=" not in words[0] else 1 :]
    return words[1:] if words[:1] == ["--"] else words


def form_of(line: str) -> tuple[str, ...]:
    """What two lines have in common that do the same: `npm run test`, `pnpm test` and `yarn test`."""
    words = [w for w in unwrapped(line) if w not in _QUIET]
    if not words:
        return ()
    program, rest = words[0], words[1:]
    if program in MANAGERS:
        return "js", *_script(rest)
    if program in ("gradle", "gradlew"):
        return "gradle", *(w if ":" in w[1:] else w.removeprefix(":") for w in rest)
    if program == "mvnw":
        return "mvn", *rest
    if program == "python3":
        return "python", *rest
    return program, *(w.removesuffix("/") for w in rest)


def _script(words: Sequence[str]) -> Sequence[str]:
    rest = [w for w in words if w not in ("run", "run-script", "--")] or ["install"]
    short = {"i": "install", "ci": "install", "t": "test"}
    # `npm ci` installs; `pnpm run ci` is a script of that name
    return [rest[0] if len(rest) != len(words) else short.get(rest[0], rest[0]), *rest[1:]]
