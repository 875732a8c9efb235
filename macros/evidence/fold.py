"""A text in the form in which it is compared: letters and digits only, without case or accents.

Curly and straight quotes, dashes, no-break spaces and hyphenation vanish; every folded character
knows where it stood, so a place in the folded text is a place in the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the place of each of its characters in the original."""

    text: str
    places: tuple[int, ...]
    original: str

    def find(self, words: str) -> list[tuple[int, int]]:
        """Return every (start, end) in the folded text where the folded `words` stand whole.

        A match that begins or ends inside a word of the original is none, nor is one that takes
        half of a character, as of “½”.
        """
        wanted = fold(words)
        found = []
        start = self.text.find(wanted) if wanted else -1
        while start != -1:
            end = start + len(wanted)
            if self._whole(start, end):
                found.append((start, end))
            start = self.text.find(wanted, start + 1)
        return found

    def _whole(self, start: int, end: int) -> bool:
        first, last = self.places[start], self.places[end - 1]
        if first in self.places[start - 1 : start] or last in self.places[end : end + 1]:
            return False
        before = self.original[first - 1 : first]
        after = self.original[last + 1 : last + 2]
        return not (before.isalnum() or after.isalnum())

    def at(self, place: int) -> int:
        """Return the first folded character at or after a place of the original."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            if self.places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low


# The characters of ASCII that are neither letter nor digit, to be dropped.
_NEITHER = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())


def fold(text: str) -> str:
    """Return a text's letters and digits, without case, accents or compatibility forms."""
    if text.isascii():
        return text.lower().translate(_NEITHER)
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", folded)))


@lru_cache(maxsize=64)
def folded(text: str) -> Folded:
    """Fold a text and keep the place of every character."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():
            if character.isalnum():
                characters.append(character.lower())
                places.append(place)
            continue
        for one in fold(character):
            characters.append(one)
            places.append(place)
    return Folded("".join(characters), tuple(places), text)
