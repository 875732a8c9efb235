"""How tangled a layout of the network is: who crosses whom, and who is passed through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .boxes import Box, struck

COLUMNS, ROWS = ("left", "between", "right"), ("above", "below")
STEP = 18.0
"""How far lines of one bundle lie apart."""
CROSSING, PASSING, ACROSS, DOWN = 10.0, 60.0, 0.005, 0.02
"""What a crossing costs, a line through a party, and a unit of a line's length.

To cross a bundle is worse than to cross a line, but less than in proportion.
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two parties and how many lines join them."""

    a: str
    b: str
    weight: int

    def touches(self, other: Tie) -> bool:
        """Tell whether both end at the same party."""
        return self.a in (other.a, other.b) or self.b in (other.a, other.b)


class Tangle:
    """Which lines can cross and which can pass through whom, noted once; lines taken as straight.

    Lines inside a column or a row run beside it and count for nothing here.
    """

    def __init__(self, place: Mapping[str, str], ties: Sequence[Tie]) -> None:
        self.place = place
        self.ties = ties
        self.settled = False
        """Whether go-betweens have stepped out of the way of lines from side to side."""
        self.apart: dict[str, list[tuple[int, int, float]]] = {}
        self.through: dict[str, list[tuple[int, str]]] = {}
        # A line from a row comes to the inner side of a party that stands left or right.
        inner = {"left": 0.5, "right": -0.5}
        self.edges = [
            (
                inner.get(place[tie.a], 0.0) if place[tie.b] in ROWS else 0.0,
                inner.get(place[tie.b], 0.0) if place[tie.a] in ROWS else 0.0,
            )
            for tie in ties
        ]
        self.compare(("",))

    def compare(self, movers: Iterable[str]) -> None:
        """Note what moving each of some parties can change; “” stands for all of them."""
        ties = self.ties
        inside = [self.place[tie.a] == self.place[tie.b] for tie in ties]
        for mover in movers:
            self.apart[mover] = [
                (one, other, CROSSING * sqrt(tie.weight * ties[other].weight))
                for one, tie in enumerate(ties)
                if not inside[one]
                for other in range(one)
                if not inside[other] and not tie.touches(ties[other])
                if not mover or mover in (tie.a, tie.b, ties[other].a, ties[other].b)
            ]
            self.through[mover] = [
                (index, key)
                for index, tie in enumerate(ties)
                if not inside[index]
                for key in self._in_the_way(tie)
                if not mover or mover in (tie.a, tie.b, key)
            ]

    def _in_the_way(self, tie: Tie) -> Iterator[str]:
        across = self.place[tie.a] in COLUMNS and self.place[tie.b] in COLUMNS
        for key, place in self.place.items():
            passed = self.settled and place == "between" if across else place in COLUMNS
            if passed and key not in (tie.a, tie.b):
                yield key

    def size(self, mover: str = "") -> int:
        """Return how many comparisons one cost takes."""
        return len(self.apart[mover]) + len(self.through[mover])

    def cost(self, boxes: Mapping[str, Box], mover: str = "") -> float:
        """Return how bad a picture is: crossings first, then lines through parties, then length."""
        segments = []
        for tie, (a_edge, b_edge) in zip(self.ties, self.edges, strict=True):
            a, b = boxes[tie.a], boxes[tie.b]
            segments.append((a.x + a_edge * a.w, a.y, b.x + b_edge * b.w, b.y))
        cost = 0.0
        for one, other, weight in self.apart[mover]:
            ax, ay, bx, by = segments[one]
            cx, cy, dx, dy = segments[other]
            ux, uy = bx - ax, by - ay
            if (ux * (cy - ay) - uy * (cx - ax)) * (ux * (dy - ay) - uy * (dx - ax)) < 0:
                vx, vy = dx - cx, dy - cy
                if (vx * (ay - cy) - vy * (ax - cx)) * (vx * (by - cy) - vy * (bx - cx)) < 0:
                    cost += weight
        for tie, (ax, ay, bx, by) in zip(self.ties, segments, strict=True):
            cost += (abs(ax - bx) * ACROSS + abs(ay - by) * DOWN) * tie.weight
        for index, key in self.through[mover]:
            tie, (ax, ay, bx, by) = self.ties[index], segments[index]
            if struck((ax, ay), (bx, by), boxes[key], 6, STEP / 2 * tie.weight + 3):
                cost += PASSING * tie.weight
        return cost
