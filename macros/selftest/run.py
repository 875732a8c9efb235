"""Planting every fault in a copy of the briefing, and looking at what the gate reports anew."""

from __future__ import annotations

import gc
import multiprocessing
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ..records.problems import Problem, Severity
from .edits import Planting, applied
from .fault import Fault
from .faults import FAULTS
from .ground import Ground
from .plant import sample

Mode = Literal["texts", "fingerprints", "neither"]
MODES: tuple[Mode, ...] = ("texts", "fingerprints", "neither")
SEED, PER_CLASS = 2031, 10
# Of the faults declared checkable, with the texts at hand.
CAUGHT_TARGET, PLACED_TARGET = 0.98, 0.95


class Check(Protocol):
    """The gate: it reports what is wrong with a data folder."""

    def __call__(
        self, data: Path, texts: Path | None, *, fingerprints: bool = True
    ) -> Sequence[Problem]:
        """Return all problems of a folder, with the texts of another if there is one."""
        ...


Prepare = Callable[[Path, Path], None]
"""Writes the evidence of a data folder, given the texts, as `brief verify` does."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one mode of the gate made of one planting."""

    caught: bool
    placed: bool
    """Whether a new problem stands where a reviewer would look for it."""
    codes: tuple[str, ...]
    """The codes of the new problems."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One planting and what each mode made of it."""

    fault: Fault
    planting: Planting
    seen: dict[Mode, Seen]


@dataclass(frozen=True, slots=True)
class Result:
    """All outcomes, and what the gate says of the unspoilt briefing."""

    outcomes: tuple[Outcome, ...]
    modes: tuple[Mode, ...]
    unspoilt: tuple[Problem, ...]
    seconds: float

    def of(self, fault: Fault) -> list[Outcome]:
        """Return the outcomes of one class."""
        return [one for one in self.outcomes if one.fault.name == fault.name]

    @property
    def checkable(self) -> list[Outcome]:
        """The outcomes of the classes that are declared checkable."""
        return [one for one in self.outcomes if one.fault.checkable]

    def count(self, outcomes: Sequence[Outcome], mode: Mode, *, placed: bool = False) -> int:
        """Return how many plantings a mode caught, or reported at the right line."""
        return sum(one.seen[mode].placed if placed else one.seen[mode].caught for one in outcomes)

    @property
    def reached(self) -> bool:
        """Whether the gate reached its targets; without texts there are none to reach."""
        planted = len(self.checkable)
        return (
            "texts" in self.modes
            and planted > 0
            and not self.unspoilt
            and self.count(self.checkable, "texts") >= CAUGHT_TARGET * planted
            and self.count(self.checkable, "texts", placed=True) >= PLACED_TARGET * planted
        )


def run(
    data: Path,
    texts: Path | None,
    check: Check,
    *,
    seed: int = SEED,
    per_class: int = PER_CLASS,
    faults: Sequence[Fault] = FAULTS,
    modes: Sequence[Mode] = MODES,
    prepare: Prepare | None = None,
    jobs: int = 1,
) -> Result:
    """Plant a sample of every class, one fault at a time, and let the gate look in every mode.

    `prepare` writes the evidence into the copy, so that fingerprints go stale as they would in a
    contribution. With more than one job, `check` and `prepare` must be functions of a module.
    """
    started = time.perf_counter()
    modes = tuple(mode for mode in modes if texts or mode != "texts")
    ground = Ground(data, texts)
    work = [
        (fault, planting) for fault in faults for planting in sample(fault, ground, seed, per_class)
    ]
    plantings = [planting for _, planting in work]
    with _copied(data) as folder:
        if prepare and texts:
            prepare(folder, texts)
        bench = _Bench(folder, texts, check, modes)
        unspoilt = bench.unspoilt(modes[0])
        if jobs == 1:
            seen = [bench.look(planting) for planting in plantings]
        else:
            seen = list(_look_together(folder, texts, check, modes, plantings, jobs))
    outcomes = tuple(
        Outcome(fault, planting, dict(zip(modes, looks, strict=True)))
        for (fault, planting), looks in zip(work, seen, strict=True)
    )
    return Result(outcomes, modes, unspoilt, time.perf_counter() - started)


