"""Git, asked through one thin wrapper: it never fetches, never runs a hook, never asks a person, never writes."""

from __future__ import annotations

import os
import subprocess
from subprocess import PIPE, Popen
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from weakref import finalize

from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What a person's configuration could make git do besides answering: run programs, talk to the network, colour.
_OPTIONS = (
    "--no-pager", "--literal-pathspecs",
    "-c", "protocol.allow=never",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.quotePath=false",
    "-c", "core.alternateRefsCommand=true",
    "-c", "color.ui=false",
    "-c", "log.showSignature=false",
    "-c", "submodule.recurse=false",
    "-c", "gc.auto=0",
    "-c", "maintenance.auto=false",
)  # fmt: skip

# Inside a hook, GIT_DIR, GIT_INDEX_FILE and their like name the repository of the hook, which need not be ours.
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")

_READ_BYTES = 1 << 16


class GitMissing(ContextkitError):  # noqa: N818  (it says what happened)
    """There is no git to ask."""

    def __init__(self) -> None:
        super().__init__("git was not found", "Install git, and see that it is on the PATH")


class GitFailed(ContextkitError):  # noqa: N818  (it says what happened)
    """Git answered with an error."""

    def __init__(self, arguments: Sequence[str], status: int, stderr: str) -> None:
        said = stderr.strip().removeprefix("fatal: ") or f"exit status {status}"
        super().__init__(f"`git {' '.join(arguments[:2])}` failed: {said}", _remedy(said))
        self.status = status
        self.stderr = stderr


def git(
    arguments: Sequence[str],
    *,
    cwd: str | None = None,
    git_dir: str | None = None,
    stdin: bytes | None = None,
    check: bool = True,
) -> bytes:
    """What git printed. A failure raises GitFailed, or with `check=False` gives what was printed until then."""
    process = start(arguments, cwd=cwd, git_dir=git_dir, has_stdin=stdin is not None)
    return finish(process, arguments, stdin=stdin, check=check)


def attempt(
    arguments: Sequence[str], *, cwd: str | None = None, git_dir: str | None = None, stdin: bytes | None = None
) -> bytes | None:
    """What git printed, or None where it failed."""
    try:
        return git(arguments, cwd=cwd, git_dir=git_dir, stdin=stdin)
    except GitFailed:
        return None


def records(
    arguments: Sequence[str],
    *,
    cwd: str | None = None,
    git_dir: str | None = None,
    end: bytes = b"\0",
    check: bool = True,
) -> Iterator[bytes]:
    """What git prints, piece by piece as it comes, each without its `end`; leaving the loop early stops git."""
    process = start(arguments, cwd=cwd, git_dir=git_dir, stderr=subprocess.DEVNULL)
    assert process.stdout is not None  # noqa: S101  (for mypy: it is a pipe)
    try:
        rest = b""
        while chunk := os.read(process.stdout.fileno(), _READ_BYTES):
            *whole, rest = (rest + chunk).split(end)
            yield from whole
        if rest:
            yield rest
        if process.wait() and check:
            raise GitFailed(arguments, process.returncode, "")
    finally:
        stop(process)


def start(  # noqa: PLR0913  (as Popen has them)
    arguments: Sequence[str],
    *,
    cwd: str | None = None,
    git_dir: str | None = None,
    has_stdin: bool = False,
    stdout: int = PIPE,
    stderr: int = PIPE,
) -> Popen[bytes]:
    """Git, under way: `finish` gives its answer. For several questions at once, and for `cat-file --batch`."""
    command = ["git", *_OPTIONS, *([f"--git-dir={git_dir}"] if git_dir else []), *arguments]
    try:
        return Popen(
            command,
            cwd=cwd,
            env=environment(os.environ),
            stdin=PIPE if has_stdin else subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            bufsize=-1,
        )
    except FileNotFoundError as error:
        if error.filename == "git":
            raise GitMissing from None
        raise ContextkitError(f"There is no folder {cwd}", "Name a folder that exists") from None
    except NotADirectoryError:
        raise ContextkitError(f"{cwd} is not a folder", "Name a folder") from None


def finish(process: Popen[bytes], arguments: Sequence[str], *, stdin: bytes | None = None, check: bool = True) -> bytes:
    """The answer of a git that was started; as in `git`."""
    try:
        out, stderr = process.communicate(stdin)
    finally:
        stop(process)
    if process.returncode and check:
        raise GitFailed(arguments, process.returncode, (stderr or b"").decode("utf-8", "replace"))
    return out


class Spooled:
    """Git, writing into a file while the caller does something else: a pipe would fill, and hold it up."""

    def __init__(self, arguments: Sequence[str], *, git_dir: str) -> None:
        self._asked = tuple(arguments), git_dir
        self._owner = os.getpid()
        self._file = TemporaryFile()  # noqa: SIM115  (it outlives this call)
        self._process = start(arguments, git_dir=git_dir, stdout=self._file.fileno(), stderr=subprocess.DEVNULL)
        self._end = finalize(self, _leave, self._process, self._file)

    def result(self) -> tuple[bytes, bool]:
        """What git printed, and whether it succeeded."""
        if self._owner != os.getpid():  # after a fork it is nobody's child here: it cannot be waited for
            return Spooled(self._asked[0], git_dir=self._asked[1]).result()
        status = self._process.wait()
        self._file.seek(0)
        output = self._file.read()
        self._end()
        return output, status == 0


def _leave(process: Popen[bytes], file: IO[bytes]) -> None:
    stop(process)
    file.close()


def stop(process: Popen[bytes]) -> None:
    """Ends a git that may still be under way, and closes its pipes."""
    if process.poll() is None:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None and not pipe.closed:
            pipe.close()


def environment(caller: Mapping[str, str]) -> dict[str, str]:
    """The environment in which git answers about the repository that it is told, and about no other."""
    kept = {k: v for k, v in caller.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    kept.pop("GIT_CONFIG", None)
    if quarantine := caller.get("GIT_QUARANTINE_PATH"):
        # In a pre-receive hook the pushed objects lie here alone.
        kept["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = quarantine
    return kept | {
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "",  # git < 2.45 does not know the line above; a fetch of any kind is refused by this
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }


def _remedy(said: str) -> str:
    if "dubious ownership" in said:
        folder = said.partition("'")[2].partition("'")[0]
        return f"If you trust that folder: git config --global --add safe.directory '{folder}'"
    if said.startswith("not a git repository: "):
        return "The repository that its .git file names is gone or has moved; see `git worktree repair`"
    if "not a git repository" in said:
        return "Name a folder that is in a git repository"
    return "See whether `git status` works there"
