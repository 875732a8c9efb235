"""What many pages have in common, made before them all and laid where each of them finds it.

Pages are made in several processes, none of which knows what another has made. What stands on pages
of all of them is made once, by all hands, and lies packed in a file beside them.
"""

from __future__ import annotations

import os
import pickle
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from .hands import MOST, shared

POSSIBLE = hasattr(os, "pread")
"""Whether several processes can read from one file that is open in all of them."""
_PROTOCOL = pickle.HIGHEST_PROTOCOL


class Ware(NamedTuple):
    """One thing as it was made."""

    thing: Any
    """None if it is to lie nowhere: then whoever needs it makes it."""
    words: str
    """What is to be known of it at once."""
    sum: bytes = b""
    """What tells it from another, if anybody wants to know."""


class _Packed(NamedTuple):
    """Some things on their way."""

    things: bytes
    lengths: tuple[int, ...]
    words: tuple[str, ...]
    sums: bytes
    left: bytes


@dataclass(frozen=True, slots=True)
class Stock:
    """Things by their keys; each is made again from what lies there whenever somebody asks."""

    words: dict[str, str]
    """What is to be known of each at once."""
    sums: bytes
    """The sums of all, one after the other."""
    left: Sequence[bytes]
    """What the making of each piece has left besides."""
    at: dict[str, int]
    """The place of each thing among them."""
    _starts: Sequence[int]
    """Where each begins in the file, and where the last one ends."""
    _file: IO[bytes] | None
    """Where they lie; nowhere if there is no room, and then whoever needs one makes it."""

    def get(self, key: str) -> Any:
        """Return a thing; None if it was not made here, or had no room."""
        at = self.at.get(key)
        if at is None or self._file is None:
            return None
        start, end = self._starts[at], self._starts[at + 1]
        if start == end:
            return None
        # From its place, as other processes read from the same file at the same time.
        packed = os.pread(self._file.fileno(), end - start, start)
        return pickle.loads(packed)  # noqa: S301 - our own process laid it down


@contextmanager
def laid(
    pieces: Sequence[Sequence[str]], make: Callable[[Sequence[str]], tuple[Sequence[Ware], bytes]]
) -> Iterator[Stock]:
    """Make things by all hands, piece by piece, and have them lie there meanwhile.

    `make` makes the things of a piece, each by its key, and leaves something besides.
    """
    words, lengths, sums, left = list[str](), array("Q"), bytearray(), list[bytes]()
    file = _file()
    try:
        for made in shared(pieces, lambda some: _packed(*make(some)), aside=min(len(pieces), MOST)):
            words += made.words
            lengths.extend(made.lengths)
            sums += made.sums
            left.append(made.left)
            file = _written(file, made.things)
        at = {key: number for number, key in enumerate(chain.from_iterable(pieces))}
        starts = array("Q", accumulate(lengths, initial=0))
        yield Stock(dict(zip(at, words, strict=True)), bytes(sums), left, at, starts, file)
    finally:
        if file is not None:
            file.close()


def _packed(made: Sequence[Ware], left: bytes) -> _Packed:
    things, words, sums = zip(*made, strict=True)
    packed = [b"" if thing is None else pickle.dumps(thing, _PROTOCOL) for thing in things]
    return _Packed(b"".join(packed), tuple(map(len, packed)), words, b"".join(sums), left)


def _file() -> IO[bytes] | None:
    """Return a new file that has no name; None where there can be none."""
    try:
        return TemporaryFile(buffering=0)
    except OSError:
        return None


def _written(file: IO[bytes] | None, data: bytes) -> IO[bytes] | None:
    """Write to the end of a file; None if it has no room."""
    if file is None:
        return None
    try:
        if file.write(data) == len(data):
            return file
    except OSError:
        pass
    file.close()
    return None