class _Bench:
    """A copy of the data folder in which one fault after the other is planted and taken out."""

    def __init__(
        self, folder: Path, texts: Path | None, check: Check, modes: Sequence[Mode]
    ) -> None:
        self._folder, self._texts, self._check, self._modes = folder, texts, check, modes
        self._before = {mode: self._problems(mode) for mode in modes}

    def unspoilt(self, mode: Mode) -> tuple[Problem, ...]:
        """Return what is reported before anything is planted."""
        return tuple(self._before[mode])

    def look(self, planting: Planting) -> list[Seen]:
        """Plant a fault, look in every mode, and take it out again."""
        with _planted(self._folder.parent, planting):
            return [self._seen(planting, mode) for mode in self._modes]

    def _seen(self, planting: Planting, mode: Mode) -> Seen:
        before = self._before[mode]
        after = self._problems(mode)
        usual = Counter((one.place.path, one.code) for one in before)
        known = {(one.place.path, one.code, one.sentence) for one in before}
        counts = Counter((one.place.path, one.code) for one in after)
        new = [
            one
            for one in after
            if counts[one.place.path, one.code] > usual[one.place.path, one.code]
            and (one.place.path, one.code, one.sentence) not in known
        ]
        placed = any(
            span.holds(one.place.path, one.place.line) for one in new for span in planting.places
        )
        return Seen(bool(new), placed, tuple(sorted({one.code for one in new})))

    def _problems(self, mode: Mode) -> list[Problem]:
        """Return errors and warnings; a hint asks for nothing, so it catches nothing."""
        found = self._check(
            self._folder,
            self._texts if mode == "texts" else None,
            # With the texts at hand a stale fingerprint proves nothing more.
            fingerprints=mode == "fingerprints",
        )
        return [one for one in found if one.severity is not Severity.HINT]


@contextmanager
def _copied(data: Path) -> Iterator[Path]:
    """Copy a data folder to a place of its own, under its own name."""
    with tempfile.TemporaryDirectory(prefix="brief-self-test-") as place:
        folder = Path(place) / data.resolve().name
        shutil.copytree(data, folder)
        yield folder


@contextmanager
def _planted(root: Path, planting: Planting) -> Iterator[None]:
    """Change the files of a planting, and put them back."""
    before: dict[Path, str | None] = {}
    try:
        for path in dict.fromkeys(change.path for change in planting.changes):
            file = root / path
            text = file.read_text("utf-8") if file.is_file() else None
            before[file] = text
            changed = applied(text, [one for one in planting.changes if one.path == path])
            if changed is None:
                file.unlink()
            else:
                file.write_text(changed, "utf-8", newline="\n")
        yield
    finally:
        for file, text in before.items():
            if text is None:
                file.unlink(missing_ok=True)
            else:
                file.write_text(text, "utf-8", newline="\n")


_BENCHES: list[_Bench] = []
"""The bench of this process, when it is one of several."""


def _look_together(
    folder: Path,
    texts: Path | None,
    check: Check,
    modes: Sequence[Mode],
    plantings: Sequence[Planting],
    jobs: int,
) -> Iterator[list[Seen]]:
    """Look at plantings in several processes, each with a copy of its own."""
    with ProcessPoolExecutor(
        jobs,
        # Started afresh: a copy of a process that runs threads is not safe.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_sit_down,
        initargs=(folder, texts, check, tuple(modes)),
    ) as pool:
        yield from pool.map(_look, plantings, chunksize=4)


def _sit_down(folder: Path, texts: Path | None, check: Check, modes: Sequence[Mode]) -> None:
    own = Path(tempfile.mkdtemp(dir=folder.parent)) / folder.name
    shutil.copytree(folder, own)
    _BENCHES.append(_Bench(own, texts, check, modes))
    gc.freeze()


def _look(planting: Planting) -> list[Seen]:
    return _BENCHES[0].look(planting)
