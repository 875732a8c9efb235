"""A time axis in pieces: long quiet years are left out or pressed together, busy ones stretched.

Where to cut follows from the dates alone. Months with many dates near one another make a stretched
piece; years with a date make a plain one; decades that are named only as decades are pressed.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ..records.date_parts import Part
from ..records.dates import Date

APART = 12
"""Months without a date that end a stretched piece."""
BUSY = 4
"""Dates that make one,"""
SHARE = 0.2
"""and the share of all dates that they must be."""
QUIET = 7
"""Years without a date that are cut out."""
PIECES = 5
"""Pieces at most; beyond that the shortest quiet years are drawn after all."""
GAP = 16.0
"""The room of a cut, half as wide in a narrow drawing."""
# Natural widths, in units of the wide drawing.
MONTH, MONTH_MOST, YEAR, YEAR_LEAST, DECADE_YEAR, DECADE_LEAST = 26.0, 100.0, 17.0, 46.0, 3.2, 36.0
COARSE_MOST = 0.42
"""The share of the axis that plain pieces may take from stretched ones."""

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
Span = tuple[int, int]
"""First day and the day after the last, as ordinals."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time on one scale."""

    first: int
    after: int
    """The day after its last, as an ordinal."""
    stretched: bool
    left: float
    right: float

    @property
    def year(self) -> float:
        """How wide a year is."""
        return (self.right - self.left) / (self.after - self.first) * 365.25


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the lanes where a month, year or decade begins."""

    x: float
    label: str
    major: bool
    """Whether a year begins here among months."""
    end: float
    """Where its piece ends: the label may not go beyond."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where each day stands."""

    pieces: tuple[Piece, ...]

    def x(self, day: float) -> float:
        """Return the place of a day, given as an ordinal; in a cut, its share of the cut."""
        index = max(0, bisect_right([piece.first for piece in self.pieces], day) - 1)
        piece = self.pieces[index]
        if day <= piece.after or index + 1 == len(self.pieces):
            share = (day - piece.first) / (piece.after - piece.first)
            return piece.left + min(max(share, 0.0), 1.0) * (piece.right - piece.left)
        following = self.pieces[index + 1]
        share = (day - piece.after) / (following.first - piece.after)
        return piece.right + share * (following.left - piece.right)

    @property
    def cuts(self) -> tuple[float, ...]:
        """Where the axis is cut."""
        pairs = zip(self.pieces, self.pieces[1:], strict=False)
        return tuple((one.right + other.left) / 2 for one, other in pairs)

    def ticks(self, label: float) -> tuple[Tick, ...]:
        """Return the lines of all pieces; a usual label is `label` wide."""
        return tuple(tick for piece in self.pieces for tick in _ticks(self, piece, label))

    def words(self) -> str:
        """Say where the axis is cut and what is stretched; empty for an even axis."""
        cuts = len(self.cuts)
        if not cuts:
            return ""
        often = {1: "once", 2: "twice"}.get(cuts, f"{cuts} times")
        spans = " and ".join(
            f"{_month(piece.first)} – {_month(piece.after - 1)}"
            for piece in self.pieces
            if piece.stretched
        )
        said = f"The axis is cut {often} (//) and changes its scale there"
        return (
            f"{said}; {spans} {'are' if ' and ' in spans else 'is'} stretched."
            if spans
            else f"{said}."
        )


def scale(dates: Iterable[Date], left: float, right: float) -> Scale:
    """Return the axis of some dates, drawn from `left` to `right`."""
    parts = [part for date in dates for part in (date.start, date.end) if part]
    if not parts:
        return Scale(())
    stretched = _stretched(parts)
    plain, pressed = _coarse(parts, stretched)
    spans = sorted(
        [(span, "stretched") for span in stretched]
        + [(span, "plain") for span in plain]
        + [(span, "pressed") for span in pressed]
    )
    while len(spans) > PIECES and (joined := _joined(spans)):
        spans = joined
    return Scale(_laid(spans, left, right))


