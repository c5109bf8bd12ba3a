"""Where catalogs are: the one that came with contextkit, and those that were fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.edges.disk import Disk
from contextkit.errors import ContextkitError
from contextkit.repo import FILE, TEXT_LIMIT_BYTES, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PARTS = ("gardeners", "lints", "templates")
_PACKAGE = Path(__file__).parent.parent


class Bundled:
    """The catalog that came with contextkit: in the wheel, or in the checkout beside the package. Satisfies Repo."""

    label = "contextkit"
    commit: str | None = None

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._disk = Disk(self.root)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        return {path: Entry(FILE, "") for path in sorted(_files(self.root))}

    @property
    def state(self) -> str:
        return "\0".join(f"{path}\0{self.blob(path)}" for path in self.entries)

    def blob(self, path: str) -> str:
        return self._disk.blob(path, FILE) or ""

    def read(self, path: str, limit: int = TEXT_LIMIT_BYTES) -> bytes | None:
        return self._disk.read(path, FILE, limit)

    def module(self, path: str) -> Mapping[str, object]:
        """The names of the Python file at `path`, imported as any module is, its bytecode kept by Python."""
        from importlib.util import module_from_spec, spec_from_file_location

        name = f"contextkit_catalog.{path.removesuffix('.py').replace('/', '.')}"
        spec = spec_from_file_location(name, f"{self.root}/{path}")
        if spec is None or spec.loader is None:
            raise ContextkitError(f"{self.root}/{path} cannot be imported", "Install contextkit anew")
        module = sys.modules[name] = module_from_spec(spec)  # dataclasses look their module up
        spec.loader.exec_module(module)
        return module.__dict__


def bundled(package: Path = _PACKAGE) -> Bundled:
    """Our own catalog. There is one place for a wheel and one for a checkout; without both it is an error."""
    for root in (package / "_catalog", package.parent):
        if (root / "lints").is_dir():
            return Bundled(root)
    raise ContextkitError(f"The catalog of contextkit is not beside {package}", "Install contextkit anew")


def split_address(catalog: str) -> tuple[str, str] | None:
    """Address and commit of a pinned catalog; None for a folder."""
    address, at, commit = catalog.rpartition("@")
    is_commit = len(commit) == 40 and set(commit) <= set("0123456789abcdef")
    return (address, commit) if at and is_commit and ":" in address else None


def fetched_place(cache: Path, commit: str) -> Path:
    """Where a pinned catalog is kept."""
    return cache / "catalogs" / f"{commit}.git"


def is_fetched(place: Path, commit: str) -> bool:
    """Whether it is here, whole: HEAD is set last."""
    try:
        return (place / "HEAD").read_text(encoding="utf-8").strip() == commit
    except OSError:
        return False


def fetch_catalog(address: str, commit: str, place: Path) -> bool:
    """Brings one commit of a catalog here, unless it is here; whether it had to be fetched."""
    if is_fetched(place, commit):
        return False
    place.mkdir(parents=True, exist_ok=True)
    said = _git(["init", "--quiet", "--bare"], place)
    said = said or _git(["fetch", "--quiet", "--depth=1", "--no-tags", "--", address, commit], place)
    if said:
        # not every server gives a commit that no branch ends in
        said = _git(["fetch", "--quiet", "--no-tags", "--", address, "+refs/heads/*:refs/heads/*"], place)
    if said or _git(["cat-file", "-e", f"{commit}^{{tree}}"], place):
        raise ContextkitError(
            f"{address}@{commit} could not be fetched: {said or 'it has no such commit'}",
            "See whether the address and the commit in `extends` are right, and whether git can log in there",
        )
    _git(["update-ref", "HEAD", commit, "--no-deref"], place)
    return True


def _git(arguments: list[str], git_dir: Path) -> str:
    """What git complained of; "" where all went well. The one place where git may use the network, with no prompts."""
    if not git_dir.is_dir():
        return "not fetched yet"
    safe = ["-c", f"core.hooksPath={os.devnull}", "-c", "protocol.ext.allow=never", "-c", "gc.auto=0"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(("GIT_SSH", "GIT_CONFIG"))}
    done = subprocess.run(
        ["git", *safe, f"--git-dir={git_dir}", *arguments],
        env=kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = " ".join(done.stderr.decode("utf-8", "replace").split()).removeprefix("fatal: ")
    return "" if done.returncode == 0 else said or f"exit status {done.returncode}"


def _files(root: str) -> Iterator[str]:
    for part in _PARTS:
        for folder, folders, names in os.walk(f"{root}/{part}"):
            folders[:] = [f for f in folders if f[0] not in "_."]
            for name in names:
                yield os.path.relpath(f"{folder}/{name}", root).replace(os.sep, "/")
