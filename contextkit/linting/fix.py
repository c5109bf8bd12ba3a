"""Edits that mend findings: which of them go together, and what they make of a file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from hashlib import sha1
from itertools import combinations
from typing import TYPE_CHECKING

from contextkit.repo import Entry, Repo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from contextkit.model import Edit, Finding

PASSES = 5
"""How often a tree is checked and mended at most; each pass takes what overlapped in the last one."""


@dataclass(frozen=True, slots=True)
class FixPlan:
    """The edits of one pass, by path and place; none overlaps another."""

    edits: Mapping[str, Sequence[Edit]]
    fixed: tuple[Finding, ...]
    put_off: tuple[Finding, ...]
    """Those whose edits overlap some of `edits`: for the next pass."""


def plan_fixes(findings: Iterable[Finding], *, unsafe: bool = False) -> FixPlan:
    """The safe fixes of these findings, and with `unsafe` the others too; the first of two that overlap wins."""
    taken: dict[str, list[Edit]] = {}
    fixed: list[Finding] = []
    put_off: list[Finding] = []
    for finding in findings:
        if finding.fix is None or (finding.fix.safety == "unsafe" and not unsafe):
            continue
        fresh = [e for e in dict.fromkeys(finding.fix.edits) if e not in taken.get(e.path, ())]
        others = [(edit, other) for edit in fresh for other in taken.get(edit.path, ())]
        if any(_overlap(edit, other) for edit, other in (*others, *combinations(fresh, 2))):
            put_off.append(finding)
            continue
        fixed.append(finding)
        for edit in fresh:
            taken.setdefault(edit.path, []).append(edit)
    edits = {path: sorted(found, key=lambda e: (e.start, e.end)) for path, found in sorted(taken.items())}
    return FixPlan(edits, tuple(fixed), tuple(put_off))


def apply(edits: Iterable[Edit], content: bytes) -> bytes:
    """The content with these edits, of which none overlaps another. One whose place has changed is left out."""
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        if edit.was and content[edit.start : edit.end] != edit.was.encode("utf-8", "surrogateescape"):
            continue  # line ends that git hides from us shift every offset
        content = content[: edit.start] + edit.text.encode("utf-8", "surrogateescape") + content[edit.end :]
    return content


def fixed_files(
    repo: Repo, check: Callable[[Repo], Iterable[Finding]], *, unsafe: bool = False
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The new contents of the files that fixes change, and the findings that they mend. Nothing is written.

    The tree is checked and mended again until a pass changes nothing.
    """
    contents: dict[str, bytes] = {}
    fixed: list[Finding] = []
    for _ in range(PASSES):
        tree = Overlay(repo, contents)
        plan = plan_fixes(check(tree), unsafe=unsafe)
        changed = {path: apply(edits, tree.read(path) or b"") for path, edits in plan.edits.items()}
        changed = {path: content for path, content in changed.items() if content != tree.read(path)}
        if not changed:
            break
        contents |= changed
        fixed.extend(plan.fixed)
    return {p: c for p, c in sorted(contents.items()) if c != repo.read(p)}, tuple(fixed)


def unified_diff(path: str, before: bytes | None, after: bytes | None) -> str:
    """What changes, as a patch that git understands; None is no file."""
    old, new = (_lines(content or b"") for content in (before, after))
    names = ("/dev/null" if before is None else f"a/{path}", "/dev/null" if after is None else f"b/{path}")
    return "".join(_ended(difflib.unified_diff(old, new, *names)))


class Overlay:
    """A tree with other contents for some of its files."""

    def __init__(self, repo: Repo, contents: Mapping[str, bytes]) -> None:
        self._repo = repo
        self._contents = dict(contents)
        self.label = repo.label
        self.commit = repo.commit
        self.entries: Mapping[str, Entry] = {
            path: Entry(entry.mode, _blob_id(self._contents[path])) if path in self._contents else entry
            for path, entry in repo.entries.items()
        }

    @property
    def state(self) -> str:
        changed = "\0".join(f"{path}\0{self.entries[path].blob}" for path in sorted(self._contents))
        return _blob_id(f"{self._repo.state}\0{changed}".encode("utf-8", "surrogateescape"))

    def blob(self, path: str) -> str:
        return self.entries[path].blob if path in self._contents else self._repo.blob(path)

    def read(self, path: str, limit: int | None = None) -> bytes | None:
        content = self._contents.get(path)
        if content is None:
            return self._repo.read(path) if limit is None else self._repo.read(path, limit)
        return None if limit is not None and len(content) > limit else content


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether they touch the same bytes; two insertions at one place do, for their order would be a guess."""
    if one.path != other.path:
        return False
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end


def _lines(content: bytes) -> list[str]:
    lines = content.decode("utf-8", "backslashreplace").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _ended(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _blob_id(content: bytes) -> str:
    return sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324  (git's own content id)
