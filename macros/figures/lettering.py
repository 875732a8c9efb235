"""Where a line's words stand: along the line, never over a party or over other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, inf

from .boxes import Box, Point
from .routing import Route

HIGH = 16.0
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8, 0.46, 0.54, 0.38, 0.62, 0.3, 0.7)
_CELL = 48.0
_NEAR = 10.0


@dataclass(frozen=True, slots=True)
class Words:
    """A line's words and how wide they are with their glyph; without text, the glyph alone."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Lettered:
    """Words in their place."""

    text: str
    box: Box


def lettered(
    routes: Sequence[Route],
    options: Sequence[Sequence[Words]],
    taken: Iterable[Box],
    whole: Box,
) -> Mapping[int, Lettered]:
    """Return the words that found a place, by line; `options` are a line's words, fullest first.

    Short lines choose first, as they have fewest places; of its places, each takes the one that
    hides least of other lines.
    """
    standing = list(taken)
    near = _points(routes)
    found: dict[int, Lettered] = {}
    for index in sorted(range(len(routes)), key=lambda one: (round(routes[one].length), one)):
        for words in options[index]:
            box = _place(index, routes[index], words, standing, near, whole)
            if box is not None:
                found[index] = Lettered(words.text, box)
                standing.append(box)
                break
    return found


_Cells = Mapping[tuple[int, int], Sequence[tuple[int, Point]]]


def _points(routes: Sequence[Route]) -> _Cells:
    """Return close points along all lines, by the cell of a grid that they lie in."""
    cells: dict[tuple[int, int], list[tuple[int, Point]]] = defaultdict(list)
    for index, route in enumerate(routes):
        for (ax, ay), (bx, by) in zip(route.points, route.points[1:], strict=False):
            steps = max(1, int(hypot(bx - ax, by - ay) / _NEAR))
            for step in range(steps):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                cells[int(x // _CELL), int(y // _CELL)].append((index, (x, y)))
    return cells


def _place(
    index: int,
    route: Route,
    words: Words,
    standing: Sequence[Box],
    near: _Cells,
    whole: Box,
) -> Box | None:
    best, kept = inf, None
    for order, share in enumerate(SHARES):
        x, y = route.at(share)
        box = Box(x, y, words.width, HIGH)
        if not whole.holds((box.left, box.top)) or not whole.holds((box.right, box.bottom)):
            continue
        if any(box.meets(other, 1.0) for other in standing):
            continue
        cost = order * 0.4 + _hidden(index, box, near)
        if cost < best:
            best, kept = cost, box
        if best <= order * 0.4:
            break
    return kept


def _hidden(index: int, box: Box, near: _Cells) -> int:
    """Return how much of other lines a box would hide."""
    return sum(
        other != index and box.holds(point)
        for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1)
        for other, point in near.get((column, row), ())
    )
