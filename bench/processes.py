"""Whole processes, timed from outside: wall, processor and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, those that it waited for included."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: float
    """Of the largest single process."""
    code: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The median of some runs."""

    wall_seconds: float
    least_seconds: float
    most_seconds: float
    cpu_seconds: float
    peak_mb: float


def timed(command: Sequence[str | Path], folder: Path, *, env: Mapping[str, str] | None = None, stdin: str = "") -> Run:
    """Runs it to its end; what it prints is thrown away."""
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as given:
        given.write(stdin.encode())
        given.seek(0)
        begun = time.perf_counter()
        # wait4 tells what this child took, and not all children so far
        process = subprocess.Popen(
            words, cwd=folder, env=env, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            raise
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else _KIB  # macOS counts bytes, Linux KiB
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / _KIB**2, process.returncode)


def summary(runs: Sequence[Run]) -> Summary:
    walls = [run.wall_seconds for run in runs]
    return Summary(
        wall_seconds=median(walls),
        least_seconds=min(walls),
        most_seconds=max(walls),
        cpu_seconds=median(run.cpu_seconds for run in runs),
        peak_mb=max(run.peak_mb for run in runs),
    )


def load() -> str:
    """The machine's load now: a number far above its processors makes wall times worthless."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def own_contextkit() -> str:
    """The command beside this Python, or the one on PATH."""
    beside = Path(sys.executable).with_name("contextkit")
    return str(beside) if beside.exists() else "contextkit"
