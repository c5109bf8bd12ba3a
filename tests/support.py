"""Real git repositories for tests, free of the user's own git configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_DAY = datetime(2024, 1, 1, 12, tzinfo=UTC)


def git_environment() -> dict[str, str]:
    """The environment in which git sees no configuration, repository or prompt but the test's own."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return inherited | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def run_git(folder: Path, *args: str, env: Mapping[str, str] | None = None, stdin: bytes | None = None) -> str:
    """What git prints, without the last newline; a failure shows git's own words."""
    done = subprocess.run(
        ["git", *args],
        cwd=folder,
        env=git_environment() | dict(env or {}),
        input=stdin,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise AssertionError(f"git {' '.join(args)} failed with {done.returncode}: {said}")
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


class GitRepo:
    """A working tree on branch main; each commit is a day later than the last, the first on 2024-01-01."""

    def __init__(self, path: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        self.path = path
        self._days = 0
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        if files is not None:
            self.write(files)
            self.commit("Begin")

    def git(self, *args: str, env: Mapping[str, str] | None = None, stdin: bytes | None = None) -> str:
        return run_git(self.path, *args, env=env, stdin=stdin)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Writes files, folders included, and commits nothing; text is written as it stands (no newline changes)."""
        for name, content in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, name: str) -> str:
        return (self.path / name).read_bytes().decode()

    def link(self, name: str, target: str) -> None:
        """Makes the symlink `name`, which leads to `target` as written."""
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    def move(self, source: str, target: str) -> None:
        """Moves a file or folder; the next commit records it."""
        (self.path / target).parent.mkdir(parents=True, exist_ok=True)
        (self.path / source).rename(self.path / target)

    def delete(self, *names: str) -> None:
        for name in names:
            place = self.path / name
            shutil.rmtree(place) if place.is_dir() and not place.is_symlink() else place.unlink()

    def commit(self, subject: str = "Change", date: str | None = None) -> str:
        """Commits everything that is not ignored, on `date` (YYYY-MM-DD) or the next day, and gives the commit's id."""
        when = datetime.fromisoformat(date).replace(hour=12, tzinfo=UTC) if date else FIRST_DAY + timedelta(self._days)
        self._days += 1
        dates = {"GIT_AUTHOR_DATE": when.isoformat(), "GIT_COMMITTER_DATE": when.isoformat()}
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject, env=dates)
        return self.head

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def clone(self, target: Path, *options: str) -> GitRepo:
        """A clone over file://, so that --depth and --filter mean what they say."""
        self.git("config", "uploadpack.allowFilter", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        run_git(self.path, "clone", "--quiet", *options, self.path.as_uri(), str(target))
        return GitRepo.opened(target)

    @classmethod
    def opened(cls, path: Path) -> GitRepo:
        """A repository that is there already, a bare one too."""
        repo = cls.__new__(cls)
        repo.path, repo._days = path, 1000  # later than all commits of the repository that it was cloned from
        return repo


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def contextkit(
    *args: str | Path, folder: Path | None = None, stdin: str = "", env: Mapping[str, str | None] | None = None
) -> Ran:
    """Runs the command line in this process, the error handler included, as if started in `folder`."""
    from click.testing import CliRunner

    from contextkit.cli.commands import run

    with chdir(folder or Path.cwd()), CliRunner().isolation(stdin, env) as (out, err, _):
        code = run([str(a) for a in args])
        return Ran(code, out.getvalue().decode(), err.getvalue().decode())


class MakeRepo(Protocol):
    """The fixture `git_repo`: a repository with these files in one commit; without files, one without a commit."""

    def __call__(self, files: Mapping[str, str | bytes] | None = None, name: str = "repo") -> GitRepo: ...
