"""The gate as its own self-test applies it: many checks of one folder in which one file changes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from .checks import inspect
from .evidence.desk import write_ledgers
from .records.problems import Problem, nearest
from .records.reader import Document, read
from .selftest import FAULTS, run, table

SAMPLE = Path("tests/gate/data")
"""The small briefing with texts of our own that ships with the tests."""


def check(data: Path, texts: Path | None, *, fingerprints: bool = True) -> Sequence[Problem]:
    """Return everything that the gate reports of a data folder."""
    return inspect(data, texts, fingerprints=fingerprints, read=_remembered).problems


def prepare(data: Path, texts: Path) -> None:
    """Verify a data folder, so that a later change of it shows."""
    write_ledgers(inspect(data, texts).desk, data)


def unknown(names: Sequence[str]) -> str:
    """Say which name is that of no class of faults; nothing if all are known."""
    known = [one.name for one in FAULTS]
    for name in names:
        if name not in known:
            near = " or ".join(f"“{one}”" for one in nearest(name, known))
            return f"no class of faults is called “{name}”" + (f": try {near}" if near else "")
    return ""


def self_test(
    data: Path, texts: Path, seed: int, per_class: int, only: Sequence[str] = (), jobs: int = 2
) -> int:
    """Plant faults of the classes named, or of all, and print what was caught.

    Return 0 if the targets are reached, else 1.
    """
    faults = [one for one in FAULTS if not only or one.name in only]
    result = run(
        data,
        texts,
        check,
        seed=seed,
        per_class=per_class,
        faults=faults,
        prepare=prepare,
        jobs=jobs,
    )
    print(table(result, faults, missed=True))
    for problem in result.unspoilt:
        print(f"on the unspoilt data: {problem.text()}", file=sys.stderr)
    return 0 if result.reached else 1


def _remembered(file: Path, shown: str) -> Document:
    try:
        state = file.lstat()
    except OSError:
        return read(file, shown)
    return _read(file, shown, state.st_mtime_ns, state.st_size, state.st_mode)


@lru_cache(maxsize=512)
def _read(file: Path, shown: str, *_: int) -> Document:
    return read(file, shown)
