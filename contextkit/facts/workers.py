"""Work spread over forked processes: parsing holds the interpreter's lock, so threads would not help."""

from __future__ import annotations

import marshal
import os
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MIN_ITEMS = 50
"""Below this a fork (6 ms each) costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be worked on: its content, and the language or suffix that says how."""

    content: bytes
    form: str


@dataclass(frozen=True, slots=True)
class _Worker:
    pid: int
    pipe: int
    share: Sequence[int]


def spread(work: Callable[[Task], bytes], tasks: Sequence[Task], jobs: int | None = None) -> list[bytes]:
    """What `work` gives for each task, in their order; a worker that dies costs time, and nothing else."""
    count = jobs or os.cpu_count() or 1
    if count < 2 or len(tasks) < MIN_ITEMS or not _can_fork():
        return [work(task) for task in tasks]
    own, *others = _shares(tasks, count)
    workers = [_start(work, tasks, share) for share in others]
    done = {i: work(tasks[i]) for i in own}
    for worker in workers:
        done.update(_result(worker) or {i: work(tasks[i]) for i in worker.share})
    return [done[i] for i in range(len(tasks))]


def _can_fork() -> bool:
    # A fork copies only the thread that forks; on macOS system libraries may hold threads that Python cannot see.
    return sys.platform == "linux" and threading.active_count() == 1


def _shares(tasks: Sequence[Task], count: int) -> list[list[int]]:
    """Deals the tasks out, largest first, so that each share is of about the same size."""
    by_size = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].content))
    return [by_size[k::count] for k in range(count)]


def _start(work: Callable[[Task], bytes], tasks: Sequence[Task], share: Sequence[int]) -> _Worker:
    source, sink = os.pipe()
    pid = os.fork()
    if pid:
        os.close(sink)
        return _Worker(pid, source, share)
    try:
        os.close(source)
        with os.fdopen(sink, "wb") as pipe:
            marshal.dump([work(tasks[i]) for i in share], pipe)
    finally:
        os._exit(0)


def _result(worker: _Worker) -> dict[int, bytes] | None:
    try:
        with os.fdopen(worker.pipe, "rb") as pipe:
            rows = marshal.loads(pipe.read())  # noqa: S302  (written by our own child a moment ago)
    except (EOFError, ValueError, TypeError):
        return None
    finally:
        os.waitpid(worker.pid, 0)
    return dict(zip(worker.share, rows, strict=True))
