"""Plane geometry of figures: boxes, and curves as the points they pass through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle by its centre."""

    x: float
    y: float
    w: float
    h: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.w / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.h / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h / 2

    def meets(self, other: Box, apart: float = 0.0) -> bool:
        """Tell whether two boxes overlap, or stand nearer than `apart`."""
        return (
            abs(self.x - other.x) * 2 < self.w + other.w + 2 * apart
            and abs(self.y - other.y) * 2 < self.h + other.h + 2 * apart
        )

    def holds(self, point: Point, around: float = 0.0) -> bool:
        """Tell whether a point lies inside, or nearer than `around`."""
        return (
            abs(self.x - point[0]) * 2 < self.w + 2 * around
            and abs(self.y - point[1]) * 2 < self.h + 2 * around
        )


def struck(a: Point, b: Point, box: Box, wide: float = 0.0, high: float = 0.0) -> bool:
    """Tell whether the segment a–b passes through a box, made wider and higher on each side."""
    (ax, ay), (bx, by) = a, b
    half = box.w / 2 + wide
    left, right = box.x - half - ax, box.x + half - ax
    bx -= ax
    if (left >= 0 and left >= bx) or (right <= 0 and right <= bx):
        return False
    half = box.h / 2 + high
    top, bottom = box.y - half - ay, box.y + half - ay
    by -= ay
    if (top >= 0 and top >= by) or (bottom <= 0 and bottom <= by):
        return False
    one, two, three, four = (
        bx * top - by * left,
        bx * top - by * right,
        bx * bottom - by * left,
        bx * bottom - by * right,
    )
    if one > 0:
        return not (two > 0 and three > 0 and four > 0)
    return not (two < 0 and three < 0 and four < 0 and one < 0)


def curve(points: Sequence[Point], steps: int) -> list[Point]:
    """Return points along a cubic curve given by its two ends and two handles."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    found = []
    for index in range(steps + 1):
        t = index / steps
        s = 1 - t
        i, j, k, m = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        found.append((i * ax + j * bx + k * cx + m * dx, i * ay + j * by + k * cy + m * dy))
    return found


def along(points: Sequence[Point], share: float) -> Point:
    """Return the point at a share of the way along a curve's points."""
    at = share * (len(points) - 1)
    index = min(int(at), len(points) - 2)
    (ax, ay), (bx, by) = points[index], points[index + 1]
    rest = at - index
    return ax + (bx - ax) * rest, ay + (by - ay) * rest


def spaced(wanted: Sequence[float], apart: Sequence[float], low: float, high: float) -> list[float]:
    """Return places near the wanted ones, in the given order and never nearer than asked.

    `apart[i]` is the least distance of place i + 1 from place i. Least squares: neighbours that
    want to stand too near share the difference. Where all is too long, it starts at `low`.
    """
    if not wanted:
        return []
    offsets = [0.0]
    for step in apart:
        offsets.append(offsets[-1] + step)
    blocks: list[tuple[float, int]] = []  # (mean of what is wanted, how many)
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while blocks and blocks[-1][0] >= mean:
            before, many = blocks.pop()
            mean, size = (mean * size + before * many) / (size + many), size + many
        blocks.append((mean, size))
    highest = max(low, high - offsets[-1])
    flat = [min(max(mean, low), highest) for mean, size in blocks for _ in range(size)]
    return [base + offset for base, offset in zip(flat, offsets, strict=True)]


def total(values: Iterable[float], gap: float) -> float:
    """Return how long a row of things is with gaps between them."""
    found = list(values)
    return sum(found) + gap * max(0, len(found) - 1)
