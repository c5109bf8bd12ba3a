"""The examples of a page: each is a small repository, written as fences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from contextkit.catalog.sections import Fence, Section, front_matter, sections
from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Mapping

_GUIDE = "docs/writing-lints.md explains fences"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_VALUES = frozenset({"file", "from", "history", "link", "repeat", "subject"})
_FLAGS = frozenset({"deleted", "escaped", "fixed"})


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One `file=` fence."""

    path: str
    text: str
    history: int | None = None
    """The number of the commit in which it is written; None for the last one."""
    subject: str | None = None
    """The subject of that commit."""
    moved_from: str | None = None
    is_deleted: bool = False
    link: str | None = None
    """Where the symlink leads, for one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A small repository in which the lint finds something (Bad) or nothing (Good)."""

    kind: Literal["bad", "good"]
    name: str
    line: int
    files: tuple[ExampleFile, ...]
    fixed: Mapping[str, str]
    """What the fix makes of files, by path."""
    findings: str | None
    """Each finding as `path:line problem`, one a line, where the example says so."""

    @property
    def has_history(self) -> bool:
        return any(file.history is not None for file in self.files)


def read_examples(text: str, place: str) -> tuple[Example, ...]:
    """The examples of the page at `place`, at least one bad and one good."""
    _, body, first_line = front_matter(text)
    found: list[Example] = []
    kind = ""
    for section in sections(body, first_line, place):
        if section.level < 3:
            kind = section.title.lower() if section.level == 2 else ""
            if section.fences and kind in {"bad", "good"}:
                raise ContextkitError(f"{place}:{section.line}: an example has a `### Name`", _GUIDE)
        elif kind in {"bad", "good"}:
            found.append(_example("bad" if kind == "bad" else "good", section, place))
    for needed in ("bad", "good"):
        if not any(example.kind == needed for example in found):
            raise ContextkitError(f"{place}: no example under `## {needed.title()}`", _GUIDE)
    return tuple(found)


def _example(kind: Literal["bad", "good"], section: Section, place: str) -> Example:
    files: list[ExampleFile] = []
    fixed: dict[str, str] = {}
    findings: str | None = None
    for fence in section.fences:
        values, flags = _attributes(fence, place)
        if fence.info.partition(" ")[0] == "findings":
            findings = _text(fence, values, flags)
        elif "file" not in values:
            raise ContextkitError(f"{place}:{fence.line}: a fence of an example has `file=PATH`", _GUIDE)
        elif "fixed" in flags:
            fixed[values["file"]] = _text(fence, values, flags)
        else:
            files.append(_file(fence, values, flags, place))
    if not files:
        raise ContextkitError(f"{place}:{section.line}: example `{section.title}` has no files", _GUIDE)
    example = Example(kind, section.title, section.line, tuple(files), fixed, findings)
    if not example.has_history and any(file.moved_from or file.is_deleted for file in files):
        problem = f"{place}:{section.line}: `from=` and `deleted` need an earlier commit: a fence with `history=1`"
        raise ContextkitError(problem, _GUIDE)
    return example


def _attributes(fence: Fence, place: str) -> tuple[dict[str, str], set[str]]:
    """`lang key=value flag`; an unknown one is an error, so that no typo makes an example empty."""
    import shlex

    try:
        words = shlex.split(fence.info)[1:]
    except ValueError as error:
        raise ContextkitError(f"{place}:{fence.line}: {error} in `{fence.info}`", _GUIDE) from None
    values = dict(word.split("=", 1) for word in words if "=" in word)
    flags = {word for word in words if "=" not in word}
    if unknown := sorted((set(values) - _VALUES) | (flags - _FLAGS)):
        known = ", ".join([*(f"{v}=" for v in sorted(_VALUES)), *sorted(_FLAGS)])
        raise ContextkitError(f"{place}:{fence.line}: unknown `{unknown[0]}`; known: {known}", _GUIDE)
    for name in {"history", "repeat"} & set(values):
        if not values[name].isdigit():
            raise ContextkitError(f"{place}:{fence.line}: `{name}=` takes a number", _GUIDE)
    return values, flags


def _file(fence: Fence, values: Mapping[str, str], flags: set[str], place: str) -> ExampleFile:
    path = values["file"]
    if path.startswith("/") or ".." in path.split("/"):
        raise ContextkitError(f"{place}:{fence.line}: `{path}` leaves the example", _GUIDE)
    return ExampleFile(
        path=path,
        text=_text(fence, values, flags),
        history=int(values["history"]) if "history" in values else None,
        subject=values.get("subject"),
        moved_from=values.get("from"),
        is_deleted="deleted" in flags,
        link=values.get("link"),
    )


def _text(fence: Fence, values: Mapping[str, str], flags: set[str]) -> str:
    text = fence.text * int(values.get("repeat", "1"))
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), text) if "escaped" in flags else text
