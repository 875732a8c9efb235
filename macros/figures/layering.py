"""Where the network's parties stand: sides as columns, outside bodies in rows above.

Orders come from barycentre sweeps and then swaps, as many as a budget of comparisons allows; no
clock and no chance has a part in it, so the same records always make the same picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf

from .boxes import Box, spaced, total
from .tangle import COLUMNS, ROWS, Tangle, Tie

GAP, ROW_GAP, ROW = 48.0, 34.0, 34.0
"""Between parties of a column, between parties of a row, and a row's height."""
LABEL = 30.0
"""Room for a group's name."""
ZONE = 104.0
"""Room for lines and their words between rows and columns."""
PAD, EDGE, ARCS, STAGGER = 22.0, 8.0, 84.0, 38.0
SWEEPS = 4
BESIDE = 4.0
"""What it costs that two parties of a column with a line between them are no neighbours."""
UNDER = 10.0
"""What it costs that somebody of a column stands between a party and the row it has a line to."""
BUDGET = 26_000
"""How many pairs of lines may be compared to better the order."""


@dataclass(frozen=True, slots=True)
class Party:
    """What the layout knows of a party: its size and where it belongs."""

    key: str
    w: float
    h: float
    place: str
    band: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes of the parties, panels of their groups, and the orders that they stand in."""

    boxes: Mapping[str, Box]
    panels: Mapping[int, Box]
    columns: Mapping[str, tuple[str, ...]]
    rows: tuple[tuple[str, ...], ...]
    width: float
    height: float


def lay_out(parties: Sequence[Party], ties: Sequence[Tie]) -> Layout:
    """Place every party."""
    plan = _Plan(parties, ties)
    plan.sweep()
    plan.swap((*COLUMNS, *ROWS), BUDGET)
    plan.settle()
    plan.swap(ROWS, BUDGET // 3)
    return plan.layout()


class _Plan:
    """Orders of the parties within their groups, and what follows from them."""

    def __init__(self, parties: Sequence[Party], ties: Sequence[Tie]) -> None:
        self.parties = {one.key: one for one in parties}
        self.place = {one.key: one.place for one in parties}
        self.ties = ties
        self.beside: dict[str, list[tuple[str, int]]] = {one.key: [] for one in parties}
        for tie in ties:
            self.beside[tie.a].append((tie.b, tie.weight))
            self.beside[tie.b].append((tie.a, tie.weight))
        bands = sorted({(one.band, one.place) for one in parties})
        self.bands = {
            place: [
                [one.key for one in parties if one.band == band]
                for band, where in bands
                if where == place
            ]
            for place in (*COLUMNS, *ROWS)
        }
        self.lowered: dict[str, float] = {}
        """Where a column's parties stand, once they are settled."""
        self.tangle = Tangle(self.place, ties)
        self.inside = {
            place: [tie for tie in ties if self.place[tie.a] == place == self.place[tie.b]]
            for place in COLUMNS
        }
        self.facing = [
            (own, ROWS.index(self.place[other]), tie.weight)
            for tie in ties
            for own, other in ((tie.a, tie.b), (tie.b, tie.a))
            if self.place[own] in COLUMNS and self.place[other] in ROWS
        ]
        """Parties of columns with lines to a row: who, to which, and how many."""
        self._breadths()

    def column(self, place: str) -> list[str]:
        """Return a column's parties from above."""
        return [key for band in self.bands[place] for key in band]

    # Measures that no order changes

    def _breadths(self) -> None:
        used = [place for place in COLUMNS if self.bands[place]]
        self.arcs = {
            place: ARCS if self.inside[place] and len(self.column(place)) > 2 else 0.0
            for place in used
        }
        self.inner = {
            place: max(self.parties[key].w for key in self.column(place))
            + 2 * PAD
            + (2 * STAGGER if place == "between" and len(self.column(place)) > 1 else 0.0)
            for place in used
        }
        whole = sum(self.inner.values()) + sum(self.arcs.values())
        gap = 400.0 if len(used) == 2 else 215.0
        longest = max(
            (
                total((self.parties[key].w for key in band), ROW_GAP)
                for place in ROWS
                for band in self.bands[place]
            ),
            default=0.0,
        )
        body = whole + gap * max(0, len(used) - 1)
        self.width = max(body, min(longest, 1180.0)) + 2 * EDGE
        self.x: dict[str, float] = {}
        if len(used) == 1:
            self.x[used[0]] = self.width / 2
        else:
            gap = (self.width - 2 * EDGE - whole) / max(1, len(used) - 1)
            at = EDGE
            for place in used:
                before = self.arcs[place] if place == "left" else 0.0
                self.x[place] = at + before + self.inner[place] / 2
                at += self.inner[place] + self.arcs[place] + gap
        self.lines_of = {
            place: [self._row_count(band) for band in self.bands[place]] for place in ROWS
        }
        self.top = EDGE
        for count in self.lines_of["above"]:
            self.top += LABEL + count * ROW + (count - 1) * GAP
        if self.lines_of["above"]:
            self.top += ZONE
        elif used:
            self.top += PAD
        self.tall = max((total(self._heights(place), GAP) for place in used), default=0.0)

    def _heights(self, place: str) -> Iterator[float]:
        return (self.parties[key].h for key in self.column(place))

    def _row_count(self, band: Sequence[str]) -> int:
        length = total((self.parties[key].w for key in band), ROW_GAP)
        return max(1, ceil(length / (self.width - 2 * EDGE) - 0.001))

    # Positions

    def boxes(self) -> dict[str, Box]:
        """Return where everybody stands in the present order."""
        found: dict[str, Box] = {}
        for place in self.x:
            self._stand(place, found)
        y = EDGE
        for band, count in zip(self.bands["above"], self.lines_of["above"], strict=True):
            y += LABEL
            self._line_up(band, count, y, found)
            y += count * ROW + (count - 1) * GAP
        y = self.top + self.tall + LABEL + ZONE * 0.7
        for band, count in zip(self.bands["below"], self.lines_of["below"], strict=True):
            self._line_up(band, count, y, found)
            y += count * ROW + (count - 1) * GAP + LABEL
        return found

    def _stand(self, place: str, found: dict[str, Box]) -> None:
        keys = self.column(place)
        heights = list(self._heights(place))
        spare = (self.tall - total(heights, GAP)) / (len(keys) + 1)
        y = self.top + spare
        for index, (key, high) in enumerate(zip(keys, heights, strict=True)):
            aside = 0.0
            if place == "between" and len(keys) > 1:
                aside = -STAGGER if index % 2 == 0 else STAGGER
            middle = self.lowered.get(key, y + high / 2)
            found[key] = Box(self.x[place] + aside, middle, self.parties[key].w, high)
            y += high + GAP + spare

    def _line_up(self, band: Sequence[str], count: int, y: float, found: dict[str, Box]) -> None:
        """Put a group into rows, each party above those that it has lines to."""
        for row in range(count):
            keys = list(band[row::count])
            widths = [self.parties[key].w for key in keys]
            spare = self.width - 2 * EDGE - sum(widths)
            gap = min(90.0, spare / max(1, len(keys) - 1))
            apart = []
            for index in range(len(keys) - 1):
                near = any(other == keys[index + 1] for other, _ in self.beside[keys[index]])
                apart.append(
                    (widths[index] + widths[index + 1]) / 2 + (gap if near else min(gap, ROW_GAP))
                )
            first, last = widths[0] / 2 if widths else 0.0, widths[-1] / 2 if widths else 0.0
            places = spaced(
                [self._over(key) for key in keys], apart, EDGE + first, self.width - EDGE - last
            )
            level = count - 1 - row
            for key, x, w in zip(keys, places, widths, strict=True):
                found[key] = Box(x, y + level * (ROW + GAP) + ROW / 2, w, ROW)

    def _over(self, key: str) -> float:
        """Return the middle of the columns that a row's party has lines to."""
        ends = [
            (self.x[self.place[other]], weight)
            for other, weight in self.beside[key]
            if self.place[other] in self.x
        ]
        weights = sum(weight for _, weight in ends)
        return sum(x * weight for x, weight in ends) / weights if ends else self.width / 2

    # Order

    def sweep(self) -> None:
        """Order every group by the middle of its parties' lines, and keep the best order met."""
        best, kept = inf, self._orders()
        for turn in range(SWEEPS + 1):
            cost = self.cost(self.boxes())
            if cost < best:
                best, kept = cost, self._orders()
            if turn == SWEEPS:
                break
            for place in ("between", "right", "left", "above", "below"):
                boxes = self.boxes()
                for band in self.bands[place]:
                    wanted = {key: self._middle(key, boxes) for key in band}
                    band.sort(key=wanted.__getitem__)
        self._restore(kept)

    def _middle(self, key: str, boxes: Mapping[str, Box]) -> float:
        own = self.parties[key]
        across = own.place in ROWS
        ends = [
            (boxes[other].x if across else boxes[other].y, weight)
            for other, weight in self.beside[key]
            if self.place[other] != own.place
        ]
        if not ends:
            return boxes[key].x if across else boxes[key].y
        return sum(at * weight for at, weight in ends) / sum(weight for _, weight in ends)

    def swap(self, places: Sequence[str], budget: int) -> None:
        """Swap neighbours, then others, while it lowers the cost and the budget lasts."""
        left = budget // (self.tangle.size() + 300)
        best = self.cost(self.boxes())
        better = True
        while better and left > 0:
            better = False
            for band, one, other in self._pairs(places):
                if left <= 0:
                    break
                left -= 1
                band[one], band[other] = band[other], band[one]
                cost = self.cost(self.boxes())
                if cost < best:
                    best, better = cost, True
                else:
                    band[one], band[other] = band[other], band[one]

    def _pairs(self, places: Sequence[str]) -> Iterator[tuple[list[str], int, int]]:
        bands = [band for place in places for band in self.bands[place]]
        for apart in (1, 2, 3):
            for band in bands:
                for one in range(len(band) - apart):
                    yield band, one, one + apart

    def _orders(self) -> dict[str, list[list[str]]]:
        return {place: [list(band) for band in bands] for place, bands in self.bands.items()}

    def _restore(self, orders: Mapping[str, list[list[str]]]) -> None:
        for place, bands in orders.items():
            for band, kept in zip(self.bands[place], bands, strict=True):
                band[:] = kept

    def cost(self, boxes: Mapping[str, Box], mover: str = "") -> float:
        """Return how bad the picture is; with a mover, what moving it can change."""
        rank = {
            key: (index, len(keys) - 1 - index)
            for keys in map(self.column, COLUMNS)
            for index, key in enumerate(keys)
        }
        apart = sum(
            (abs(rank[tie.a][0] - rank[tie.b][0]) - 1) * tie.weight
            for ties in self.inside.values()
            for tie in ties
        )
        under = sum(rank[key][below] * weight for key, below, weight in self.facing)
        return self.tangle.cost(boxes, mover) + BESIDE * apart + UNDER * under

    # Heights within the columns

    def settle(self) -> None:
        """Lower each column's parties to the level of their lines; go-betweens out of their way."""
        for _ in range(3):
            for place in ("right", "left", "between"):
                keys = self.column(place)
                if not keys:
                    continue
                boxes = self.boxes()
                heights = list(self._heights(place))
                apart = [(one + other) / 2 + GAP for one, other in pairwise(heights)]
                places = spaced(
                    [self._middle(key, boxes) for key in keys],
                    apart,
                    self.top + heights[0] / 2,
                    self.top + self.tall - heights[-1] / 2,
                )
                self.lowered.update(zip(keys, places, strict=True))
        self._step_aside()

    def _step_aside(self) -> None:
        """Let go-betweens look for the level where they stand in the fewest lines' way."""
        groups = self.bands["between"]
        if len(groups) != 1:
            return  # several groups keep the order of the vocabulary
        keys = sorted(groups[0], key=lambda key: -len(self.beside[key]))
        self.tangle.settled = True
        self.tangle.compare(("", *keys))
        each = sum(self.tangle.size(key) + 100 for key in keys)
        tries = min(24, max(4, BUDGET // 3 // max(1, each)))
        for _ in range(2):
            for key in keys:
                self._best_level(key, tries)
        groups[0].sort(key=self.lowered.__getitem__)

    def _best_level(self, key: str, tries: int) -> None:
        boxes = self.boxes()
        high = self.parties[key].h
        low = self.top + high / 2 - (ZONE / 3 if self.bands["above"] else 0)
        reach = self.top + self.tall - high / 2 - low
        best, kept = inf, self.lowered[key]
        middle = self._middle(key, boxes)
        for index in range(tries + 1):
            level = low + reach * index / tries
            box = Box(boxes[key].x, level, boxes[key].w, high)
            if any(
                box.meets(boxes[other], GAP / 2) for other in self.column("between") if other != key
            ):
                continue
            cost = self.cost({**boxes, key: box}, key) + abs(level - middle) / 50
            if cost < best:
                best, kept = cost, level
        self.lowered[key] = kept

    # The result

    def layout(self) -> Layout:
        """Return the plan as boxes and panels."""
        boxes = self.boxes()
        panels: dict[int, Box] = {}
        bottom = self.top + self.tall + PAD
        inside = [boxes[key].top for place in self.x for key in self.column(place)]
        highest = min(inside, default=self.top) - PAD
        for place in self.x:
            groups = self.bands[place]
            edges = [highest]
            for one, other in pairwise(groups):
                edges.append((boxes[one[-1]].bottom + boxes[other[0]].top) / 2)
            edges.append(bottom + LABEL)
            wide = self.inner[place] + self.arcs[place]
            left = self.x[place] - self.inner[place] / 2
            left -= self.arcs[place] if place == "left" else 0.0
            for group, top, low in zip(groups, edges, edges[1:], strict=False):
                band = self.parties[group[0]].band
                panels[band] = Box(left + wide / 2, (top + low) / 2, wide, low - top)
        height = bottom + LABEL if self.x else self.top
        for place in ROWS:
            for group in self.bands[place]:
                high = max(boxes[key].bottom for key in group)
                low = min(boxes[key].top for key in group)
                top = low - LABEL if place == "above" else low
                end = high if place == "above" else high + LABEL
                band = self.parties[group[0]].band
                panels[band] = Box(
                    self.width / 2, (top + end) / 2, self.width - 2 * EDGE, end - top
                )
                height = max(height, end)
        columns = {place: tuple(self.column(place)) for place in self.x}
        rows = []
        for place in ROWS:
            for group, count in zip(self.bands[place], self.lines_of[place], strict=True):
                rows += [tuple(group[row::count]) for row in range(count)]
        return Layout(boxes, panels, columns, tuple(rows), self.width, height + EDGE)
