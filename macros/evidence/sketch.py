"""A sketch of a text: one bit a character, enough to refute a cite, too little to rebuild the text.

A Bloom filter with one hash over the folded text's runs of ten characters, keyed by the source's
id. It never refutes a true cite; it lets one invented cite in 100 to 1,000 pass and one in seven
to seventeen with a single wrong word: the shorter the words, the more. Fingerprints of whole words
or longer runs would give the text away to a short program; a test repeats that attack on this
sketch.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import blake2b

from .fold import fold

RUN = 10


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sketch, keyed by the id of its source."""

    source: str
    bits: bytes

    @classmethod
    def of(cls, source: str, folded_text: str) -> Sketch:
        """Sketch a folded text."""
        size = max(8, len(folded_text) + -len(folded_text) % 8)
        bits = bytearray(size // 8)
        for place in _places(source, folded_text, size):
            bits[place >> 3] |= 1 << (place & 7)
        return cls(source, bytes(bits))

    @classmethod
    def read(cls, source: str, text: str) -> Sketch:
        """Read a sketch from its base64 form; raises ValueError if it is none."""
        try:
            bits = base64.b64decode(text.encode("ascii"), validate=True)
        except (binascii.Error, UnicodeEncodeError) as error:
            raise ValueError("the sketch is not base64") from error
        if not bits:
            raise ValueError("the sketch is empty")
        return cls(source, bits)

    def __str__(self) -> str:
        return base64.b64encode(self.bits).decode("ascii")

    def may_hold(self, words: str) -> bool:
        """Tell whether the text may hold `words`; False is certain, True is not."""
        size = len(self.bits) * 8
        return all(
            self.bits[place >> 3] >> (place & 7) & 1
            for place in _places(self.source, fold(words), size)
        )


def _places(source: str, text: str, size: int) -> list[int]:
    key = blake2b(source.encode()).digest()[:32]
    data = text.encode()
    if len(data) != len(text):  # a run is ten characters, not ten bytes
        runs = [text[index : index + RUN].encode() for index in range(len(text) - RUN + 1)]
    else:
        runs = [data[index : index + RUN] for index in range(len(data) - RUN + 1)]
    return [
        int.from_bytes(blake2b(run, key=key, digest_size=8).digest(), "big") % size for run in runs
    ]
