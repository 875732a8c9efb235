"""The attack by which a text could be rebuilt from what is committed about it.

The attacker has the fingerprint with its key, a list of words with how often they stand in
other texts, and one true locator; no model of the language. A word follows if the fingerprint
does not refute it. Of the continuations a beam of the likeliest is kept: how frequent their words
are, and how many bits were set that might as well have been clear.
"""

from __future__ import annotations

import math
import re
import sysconfig
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from heapq import heappop, heappush
from pathlib import Path
from typing import Protocol

from macros.evidence.fold import fold
from macros.evidence.sketch import RUN, Sketch

BEAM = 60
WORDS = 20_000
_LEFT_OUT = {"test", "tests", "idle_test", "site-packages", "dist-packages"}


class Fingerprint(Protocol):
    """What is committed about a text, as an attacker reads it."""

    def following(self, words: tuple[str, ...], floor: float) -> Iterator[tuple[str, float]]:
        """Yield every word that may follow and gains at least `floor`, with what it gains."""


@cache
def common_words() -> dict[str, int]:
    """Return the most frequent words of the standard library's sources, with their counts."""
    folder = Path(sysconfig.get_path("stdlib"))
    counts: Counter[str] = Counter()
    for file in sorted(folder.rglob("*.py")):
        if _LEFT_OUT.isdisjoint(file.relative_to(folder).parts):
            text = file.read_text("utf-8", "replace").lower()
            counts.update(re.findall(r"[a-z]{2,}|\b[ai]\b", text))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    forms = (word + ending for ending in ("s", "ed", "ing") for word in ranked)
    found = dict.fromkeys([*ranked[:WORDS], *forms])  # a smaller library is filled up
    return {word: counts[word] or 1 for word in list(found)[:WORDS]}


def word_list(*texts: str) -> dict[str, float]:
    """Return the attacker's words with their likelihoods' logarithms; the texts' own are known."""
    counts = dict(common_words())
    for text in texts:
        for word in map(fold, text.split()):
            if word:
                counts.setdefault(word, 1)
    total = sum(counts.values())
    return {word: math.log(count / total) for word, count in counts.items()}


@dataclass(slots=True)
class _Node:
    """A letter of the words' tree."""

    best: float = -math.inf
    """The most that a word below gains."""
    children: dict[str, _Node] = field(default_factory=dict)
    words: list[tuple[str, float]] = field(default_factory=list)


class AgainstSketch:
    """Reads a sketch letter by letter: words that begin alike are refuted together."""

    def __init__(self, sketch: Sketch, words: Mapping[str, float]) -> None:
        self.key = blake2b(sketch.source.encode()).digest()[:32]
        self.bits = sketch.bits
        filled = sum(byte.bit_count() for byte in sketch.bits) / (8 * len(sketch.bits))
        self.root = _Node()
        for word, likelihood in words.items():
            node, gain = self.root, likelihood - len(word) * math.log(filled)
            for letter in word:
                node = node.children.setdefault(letter, _Node())
                node.best = max(node.best, gain)
            node.words.append((word, gain))

    def following(self, words: tuple[str, ...], floor: float) -> Iterator[tuple[str, float]]:
        """Yield the words that no bit of the sketch refutes."""
        stack = [(self.root, "".join(words)[-RUN + 1 :])]
        while stack:
            node, tail = stack.pop()
            yield from node.words
            for letter, child in node.children.items():
                run = tail + letter
                if child.best >= floor and (len(run) < RUN or self._set(run)):
                    stack.append((child, run[-RUN + 1 :]))

    def _set(self, run: str) -> int:
        digest = blake2b(run.encode(), key=self.key, digest_size=8).digest()
        place = int.from_bytes(digest, "big") % (8 * len(self.bits))
        return self.bits[place >> 3] >> (place & 7) & 1


class AgainstShingles:
    """Reads a set of 32-bit hashes of runs of five words."""

    SIZE = 5

    def __init__(self, text: str, words: Mapping[str, float]) -> None:
        self.words = words
        known = [fold(word) for word in text.split()]
        known = [word for word in known if word]
        self.hashes = {
            self._hash(tuple(known[at : at + self.SIZE]))
            for at in range(len(known) - self.SIZE + 1)
        }

    def following(self, words: tuple[str, ...], floor: float) -> Iterator[tuple[str, float]]:
        """Yield the words whose run of five is in the set."""
        last = words[-self.SIZE + 1 :]
        for word, likelihood in self.words.items():
            if likelihood >= floor and self._hash((*last, word)) in self.hashes:
                yield word, likelihood

    @staticmethod
    def _hash(words: tuple[str, ...]) -> bytes:
        return blake2b(" ".join(words).encode(), digest_size=4).digest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the attack gained from one locator."""

    survivors: int
    """Words that may stand behind the locator."""
    kept: int
    """How many true words in a row the beam held."""


def attack(against: Fingerprint, locator: tuple[str, ...], true: tuple[str, ...]) -> Outcome:
    """Extend a locator by as many words as `true` has, as long as the beam holds the truth."""
    survivors = sum(1 for _ in against.following(locator, -math.inf))
    beam = [(0.0, locator)]
    for step in range(len(true)):
        longer: list[tuple[float, tuple[str, ...]]] = []
        for score, words in sorted(beam, reverse=True):
            floor = longer[0][0] - score if len(longer) == BEAM else -math.inf
            for word, gain in against.following(words, floor):
                heappush(longer, (score + gain, (*words, word)))
                if len(longer) > BEAM:
                    heappop(longer)
        beam = longer
        if (*locator, *true[: step + 1]) not in {words for _, words in beam}:
            return Outcome(survivors, step)  # what the beam has lost it does not find again
    return Outcome(survivors, len(true))
