"""Front matter, as YAML reads it and as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = Literal["empty", "bare", "quoted", "list", "flow", "block", "map"]

_KEY = pattern(r"""(?P<key>[A-Za-z_][\w.-]*|"[^"]+"|'[^']+')[ \t]*:(?=[ \t]|$)[ \t]*(?P<value>.*)$""")
_ITEM = pattern(r"[ \t]*-(?:[ \t]+|$)(?P<value>.*)$")
_COMMENT = pattern(r"(?:^|[ \t]+)#.*$")
_QUOTED = pattern(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'")
_PLAIN = pattern(r"[^\s\[\]{}&*!|>%@`\"'#,?:-](?:[^:#\n]|:(?=\S)|(?<=\S)#)*$")
_PATTERNS = frozenset({"paths", "globs", "applyTo", "fileMatchPattern", "glob"})
_PIECE = pattern(r"(?:[^,{}]|\{(?:[^{}]|\{[^{}]*\})*\}|[{}])+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key at the top level."""

    line: int
    raw: str
    """The value as written, without a comment; lines are joined by newlines."""
    form: Form
    values: tuple[str, ...]
    """The scalar, or the items of a list; empty for a map."""


class Pattern(NamedTuple):
    """A glob of `paths`, `globs` or `applyTo`."""

    key: str
    raw: str
    line: int
    column: int
    """Counted from 0."""


class FrontMatter(NamedTuple):
    """What stands between the `---` lines."""

    entries: Mapping[str, Entry]
    problem: str
    """What YAML says is wrong with it; "" for nothing."""
    problem_line: int
    end: int
    """How many lines it takes, marks included."""


def read_front_matter(lines: list[str], suffix: str) -> FrontMatter | None:
    """The front matter of a document; None where there is none."""
    if not lines or lines[0].rstrip() not in ("---", "+++"):
        return None
    mark = lines[0].rstrip()
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == mark), None)
    if closing is None or (closing == 1 and mark == "+++"):
        return None
    body = lines[1:closing]
    if mark == "+++":
        return FrontMatter({}, "", 0, closing + 1)
    entries = _entries(body)
    if not entries and any(line.strip() for line in body):
        return None  # a rule, text, and another rule
    problem, line = ("", 0) if _is_plain(body) else _problem(body, suffix)
    return FrontMatter(entries, problem, line, closing + 1)


def patterns(front_matter: FrontMatter, lines: list[str]) -> list[Pattern]:
    """The globs that front matter names, one by one: commas outside of braces part them."""
    found = []
    for key, entry in front_matter.entries.items():
        if key not in _PATTERNS:
            continue
        number, column = entry.line, 0
        for value in entry.values:
            for piece in _PIECE.findall(value):
                raw = piece.strip()
                if raw and raw not in ("[]", "null", "~"):
                    number, column = _place(lines, raw, number, column, entry)
                    found.append(Pattern(key, raw, number, column))
                    column += len(raw)
    return found


def _place(lines: list[str], raw: str, number: int, column: int, entry: Entry) -> tuple[int, int]:
    last = min(len(lines), entry.line + entry.raw.count("\n") + 1)
    for at in range(number, last + 1):
        begin = column if at == number else 0
        if at == entry.line and begin == 0:
            begin = lines[at - 1].find(":") + 1
        found = lines[at - 1].find(raw, begin)
        if found >= 0:
            return at, found
    return number, column


def _entries(body: list[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    at = 0
    while at < len(body):
        key = _KEY.match(body[at])
        number = at + 2
        at += 1
        if key is None:
            continue
        more = []
        while at < len(body) and (not body[at].strip() or body[at][0] in " \t" or _ITEM.match(body[at])):
            more.append(body[at])
            at += 1
        while more and not more[-1].strip():
            more.pop()
        found[key["key"].strip("\"'")] = _entry(number, key["value"].strip(), more)
    return found


def _entry(number: int, value: str, more: list[str]) -> Entry:
    first = value if value[:1] in ("'", '"') else _COMMENT.sub("", value).strip()
    raw = "\n".join([first, *more])
    if first[:1] in ("|", ">"):
        return Entry(number, raw, "block", (" ".join(" ".join(more).split()),))
    if first[:1] == "[":
        return Entry(number, raw, "flow", tuple(_flow(raw)))
    if not first and more:
        items = [_scalar(m["value"]) for line in more if (m := _ITEM.match(line))]
        return Entry(number, raw, "list" if items else "map", tuple(i for i in items if i))
    quoted = _QUOTED.match(first)
    if quoted:
        return Entry(number, raw, "quoted", (_scalar(first),))
    whole = " ".join([first, *(line.strip() for line in more)]).strip()
    return Entry(number, raw, "bare" if whole else "empty", (whole,) if whole else ())


def _scalar(value: str) -> str:
    quoted = _QUOTED.match(value.strip())
    if quoted:
        return quoted[1] if quoted[1] is not None else quoted[2].replace("''", "'")
    return _COMMENT.sub("", value).strip()


def _flow(raw: str) -> list[str]:
    inner = raw.partition("[")[2].rpartition("]")[0] or raw.partition("[")[2]
    pieces = re.findall(
        r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:[^,\s\"'{}]|\{[^{}]*\})(?:[^,\n{}]|\{[^{}]*\})*", inner
    )
    return [s for piece in pieces if (s := _scalar(piece))]


def _is_plain(body: list[str]) -> bool:
    """Whether each line is a key with a simple value, which needs no YAML reader to be known as right."""
    seen = set()
    for line in body:
        key = _KEY.match(line)
        if key is None or key["key"] in seen:
            return False
        value = key["value"].strip()
        quoted = _QUOTED.fullmatch(value)
        if value and not _PLAIN.match(value) and not (quoted and "\\" not in value):
            return False
        seen.add(key["key"])
    return True


def _problem(body: list[str], suffix: str) -> tuple[str, int]:
    """What YAML says. Cursor reads bare globs, which YAML takes for aliases: there they are right."""
    import yaml

    read = [("globs:" if suffix == ".mdc" and line.startswith("globs:") else line) for line in body]
    text = "\n".join(read).encode("utf-8", "replace").decode("utf-8", "replace")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return str(error.problem or error.context or "not YAML"), line
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return str(error).split("\n", maxsplit=1)[0], 1
    if node is not None and not isinstance(node, yaml.MappingNode):
        return "not a mapping of keys to values", 2
    return "", 0
