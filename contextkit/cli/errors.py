"""The one place where errors become words and exit codes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contextkit import __version__
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from contextkit.cli.options import Output

CLEAN, FINDINGS, MISUSE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
CLOSED_PIPE = 141  # what a shell reports of a program that SIGPIPE ended


def exit_code(call: Callable[[], object], args: Sequence[str], output: Output) -> int:
    """Calls, says what went wrong on stderr, and gives the exit code; an int that `call` returns is one."""
    try:
        code = call()
        sys.stdout.flush()
    except ContextkitError as error:
        _say(error.problem, error.remedy, output)
        return MISUSE
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True, color=output.color)
        return MISUSE
    except click.ClickException as error:
        _say(_sentence(error), f"see `{_path(error)} --help`", output)
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _mute()
        return CLOSED_PIPE
    except Exception as error:  # noqa: BLE001  (whatever else comes up here is a bug of ours)
        _report(error, args, output)
        return BUG
    return code if isinstance(code, int) else CLEAN


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence that says that `name` is not known; empty where nothing is like it."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"; the nearest is `{near[0]}`" if near else ""


def _say(problem: str, remedy: str, output: Output) -> None:
    click.echo(f"{click.style('error:', fg='red', bold=True)} {problem}", err=True, color=output.color)
    click.echo(f"{click.style('remedy:', bold=True)} {remedy}", err=True, color=output.color)


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"there is no option {error.option_name!r}{nearest(error.option_name, error.possibilities or ())}"
    message = " ".join(error.format_message().split())
    return message[:1].lower() + message[1:].rstrip(".")


def _path(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if isinstance(context, click.Context) else "contextkit"


def _mute() -> None:
    # or the interpreter complains of the closed pipe once more when it ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception, args: Sequence[str], output: Output) -> None:
    import traceback

    trace = "".join(traceback.format_exception(error))
    if output.is_verbose:
        click.echo(trace, err=True)
    about = f"contextkit {__version__}, Python {sys.version}, {sys.platform}\narguments: {list(args)}"
    log = write_log(f"{about}\n\n{trace}")
    _say(
        f"a bug in contextkit: {type(error).__name__}: {error}",
        f"report it with the traceback in {log}" if log else "report it with the traceback that --verbose prints",
        output,
    )


def write_log(text: str) -> Path | None:
    """Writes to the user's cache folder, or else to a temporary one; None where neither can be written."""
    import tempfile
    from contextlib import suppress

    for folder in (_cache_folder(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".log", "contextkit-bug-", folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
            return Path(name)
    return None


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path(os.path.expanduser("~/.cache"))) / "contextkit"  # noqa: PTH111  (never raises)
