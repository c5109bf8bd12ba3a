"""Commands of a repository, run in a copy of a commit: without its secrets, without the network, and not for ever."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Literal

from contextkit.edges.processes import git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contextkit.edges.place import Place

Wall = Literal["bubblewrap", "namespaces", "none"]

_TAIL_BYTES = 6_000
_KEPT = frozenset("PATH LANG LC_ALL LC_CTYPE TZ JAVA_HOME GOROOT ANDROID_HOME SSL_CERT_FILE NIX_SSL_CERT_FILE".split())
"""What a command sees of the caller's environment: no token, no key."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    exit: int | None
    """None: it was ended, since it took too long."""
    seconds: float
    output: str
    """The end of what it said."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A copy of a commit, and a home of its own, that a command may write to."""

    folder: Path
    home: Path
    wall: Wall
    has_network: bool

    def run(self, line: str, folder: str, *, seconds: float) -> Outcome:
        """Runs a command line as typed in `folder` of the copy."""
        place = self.folder / folder
        begun = time.monotonic()
        with TemporaryFile() as said:
            process = subprocess.Popen(
                [*self._walls(place), "sh", "-c", line],
                cwd=place,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            status = _waited(process, seconds)
            taken = time.monotonic() - begun
            size = said.seek(0, os.SEEK_END)
            said.seek(max(0, size - _TAIL_BYTES))
            return Outcome(status, taken, said.read().decode("utf-8", "replace"))

    def _walls(self, place: Path) -> list[str]:
        if self.wall == "bubblewrap":
            return [*_bubblewrap(self.has_network, (self.folder, self.home)), "--chdir", str(place), "--"]
        if self.wall == "namespaces" and not self.has_network:
            return [*_NAMESPACES, "--"]
        return []

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k in _KEPT}
        own = Path.home()
        shared = {"RUSTUP_HOME": own / ".rustup", "GOMODCACHE": own / "go/pkg/mod"}
        kept |= {k: str(v) for k, v in shared.items() if v.is_dir()}
        return kept | {"HOME": str(self.home), "TMPDIR": str(self.home), "TERM": "dumb", "NO_COLOR": "1", "CI": "true"}


@contextmanager
def sandbox(place: Place, commit: str, *, has_network: bool = False) -> Iterator[Sandbox]:
    """A sandbox with a copy of this commit; it goes in the end. Submodules are empty."""
    with TemporaryDirectory(prefix="contextkit-run-", ignore_cleanup_errors=True) as name:
        top = Path(os.path.realpath(name))
        folder, home = top / "repo", top / "home"
        folder.mkdir()
        home.mkdir()
        _check_out(place, commit, folder)
        yield Sandbox(folder, home, wall(), has_network)


def wall() -> Wall:
    """What keeps a command in here: tried out, since some systems forbid it."""
    if shutil.which("bwrap") and _works([*_bubblewrap(has_network=False, writable=()), "--"]):
        return "bubblewrap"
    return "namespaces" if shutil.which("unshare") and _works([*_NAMESPACES, "--"]) else "none"


_NAMESPACES = ("unshare", "--map-current-user", "--net")


def _bubblewrap(has_network: bool, writable: tuple[Path, ...]) -> list[str]:  # noqa: FBT001
    binds = [word for path in writable for word in ("--bind", str(path), str(path))]
    network = ["--share-net"] if has_network else []
    base = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-all", *network]
    return [*base, *binds, "--die-with-parent", "--new-session"]


def _works(walls: list[str]) -> bool:
    done = subprocess.run([*walls, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode == 0


def _check_out(place: Place, commit: str, folder: Path) -> None:
    """Without the repository's own configuration: no hook and no filter of it is run."""
    at = str(folder)
    git(["init", "--quiet", "--template="], cwd=at)
    alternates = folder / ".git/objects/info/alternates"
    alternates.parent.mkdir(parents=True, exist_ok=True)
    alternates.write_text(f"{place.common_dir}/objects\n", encoding="utf-8")
    git(["update-ref", "--no-deref", "HEAD", commit], cwd=at)
    git(["read-tree", commit], cwd=at)
    git(["checkout-index", "--all", "--force", "--quiet"], cwd=at, check=False)


def _waited(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    """The exit status; None where it had to be ended. Nothing that it started lives on."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
