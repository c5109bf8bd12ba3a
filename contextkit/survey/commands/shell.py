"""Command lines as a shell reads them, as far as documents need it."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING

from contextkit.patterns import pattern
from contextkit.survey.commands.terms import Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OUTSIDE = "//outside"
"""The folder of a call after a `cd` to somewhere that is not in the repository, or cannot be known."""
ROOT = "//root"
"""The folder of a call after a `cd` to the top of the repository."""

_PROMPT = pattern(
    r"\A\s*(?:\([\w.-]+\)\s+)?(?:[$%\u276f\u279c\xbb]\s+|>\s+|PS(?:\s+[^>\n]*)?>\s*|[\w.-]+@[\w.-]+[:~][^$#\n]*[$#]\s+)"
)
_TOKEN = pattern(
    r"""
    (?P<space>[ \t\r]+|\\\n)
  | (?P<comment>(?<![^\s;])\#[^\n]*)
  | (?P<redirect>(?!<[^<>\n]{1,60}>)\d*(?:>>?|<<?-?|&>)(?:&\d|\s*(?!<)[^\s;|&<>()]+(?!>)|(?=\s)))
  | (?P<operator>&&|\|\||;;|[;\n&()]|\|&?(?=\s|$)|(?<=\s)\|)
  | (?P<word>(?:<[^<>\n]{1,60}>|'[^'\n]*'|"(?:[^"\\]|\\.)*"|\$\([^()]*(?:\([^()]*\)[^()]*)*\)|\$\{[^}]*\}|`[^`]*`
      |\\.|\[[^\[\]\n]*\]|(?<=\S)\|(?=\S)|[^\s;&|()<>'"`\\]|[<>'"`|])+)
  | (?P<other>.)
    """,
    re.VERBOSE,
)
_ASSIGNMENT = pattern(r"[A-Za-z_]\w*\+?=")
_QUOTED = pattern(r"""'([^'\n]*)'|"((?:[^"\\]|\\.)*)"|\\([^\w\n])""")
_KEYWORDS = frozenset({"then", "do", "else", "if", "while", "until", "!", "{", "}", "fi", "done", "elif", "always"})
_WRAPPERS: dict[str, frozenset[str]] = {
    "sudo": frozenset({"-u", "-g", "-C"}),
    "doas": frozenset({"-u"}),
    "time": frozenset({"-f", "-o"}),
    "env": frozenset({"-u", "-C", "-S"}),
    "nohup": frozenset(),
    "exec": frozenset(),
    "command": frozenset(),
    "nice": frozenset({"-n"}),
    "xvfb-run": frozenset({"-s", "-n", "-e"}),
    "cross-env": frozenset(),
    "caffeinate": frozenset(),
    "stdbuf": frozenset({"-o", "-e", "-i"}),
    "arch": frozenset(),
    "winpty": frozenset(),
    "setsid": frozenset(),
    "strace": frozenset({"-o", "-e"}),
    "perf": frozenset(),
    "rlwrap": frozenset(),
    "watch": frozenset({"-n"}),
    "dotenv": frozenset({"-e", "-c", "-f", "-v"}),
    "dotenvx": frozenset({"-f"}),
    "op": frozenset({"--env-file"}),
    "doppler": frozenset({"-p", "-c"}),
    "direnv": frozenset(),
}
"""Programs that start another one, with their options that take a value."""
_BEFORE_THE_PROGRAM = {"timeout": 1, "direnv": 2, "op": 1, "doppler": 1, "dotenvx": 1, "flock": 1, "chronic": 0}


def calls(raw: str) -> Iterator[Call]:
    """The programs that a line, or several, start; each with the folder that a `cd` before it has set."""
    text = "\n".join(_PROMPT.sub("", line) for line in raw.split("\n"))
    folder, outer = "", list[str]()
    for operator, words in _simple_commands(text):
        started = _unwrapped(words)
        program = started[0] if started else ""
        if program in ("cd", "pushd"):
            folder = _changed(folder, started[1:])
        elif program:
            yield Call(started[0], tuple(started[1:]), folder)
        if operator == "(":
            outer.append(folder)
        elif operator == ")":
            folder = outer.pop() if outer else folder


def _simple_commands(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The words up to each operator, with that operator."""
    words: list[str] = []
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "word":
            words.append(_QUOTED.sub(lambda m: m[1] or m[2] or m[3] or "", token[0]))
        elif token.lastgroup == "operator":
            yield token[0], words
            words = []
    yield "", words


def _unwrapped(words: Sequence[str]) -> Sequence[str]:
    """The words from the program on that is really run."""
    while words:
        first = words[0]
        if first in _KEYWORDS or _ASSIGNMENT.match(first):
            words = words[1:]
        elif (first in _WRAPPERS or first in _BEFORE_THE_PROGRAM) and len(words) > 1:
            words = _after_options(words[1:], _WRAPPERS.get(first, frozenset()))[_BEFORE_THE_PROGRAM.get(first, 0) :]
            words = words[1:] if words[:1] == ["--"] else words
        else:
            return words
    return words


def _after_options(words: Sequence[str], valued: frozenset[str]) -> Sequence[str]:
    while words and words[0].startswith("-") and words[0] != "--":
        words = words[2 if words[0] in valued else 1 :]
    return words[1:] if words and words[0] == "--" else words


def _changed(folder: str, words: Sequence[str]) -> str:
    """The folder after `cd` with these words."""
    where = next((w for w in words if not w.startswith("-")), None)
    if where is None:
        return "" if words else OUTSIDE
    if "--show-toplevel" in where or where.startswith(("<repo", "path/to/repo")):
        return ROOT
    if where.startswith(("~", "/", "$", "`", "%", "<")) or re.match(r"[A-Za-z]:[\\/]", where):
        return OUTSIDE
    if folder == OUTSIDE:
        return OUTSIDE
    led = normpath(join(folder, where.replace("\\", "/")))
    return "" if led == "." else led
