"""The agents that can call us from their hooks, one module each: what their events say, and how they are answered.

A module here is an agent: there is no other list.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Moment = Literal["edit", "shell", "end", "other"]
"""After a file was edited, after a command that may have changed any, at the end of a turn; or what is not ours."""


@dataclass(frozen=True, slots=True)
class Event:
    """What an agent tells of."""

    moment: Moment
    session: str = ""
    folder: str = ""
    """Where the agent works."""
    paths: tuple[str, ...] = ()
    """The files that were edited, moved or deleted, as the agent names them."""
    is_continued: bool = False
    """At the end of a turn: the turn goes on only since a hook asked for it."""
    is_heard: bool = True
    """Whether the agent is known to be shown the answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the process prints, and the exit code with which it ends."""

    out: str = ""
    err: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Hooks:
    """What stands in an agent's settings, so that it calls us."""

    path: str
    """The file, in the repository."""
    local_path: str | None
    """The file that is not shared; None where the agent has none."""
    entries: Sequence[tuple[str, Mapping[str, object]]]
    """What each event's list is to hold, by the event."""
    others: Mapping[str, object]
    """What else a new file must say."""
    note: str = ""
    """What a person has still to do."""


class Agent(Protocol):
    """What a module provides."""

    HOOKS: Hooks

    def read(self, said: Mapping[str, object]) -> Event:
        """The event."""

    def tell(self, message: str, event: Event) -> Reply:
        """The answer by which the agent itself reads the message."""

    def let_go(self, note: str) -> Reply:
        """The answer by which the agent goes on, and the person is told; "" where there is nothing to tell."""


def agent_names() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def the_agent(name: str) -> Agent:
    return cast("Agent", import_module(f"{__name__}.{name}"))


def text_of(said: Mapping[str, object], key: str) -> str:
    """A string of the event; "" where it has none of that name."""
    found = said.get(key)
    return found if isinstance(found, str) else ""


def object_of(said: Mapping[str, object], key: str) -> Mapping[str, object]:
    """An object of the event; an empty one where it has none of that name."""
    found = said.get(key)
    return found if isinstance(found, dict) else {}


COMMAND = "contextkit hook {agent}"
TIMEOUT_SECONDS = 30
"""After which an agent ends us; we give up earlier ourselves, so that the person is told."""
