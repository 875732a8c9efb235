"""Work shared with a second process: the same results in the same order, whatever becomes of it."""

from __future__ import annotations

import mmap
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest

from macros import hands
from macros.checks import catalogue, inspect
from macros.records import library
from tests.projects import ROOT, SAMPLE

FIRST = os.getpid()

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_possible", lambda: True)


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("aside", [0, 1, 30, 100])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 100, hands.MOST, hands.MOST + 1])
def test_results_come_in_the_order_of_the_pieces(count: int, aside: int) -> None:
    pieces = range(count if aside == 0 else min(count, 300))
    assert list(hands.shared(pieces, square, aside=aside)) == [square(n) for n in pieces]


def test_others_do_it_all_and_make_way() -> None:
    """Of so many pieces in a row two processes do each, and neither does any later one."""
    done = list(hands.shared(range(100), lambda _: os.getpid(), aside=30))
    rounds = [set(done[first : first + 30]) for first in range(0, 100, 30)]
    assert all(len(one) in (1, 2) for one in rounds)
    assert len(set().union(*rounds, {FIRST})) == sum(map(len, rounds)) + 1


@dataclass
class Result:
    """Tells how many of its kind were opened in the process that made it, when it did."""

    before: int = field(default_factory=lambda: len(Result.opened))
    opened: ClassVar[list[int]] = []

    def __setstate__(self, state: dict[str, int]) -> None:
        self.opened.append(1)
        self.__dict__.update(state)


@pytest.mark.parametrize("held", [1, 1000, 1 << 20])
def test_results_that_are_laid_on_disk_are_the_same(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "_HELD", held)
    found = list(hands.shared(range(50), lambda n: random.Random(n).randbytes(9000), aside=20))  # noqa: S311
    assert found == [random.Random(n).randbytes(9000) for n in range(50)]  # noqa: S311


def test_results_for_which_there_is_no_room_on_disk_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(hands, "_HELD", 1)
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    assert list(hands.shared(range(50), square, aside=20)) == [square(n) for n in range(50)]


def test_whoever_comes_later_begins_without_the_results_of_those_before() -> None:
    """They are opened when all are there."""
    found = list(hands.shared(range(40), lambda _: Result(), aside=10))
    assert [one.before for one in found] == [0] * 40
    assert len(Result.opened) == 40


def test_both_have_a_hand_in_it() -> None:
    # The first piece is not done before somebody else has done another.
    reader, writer = os.pipe()

    def work(piece: str) -> int:
        if piece == "wait":
            os.read(reader, 1)
        else:
            os.write(writer, b".")
        return os.getpid()

    first, second = list(hands.shared(["wait", "go"], work))
    os.close(reader)
    os.close(writer)
    assert first != second
    assert os.getpid() in (first, second)


@pytest.mark.parametrize("aside", [0, 30])
@pytest.mark.parametrize("count", [0, 1, 2, 100, hands.MOST + 1])
def test_as_many_pieces_are_told_as_are_done_by_both(count: int, aside: int) -> None:
    done = mmap.mmap(-1, max(count, 1))  # both see it
    told: list[tuple[int, int]] = []

    def work(piece: int) -> None:
        done[piece] = 1

    def heard(number: int) -> None:
        told.append((number, sum(done[:])))

    count = min(count, 300) if aside else count
    list(hands.shared(range(count), work, aside=aside, heard=heard))
    numbers = [number for number, _ in told]
    assert numbers == sorted(numbers)
    assert numbers[-1:] == [count] * bool(count)
    assert [one for one in told if one[0] > one[1]] == []
    done.close()


LEFT_ALONE = """
import os, signal, time
from macros import hands
hands._possible = lambda: True
first = os.getpid()

def work(piece):
    if os.getpid() == first:
        os.read(begun[0], 1)
        os.kill(first, signal.SIGKILL)
    os.write(begun[1], b".")
    while os.getppid() == first:
        time.sleep(0.001)
    print(piece, flush=True)

begun = os.pipe()
list(hands.shared(range(1000), work))
"""


def test_the_second_process_ends_when_the_first_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT_ALONE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert len(done.stdout.split()) == 1, "it finishes what it has begun, and begins nothing"


def die_in_the_second(number: int) -> int:
    if os.getpid() != FIRST:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail_in_the_second(number: int) -> int:
    if os.getpid() != FIRST:
        raise RuntimeError
    return number


def unfit_in_the_second(number: int) -> object:
    return number if os.getpid() == FIRST else threading.Lock()


@pytest.mark.parametrize("aside", [0, 20])
@pytest.mark.parametrize("work", [die_in_the_second, fail_in_the_second, unfit_in_the_second])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_the_second_process_leaves_undone_is_done(
    work: Callable[[int], object], aside: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert list(hands.shared(range(50), work, aside=aside)) == list(range(50))
    capfd.readouterr()


def test_an_error_of_the_work_is_raised_here() -> None:
    def work(number: int) -> int:
        raise LookupError(number)

    with pytest.raises(LookupError):
        list(hands.shared(range(50), work))


def test_no_second_process_beside_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert set(hands.shared(range(9), lambda _: os.getpid())) == {os.getpid()}
    finally:
        done.set()
        other.join()


def test_a_shared_check_finds_what_a_lone_one_finds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts = SAMPLE / "texts"
    alone = inspect(SAMPLE / "data", texts, fingerprints=False)
    monkeypatch.setattr(catalogue, "WORTHWHILE", 0)
    monkeypatch.setattr(library, "WORTHWHILE", 0)
    monkeypatch.setattr(library, "BATCH", 1)
    together = inspect(SAMPLE / "data", texts, fingerprints=False)
    assert together.problems == alone.problems