def _stretched(parts: list[Part]) -> list[Span]:
    """Return quarters that hold months with many dates near one another."""
    fine = sorted((part for part in parts if part.precision in ("day", "month")), key=_first)
    groups: list[list[Part]] = []
    for part in fine:
        if groups and _months(part) - _months(groups[-1][-1]) <= APART:
            groups[-1].append(part)
        else:
            groups.append([part])
    years = [part for part in parts if part.precision == "year"]
    found: list[Span] = []
    for group in groups:
        if len(group) < max(BUSY, SHARE * len(parts)):
            continue
        first, last = group[0].first, max(part.last for part in group)
        start = datetime.date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
        end = _later(datetime.date(last.year, (last.month - 1) // 3 * 3 + 1, 1), 3)
        for year in sorted(years, key=_first):  # a year named beside its months is drawn whole
            if year.first < end and year.last >= start:
                start, end = min(start, year.first), max(end, _later(year.first, 12))
        if found and found[-1][1] >= start.toordinal():
            found[-1] = (found[-1][0], max(end.toordinal(), found[-1][1]))
        else:
            found.append((start.toordinal(), end.toordinal()))
    return found


def _coarse(parts: list[Part], stretched: list[Span]) -> tuple[list[Span], list[Span]]:
    """Return the years that are drawn year by year, and the decades that are pressed."""
    plain = [
        _years(part.first.year, part.last.year)
        for part in parts
        if part.precision != "decade"
        and not any(a <= part.first.toordinal() < b for a, b in stretched)
    ]
    decades = [_years(p.first.year, p.last.year) for p in parts if p.precision == "decade"]
    taken = _without(_merged(plain, QUIET), stretched)
    return taken, _without(_merged(decades, 10), [*stretched, *taken])


def _merged(spans: list[Span], years: int) -> list[Span]:
    """Join spans that are no more than so many years apart."""
    found: list[Span] = []
    for first, after in sorted(spans):
        if found and first - found[-1][1] <= years * 365.25:
            found[-1] = (found[-1][0], max(found[-1][1], after))
        else:
            found.append((first, after))
    return found


def _without(spans: list[Span], taken: list[Span]) -> list[Span]:
    """Return what is left of spans outside others."""
    for start, end in taken:
        spans = [
            piece
            for first, after in spans
            for piece in ((first, min(after, start)), (max(first, end), after))
            if piece[0] < piece[1]
        ]
    return spans


def _joined(spans: list[tuple[Span, str]]) -> list[tuple[Span, str]] | None:
    """Join the two neighbours with the shortest time between them, stretched ones left alone."""
    pairs = [
        (spans[index + 1][0][0] - spans[index][0][1], index)
        for index in range(len(spans) - 1)
        if "stretched" not in (spans[index][1], spans[index + 1][1])
    ]
    if not pairs:
        return None
    index = min(pairs)[1]
    one, other = spans[index], spans[index + 1]
    kind = "pressed" if one[1] == other[1] == "pressed" else "plain"
    return [*spans[:index], ((one[0][0], other[0][1]), kind), *spans[index + 2 :]]


def _laid(spans: list[tuple[Span, str]], left: float, right: float) -> tuple[Piece, ...]:
    """Share the axis out among the pieces."""
    unit = (right - left) / 1000
    gap = GAP if unit > 0.5 else GAP / 2
    room = right - left - gap * (len(spans) - 1)
    natural = [_natural(span, kind) * unit for span, kind in spans]
    busy = [kind == "stretched" for _, kind in spans]
    months = sum((b - a) / 30.44 for (a, b), kind in spans if kind == "stretched")
    coarse = sum(width for width, one in zip(natural, busy, strict=True) if not one)
    for_coarse = room
    if any(busy):
        most = room - months * MONTH_MOST * unit
        for_coarse = max(min(coarse, COARSE_MOST * room), most) if coarse else 0.0
    rest = sum(natural) - coarse
    pieces, x = [], left
    for (span, _), width, one in zip(spans, natural, busy, strict=True):
        share = (room - for_coarse) * width / rest if one else for_coarse * width / coarse
        pieces.append(Piece(*span, one, x, x + share))
        x += share + gap
    return tuple(pieces)


def _natural(span: Span, kind: str) -> float:
    days = span[1] - span[0]
    if kind == "stretched":
        return days / 30.44 * MONTH
    if kind == "plain":
        return max(YEAR_LEAST, days / 365.25 * YEAR)
    return max(DECADE_LEAST, days / 365.25 * DECADE_YEAR)


def _ticks(axis: Scale, piece: Piece, label: float) -> list[Tick]:
    """Return a piece's lines, as near to one another as their labels allow."""
    first = datetime.date.fromordinal(piece.first)
    for months in (1, 3, 6):
        if piece.year * months / 12 >= label * 1.35:
            steps = _every(piece, months)
            return [
                Tick(
                    axis.x(day.toordinal()),
                    f"{_MONTHS[day.month - 1]} {day.year}"
                    if day.month == 1 or day == steps[0]
                    else _MONTHS[day.month - 1],
                    day.month == 1,
                    piece.right,
                )
                for day in steps
            ]
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if years * piece.year >= label * (1.3 if years < 10 else 0.6):
            break
    starts = [year for year in range(first.year, 3001) if year % years == 0]
    if years <= 10 < piece.year * 2 and starts[0] != first.year and first.month == 1:
        starts = [first.year, *starts]  # plain years begin with their first
    shown = [datetime.date(year, 1, 1) for year in starts if year <= 2999]
    return [
        Tick(
            axis.x(day.toordinal()),
            f"’{day.year % 100:02}s" if years == 10 and piece.year < 5 else str(day.year),
            False,
            piece.right,
        )
        for day in shown
        if piece.first <= day.toordinal() < piece.after
    ]


def _every(piece: Piece, months: int) -> list[datetime.date]:
    day = datetime.date.fromordinal(piece.first)
    found = []
    while day.toordinal() < piece.after:
        if (day.month - 1) % months == 0:
            found.append(day)
        day = _later(day, 1)
    return found


def _later(day: datetime.date, months: int) -> datetime.date:
    """Return the first of the month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return datetime.date(min(index // 12, 9999), index % 12 + 1, 1)


def _years(first: int, last: int) -> Span:
    start, end = datetime.date(first, 1, 1), datetime.date(last + 1, 1, 1)
    return start.toordinal(), end.toordinal()


def _first(part: Part) -> datetime.date:
    return part.first


def _months(part: Part) -> int:
    return part.first.year * 12 + part.first.month


def _month(day: int) -> str:
    date = datetime.date.fromordinal(day)
    return f"{_MONTHS[date.month - 1]} {date.year}"
