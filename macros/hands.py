"""Two pairs of hands: work in pieces, shared with a second process where one can be had.

Whoever is free takes the next piece, so nobody waits for the other. Where there is no second core,
no fork or not enough work, one does it all; the results are the same, and in the same order.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_WIDTH = 2
"""Bytes of a piece's number in the queue."""
MOST = 4096
"""Pieces at most: their numbers wait in a pipe, which holds 16 KiB everywhere."""


def shared(
    pieces: Sequence[T],
    work: Callable[[T], R],
    *,
    worthwhile: bool = True,
    heard: Callable[[int], object] = lambda done: None,
) -> list[R]:
    """Return the result of each piece of work, in order; results must be fit for pickle.

    `worthwhile` tells whether the work is more than the cost of a second process: some 20 ms, and
    the way of its results through a pipe. If the second process ends early, for whatever reason,
    its pieces are done here, so that an error of the work itself is raised here. `heard` is told
    how many pieces are done by now, by both.
    """
    if not worthwhile or not 2 <= len(pieces) <= MOST or not _possible():
        return list(_alone(pieces, work, heard))
    queue, feed = os.pipe()
    os.write(feed, b"".join(number.to_bytes(_WIDTH, "big") for number in range(len(pieces))))
    os.close(feed)
    results, sending = os.pipe()
    first, child = os.getpid(), os.fork()
    if child == 0:
        _second(first, queue, sending, pieces, work)
    os.close(sending)
    try:
        with os.fdopen(results, "rb") as stream:
            done = {}
            for number in _taken(queue):
                done[number] = work(pieces[number])
                # All pieces before this one are taken; the other has one at most still in hand.
                heard(max(number, len(done)))
            sent = stream.read()
            heard(len(pieces))
    except BaseException:
        os.kill(child, signal.SIGKILL)  # nobody waits for its half any more
        raise
    finally:
        os.close(queue)
        os.waitpid(child, 0)
    with contextlib.suppress(EOFError, pickle.UnpicklingError):
        # From our own other process.
        packed: dict[int, bytes] = pickle.loads(sent)  # noqa: S301
        done |= {number: pickle.loads(one) for number, one in packed.items()}  # noqa: S301
    return [done[n] if n in done else work(pieces[n]) for n in range(len(pieces))]


def _alone(
    pieces: Sequence[T], work: Callable[[T], R], heard: Callable[[int], object]
) -> Iterator[R]:
    for number, piece in enumerate(pieces, 1):
        yield work(piece)
        heard(number)


def _possible() -> bool:
    """Tell whether there is a second core, and a safe way to a second process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) > 1 and hasattr(os, "fork") and threading.active_count() == 1


def _second(
    first: int, queue: int, sending: int, pieces: Sequence[T], work: Callable[[T], R]
) -> NoReturn:  # pragma: no cover - another process
    """Take pieces as long as there are any and somebody waits for them; send what came of them."""
    try:
        done = {}
        for number in _taken(queue):
            if os.getppid() != first:
                break  # the first was killed: nothing more may be written behind anybody's back
            # Each is packed at once, while the first is at work, too.
            done[number] = pickle.dumps(work(pieces[number]), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(sending, "wb") as stream:
            pickle.dump(done, stream, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # nothing of the first process is to be ended or flushed here


def _taken(queue: int) -> Iterator[int]:
    """Take numbers of pieces from the queue until it is empty."""
    while number := os.read(queue, _WIDTH):
        yield int.from_bytes(number, "big")
