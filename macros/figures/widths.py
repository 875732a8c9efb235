"""How wide a text will be, from a small table: enough to keep labels apart without a font.

The system's sans differs from reader to reader, so the table leans to the wide side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# In thousandths of the type size, for a bold sans.
_NARROW, _SLIM, _USUAL, _BROAD, _FULL = 325, 415, 645, 770, 1050
_TABLE: dict[str, int] = {
    **dict.fromkeys("iljI.,:;'|!’‘·", _NARROW),
    **dict.fromkeys(' ftr()[]/\\-“”"°', _SLIM),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", _BROAD),
    **dict.fromkeys("mwMW@%—…", 1000),
}


def width(text: str, size: float) -> float:
    """Return about how wide a text is at a type size."""
    return sum(map(_thousandths, text)) * size / 1000


def _thousandths(character: str) -> int:
    known = _TABLE.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL
    if character.isascii() or not character.isupper():
        return _USUAL if ord(character) < 0x2000 else 700
    return _BROAD


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
