"""Two pairs of hands: work in pieces, shared with a second process where one can be had.

Whoever is free takes the next piece, so nobody waits for the other. Where there is no second core,
no fork or not enough work, one does it all; the results are the same, and in the same order.
"""

from __future__ import annotations

import io
import os
import pickle
import select
import signal
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class _Sent(NamedTuple):
    """A result as it came from another process, and where it lies."""

    spool: IO[bytes]
    start: int
    length: int

    @classmethod
    def laid(cls, data: bytes, spool: IO[bytes]) -> _Sent:
        """Lay a result down until somebody asks for it; where there is no room, hold it."""
        try:
            start = spool.seek(0, os.SEEK_END)
            whole = spool.write(data) == len(data)
        except OSError:
            whole = False
        if not whole:
            return cls(io.BytesIO(data), 0, len(data))
        return cls(spool, start, len(data))

    def opened(self) -> Any:
        """Return the result."""
        self.spool.seek(self.start)
        data = zlib.decompress(self.spool.read(self.length))
        return pickle.loads(data)  # noqa: S301 - our own other process sent it


_WIDTH = 2
"""Bytes of a piece's number in the queue."""
_HEAD = struct.Struct("<HQ")
"""What comes before a result: its piece's number, and its length."""
_HELD = 1 << 23
"""Bytes of packed results that are held in memory at once; more of them lie on disk."""
_ALL = 0
"""What a temporary file takes for: hold everything."""
MOST = 4096
"""Pieces at most: their numbers wait in a pipe, which holds 16 KiB everywhere."""


def batches(things: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut work into pieces of so many things, or of more where the pieces would be too many."""
    size = max(size, -(-len(things) // MOST))
    return [things[start : start + size] for start in range(0, len(things), size)]


def shared(
    pieces: Sequence[T],
    work: Callable[[T], R],
    *,
    worthwhile: bool = True,
    aside: int = 0,
    heard: Callable[[int], object] = lambda done: None,
) -> Iterator[R]:
    """Yield the result of each piece of work, in order; results must be fit for pickle.

    `worthwhile` tells whether the work is more than the cost of a second process: some 20 ms, and
    the way of its results through a pipe. With `aside` two others do it all, and make way for the
    next two after so many pieces: whatever they hold is free again then. If a process ends early,
    for whatever reason, its pieces are done here, so that an error of the work itself is raised
    here. `heard` is told how many pieces are done by now, by all.
    """
    most = aside or len(pieces)
    if not worthwhile or len(pieces) < 2 or most > MOST or not _possible():
        yield from _alone(pieces, work, heard)
        return
    done: list[R | _Sent] = []
    # Opened only at the end: whoever was begun meanwhile would have begun with all of it.
    with SpooledTemporaryFile(_HELD if aside else _ALL, buffering=0) as spool:
        for first in range(0, len(pieces), most):
            some = pieces[first : first + most]
            told = partial(_later, heard, first)
            done += _shared(some, work, spool, aside=aside > 0, heard=told)
        done.reverse()
        while done:
            one = done.pop()
            yield one.opened() if isinstance(one, _Sent) else one


def _later(heard: Callable[[int], object], before: int, done: int) -> None:
    heard(before + done)


def _shared(
    pieces: Sequence[T],
    work: Callable[[T], R],
    spool: IO[bytes],
    *,
    aside: bool,
    heard: Callable[[int], object],
) -> list[R | _Sent]:
    queue, feed = os.pipe()
    os.write(feed, b"".join(number.to_bytes(_WIDTH, "big") for number in range(len(pieces))))
    os.close(feed)
    others: dict[int, int] = {}
    done: dict[int, R | _Sent] = {}
    try:
        for _ in range(2 if aside else 1):
            _begin(others, queue, pieces, work, at_once=aside)
        for number in _taken(queue) if not aside else ():
            done[number] = work(pieces[number])
            # All pieces before this one are taken; the other has one at most still in hand.
            heard(max(number, len(done)))
        for number, sent in _received([*others]):
            done[number] = _Sent.laid(sent, spool)
            heard(len(done))
    except BaseException:
        for child in others.values():
            os.kill(child, signal.SIGKILL)  # nobody waits for its share any more
        raise
    finally:
        os.close(queue)
        for stream, child in others.items():
            os.close(stream)
            os.waitpid(child, 0)
    for number in range(len(pieces)):
        if number not in done:
            done[number] = work(pieces[number])
            heard(len(done))
    return [done[number] for number in range(len(pieces))]


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


def _begin(
    others: dict[int, int],
    queue: int,
    pieces: Sequence[T],
    work: Callable[[T], R],
    *,
    at_once: bool,
) -> None:
    """Begin another process, and note it by the pipe through which its results come.

    They come as they are made, or all at its end: where nobody reads meanwhile, it would wait.
    """
    results, sending = os.pipe()
    first, child = os.getpid(), os.fork()
    if child == 0:
        _second(first, queue, sending, pieces, work, at_once=at_once)
    os.close(sending)
    others[results] = child


def _second(
    first: int,
    queue: int,
    sending: int,
    pieces: Sequence[T],
    work: Callable[[T], R],
    *,
    at_once: bool,
) -> NoReturn:  # pragma: no cover - another process
    """Take pieces as long as there are any and somebody waits for them; send what came of them."""
    try:
        with os.fdopen(sending, "wb") as stream:
            done = io.BytesIO()
            for number in _taken(queue):
                if os.getppid() != first:
                    break  # the first was killed: nothing more may be written behind anybody's back
                made = pickle.dumps(work(pieces[number]), pickle.HIGHEST_PROTOCOL)
                # What comes at once is held for long, beside many more.
                sent = zlib.compress(made, 1 if at_once else 0)
                for target in (stream,) if at_once else (done,):
                    target.write(_HEAD.pack(number, len(sent)) + sent)
                    target.flush()
            stream.write(done.getbuffer())
    finally:
        os._exit(0)  # nothing of the first process is to be ended or flushed here


def _received(streams: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (number of the piece, packed result) as they come, until all streams end."""
    waiting = {stream: bytearray() for stream in streams}
    while waiting:
        ready, _, _ = select.select(list(waiting), [], [])
        for stream in ready:
            held, came = waiting[stream], os.read(stream, 1 << 20)
            held += came
            while len(held) >= _HEAD.size:
                number, length = _HEAD.unpack_from(held)
                end = _HEAD.size + length
                if len(held) < end:
                    break
                yield number, bytes(held[_HEAD.size : end])
                del held[:end]
            if not came:
                del waiting[stream]


def _taken(queue: int) -> Iterator[int]:
    """Take numbers of pieces from the queue until it is empty."""
    while number := os.read(queue, _WIDTH):
        yield int.from_bytes(number, "big")
