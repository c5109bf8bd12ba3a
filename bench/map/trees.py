"""Trees of public repositories whose own agent files are taken out, so that a generator cannot copy them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

AGENT_FILES = ("AGENTS.md", "CLAUDE.md", "GEMINI.md", "AGENT.md", "CLAUDE.local.md")
_AT_THE_ROOT = {"AGENTS.md", "CLAUDE.md", "GEMINI.md", "AGENT.md", ".claude/CLAUDE.md"}
_RULES = (
    ".cursorrules",
    ".windsurfrules",
    ".clinerules",
    ".cursor/rules",
    ".github/copilot-instructions.md",
    ".github/instructions",
    ".junie",
)
_IDENTITY = ("-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false")


def prepare(git_dir: Path, commit: str, tree: Path) -> None:
    """Makes `tree` anew: files at the root are removed, nested ones become a stub, so that they can still be found."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.parent.mkdir(parents=True, exist_ok=True)
    _check_out(git_dir, commit, tree)
    for path in _agent_files(tree):
        name = path.relative_to(tree).as_posix()
        if name in _AT_THE_ROOT:
            path.unlink()
        elif not path.is_symlink():
            path.write_text(f"# Nested guide for {Path(name).parent.as_posix()}\n", encoding="utf-8")
    for name in _RULES:
        _remove(tree / name)
    _git(tree, "add", "--all", "--", ".")
    _git(tree, *_IDENTITY, "commit", "--quiet", "--message", "Take the agent files out")


def written(tree: Path) -> tuple[list[Path], list[Path]]:
    """The new files of a prepared tree, and those that were changed; what contextkit keeps for itself left out."""
    new = _listed(tree, "--others")
    return new, [path for path in _listed(tree, "--modified") if path not in new]


def _check_out(git_dir: Path, commit: str, tree: Path) -> None:
    clone = ["git", "clone", "--quiet", "--shared", "--no-checkout", str(git_dir), str(tree)]
    subprocess.run(clone, check=True, capture_output=True)
    if _git(tree, "checkout", "--quiet", "--detach", commit) != 0:
        _git(tree, "update-ref", "--no-deref", "HEAD", commit)
    if _git(tree, "read-tree", commit) == 0:
        _git(tree, "checkout-index", "--all", "--force")  # fails where a snapshot lacks large files; the rest is there


def _agent_files(tree: Path) -> list[Path]:
    found = [path for name in AGENT_FILES for path in tree.rglob(name)]
    return [path for path in found if path.relative_to(tree).parts[0] != ".git"]


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _listed(tree: Path, which: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z", which], cwd=tree, capture_output=True, text=True, check=True)
    names = [name for name in done.stdout.split("\0") if name and not name.startswith(".contextkit/")]
    return sorted(tree / name for name in names)


def _git(tree: Path, *arguments: str) -> int:
    return subprocess.run(["git", *arguments], cwd=tree, capture_output=True, check=False).returncode
