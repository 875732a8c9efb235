"""How wide a text in bold type will be, from a small table: no font is needed, or asked for.

The widths of Latin letters are those of Helvetica Bold, which Arial, Liberation Sans and most
systems' sans come near to, and a little more. A figure gives such a text its length, so that it
keeps it where a reader's letters are wider. Other scripts are taken on the broad side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# In thousandths of the type size.
_ADVANCES: dict[str, int] = {
    letter: advance
    for letters, advance in (
        ("'", 238),
        (" ,./Iijl’‘|·\\", 278),
        ("!():;[]`ft-", 333),
        ("{}r", 389),
        ('"', 474),
        ("“”z", 500),
        ("0123456789Jaceksvxy$_–*#", 556),
        ("FLTZbdghnopqu?×", 611),
        ("EPSVXY", 667),
        ("&ABCDHKNRU", 722),
        ("GOQw", 778),
        ("M", 833),
        ("%m", 889),
        ("W", 944),
        ("@—…", 1000),
    )
    for letter in letters
}
_SPARE = 1.03
_USUAL, _BROAD, _SIGN, _FULL = 660, 800, 700, 1050


def width(text: str, size: float) -> float:
    """Return about how wide a text is at a type size."""
    return _total(text) * size * _SPARE / 1000


@lru_cache(maxsize=1 << 12)
def sure(text: str) -> bool:
    """Tell whether the width of every letter is known."""
    return all(letter in _ADVANCES for letter in text)


@lru_cache(maxsize=1 << 13)  # names and words stand in many figures
def _total(text: str) -> int:
    return sum(map(_thousandths, text))


def _thousandths(letter: str) -> int:
    known = _ADVANCES.get(letter)
    if known is not None:
        return known
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    if letter.isupper():
        return _BROAD
    return _USUAL if ord(letter) < 0x2000 else _SIGN


@lru_cache(maxsize=1 << 12)
def shortened(text: str, size: float, most: float) -> str:
    """Return a text no wider than `most`, cut before a whole character and marked with “…”."""
    if width(text, size) <= most:
        return text
    room = most - width("…", size)
    kept, used = "", 0.0
    for cluster in _clusters(text):
        used += width(cluster, size)
        if used > room:
            break
        kept += cluster
    return kept.rstrip(" ,-–/") + "…"


def _clusters(text: str) -> Iterator[str]:
    """Yield characters with the marks that belong to them."""
    cluster = ""
    for character in text:
        joined = cluster.endswith("\u200d") or unicodedata.category(character) in (
            "Mn",
            "Mc",
            "Me",
            "Cf",
        )
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
