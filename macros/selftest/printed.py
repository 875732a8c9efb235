"""A source's text as the planter reads it: on purpose with none of the gate's own code."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..records.evidence import Cite
from ..records.source import Source

_EDGES = "“”‘’\"'()[].,;:!?…– —"
_INSIDE = re.compile(r"[“”\"()–—/|]")
# Not behind the dot of an initial or of a title.
_STOP = re.compile(
    r"(?<![ .][A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)[.!?]+[”’\"')]*(?=\s+[“‘\"'(]?[A-Z0-9])"
)
NUMBER_WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "twenty", "thirty", "forty"),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def fold(text: str) -> str:
    """Return what two spellings of one passage have in common: letters and digits."""
    return _folded(text)[0]


def names_word(text: str, word: str) -> bool:
    """Tell whether a text holds a word or a name, as whole words."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text by its characters."""

    start: int
    end: int


class Printed:
    """One source's text: its sentences, its boilerplate, and what locators find in it."""

    def __init__(self, text: str, source: Source) -> None:
        self.text = text
        self._fold, self._places = _folded(text)
        self.boilerplate = tuple(
            found
            for one in source.boilerplate
            if (found := self._between(one.start, one.end)) is not None
        )

    def words(self, stretch: Stretch) -> list[str]:
        """Return the words of a stretch as printed."""
        return self.text[stretch.start : stretch.end].split()

    def read(self, stretch: Stretch) -> str:
        """Return a stretch as printed, with plain spaces."""
        return " ".join(self.words(stretch))

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """The sentences of the article, its boilerplate left out."""
        return tuple(one for one in self._sentences if not self.in_boilerplate(one))

    def in_boilerplate(self, stretch: Stretch) -> bool:
        """Tell whether a stretch touches the boilerplate."""
        return any(b.start < stretch.end and stretch.start < b.end for b in self.boilerplate)

    def count(self, words: str) -> int:
        """Return how often words stand in the text, as a locator finds them."""
        return self._fold.count(fold(words))

    def holds(self, words: str) -> bool:
        """Tell whether words stand in the text."""
        return fold(words) in self._fold

    def passage(self, cite: Cite) -> Stretch | None:
        """Return the passage that a cite means, or None where it means none or two."""
        if cite.start is None:
            return None
        if cite.prefix:
            whole = self._between(f"{cite.prefix} {cite.start}", cite.end)
            head = self._find(f"{cite.prefix} {cite.start}")
            tail = len(fold(cite.prefix))
            if whole is None or head is None:
                return None
            return Stretch(self._places[head + tail], whole.end)
        return self._between(cite.start, cite.end)

    def sentence_at(self, index: int) -> int | None:
        """Return the number of the sentence that holds a character."""
        for number, one in enumerate(self.sentences):
            if one.start <= index < one.end:
                return number
        return None

    def opening(self, stretch: Stretch) -> str | None:
        """Return the first words of a stretch that stand once in the text."""
        return self._locator(self.words(stretch), first=True)

    def closing(self, stretch: Stretch) -> str | None:
        """Return the last words of a stretch that stand once in the text."""
        return self._locator(self.words(stretch), first=False)

    @cached_property
    def repeated(self) -> tuple[str, ...]:
        """Three words in a row that stand more than once in the text."""
        found: Counter[str] = Counter()
        for one in self._sentences:
            words = self.words(one)
            found.update(
                clean
                for index in range(len(words) - 2)
                if (clean := _clean(words[index : index + 3])) is not None
            )
        return tuple(
            sorted(words for words, times in found.items() if times > 1 and self.count(words) > 1)
        )

    @cached_property
    def _sentences(self) -> tuple[Stretch, ...]:
        found = []
        for line in re.finditer(r"[^\n]+", self.text):
            start = line.start()
            stops = [line.start() + stop.end() for stop in _STOP.finditer(line[0])]
            for end in (*stops, line.end()):
                if self.text[start:end].strip():
                    start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
                    found.append(Stretch(start, end))
                start = end
        return tuple(found)

    def _locator(self, words: list[str], *, first: bool) -> str | None:
        for size in (3, 4, 5):
            taken = words[:size] if first else words[-size:]
            clean = _clean(taken)
            if len(taken) == size and clean is not None and self.count(clean) == 1:
                return clean
        return None

    def _find(self, words: str) -> int | None:
        folded = fold(words)
        return self._fold.index(folded) if self._fold.count(folded) == 1 else None

    def _between(self, start: str, end: str | None) -> Stretch | None:
        at = self._find(start)
        if at is None:
            return None
        first = self._places[at]
        if end is None:
            behind = self._places[at + len(fold(start)) - 1]
            last = next((one.end for one in self._sentences if one.end > behind), len(self.text))
            return Stretch(first, last)
        stop = self._fold.find(fold(end), at)
        if stop < 0:
            return None
        return Stretch(first, self._places[stop + len(fold(end)) - 1] + 1)


def _clean(words: Iterable[str]) -> str | None:
    """Return words as a locator, or None where a sign inside them could trip it."""
    text = " ".join(words).strip(_EDGES)
    return text if len(text.split()) >= 3 and len(text) <= 80 and not _INSIDE.search(text) else None


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, and where each of them stands in it."""
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).casefold():
            if one.isalnum():
                letters.append(one)
                places.append(index)
    return "".join(letters), places
