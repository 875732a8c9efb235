"""Packing: marks with labels into rows, so that nothing meets anything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

APART = 6.0
"""The least room between one mark with its label and the next."""
PAD = 3.0
"""Between a mark and its label."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a mark takes up in its row, and how wide its label is; 0 for none."""

    left: float
    right: float
    label: float = 0.0
    inner: float = 0.0
    """Room for a label inside the mark, as in a long bar; 0 for none."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark and its label go."""

    row: int
    side: str
    """right, left, inside, or none where there is no label."""
    left: float
    """Where all of it begins, the label included."""
    right: float


@dataclass(slots=True)
class Rows:
    """Rows of a lane, each with its taken stretches in order."""

    low: float
    """Where a row begins and ends: labels stay between."""
    high: float
    _taken: list[list[tuple[float, float]]]

    @classmethod
    def empty(cls, low: float, high: float) -> Rows:
        """Return a lane without rows; they grow as they are needed."""
        return cls(low, high, [])

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._taken)

    def place(self, body: Body) -> Spot:
        """Put a mark into the first row where it fits."""
        side, left, right = self._extent(body)
        for row, taken in enumerate(self._taken):
            at = bisect_left(taken, (left, right))
            if (at == 0 or taken[at - 1][1] + APART <= left) and (
                at == len(taken) or right + APART <= taken[at][0]
            ):
                taken.insert(at, (left, right))
                return Spot(row, side, left, right)
        self._taken.append([(left, right)])
        return Spot(len(self._taken) - 1, side, left, right)

    def _extent(self, body: Body) -> tuple[str, float, float]:
        """Choose the label's side: inside, else right, else left where the edge is near."""
        if not body.label:
            return "none", body.left, body.right
        if body.label <= body.inner:
            return "inside", body.left, body.right
        if body.right + PAD + body.label <= self.high:
            return "right", body.left, body.right + PAD + body.label
        if body.left - PAD - body.label >= self.low:
            return "left", body.left - PAD - body.label, body.right
        return "none", body.left, body.right


def pack(bodies: Iterable[Body], low: float, high: float) -> tuple[list[Spot], int]:
    """Place marks one after another; return their places and the number of rows."""
    rows = Rows.empty(low, high)
    return [rows.place(body) for body in bodies], rows.count
