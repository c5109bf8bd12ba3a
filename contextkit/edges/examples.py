"""Makes real commits of the steps of an example, in a bare repository that goes away with it."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from contextkit.edges.git import open_repo
from contextkit.edges.history import open_history
from contextkit.edges.processes import git
from contextkit.errors import ContextkitError
from contextkit.repo import Tree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from contextkit.repo import History, Repo

_FIRST_DAY = 1_704_110_400  # 2024-01-01 at noon, UTC; each commit is a day later than the last
_DAY_SECONDS = 86_400
_WHO = "contextkit <contextkit@example.org>"


class Step(Protocol):
    """One commit."""

    @property
    def subject(self) -> str: ...
    @property
    def files(self) -> Mapping[str, bytes]: ...
    @property
    def links(self) -> Mapping[str, str]: ...
    @property
    def moves(self) -> Mapping[str, str]: ...
    @property
    def deleted(self) -> Collection[str]: ...


@contextmanager
def committed(steps: Iterable[Step]) -> Iterator[tuple[Repo, History]]:
    """The tree of the last step, with the others as its past. Equal steps give equal commit ids."""
    with tempfile.TemporaryDirectory(prefix="contextkit-example-") as folder:
        git(["init", "--quiet", "--bare", "--initial-branch=main", folder], cwd=folder)
        _import(Path(folder), b"".join(_commits(steps)))
        repo = open_repo(folder, "main")
        yield repo, open_history(folder, repo.commit or "", Tree(repo))


def _import(git_dir: Path, stream: bytes) -> None:
    command = ["git", f"--git-dir={git_dir}", "fast-import", "--quiet", "--date-format=raw"]
    done = subprocess.run(command, input=stream, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").partition("\n")[0]
        raise ContextkitError(f"The history of an example cannot be made: {said}", "See its `from=` and `deleted`")


def _commits(steps: Iterable[Step]) -> Iterator[bytes]:
    for number, step in enumerate(steps):
        when = f"{_FIRST_DAY + number * _DAY_SECONDS} +0000"
        yield f"commit refs/heads/main\ncommitter {_WHO} {when}\n".encode()
        yield _data(step.subject.encode())
        for old, new in step.moves.items():
            yield f"R {_quoted(old)} {_quoted(new)}\n".encode()
        for path in sorted(step.deleted):
            yield f"D {_quoted(path)}\n".encode()
        for path, content in step.files.items():
            yield f"M 100644 inline {_quoted(path)}\n".encode() + _data(content)
        for path, target in step.links.items():
            yield f"M 120000 inline {_quoted(path)}\n".encode() + _data(target.encode())


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
