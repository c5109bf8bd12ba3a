"""Whether a command of a map can be typed in the repository: its script, target, tool and paths are there."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.map.typed import FRAGMENT, JS, NEEDS, NODE_TOOLS, PYTHON_TOOLS, TARGETS, key, positional, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_JS_BUILT_IN = frozenset(
    "install i ci add exec dlx publish pack link audit outdated update up version changeset create init x store why "
    "dedupe approve-builds change lane".split()
)
_NOT_WALKED = {"node_modules", ".git", "fixtures", "__fixtures__", "testdata"}
_TOLD_IN = (
    "pyproject.toml",
    "uv.lock",
    "setup.cfg",
    "tox.ini",
    ".pre-commit-config.yaml",
    "Makefile",
    "justfile",
    "Taskfile.yaml",
    "package.json",
    "requirements_dev.txt",
    "CONTRIBUTING.md",
    "HACKING.md",
    "README.md",
)
_SCOPED = re.compile(r"--filter|-F |-C |--dir|--cwd|--prefix| -w |workspace|-r ")
_PLACEHOLDERS = ("<", "$", "[")
_PATH = re.compile(r"^[\w.-]+(/[\w.-]+)+/?$")
_EXAMPLE = re.compile(r"path/to|example|your|\.\.\.")


@dataclass(frozen=True, slots=True)
class Checkout:
    """What of a prepared tree is asked again and again."""

    tree: Path
    packages: Mapping[str, Mapping[str, object]]
    """The contents of each package.json by folder, "." for the root's."""
    told: str
    """The texts in which a tool that is used is named."""

    def has(self, path: str) -> bool:
        return (self.tree / path).exists()

    def read(self, path: str) -> str:
        try:
            return (self.tree / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def look_at(tree: Path) -> Checkout:
    bare = Checkout(tree, {}, "")
    workflows = sorted((tree / ".github/workflows").glob("*"))
    told = [*_TOLD_IN, *(path.relative_to(tree).as_posix() for path in workflows)]
    return Checkout(tree, _packages(tree), "".join(bare.read(path) for path in told))


def resolves(command: str, around: str, checkout: Checkout) -> bool:
    """Whether it can be typed at the root or in a folder that is named in the words `around` it."""
    if FRAGMENT.search(command):
        return False
    words = tokens(command)
    tool, rest = words[0], positional(words[1:])
    named = re.findall(r"[\w.-]+(?:/[\w.-]+)*", around)
    folders = ["", *(f"{name.strip('/')}/" for name in named if (checkout.tree / name).is_dir())]
    if tool in JS:
        return _js_resolves(command, around, folders, checkout)
    if tool in TARGETS:
        return _target_resolves(tool, rest, folders, checkout)
    return (
        _has_manifest(tool, rest, command, folders, checkout)
        and _is_tool_known(tool, folders, checkout)
        and _has_paths(tool, rest, folders, checkout)
    )


def _packages(tree: Path) -> dict[str, Mapping[str, object]]:
    found: dict[str, Mapping[str, object]] = {}
    for folder, below, files in os.walk(tree):
        below[:] = [name for name in below if name not in _NOT_WALKED]
        if "package.json" in files:
            try:
                content = json.loads((Path(folder) / "package.json").read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
            if isinstance(content, dict):
                found[os.path.relpath(folder, tree)] = content
    return found


def _js_resolves(command: str, around: str, folders: Sequence[str], checkout: Checkout) -> bool:
    packages, runner = checkout.packages, tokens(command)[0]
    if not packages:
        return False
    script = key(command)[1]
    if script in _JS_BUILT_IN:
        is_other_runner = script == "install" and runner in {"npm", "yarn", "bun"} and checkout.has("pnpm-lock.yaml")
        return _is_in("package.json", folders, checkout) and not is_other_runner
    root = packages.get(".", {})
    if any(script in _table(root, name) for name in ("scripts", "devDependencies", "dependencies")):
        return True
    if script.startswith(_PLACEHOLDERS):
        return True
    is_scoped = _SCOPED.search(command) is not None
    return any(
        script in _table(package, "scripts")
        for folder, package in packages.items()
        if is_scoped or (folder != "." and (folder in around or str(package.get("name") or "\0") in around))
    )


def _table(package: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = package.get(name)
    return table if isinstance(table, dict) else {}


def _target_resolves(runner: str, rest: Sequence[str], folders: Sequence[str], checkout: Checkout) -> bool:
    places = (folder + name for folder in folders for name in TARGETS[runner])
    file = next((place for place in places if checkout.has(place)), None)
    if file is None:
        return False
    target = next((word for word in rest if "=" not in word), None)
    if target is None or target.startswith(_PLACEHOLDERS):
        return True
    return bool(re.search(rf"(?m)^\s*(alias\s+)?@?{re.escape(target)}\b.*:", checkout.read(file)))


def _has_manifest(tool: str, rest: Sequence[str], command: str, folders: Sequence[str], checkout: Checkout) -> bool:
    if tool not in NEEDS or (tool == "uv" and rest[:1] and rest[0] in {"pip", "tool", "venv"}):
        return True
    if _is_in(NEEDS[tool], folders, checkout):
        return True
    is_named = any(option in command for option in ("manifest-path", "--package-path", "-C "))
    return is_named or (tool in {"tox", "nox"} and tool in checkout.told)


def _is_tool_known(tool: str, folders: Sequence[str], checkout: Checkout) -> bool:
    if tool in PYTHON_TOOLS | NODE_TOOLS and not re.search(rf"\b{re.escape(tool)}\b", checkout.told):
        return False
    is_script = ("/" in tool or tool.endswith(".sh")) and not tool.startswith(("/", "~", "<", "@"))
    return not is_script or _is_in(tool, folders, checkout)


def _has_paths(tool: str, rest: Sequence[str], folders: Sequence[str], checkout: Checkout) -> bool:
    """Whether what the command is given to run or to look at is there."""
    is_script_run = tool in {"python", "python3", "node", "bash", "sh"} and rest
    if is_script_run and re.search(r"\.(py|js|ts|mjs|sh)$", rest[0]) and not _is_in(rest[0], folders, checkout):
        return False
    if tool in {"mypy", "pytest", "pyright"}:
        names = [word for word in rest if re.match(r"^[a-z_]+/?$", word)]
        if not all(_is_in(name, folders, checkout) for name in names):
            return False
    if tool not in PYTHON_TOOLS | {"go", "cargo"}:
        return True
    paths = [word for word in rest if _PATH.match(word) and not _EXAMPLE.search(word)]
    return all(_is_in(path.split("::", maxsplit=1)[0].removesuffix("/..."), folders, checkout) for path in paths)


def _is_in(path: str, folders: Sequence[str], checkout: Checkout) -> bool:
    return any(checkout.has(folder + path) for folder in folders)
