"""Headline commands that were run: which worked, which failed, and which could not be tried, and why."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from contextkit.mapping.section_commands import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from contextkit.survey.inventory import Command

Status = Literal["ran", "matched", "failed", "untried"]

_NOT_FOUND = 127  # of a shell: there is no such command
TABLE, VERSION = "runs", "1"

_PLACEHOLDER = re.compile(r"<[^<>]+>|\[[^\[\]]+\.\.\.\]|(?<!/)\.\.\.$")  # `./...` is a pattern of Go's
_DOCKER = re.compile(r"Cannot connect to the Docker daemon|docker(?:-compose)?: (?:command )?not found", re.IGNORECASE)
_NETWORK = re.compile(
    r"\b(?:ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED)\b|getaddrinfo|(?i:name resolution|could not resolve"
    r"|network is unreachable|failed to (?:fetch|download|lookup address)|dns error|no such host|unable to download"
    r"|connection refused|couldn't connect to server|failed to establish a new connection)"
)
_NOT_INSTALLED = re.compile(
    r"node_modules missing|Cannot find (?:module|package)|No module named|ERR_MODULE_NOT_FOUND|Could not find gem"
    r"|(?i:run `?(?:npm|pnpm|yarn|bundle|composer|mix) (?:install|deps)|please install|is not installed)"
)
_NO_COMMAND = re.compile(
    r"(?:^|: )([\w./@+-]+): (?:command )?not found|command not found: ([\w./@+-]+)"
    r"|\benv: \W?([\w./@+-]+)\W?: No such file",
    re.MULTILINE,
)
_NO_TOOL = re.compile(r"\bError 127\b")
_WALLED = re.compile(r"Permission denied|Operation not permitted|Read-only file system", re.IGNORECASE)
_MISSING = (
    (_DOCKER, "Docker"),
    (_NETWORK, "the network"),
    (_NOT_INSTALLED, "what is installed first"),
    (_NO_COMMAND, ""),
    (_NO_TOOL, "a tool that is not here"),
    (_WALLED, "more than a sandbox allows"),
)
"""What the end of an output says of what a sandbox lacks."""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one command."""

    line: str
    folder: str
    status: Status
    why: str = ""
    """Of what was not run or failed; for `matched`, where CI runs it."""
    commit: str = ""
    exit: int | None = None
    seconds: float = 0.0

    @property
    def key(self) -> str:
        return key_of(self.line, self.folder)


def key_of(line: str, folder: str) -> str:
    """The key of a command's row in the store."""
    return sha256(f"{folder}\0{line}".encode("utf-8", "surrogateescape")).hexdigest()


def headlines(commands: Iterable[Command]) -> tuple[Command, ...]:
    """The commands of the whole repository that are to be tried, in the order in which they depend on each other."""
    return tuple(c for c in commands if c.is_headline and not c.package)


def without_running(command: Command) -> Run | None:
    """The verdict on a command that needs no run, or allows none; None: it is to be run."""
    ci = next((e for e in command.evidence if kind_of(e.path) == "CI"), None)
    if ci is not None:
        return Run(command.line, command.folder, "matched", f"CI runs it ({ci})")
    if _PLACEHOLDER.search(command.line):
        return Run(command.line, command.folder, "untried", "a part of it is to be filled in")
    return None


def verdict(command: Command, commit: str, status: int | None, seconds: float, output: str) -> Run:
    """What a run tells. What lacks something that a sandbox does not have has not failed."""
    if status is None:
        why = f"it was still running after {seconds:.0f} seconds"
        return Run(command.line, command.folder, "untried", why, commit, None, round(seconds, 1))
    if status == 0:
        return Run(command.line, command.folder, "ran", "", commit, 0, round(seconds, 1))
    need = _need(output) or ("a tool that is not here" if status == _NOT_FOUND else "")
    why = f"it needs {need}" if need else _last_line(output)
    return Run(command.line, command.folder, "untried" if need else "failed", why, commit, status, round(seconds, 1))


def without_failed(commands: Iterable[Command], failed: Collection[str]) -> tuple[Command, ...]:
    """The commands less those headlines that failed when they were run."""
    return tuple(c for c in commands if not c.is_headline or key_of(c.line, c.folder) not in failed)


def to_row(run: Run) -> bytes:
    return json.dumps(asdict(run)).encode()


def of_row(row: bytes | None) -> Run | None:
    """The run of a row; None where it says none."""
    try:
        return Run(**json.loads(row or b"null"))
    except (ValueError, TypeError):
        return None


def shown(run: Run) -> str:
    """The run in one line."""
    said = {"ran": "ran", "matched": "matched", "failed": "FAILED", "untried": "not run"}[run.status]
    details = [run.why] if run.why else []
    if run.exit is not None:
        details += [f"exit {run.exit}", f"{run.seconds:.1f} s", f"at {run.commit[:10]}"]
    return f"{said:<8} {run.line}" + (f"  ({', '.join(details)})" if details else "")


def _need(output: str) -> str:
    for pattern, need in _MISSING:
        found = pattern.search(output)
        if found is not None:
            return need or f"`{next(name for name in found.groups() if name)}`"
    return ""


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][:120] if lines else "it said nothing"
