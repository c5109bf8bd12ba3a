"""Whether a repository is ready for agents: each thing that they need, with its evidence and the next step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.mapping.plan import Plan
    from contextkit.mapping.runs import Run
    from contextkit.repo import Tree
    from contextkit.survey.inventory import Command, Purpose

State = Literal["ready", "missing", "unknown"]

LINT_SECONDS = 30
"""An agent that waits longer than this for a linter does without it."""
RUN: tuple[Purpose, ...] = ("install", "lint", "build", "test")
"""What is run, in this order: later ones stand on what earlier ones leave."""

_CODE = "[cm]?[jt]sx?|c|cc|clj|cpp|cs|dart|exs?|gleam|go|hs|java|jl|kt|lua|php|py|rb|rs|scala|sh|svelte|swift|vue|zig"
_TEST_FILE = re.compile(
    rf"(?:^|/)(?:tests?|specs?|__tests__)/.*\.(?:{_CODE})$|(?:^|/)test_[^/]+\.py$|[._-](?:test|spec)\.(?:{_CODE})$"
    r"|\wTests?\.(?:java|kt|cs|swift|php|scala)$"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that agents need."""

    name: str
    state: State
    evidence: str
    next_step: str = ""
    """What to do; "" where nothing is to be done."""
    seconds: float | None = None
    """How long it took; None where nothing was run."""


def command_checks(commands: Sequence[Command], runs: Mapping[Purpose, Run]) -> Iterator[Check]:
    """Of the headline commands: linting, building, testing. `runs` are those that were tried."""
    for purpose, absent in _ABSENT.items():
        known = [c for c in commands if c.purpose == purpose and not c.package]
        command = next((c for c in known if c.is_headline), None)
        run = runs.get(purpose)
        if run is not None:
            yield _tried(purpose, run)
        elif command is not None:
            yield Check(purpose, "unknown", f"{_told(command)} was not run", "Run `contextkit doctor --run`")
        elif known:
            told = f"{_told(known[0])} may be it, and is not certain"
            yield Check(purpose, "unknown", told, "Say in AGENTS.md which command it is")
        else:
            yield absent


def worktree_check(commit: str | None, left: str = "", seconds: float | None = None) -> Check:
    """Whether agents can have a tree of their own. `left` is what git says of a fresh copy; seconds: it was made."""
    name = "worktree"
    if commit is None:
        return Check(name, "missing", "there is no commit to make one of", "Commit first")
    if seconds is None:
        return Check(name, "unknown", f"none of {commit[:10]} was made", "Run `contextkit doctor --run`")
    if left:
        told = f"a fresh copy of {commit[:10]} is not clean: {left.splitlines()[0].strip()}"
        return Check(name, "missing", told, "See what filters and attributes do to that file", seconds)
    return Check(name, "ready", f"a copy of {commit[:10]} was made", seconds=seconds)


def files_of_tests_check(tree: Tree) -> Check:
    """Whether there are tests at all."""
    found = [path for path in tree.entries if _TEST_FILE.search(path)]
    if not found:
        return Check(
            "test files", "missing", "no file looks like a test", "Write a first test, and a command that runs it"
        )
    return Check("test files", "ready", f"{len(found):,} {'file' if len(found) == 1 else 'files'}, such as {found[0]}")


def map_check(plan: Plan, agent_files: Sequence[str]) -> Check:
    """Whether there is a map at the root, and ours are up to date."""
    root = next((path for path in ("AGENTS.md", "CLAUDE.md") if path in agent_files), None)
    stale = [write.path for write in plan.changes if write.old is not None and not write.is_adopted]
    if root is None:
        return Check("map", "missing", "there is no AGENTS.md", "Run `contextkit init`")
    if stale:
        return Check("map", "missing", f"{', '.join(stale)} is out of date", "Run `contextkit map`")
    return Check("map", "ready", f"{root} is there, and nothing that contextkit wrote is out of date")


def hooks_check(installed: Sequence[str], lacking: Sequence[str]) -> Check:
    """Whether the agents that have a folder here call contextkit; `lacking` are those that do not."""
    if lacking:
        told = f"{', '.join(lacking)} {'has' if len(lacking) == 1 else 'have'} a folder here, and no hook"
        return Check("hooks", "missing", told, f"Run `contextkit hook install {' '.join(lacking)}`")
    if installed:
        return Check(
            "hooks", "ready", f"{', '.join(installed)} {'calls' if len(installed) == 1 else 'call'} contextkit"
        )
    return Check("hooks", "missing", "no agent has a folder here", "Run `contextkit hook install AGENT`")


def references_check(errors: int, unknown: int, documents: int) -> Check:
    """Whether what agents read is true, by the findings of a check."""
    if errors:
        told = f"{errors} {'error' if errors == 1 else 'errors'} in what agents read"
        return Check("references", "missing", told, "Run `contextkit check`")
    return Check("references", "ready", f"no error in {documents} documents; {unknown} references could not be judged")


def _told(command: Command) -> str:
    return f"`{command.line}`" + (f" ({command.evidence[0]})" if command.evidence else "")


def _tried(purpose: Purpose, run: Run) -> Check:
    seconds = run.seconds if run.commit else None
    if purpose == "lint" and run.seconds > LINT_SECONDS:
        told = f"`{run.line}` takes more than {LINT_SECONDS} s"
        return Check(purpose, "missing", told, "Make it faster, or have it look at what changed alone", seconds)
    if run.status == "untried":
        return Check(purpose, "unknown", f"`{run.line}`: {run.why}", "Run it by hand", seconds)
    if run.status == "failed":
        told = f"`{run.line}` fails at {run.commit[:10]} with {run.exit}: {run.why}"
        return Check(purpose, "missing", told, "Mend it, or what the map says of it", seconds)
    return Check(purpose, "ready", f"`{run.line}` ran at {run.commit[:10]}", seconds=seconds)


_ABSENT: Mapping[Purpose, Check] = {
    "lint": Check(
        "lint", "missing", "no command lints the whole repository", "Define one where `contextkit survey` looks"
    ),
    "build": Check("build", "ready", "no command builds anything, so nothing has to be built"),
    "test": Check("test", "missing", "no command runs the tests", "Define one where `contextkit survey` looks"),
}
