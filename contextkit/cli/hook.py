"""`contextkit hook`: what an agent's own hooks call, and how they come into its settings."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from contextkit.cli.errors import nearest
from contextkit.cli.hooks import TIMEOUT_SECONDS, agent_names, the_agent
from contextkit.cli.options import examples
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from contextkit.cli.hooks import Agent, Reply

_PATIENCE_SECONDS = TIMEOUT_SECONDS * 2 // 3


class _TooLong(BaseException):
    """Past all that catches Exception."""


class _Hook(click.Group):
    """A command for each agent there is, made when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return [*agent_names(), "install"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "install":
            from contextkit.cli.hook_install import install

            return install
        return _answering(cmd_name) if cmd_name in agent_names() else super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.list_commands(ctx) and not ctx.resilient_parsing:
            known = self.list_commands(ctx)
            click.echo(f"error: there is no agent {name!r}{nearest(name, known)}", err=True)
            ctx.exit(1)  # exit 2, which misuse has otherwise, would stop some agents
        return super().resolve_command(ctx, args)


@click.group(
    "hook",
    cls=_Hook,
    epilog=examples(
        ("contextkit hook install claude --diff", "what would come into .claude/settings.json"),
        ("contextkit hook install claude", "after asking"),
        ("contextkit hook install claude --remove", "as it was before"),
        ("contextkit hook claude < event.json", "what Claude Code calls"),
    ),
)
def command() -> None:
    """Answer an agent's hook, or install the hooks.

    An agent calls `contextkit hook AGENT` with an event on stdin, after edits and at the end of a turn, and is told
    what its change broke. What goes wrong with contextkit itself never stops the agent.
    """


def _answering(name: str) -> click.Command:
    # Whatever an agent's settings add to our command, it is no reason to stop the agent.
    settings = {"ignore_unknown_options": True, "allow_extra_args": True}
    text = f"Answer an event of {name} (JSON on stdin)."
    return click.Command(name, callback=lambda: _answer(name), help=text, context_settings=settings)


def _answer(name: str) -> int:
    agent = the_agent(name)
    try:
        with _limited(_PATIENCE_SECONDS):
            reply = _reply(name, agent)
    except ContextkitError as error:
        reply = agent.let_go(f"contextkit did not check this: {error}")
    except (_TooLong, KeyboardInterrupt):
        reply = agent.let_go(f"contextkit did not check this: it took longer than {_PATIENCE_SECONDS} s. {_WARM}")
    except Exception as error:  # noqa: BLE001  (a bug of ours must not stop an agent)
        reply = agent.let_go(f"contextkit did not check this, by a bug: {type(error).__name__}: {error}. {_logged()}")
    if reply.out:
        click.echo(reply.out)
    if reply.err:
        click.echo(reply.err, err=True)
    return reply.code


_WARM = "Run `contextkit check` once: it keeps what it reads"


def _reply(name: str, agent: Agent) -> Reply:
    from contextkit.cli.hooking import message

    event = agent.read(_said(sys.stdin.buffer.read()))
    said = message(name, event)
    return agent.tell(said, event) if said else agent.let_go("")


def _said(stdin: bytes) -> dict[str, object]:
    try:
        said = json.loads(stdin)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        what = "is empty" if not stdin.strip() else "is no JSON object"
        raise ContextkitError(f"The event on stdin {what}", "See docs/hooks.md for what an agent has to send")
    return said


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """Ends what takes too long, where the system has alarms."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong


def _logged() -> str:
    import traceback

    from contextkit.cli.errors import write_log

    log = write_log(traceback.format_exc())
    return f"Report it with the traceback in {log}" if log else "Report it"
