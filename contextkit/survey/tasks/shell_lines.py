"""The plain commands of a piece of shell, line by line: no control flow, no here-documents, no output."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEREDOC = re.compile(r"<<-?\s*['\"\\]?(\w+)")
_TOKEN = re.compile(
    r"""'[^']*'|"(?:\\.|[^"\\])*"|\$\([^)]*\)|\\.|<[\w ./:-]{1,40}>|\s\#.*$|&&|\|\||[;|]|.""", re.DOTALL
)
_PROMPT = re.compile(r"^(?:\([\w.-]+\) ?)?(?:[\w.-]+@[\w.-]+[^$]*)?[$%\u276f\u279c] +(?=\S)")
_OPENS = re.compile(r"^(?:if|for|while|until|case|select)\b|\(\)\s*\{$|\{$|\bdo$|\bthen$")
_CLOSES = re.compile(r"^(?:fi|done|esac|\})\b|^\}$")


class Typed(NamedTuple):
    """One simple command."""

    line: str
    number: int
    folder: str | None
    """Where a `cd` before it leads; None where that is not known."""
    comment: str
    """The comment above it, or behind it."""


def plain_commands(lines: Iterable[tuple[int, str]], folder: str = "") -> Iterator[Typed]:
    """The simple commands of numbered lines, typed in `folder`."""
    where: str | None = folder
    depth, comment = 0, ""
    for number, text in _logical(lines):
        stripped = _PROMPT.sub("", text.strip())
        if stripped.startswith("#"):
            comment = stripped.lstrip("#! ")
            continue
        if _CLOSES.search(stripped):
            depth = max(0, depth - 1)
            continue
        if _OPENS.search(stripped):
            # one that opens and closes on its line leaves all as it was
            depth += not re.search(r"\b(?:fi|done|esac)\b\s*;?$|\}$", stripped)
            continue
        if depth or not stripped:
            comment = comment if stripped else ""
            continue
        for part, behind in _parts(stripped):
            changed = _changed(part, where)
            if changed is not _STAYS:
                where = changed
            elif part:
                yield Typed(part, number, where, behind or comment)
        comment = ""


_STAYS = "\0"


def _changed(part: str, where: str | None) -> str | None:
    """The folder after `cd`; `_STAYS` where the command is another one."""
    words = part.split()
    if not words or words[0] not in ("cd", "pushd", "popd"):
        return _STAYS
    target = words[1].strip("\"'") if len(words) > 1 else "~"
    if where is None or words[0] == "popd" or target.startswith(("/", "~", "$", "-", "<", "`")):
        return None
    led = normpath(join(where, target)) if where or target else "."
    return None if led.startswith("..") else "" if led == "." else led


def _logical(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Joins continued lines and skips here-documents."""
    ending, held, first = "", "", 0
    for number, text in lines:
        if ending:
            ending = "" if text.strip() == ending else ending
            continue
        first = first if held else number
        held = f"{held} {text.strip()}" if held else text
        if held.endswith("\\"):
            held = held[:-1].rstrip()
            continue
        if heredoc := _HEREDOC.search(held):
            ending = heredoc[1]
        else:
            yield first, held
        held = ""
    if held:
        yield first, held


def _parts(text: str) -> Sequence[tuple[str, str]]:
    """The commands of a line, each with the comment behind it; what is piped or comes after `||` is left out."""
    found: list[str] = [""]
    comment, is_dropped = "", False
    for piece in _TOKEN.findall(text):
        if re.match(r"\s\#", piece):
            comment = piece.strip().lstrip("# ")
        elif piece in ("&&", ";"):
            is_dropped = False
            found.append("")
        elif piece == "||":
            is_dropped = True
        elif piece == "|":
            found[-1], is_dropped = "", True
        elif not is_dropped:
            found[-1] += piece
    return [(part, comment) for part in (" ".join(_outside_quotes(f)) for f in found) if part]


def _outside_quotes(text: str) -> Sequence[str]:
    """White space made single, but for what stands in quotes."""
    return re.findall(r"""(?:[^\s"']|"(?:\\.|[^"\\])*"|'[^']*'|["'])+""", text)
