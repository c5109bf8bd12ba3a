"""Tasks of mise: those of its configuration, and the scripts in its task folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    Definition,
    Foreign,
    Listing,
    Nested,
    Script,
    Sources,
    Unclear,
    at,
    key_lines,
    leading,
)
from contextkit.survey.manifests import strings, table

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"mise", "rtx"})
FILES = (
    "mise.toml",
    ".mise.toml",
    "mise/config.toml",
    ".mise/config.toml",
    ".config/mise.toml",
    ".config/mise/config.toml",
)
FOLDERS = ("mise-tasks", ".mise-tasks", "mise/tasks", ".mise/tasks", ".config/mise/tasks")

_OWN = frozenset(
    """
activate alias backends bin-paths bootstrap cache completion config cfg current deactivate direnv doctor dr en
env e fmt generate gen global hook-env implode install i install-into latest link ln list local ls ls-remote
lock mcp outdated plugins p prepare prune registry reshim search self-update set settings shell sh shell-alias
shims sync tasks test-tool token tool tool-alias tool-stub trust uninstall unset untrust unuse upgrade up
usage use u version watch w where which
""".split()
)
_VALUED = frozenset({"-C", "--cd", "-E", "--env", "-j", "--jobs", "-t", "--tool", "-o", "--output"})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    given, words = leading(call.arguments, _VALUED)
    folder = next((v for o in ("-C", "--cd") for v in given.get(o, ()) if v), "")
    verb = words[0] if words else ""
    if verb == "tasks" and words[1:2] in (("run",), ["run"]):
        words, verb = words[1:], "run"
    if verb in ("run", "r"):
        later, names = leading(words[1:], _VALUED)
        folder = folder or next((v for o in ("-C", "--cd") for v in later.get(o, ()) if v), "")
        yield from _tasks(names[0], folder) if names else [Foreign("mise lists its tasks")]
    elif verb in ("exec", "x"):
        inner = list(words[1:])
        inner = inner[inner.index("--") + 1 :] if "--" in inner else inner[1:]
        yield Nested(call.inner(inner)) if inner else Foreign("mise itself")
    elif not verb or verb in _OWN:
        yield Foreign("a command of mise itself")
    else:
        yield from _tasks(verb, folder, is_weak=True)


def _tasks(name: str, folder: str, *, is_weak: bool = False) -> Iterator[Claim]:
    if name.startswith(("//", ":")):
        package, _, task = name.removeprefix("//").partition(":")
        yield Script(task, package, is_weak=is_weak) if "..." not in package else Unclear("tasks of several folders")
    else:
        yield Script(name, folder, is_weak=is_weak)


def listing(folder: str, sources: Sources) -> Listing | None:
    paths = [p for n in FILES if sources.files.has(p := at(folder, n))]
    names: dict[str, Definition] = {}
    is_open = False
    folders = [at(folder, f) for f in FOLDERS]
    for path in paths:
        parsed = sources.files.toml(path)
        is_open |= parsed is None
        lines = key_lines(sources.files.text(path) or "")
        for name, task in table(parsed, "tasks").items():
            for spelling in (name, *strings(table(task).get("alias"))):
                names[spelling] = Definition(path, lines.get(f"tasks.{name}", lines.get(name, 1)), f"tasks.{name}")
        includes = strings(table(parsed, "task_config").get("includes"))
        folders += [at(folder, i) for i in includes]
        is_open |= any("://" in i for i in includes)
        for included in (at(folder, i) for i in includes if i.endswith(".toml")):
            names |= _tasks_of(included, sources)
            is_open |= sources.files.toml(included) is None
    for where in folders:
        if where in sources.tree.folders:
            names |= _scripts(where, sources)
    return Listing(paths[0] if paths else folder, names, is_open=is_open) if paths or names else None


def _tasks_of(path: str, sources: Sources) -> dict[str, Definition]:
    """The tasks of an included file: each table at its top is one."""
    lines = key_lines(sources.files.text(path) or "")
    found = {}
    for name, task in (sources.files.toml(path) or {}).items():
        for spelling in (name, *strings(table(task).get("alias"))):
            found[spelling] = Definition(path, lines.get(name, 1), name)
    return found


def _scripts(folder: str, sources: Sources) -> dict[str, Definition]:
    found = {}
    for path in sources.tree.under(folder):
        name = path[len(folder) + 1 :].replace("/", ":").removesuffix(":_default")
        definition = Definition(path, 1, "task")
        found[name] = definition
        found[name.rpartition(".")[0] or name] = definition
    return found
