"""Which known word was meant by one that is not known, where only one can have been."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 4
"""Letters of a word in which one slip still leaves no doubt."""
APART = 3
"""By how many slips every other known word must differ."""


def meant(word: str, known: Iterable[str]) -> str | None:
    """Return the one known word that a single slip of the hand explains, or None.

    A slip is a letter too many, missing or wrong, two in wrong order, or another case or joint
    (`container_title`). Figures are no slips: they tell things apart.
    """
    wanted = _plain(word)
    if len(wanted) < SHORTEST:
        return None
    found = None
    for one in sorted(set(known)):
        slips = _slips(wanted, _plain(one))
        if slips > 1 and slips < APART:
            return None
        if slips <= 1:
            if found is not None or _figures(one) != _figures(word):
                return None
            found = one
    return found


def _plain(word: str) -> str:
    return re.sub(r"[ _.-]+", "-", word.strip().casefold())


def _figures(word: str) -> list[str]:
    return re.findall(r"\d+", word)


def _slips(one: str, other: str) -> int:
    """Return by how many slips two words differ, `APART` standing for all higher numbers."""
    if abs(len(one) - len(other)) >= APART:
        return APART
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one):
        last, row, two_ago = row, [index + 1], before
        for place, its in enumerate(other):
            cost = min(last[place] + (letter != its), last[place + 1] + 1, row[place] + 1)
            if index and place and letter == other[place - 1] and one[index - 1] == its:
                cost = min(cost, two_ago[place - 1] + 1)
            row.append(cost)
        before = last
    return min(row[-1], APART)
