"""How wide a text in regular type is, to the unit, for letters whose width is known.

The widths are those of Helvetica, which Arial, Liberation Sans and most systems' sans share or come
near to. A figure that gives a text its length keeps it even where a reader's letters are wider.
"""

from __future__ import annotations

import unicodedata

from .widths import width as broad

# In thousandths of the type size.
_ADVANCES: dict[str, int] = {
    letter: advance
    for letters, advance in (
        ("'", 191),
        ("ijl‘’", 222),
        ("|", 260),
        (" !,./:;I[\\]ft·", 278),
        ("()-`r“”{}", 333),
        ('"', 355),
        ("*", 389),
        ("^", 469),
        ("Jcksvxyz", 500),
        ("#$?0123456789_abdeghnopquL–", 556),
        ("+<=>~", 584),
        ("FTZ", 611),
        ("&ABEKPSVXY", 667),
        ("CDHNRUw", 722),
        ("GOQ", 778),
        ("Mm", 833),
        ("%", 889),
        ("W", 944),
        ("—…", 1000),
        ("@", 1015),
    )
    for letter in letters
}
# Letters of other scripts that are wider than most; the rest is measured on the broad side.
_WIDE = frozenset("жмшщыфюЖМШЩЫФЮ")


def advance(text: str, size: float) -> float:
    """Return how wide a text is at a type size; on the broad side where that is not known."""
    return sum(_one(letter, size) for letter in unicodedata.normalize("NFD", text))


def known(text: str) -> bool:
    """Tell whether every letter's width is known, accents left aside."""
    letters = unicodedata.normalize("NFD", text)
    return all(one in _ADVANCES or unicodedata.category(one) == "Mn" for one in letters)


def fitted(text: str, size: float, most: float) -> str:
    """Return a text no wider than `most`, cut before a whole character and marked with “…”."""
    if advance(text, size) <= most:
        return text
    room = most - advance("…", size)
    end = 0
    for index in range(1, len(text)):
        whole = unicodedata.category(text[index]) not in ("Mn", "Mc", "Me", "Cf")
        if whole and text[index - 1] != "\u200d":
            if advance(text[:index], size) > room:
                break
            end = index
    return text[:end].rstrip(" ,-–/(") + "…"


def _one(letter: str, size: float) -> float:
    if letter in _ADVANCES:
        return _ADVANCES[letter] * size / 1000
    return 1.05 * size if letter in _WIDE else broad(letter, size)
