"""Work spread over forked processes: parsing holds the interpreter's lock, so threads would not help."""

from __future__ import annotations

import marshal
import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
U = TypeVar("U")

MIN_ITEMS = 50
"""Below this a fork (6 ms each) costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be worked on: its content, and the language or suffix that says how."""

    content: bytes
    form: str


@dataclass(frozen=True, slots=True)
class _Child:
    """A forked process, and the pipe on which its answer comes."""

    pid: int
    pipe: int


def spread(work: Callable[[Task], bytes], tasks: Sequence[Task], jobs: int | None = None) -> list[bytes]:
    """What `work` gives for each task, in their order; a worker that dies costs time, and nothing else."""
    count = jobs or os.cpu_count() or 1
    if count < 2 or len(tasks) < MIN_ITEMS or not _can_fork():
        return [work(task) for task in tasks]
    own, *others = _shares(tasks, count)
    children = [_fork(partial(_worked, work, [tasks[i] for i in share])) for share in others]
    done = {i: work(tasks[i]) for i in own}
    for child, share in zip(children, others, strict=True):
        done.update(zip(share, _rows(_answer(child)) or (work(tasks[i]) for i in share), strict=True))
    return [done[i] for i in range(len(tasks))]


def beside(work: Callable[[], T], other: Callable[[], U]) -> tuple[T, U]:
    """What both give; `work` in a process of its own where that can be, so that what it changes is not seen here."""
    if (os.cpu_count() or 1) < 2 or not _can_fork():
        return work(), other()
    child = _fork(lambda: pickle.dumps(work()))
    try:
        second = other()
    except BaseException:
        os.kill(child.pid, signal.SIGKILL)
        _answer(child)
        raise
    answer = _answer(child)
    return pickle.loads(answer) if answer else work(), second  # noqa: S301  (written by our own child a moment ago)


def _worked(work: Callable[[Task], bytes], tasks: Sequence[Task]) -> bytes:
    return marshal.dumps([work(task) for task in tasks])


def _can_fork() -> bool:
    # A fork copies only the thread that forks; on macOS system libraries may hold threads that Python cannot see.
    return sys.platform == "linux" and threading.active_count() == 1


def _shares(tasks: Sequence[Task], count: int) -> list[list[int]]:
    """Deals the tasks out, largest first, so that each share is of about the same size."""
    by_size = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].content))
    return [by_size[k::count] for k in range(count)]


def _fork(work: Callable[[], bytes]) -> _Child:
    source, sink = os.pipe()
    pid = os.fork()
    if pid:
        os.close(sink)
        return _Child(pid, source)
    try:
        os.close(source)
        with os.fdopen(sink, "wb") as pipe:
            pipe.write(work())
    finally:
        os._exit(0)


def _answer(child: _Child) -> bytes:
    """What the child wrote before it ended; empty where it died."""
    try:
        with os.fdopen(child.pipe, "rb") as pipe:
            return pipe.read()
    finally:
        os.waitpid(child.pid, 0)


def _rows(answer: bytes) -> list[bytes] | None:
    try:
        rows: list[bytes] = marshal.loads(answer)  # noqa: S302  (written by our own child a moment ago)
    except (EOFError, ValueError, TypeError):
        return None
    return rows
