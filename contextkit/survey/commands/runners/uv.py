"""uv: programs, files and modules run in the project's environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contextkit.survey.commands.terms import Call, Claim, File, Foreign, Listing, Nested, Sources, leading

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = frozenset({"uv", "uvx", "pixi", "conda", "micromamba"})
FILES = ("pyproject.toml",)

_VALUED = frozenset(
    {
        "--with",
        "--with-editable",
        "--with-requirements",
        "--python",
        "-p",
        "--project",
        "--directory",
        "--group",
        "--extra",
    }
    | {
        "--package",
        "--env-file",
        "--no-group",
        "--only-group",
        "--index",
        "--index-url",
        "--cache-dir",
        "--config-file",
        "-n",
    }
    | {
        "-e",
        "--environment",
        "--manifest-path",
        "--refresh-package",
        "--resolution",
        "--default-index",
        "-w",
        "--no-extra",
    }
)


def claims(call: Call, sources: Sources) -> Iterator[Claim]:  # noqa: ARG001
    before, words = leading(call.arguments, _VALUED)
    if call.name == "uvx" or words[:1] not in (["run"], ("run",)):
        yield Foreign(f"a command of {call.name} itself")
        return
    given, inner = leading(words[1:], _VALUED)
    folder = next((v for g in (given, before) for o in ("--directory",) for v in g.get(o, ()) if v), call.folder)
    arguments = words[1 : len(words) - len(inner)]
    if any(o in given for o in ("-m", "--module")) and inner:
        yield Nested(Call("python", ("-m", *inner), folder))
    elif not inner:
        yield Foreign("uv itself")
    elif inner[0].endswith(".py") or ("-s" in arguments or "--script" in arguments):
        yield File(inner[0], tuple(inner[1:]), folder)
    else:
        yield Nested(Call(inner[0], tuple(inner[1:]), folder))


def listing(folder: str, sources: Sources) -> Listing | None:  # noqa: ARG001
    return None
