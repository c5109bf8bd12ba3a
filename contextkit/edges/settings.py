"""Agents' settings files (JSON): entries are put into lists and taken out again; all else stays, byte for byte."""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Entries = Sequence[tuple[str, Mapping[str, object]]]

_KEY = "hooks"
_BOM = "\ufeff"
_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,\]}]+', re.DOTALL)
_BEFORE = re.compile(r"(\r?\n)?([ \t]*)\Z")


class UnreadableError(Exception):
    """The file is not what could be edited safely; the message says why."""


def merged(content: bytes | None, entries: Entries, others: Mapping[str, object]) -> bytes:
    """The file with these entries in `hooks`, each in its event's list. One whose command is there stays as it is.

    `others` is what a new file says besides. Raises UnreadableError for what is not plain JSON (comments included), or
    has something else in those places.
    """
    if content is None:
        return _fresh(entries, others)
    text = _decoded(content)
    for event, entry in entries:
        if not list(_ours(text, event, entry)):
            text = _with(text, event, entry)
    return text.encode()


def cleared(content: bytes, entries: Entries, others: Mapping[str, object]) -> bytes | None:
    """The file without these entries, as it was before they came; None where it was made for them alone."""
    if content == _fresh(entries, others):
        return None
    text = _decoded(content)
    for event, entry in reversed(entries):
        while found := list(_ours(text, event, entry)):
            text = _without(text, found[-1])
    return text.encode()


def read_settings(path: Path) -> bytes | None:
    """The content; None where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_settings(path: Path, content: bytes | None) -> None:
    """Writes the whole file or nothing; None removes it, and its folder where that is empty then."""
    place = Path(os.path.realpath(path))
    if content is None:
        place.unlink()
        with suppress(OSError):
            place.parent.rmdir()
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(place.stat().st_mode & 0o777 if place.exists() else 0o644)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink()
        raise


@dataclass(frozen=True, slots=True)
class _Node:
    """A value in the text; in an object, it begins with its key."""

    start: int
    value: int
    end: int
    key: str
    kind: str
    """The value's first character."""
    inner: tuple[_Node, ...]

    def member(self, key: str) -> _Node | None:
        return next((n for n in reversed(self.inner) if n.key == key), None)  # the last one counts


def _fresh(entries: Entries, others: Mapping[str, object]) -> bytes:
    lists: dict[str, list[Mapping[str, object]]] = {}
    for event, entry in entries:
        lists.setdefault(event, []).append(entry)
    return (json.dumps({_KEY: lists, **others}, indent=2) + "\n").encode()


