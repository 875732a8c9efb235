"""What one command takes: processor time, time on the clock, and memory at its height."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """One run, or the median of several."""

    cpu: float
    """Seconds of both cores together, those of child processes included."""
    wall: float
    """Seconds on the clock."""
    peak: float
    """MiB that its largest process held at once."""


class Failed(Exception):
    """A command that is to be measured does not run."""


def run(command: Sequence[str], folder: Path, log: Path, more: Mapping[str, str]) -> Usage:
    """Run a command to its end; what it prints goes to `log`.

    A small process starts it: a new one counts as its own what the one held that it comes from.
    """
    with log.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START, *command],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=out,
            env={**os.environ, **more},
            check=True,
        )
    code, cpu, wall, peak = json.loads(done.stdout)
    if code != 0:
        raise Failed(f"{' '.join(command)} ended with {code}: {log}")
    return Usage(cpu, wall, peak)


_START = """\
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_, status, used = os.wait4(process.pid, 0)
wall = time.perf_counter() - started
process.returncode = os.waitstatus_to_exitcode(status)
cpu = used.ru_utime + used.ru_stime
print(json.dumps([process.returncode, cpu, wall, used.ru_maxrss / 1024]))
"""


def median(runs: Sequence[Usage]) -> Usage:
    """Return the median of each figure."""
    figures: tuple[Callable[[Usage], float], ...] = (
        lambda one: one.cpu,
        lambda one: one.wall,
        lambda one: one.peak,
    )
    return Usage(*(statistics.median(map(figure, runs)) for figure in figures))
