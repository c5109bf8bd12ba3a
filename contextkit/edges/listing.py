"""What git lists of a tree, taken apart in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contextkit.repo import EXECUTABLE, FILE, SUBMODULE, SYMLINK, Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODES = {"100644": FILE, "100755": EXECUTABLE, "120000": SYMLINK, "160000": SUBMODULE}


class Index(NamedTuple):
    """The paths of the index, and those whose content is not what the index says, or not on disk."""

    entries: dict[str, Entry]
    conflicts: frozenset[str]
    unwatched: frozenset[str]
    """`update-index --assume-unchanged`: git does not look whether they changed."""
    skipped: frozenset[str]
    """Outside of a sparse checkout."""


def parse_index(output: bytes) -> Index:
    """Of `ls-files -s -v -z`: tag, mode, id and stage in fixed places, then the path."""
    lines = output.decode("utf-8", "surrogateescape").split("\0")[:-1]
    if not lines:
        return Index({}, frozenset(), frozenset(), frozenset())
    id_end = lines[0].index(" ", 9)
    stage, path = id_end + 1, id_end + 3
    made = Entry._make
    entries = {line[path:]: made((_mode(line[2:8]), line[9:id_end])) for line in lines}
    special = [line for line in lines if line[0] != "H"]
    return Index(
        entries,
        conflicts=frozenset(line[path:] for line in special if line[stage] != "0"),
        unwatched=frozenset(line[path:] for line in special if line[0].islower()),
        skipped=frozenset(line[path:] for line in special if line[0] in "Ss"),
    )


def parse_changes(output: bytes) -> dict[str, int]:
    """Of `diff-files --raw -z`: the mode on disk of each path that is not as the index says; 0 where it is gone."""
    fields = output.decode("utf-8", "surrogateescape").split("\0")
    changes = {}
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, _, status = about.split(" ")
        changes[path] = 0 if status == "D" else int(mode, 8)
    return changes


def parse_tree(output: bytes) -> dict[str, Entry]:
    """Of `ls-tree -r -z --full-tree`: mode, type and id, then the path."""
    entries = {}
    for line in output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, blob = about.split(" ")
        entries[path] = Entry(_mode(mode), blob)
    return in_order(entries)


def parse_settings(output: bytes) -> Mapping[str, str]:
    """Of `config -z --get-regexp`: the last value of each name, which is in small letters; "true" for a bare name."""
    settings = {}
    for line in output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        name, has_value, value = line.partition("\n")
        settings[name] = value if has_value else "true"
    return settings


def in_order(entries: dict[str, Entry]) -> dict[str, Entry]:
    """By path; costs next to nothing where they are in order."""
    paths = list(entries)
    ordered = sorted(paths)
    return entries if paths == ordered else {p: entries[p] for p in ordered}


def _mode(written: str) -> int:
    return _MODES.get(written) or int(written, 8)
