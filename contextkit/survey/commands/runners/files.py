"""Files that are run: by an interpreter, or by their own path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import (
    Call,
    Claim,
    File,
    Foreign,
    Found,
    Listing,
    Member,
    Sources,
    leading,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = frozenset(
    {
        "python",
        "python3",
        "python2",
        "py",
        "node",
        "nodejs",
        "bash",
        "sh",
        "zsh",
        "fish",
        "dash",
        "source",
        ".",
        "ruby",
        "php",
    }
    | {
        "perl",
        "tsx",
        "ts-node",
        "pwsh",
        "powershell",
        "lua",
        "Rscript",
        "julia",
        "elixir",
        "pypy",
        "esno",
        "jiti",
        "swift",
    }
)
FILES = ()

_SUFFIXES = (
    ".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".sh", ".bash", ".zsh", ".rb", ".php", ".pl", ".ps1", ".lua",
    ".exs", ".R", ".jl", ".fish", ".tsx", ".swift", ".bat", ".cmd",
)  # fmt: skip
_VALUED = frozenset(
    {"-W", "-X", "-r", "--require", "--import", "--loader", "--env-file", "-I", "-o", "--project", "-P", "--tsconfig"}
    | {
        "--experimental-loader",
        "--conditions",
        "-C",
        "--max-old-space-size",
        "-ExecutionPolicy",
        "--env-file-if-exists",
    }
)
_INLINE = frozenset({"-c", "-e", "--eval", "-p", "--print", "-i", "-Command", "-n", "-V", "--version", "-v", "-s"})
_SHELLS = frozenset({"bash", "sh", "zsh", "fish", "dash", "source", "."})


def claims(call: Call, sources: Sources) -> Iterator[Claim]:
    words = list(call.arguments)
    if call.name.startswith("py") and "-m" in words[:4]:
        yield _module(words[words.index("-m") + 1 :], sources)
        return
    before = [w for w in words[:3] if w.startswith("-")]
    if "-File" in before or "-file" in before:
        words = words[next(i for i, w in enumerate(words) if w.casefold() == "-file") + 1 :]
    elif any(o in _INLINE for o in before) and not (call.name in _SHELLS and before[0] in ("-n", "-i", "-v")):
        yield Foreign("code in the command itself")
        return
    _, rest = leading(words, _VALUED)
    rest = rest[1:] if call.name in ("tsx", "node") and rest[:1] in (["watch"], ["inspect"], ("watch",)) else rest
    if not rest or not _is_path(rest[0], call.name):
        yield Foreign(f"{call.name} itself")
    else:
        yield File(rest[0], tuple(rest[1:]))


def _is_path(word: str, program: str) -> bool:
    return word.endswith(_SUFFIXES) or "/" in word or program in _SHELLS


def _module(words: Sequence[str], sources: Sources) -> Claim:
    """A module of this repository, or one of an installed distribution."""
    name = words[0] if words else ""
    if not re.fullmatch(r"\w+(\.\w+)*", name):
        return Foreign("no module is named")
    path = name.replace(".", "/")
    ends = (f"{path}.py", f"{path}/__main__.py", f"{path}/__init__.py")
    for end in ends:
        for found in sources.tree.ending_in(end):
            return Found(found, found)
    top = name.partition(".")[0]
    is_ours = "." in name and any(sources.tree.ending_in(f"{top}/__init__.py"))
    return Member(name, "module", ends) if is_ours else Foreign(f"{top} is a module from elsewhere")


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