def _decoded(content: bytes) -> str:
    try:
        text = content.decode()
        json.loads(text.removeprefix(_BOM))
    except UnicodeDecodeError:
        raise UnreadableError("it is not UTF-8") from None
    except RecursionError:
        raise UnreadableError("it is nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"it is not plain JSON: {error}") from None
    return text


def _lists(text: str, event: str) -> list[_Node]:
    """The root, its `hooks`, and the list of the event; as far as they are there."""
    root = _value(text, _spaced(text, len(_BOM) if text.startswith(_BOM) else 0))
    if root.kind != "{":
        raise UnreadableError("it holds no object")
    chain = [root]
    for key, kind, what in ((_KEY, "{", "object"), (event, "[", "list")):
        found = chain[-1].member(key)
        if found is None:
            break
        if found.kind != kind:
            raise UnreadableError(f"its `{key}` is no {what}")
        chain.append(found)
    return chain


def _ours(text: str, event: str, entry: Mapping[str, object]) -> Iterator[list[_Node]]:
    """Each entry or handler that has our command, below the containers around it."""
    chain = _lists(text, event)
    command = _command(entry)
    for item in chain[2].inner if len(chain) == 3 else ():
        if _command_at(text, item) == command:
            yield [*chain, item]
        handlers = item.member(_KEY) if item.kind == "{" else None
        for handler in handlers.inner if handlers is not None and handlers.kind == "[" else ():
            if handlers is not None and _command_at(text, handler) == command:
                yield [*chain, item] if len(handlers.inner) == 1 else [*chain, item, handlers, handler]


def _command(entry: Mapping[str, object]) -> object:
    handlers = entry.get(_KEY)
    return handlers[0].get("command") if isinstance(handlers, list) else entry.get("command")


def _command_at(text: str, node: _Node) -> object:
    found = node.member("command") if node.kind == "{" else None
    return json.loads(text[found.value : found.end]) if found is not None else None


def _with(text: str, event: str, entry: Mapping[str, object]) -> str:
    chain = _lists(text, event)
    missing = [_KEY, event][len(chain) - 1 :]
    unit = _unit(text, chain[0])
    return _appended(text, chain[-1], missing, entry, unit)


def _appended(text: str, outer: _Node, missing: Sequence[str], entry: Mapping[str, object], unit: str) -> str:
    """In the style of the last item. What is made around the entry begins with space, what was there without."""
    if not outer.inner:
        at = outer.value + 1
        return text[:at] + _inline(missing, entry) + text[at:]
    last = outer.inner[-1]
    before = _BEFORE.search(text, 0, last.start)
    newline, indent = (before[1], before[2]) if before else (None, "")
    if newline is None:
        return f"{text[: last.end]},{indent}{_inline(missing, entry)}{text[last.end :]}"
    lines = _block(missing, entry, unit).split("\n")
    block = "".join(f"{newline}{indent}{line}" for line in lines)
    return f"{text[: last.end]},{block}{text[last.end :]}"


def _inline(missing: Sequence[str], entry: Mapping[str, object]) -> str:
    made = json.dumps(entry)
    if missing:
        made = f"{json.dumps(missing[-1])}: [ {made} ]"
    return f"{json.dumps(missing[0])}: {{ {made} }}" if len(missing) == 2 else made


def _block(missing: Sequence[str], entry: Mapping[str, object], unit: str) -> str:
    if not missing:
        return json.dumps(entry, indent=unit)
    value: object = [entry] if len(missing) == 1 else {missing[1]: [entry]}
    return f"{json.dumps(missing[0])}: {json.dumps(value, indent=unit)}"


def _unit(text: str, root: _Node) -> str:
    """One step of indentation."""
    before = _BEFORE.search(text, 0, root.inner[0].start) if root.inner else None
    return before[2] if before and before[1] and before[2] else "  "


def _without(text: str, chain: Sequence[_Node]) -> str:
    """Takes out the last of the chain, and with it the containers that were made for it."""
    for outer, item in zip(chain[-2::-1], chain[::-1], strict=False):
        at = outer.inner.index(item)
        if at > 0:
            return text[: outer.inner[at - 1].end] + text[item.end :]
        if len(outer.inner) > 1:
            return text[: item.start] + text[outer.inner[1].start :]
        if item.start == outer.value + 1:
            return text[: item.start] + text[item.end :]
    return text[: chain[0].value + 1] + text[chain[0].end - 1 :]


def _spaced(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, key: str = "", start: int | None = None) -> _Node:
    """The value that begins at `at`, of a text that is known to be JSON."""
    begin = at if start is None else start
    kind = text[at]
    if kind not in "[{":
        scalar = _SCALAR.match(text, at)
        return _Node(begin, at, scalar.end() if scalar else at, key, kind, ())
    inner: list[_Node] = []
    here = at + 1
    while text[here := _spaced(text, here)] not in "]}":
        if text[here] == ",":
            here += 1
            continue
        inner.append(_member(text, here) if kind == "{" else _value(text, here))
        here = inner[-1].end
    return _Node(begin, at, here + 1, key, kind, tuple(inner))


def _member(text: str, at: int) -> _Node:
    name = _SCALAR.match(text, at)
    end = name.end() if name else at
    value = _spaced(text, _spaced(text, end) + 1)
    return _value(text, value, json.loads(text[at:end]), at)
