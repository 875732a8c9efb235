"""How the network's lines run: which side of a party they leave, at which port, in which curve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, hypot, pi

from .boxes import Box, Point, along, curve, struck
from .layering import Layout
from .svg import number
from .tangle import STEP

LEFT, RIGHT, TOP, BOTTOM = (-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)
Side = tuple[float, float]
"""A side by the direction in which it faces."""
HEAD = 8.0
"""How long an arrow's head is."""
SAMPLES = 20
BOWS = (0.0, 40.0, -40.0, 80.0, -80.0, 130.0, -130.0, 190.0, -190.0)


@dataclass(frozen=True, slots=True)
class Route:
    """A line as it is drawn, from its start to its arrow's head."""

    path: str
    head: str
    points: tuple[Point, ...]

    def at(self, share: float) -> Point:
        """Return the point at a share of the way."""
        return along(self.points, share)

    @property
    def length(self) -> float:
        """How long it is."""
        return sum(
            hypot(b[0] - a[0], b[1] - a[1])
            for a, b in zip(self.points, self.points[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """How every line between two parties runs: sides, and what bends it."""

    a: Side
    b: Side
    reach: float
    """How far the curve's handles stand off."""
    bow: float
    """How far they are moved aside, to get round somebody."""


def routes(layout: Layout, lines: Sequence[tuple[str, str]]) -> list[Route]:
    """Return the route of every line, given as (start, end)."""
    bundles: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (start, end) in enumerate(lines):
        bundles[min(start, end), max(start, end)].append(index)
    ways = {pair: _way(layout, *pair, len(found)) for pair, found in bundles.items()}
    ports = _ports(layout, ways, bundles)
    found = []
    for index, (start, end) in enumerate(lines):
        way = ways[min(start, end), max(start, end)]
        sides = (way.a, way.b) if start < end else (way.b, way.a)
        found.append(_route(ports[index, start], ports[index, end], *sides, way))
    return found


def _route(start: Point, end: Point, leaving: Side, entering: Side, way: _Way) -> Route:
    """Return a route between two ports; its head lies against the side that it enters."""
    stop = end[0] + entering[0] * HEAD, end[1] + entering[1] * HEAD
    handles = _handles(start, stop, leaving, entering, way)
    points = tuple(curve((start, *handles, stop), SAMPLES))
    path = f"M{_at(start)}C{_at(handles[0])} {_at(handles[1])} {_at(stop)}"
    half = HEAD * 0.55
    across = entering[1] * half, entering[0] * half
    one = stop[0] + across[0], stop[1] + across[1]
    other = stop[0] - across[0], stop[1] - across[1]
    return Route(path, f"M{_at(end)}L{_at(one)}L{_at(other)}z", (*points, end))


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _handles(start: Point, end: Point, leaving: Side, entering: Side, way: _Way) -> list[Point]:
    found = []
    for point, side in ((start, leaving), (end, entering)):
        x, y = point[0] + side[0] * way.reach, point[1] + side[1] * way.reach
        found.append((x, y + way.bow) if side[0] else (x + way.bow, y))
    return found


def _middle(box: Box, side: Side) -> Point:
    return box.x + side[0] * box.w / 2, box.y + side[1] * box.h / 2


def _way(layout: Layout, a: str, b: str, weight: int) -> _Way:
    """Choose, of the ways that two places allow, the one that passes through the fewest parties."""
    boxes = layout.boxes
    others = [box for key, box in boxes.items() if key not in (a, b)]
    best, kept = 0.0, None
    for order, way in enumerate(_ways(layout, a, b)):
        start, end = _middle(boxes[a], way.a), _middle(boxes[b], way.b)
        points = curve((start, *_handles(start, end, way.a, way.b, way), end), 10)
        cost = order + hypot(end[0] - start[0], end[1] - start[1]) / 400
        cost += 20 * _hits(points, others, min(weight, 4) * STEP / 2)
        cost += 100 * any(not 4 < x < layout.width - 4 for x, _ in points)
        if kept is None or cost < best:
            best, kept = cost, way
        if cost < 20 and order == 0:
            break  # the plain way is free
    assert kept is not None
    return kept


def _hits(points: Sequence[Point], boxes: Iterable[Box], around: float) -> int:
    steps = list(pairwise(points))
    return sum(any(struck(p, q, box, around, around) for p, q in steps) for box in boxes)


def _ways(layout: Layout, a: str, b: str) -> list[_Way]:
    """Return the ways between two parties, the plainest first."""
    place = {key: name for name, keys in layout.columns.items() for key in keys}
    one, other = layout.boxes[a], layout.boxes[b]
    if a in place and b in place:
        if place[a] == place[b]:
            return _within(layout.columns[place[a]], a, b, place[a], one, other)
        sides = (RIGHT, LEFT) if one.x < other.x else (LEFT, RIGHT)
        gap = abs(one.x - other.x) - (one.w + other.w) / 2
        return [_Way(*sides, min(150.0, gap * 0.36), bow) for bow in BOWS]
    if a not in place and b not in place:
        return _between_rows(layout, a, b)
    flip = a in place
    row, column = (other, one) if flip else (one, other)
    key = a if flip else b
    down = BOTTOM if row.y < column.y else TOP
    up = TOP if row.y < column.y else BOTTOM
    inner = RIGHT if row.x > column.x else LEFT
    if place[key] == "left":
        inner = RIGHT
    if place[key] == "right":
        inner = LEFT
    gap = abs(row.y - column.y) - (row.h + column.h) / 2
    keys = layout.columns[place[key]]
    first = keys[0] if row.y < column.y else keys[-1]
    aside = [(inner, bow) for bow in (0.0, 60.0, -60.0)]
    straight = [(up, bow) for bow in (0.0, 60.0, -60.0)]
    options = [*straight, *aside] if key == first else [*aside, *straight]
    reach = min(110.0, gap * 0.42)
    ways = [_Way(down, side, reach, bow) for side, bow in options]
    return [_Way(way.b, way.a, way.reach, way.bow) for way in ways] if flip else ways


def _within(keys: Sequence[str], a: str, b: str, place: str, one: Box, other: Box) -> list[_Way]:
    """Return the ways inside a column: straight down to a neighbour, else round the outside."""
    apart = abs(keys.index(a) - keys.index(b))
    if apart == 1:
        sides = (BOTTOM, TOP) if one.y < other.y else (TOP, BOTTOM)
        gap = abs(one.y - other.y) - (one.h + other.h) / 2
        return [_Way(*sides, max(4.0, gap * 0.3), 0.0)]
    side = LEFT if place == "left" else RIGHT
    return [_Way(side, side, min(130.0, 40.0 + 14.0 * apart), 0.0)]


def _between_rows(layout: Layout, a: str, b: str) -> list[_Way]:
    one, other = layout.boxes[a], layout.boxes[b]
    for row in layout.rows:
        if a in row and b in row:
            apart = abs(row.index(a) - row.index(b))
            if apart == 1:
                sides = (RIGHT, LEFT) if one.x < other.x else (LEFT, RIGHT)
                return [_Way(*sides, 6.0, 0.0)]
            side = TOP if one.y < layout.height / 2 else BOTTOM
            return [_Way(side, side, min(44.0, 14.0 + 6.0 * apart), 0.0)]
    sides = (BOTTOM, TOP) if one.y < other.y else (TOP, BOTTOM)
    gap = abs(one.y - other.y) - (one.h + other.h) / 2
    return [_Way(*sides, gap * 0.4, bow) for bow in BOWS]


# Ports

_End = tuple[float, float, int, str, str]
"""(turn, rank among equals, line, own party, other party)."""


def _ports(
    layout: Layout,
    ways: Mapping[tuple[str, str], _Way],
    bundles: Mapping[tuple[str, str], Sequence[int]],
) -> dict[tuple[int, str], Point]:
    """Return where every line touches its two parties, by (line, party)."""
    ends: dict[tuple[str, Side], list[_End]] = defaultdict(list)
    for (a, b), indexes in bundles.items():
        way = ways[a, b]
        mirrored = way.a == way.b or {way.a, way.b} in ({BOTTOM, LEFT}, {TOP, RIGHT})
        for own, other, side, flipped in ((a, b, way.a, False), (b, a, way.b, mirrored)):
            turn, rank = _turn(layout.boxes[own], layout.boxes[other], side, way)
            for place, index in enumerate(indexes):
                tie = -place if flipped else place
                ends[own, side].append((turn, rank + tie / 100, index, own, other))
    found = {}
    for (key, side), here in ends.items():
        here.sort()
        box = layout.boxes[key]
        upright = bool(side[0])
        long = box.h if upright else box.w
        step = min(STEP, (long - 10) / len(here))
        half = step * (len(here) - 1) / 2
        centre = box.y if upright else box.x
        wanted = [_aim(layout, end, upright, way_side=side) for end in here]
        middle = sum(wanted) / len(wanted)
        room = long / 2 - 7 - half
        middle = min(max(middle, centre - max(room, 0.0)), centre + max(room, 0.0))
        for place, end in enumerate(here):
            at = middle - half + place * step
            found[end[2], key] = (
                (box.x + side[0] * box.w / 2, at) if upright else (at, box.y + side[1] * box.h / 2)
            )
    return found


def _aim(layout: Layout, end: _End, upright: bool, way_side: Side) -> float:
    """Return the level that a line's end would like: that of its other party."""
    own, other = layout.boxes[end[3]], layout.boxes[end[4]]
    if abs(end[0]) == pi / 2:
        return own.y if upright else own.x
    return other.y if upright else other.x


def _turn(own: Box, other: Box, side: Side, way: _Way) -> tuple[float, float]:
    """Return the key by which lines are ordered along a side, so that they do not cross there."""
    dx, dy = other.x - own.x, other.y - own.y
    if way.a == way.b:  # round the outside: the nearer party's line lies inside the other's
        far = dy if side[0] else dx
        return (pi / 2 if far > 0 else -pi / 2), -far
    if side[0]:
        return atan2(dy + way.bow * 0.5, abs(dx)), 0.0
    return atan2(dx + way.bow * 0.5, abs(dy)), 0.0
