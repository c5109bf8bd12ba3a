"""The agents' own programs, run in a copy of a tree against a model server of ours, to see what they send."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contextkit.edges.model_server import Call, serving
from contextkit.edges.scratch import copied
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from contextkit.edges.model_server import ModelServer, Request
    from contextkit.repo import Tree

_TIMEOUT_SECONDS = 120
_VERSION = re.compile(r"\d+\.\d+\.\d+\S*")
_PROMPT = "Say that you are done."


@dataclass(frozen=True, slots=True)
class Sent:
    """What an agent sent to its model."""

    version: str
    folder: str
    """Where the copy lay that it was started in; it is gone."""
    texts: tuple[str, ...]
    """The pieces of its last request, in order."""


@dataclass(frozen=True, slots=True)
class _Agent:
    """How one agent is started."""

    arguments: Callable[[Path, str], Sequence[str]]
    """After the program's name, for a copy and the address of the server."""
    environment: Callable[[str, Path], Mapping[str, str]]
    """For the address of the server, and a home."""
    settings: Callable[[Tree], Mapping[str, bytes]]
    """The repository's settings as far as they say what is read: nothing that starts programs is among them."""
    reads_file: bool
    """Whether it has to read the file before it has all that it loads for it."""


def version_of(program: str) -> str:
    """The version of an agent's program."""
    done = _ran([program, "--version"], Path(), os.environ)
    found = _VERSION.search(done.stdout)
    if found is None:
        raise ContextkitError(f"`{program} --version` names no version: {_end(done)}", "See whether the program works")
    return found[0]


def sent_by(agent: str, program: str, tree: Tree, *, start: str, file: str | None) -> Sent:
    """What the agent, started in the folder `start`, sends when it works on `file`."""
    kind = _AGENTS[agent]
    version = version_of(program)
    with copied(tree, _is_harmless, kind.settings(tree)) as folder:
        reads = [Call("Read", {"file_path": str(folder / file)})] if file and kind.reads_file else []
        with serving(reads) as server:
            _run(kind, program, folder, start, server)
    request = _last(server.requests)
    if request is None:
        raise ContextkitError(f"{program} sent no request to the model", "See whether the program works")
    return Sent(version, str(folder), tuple(_texts(request)))


def _run(kind: _Agent, program: str, folder: Path, start: str, server: ModelServer) -> None:
    home = folder.parent / "home"
    home.mkdir()
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8"}
    environment.update({**_walled(server.address), **kind.environment(server.address, home)})
    done = _ran([program, *kind.arguments(folder, server.address)], folder / start, environment)
    if done.returncode:
        raise ContextkitError(f"{program} ended with {done.returncode}: {_end(done)}", "See whether the program works")


def _walled(address: str) -> Mapping[str, str]:
    """An environment from which nothing but this machine is reached."""
    proxies = {f"{name}_PROXY": address for name in ("HTTP", "HTTPS", "ALL")}
    own = proxies | {"NO_PROXY": "127.0.0.1,localhost"}
    return own | {name.lower(): value for name, value in own.items()}


def _ran(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except OSError as error:
        raise ContextkitError(
            f"{command[0]} cannot be run: {error.strerror}", "Name the program with --program"
        ) from None
    except subprocess.TimeoutExpired:
        raise ContextkitError(
            f"{command[0]} did not end within {_TIMEOUT_SECONDS} s", "See whether the program works"
        ) from None


def _end(done: subprocess.CompletedProcess[str]) -> str:
    """The last line of what it said."""
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it said nothing"


def _last(requests: Sequence[Request]) -> Request | None:
    """The agent's last request of its own work: those that name a session, or count, bring no tools."""
    return next((r for r in reversed(requests) if r.body.get("tools")), None)


def _texts(request: Request) -> Iterator[str]:
    for key in ("system", "instructions", "messages", "input"):
        yield from _strings(request.body.get(key))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, dict):
        yield from _strings(value.get("text"))
        yield from _strings(value.get("content"))
        yield from _strings(value.get("output"))


_OWN_FOLDERS = frozenset({".agents", ".claude", ".codex"})
_READ_THERE = re.compile(
    r"(?:^|/)(?:\.claude/(?:CLAUDE\.md|AGENTS\.md|CLAUDE\.local\.md|rules(?:/.+)?)|\.agents/(?!skills/|plugins/).+\.md)$"
)


def _is_harmless(path: str) -> bool:
    """Whether a file starts nothing: settings, hooks, plugins, commands and servers stay behind."""
    parts = path.split("/")
    return bool(_READ_THERE.search(path)) or not (_OWN_FOLDERS & set(parts) or parts[-1] == ".mcp.json")


def _codex_arguments(folder: Path, address: str) -> Sequence[str]:
    provider = f'{{name="loopback",base_url="{address}/v1",wire_api="responses",env_key="CONTEXTKIT_KEY"}}'
    trusted = f'projects={{{json.dumps(str(folder))}={{trust_level="trusted"}}}}'
    given = ("model_provider=loopback", f"model_providers.loopback={provider}", trusted)
    settings = [part for setting in given for part in ("-c", setting)]
    return ["exec", "--ephemeral", "--skip-git-repo-check", "--sandbox", "read-only", "-m", "none", *settings, _PROMPT]


def _codex_environment(_address: str, home: Path) -> Mapping[str, str]:
    place = home / ".codex"
    place.mkdir()
    return {"CODEX_HOME": str(place), "CONTEXTKIT_KEY": "none"}


def _codex_settings(tree: Tree) -> Mapping[str, bytes]:
    """What each .codex/config.toml says of documents."""
    found = {}
    for path in tree.entries:
        if path == ".codex/config.toml" or path.endswith("/.codex/config.toml"):
            said = _said(tree, path, tomllib.loads)
            lines = [f"{key} = {json.dumps(value)}\n" for key, value in said.items() if key.startswith("project_doc_")]
            found[path] = "".join(lines).encode()
    return found


def _said(tree: Tree, path: str, read: Callable[[str], object]) -> Mapping[str, object]:
    """The table in a file of settings; an empty one where it cannot be read."""
    try:
        table = read((tree.repo.read(path) or b"").decode())
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _claude_arguments(_folder: Path, _address: str) -> Sequence[str]:
    closed = ["--strict-mcp-config", "--no-session-persistence", "--settings", '{"disableAllHooks":true}']
    return ["--print", *closed, "--tools", "Read", "--", _PROMPT]


def _claude_environment(address: str, _home: Path) -> Mapping[str, str]:
    return {"ANTHROPIC_BASE_URL": address, "ANTHROPIC_API_KEY": "none", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1"}


def _claude_settings(tree: Tree) -> Mapping[str, bytes]:
    """What .claude/settings.json leaves out."""
    path, key = ".claude/settings.json", "claudeMdExcludes"
    said = _said(tree, path, json.loads)
    return {path: json.dumps({key: said[key]}).encode()} if key in said else {}


_AGENTS = {
    "claude": _Agent(_claude_arguments, _claude_environment, _claude_settings, reads_file=True),
    "codex": _Agent(_codex_arguments, _codex_environment, _codex_settings, reads_file=False),
}
MEASURED = tuple(_AGENTS)
"""The agents whose programs can be run."""
