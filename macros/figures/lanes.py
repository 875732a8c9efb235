"""Where everything in the timeline stands: lanes, rows, and each date's shape."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..views.timeline import TimelineMark, TimelineView
from .advances import advance, fitted
from .packing import Body, Spot, pack
from .scale import Scale, scale
from .widths import shortened, width

PILL = 24.0
"""A pill is never narrower."""
THICK = 16.0
AFTER = 4.0
"""Room beyond a label, inside the frame of a mark that is pointed at."""
HALF = 8.0
"""Half a glyph."""
LONGEST = 220.0
"""The widest label."""
CENTRED = 56.0
"""A wider pill has its glyph at its beginning, and room for a label inside."""


@dataclass(frozen=True, slots=True)
class Style:
    """The measures of one of the two drawings."""

    name: str
    width: float
    lanes: float
    """The room at the left for the lanes' names; 0 where they stand above."""
    row: float
    head: float
    """The room above the lanes for the axis."""
    above: float
    """The room above a lane's first row."""
    type: float
    """The size of type."""
    fade: float
    """How long a fading bar is."""
    undated: float
    """The width of the column of undated marks."""
    tick: float
    """The width of a usual label of the axis."""


WIDE = Style("wide", 1200, 130, 24, 36, 6, 12, 54, 46, 42)
NARROW = Style("narrow", 360, 0, 28, 30, 20, 11, 24, 30, 26)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a date is drawn."""

    form: str
    """day, pill, bar, before (fades in), after (fades out), until or since (the same, lasting)."""
    left: float
    right: float
    glyph: float
    """Where the glyph's middle stands."""
    line: str = ""
    """dashed for an inference, dotted for what the source itself gives as about or unsure."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A rule down from a mark, with a branch to each row of what hangs under it."""

    x: float
    top: float
    branches: tuple[tuple[float, float, float], ...]
    """(middle of the row, where the branch begins, where it ends), from the top."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark in its place."""

    mark: TimelineMark
    shape: Shape
    spot: Spot
    label: str
    y: float
    """The middle of its row."""
    stem: Stem | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its marks in place."""

    id: str
    name: tuple[str, ...]
    """Its label in lines."""
    label: str
    top: float
    bottom: float
    marks: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole drawing, before it is written."""

    style: Style
    axis: Scale
    lanes: tuple[Lane, ...]
    start: float
    """Where the axis begins, after the lanes' names and the undated."""
    height: float

    @property
    def undated(self) -> bool:
        """Whether there is a column of undated marks."""
        return any(one.mark.date is None for lane in self.lanes for one in lane.marks)


def laid(view: TimelineView, style: Style) -> Layout:
    """Return where everything stands."""
    dates = [mark.date for mark in view.marks if mark.date]
    low = style.lanes or 6.0
    start = low + (style.undated + 10 if len(dates) < len(view.marks) else 4)
    axis = scale(dates, start + 4, style.width - 16)
    lanes: list[Lane] = []
    y = style.head
    for key, label in view.lanes:
        marks = [mark for mark in view.marks if mark.lane == key]
        lane = _packed(key, label, marks, Layout(style, axis, (), start, 0), low, y)
        lanes.append(lane)
        y = lane.bottom + 4
    return Layout(style, axis, tuple(lanes), start, y)


def _packed(
    key: str, label: str, marks: list[TimelineMark], layout: Layout, low: float, top: float
) -> Lane:
    style = layout.style
    name = _lines(label, style.type, style.lanes - 14) if style.lanes else (label,)
    drawn: list[Drawn] = []
    rows, first = 0, top + style.above
    for group in dict.fromkeys(mark.group for mark in marks):
        own = [mark for mark in marks if mark.group == group]
        placed, taken = _placed(own, layout, low, first + rows * style.row)
        drawn += _hung(group, placed)
        rows += taken
    height = max(rows * style.row, len(name) * 15 + 4 if style.lanes else 0)
    return Lane(key, name, label, top, first + height + 5, tuple(drawn))


def _placed(
    marks: list[TimelineMark], layout: Layout, low: float, top: float
) -> tuple[list[Drawn], int]:
    """Return marks in rows from `top` on, and how many rows they take."""
    style = layout.style
    shapes = [_shape(mark, layout, low + 14) for mark in marks]
    labels = [fitted(mark.label, style.type, LONGEST) if style.lanes else "" for mark in marks]
    bodies = [
        Body(
            min(shape.left - 2, shape.glyph - style.row / 2),
            max(shape.right + 2, shape.glyph + style.row / 2),
            advance(text, style.type) + AFTER if text else 0.0,
            shape.right - shape.glyph - HALF - 10 if shape.form in ("pill", "bar") else 0.0,
        )
        for shape, text in zip(shapes, labels, strict=True)
    ]
    spots, rows = pack(bodies, low, style.width - 2)
    return [
        Drawn(mark, shape, spot, text, top + (spot.row + 0.5) * style.row)
        for mark, shape, spot, text in zip(marks, shapes, spots, labels, strict=True)
    ], rows


def _hung(group: str, marks: list[Drawn]) -> list[Drawn]:
    """Hang a group's marks under its head, where it has one."""
    head = next((one for one in marks if one.mark.id == group), None)
    under = [one for one in marks if one.mark.of != head.mark.of] if head else []
    if head is None or not under:
        return marks
    x = head.shape.glyph
    ends: dict[float, float] = {}
    for one in under:
        edge = one.spot.left if one.spot.left > x else min(one.spot.right, x)
        ends[one.y] = min(ends.get(one.y, edge), edge, key=lambda end: abs(end - x))
    branches = sorted((y, head.spot.right if y == head.y else x, end) for y, end in ends.items())
    stem = Stem(x, head.y + HALF, tuple(branches))
    return [replace(one, stem=stem) if one is head else one for one in marks]


def _shape(mark: TimelineMark, layout: Layout, undated: float) -> Shape:
    date, axis, style = mark.date, layout.axis, layout.style
    if date is None:
        return Shape("day", undated - HALF, undated + HALF, undated)
    line = "dashed" if mark.basis == "inferred" else "dotted" if date.about or date.unsure else ""
    lasting = date.kind == "lasting"
    high = style.width - 2
    if date.start is None or date.end is None:
        if date.end is not None:
            at = axis.x(date.end.last.toordinal() + 0.5)
            left = max(at - style.fade, layout.start - 4)
            return Shape("until" if lasting else "before", left, at + HALF, at, line)
        assert date.start is not None
        at = axis.x(date.start.first.toordinal() + (0.5 if date.start.precision == "day" else 0))
        right = min(at + style.fade, high)
        return Shape("since" if lasting else "after", at - HALF, right, at, line)
    first, last = date.start.first.toordinal(), date.end.last.toordinal()
    if first == last and not line:
        at = axis.x(first + 0.5)
        return Shape("day", at - HALF, at + HALF, at)
    left, right = axis.x(first), axis.x(last + 1)
    if right - left < PILL:
        middle = min(max((left + right) / 2, layout.start + PILL / 2), high - PILL / 2)
        left, right = middle - PILL / 2, middle + PILL / 2
    glyph = (left + right) / 2 if right - left <= CENTRED else left + PILL / 2
    return Shape("bar" if lasting else "pill", left, right, glyph, line)


def _lines(text: str, size: float, most: float) -> tuple[str, ...]:
    """Break a lane's label into lines."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(shortened(word, size, most))
    return tuple(lines)
