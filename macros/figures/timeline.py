"""The timeline: marks in lanes over an axis in pieces, each date drawn as exactly as it is known.

An exact day is a bare glyph; a month, a year or a period is a pill over its whole span; what lasted
is a bar. “By” fades in towards its date, “since” fades out from it; what is undated stands in a
column of its own. An inference is dashed; a tail marks the date of a statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ..views.timeline import TimelineMark, TimelineView
from .advances import advance, known
from .packing import Body, Spot, pack
from .scale import Scale, scale
from .svg import Value, anchor, element, number
from .widths import shortened, width

if TYPE_CHECKING:
    from . import Link

PILL = 24.0
"""A pill is never narrower."""
THICK = 16.0
HALF = 8.0
"""Half a glyph."""
LONGEST = 250.0
"""The widest label, measured as bold."""
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
class Drawn:
    """A mark in its place."""

    mark: TimelineMark
    shape: Shape
    spot: Spot
    label: str
    y: float
    """The middle of its row."""


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


def timeline(view: TimelineView, link: Link, prefix: str) -> Markup:
    """Return both drawings; the style sheet shows the one that fits the screen."""
    return Markup("").join(
        element(
            "div",
            {"class_": f"timeline__{style.name}"},
            drawing(view, link, f"{prefix}-{style.name}", style),
        )
        for style in (WIDE, NARROW)
    )


def caption(view: TimelineView) -> Markup:
    """Return what a reader must know to read the figure, about the shapes that it has."""
    layout = laid(view, WIDE)
    forms = {one.shape.form for lane in layout.lanes for one in lane.marks}
    lines = {one.shape.line for lane in layout.lanes for one in lane.marks}
    spans = {"pill"} & forms
    said = [
        ("day" in forms, "A single mark is an exact day."),
        (
            bool(spans),
            "A pill spans the month, year or period that the source gives: the event lies "
            "somewhere inside.",
        ),
        ("bar" in forms, "A bar with corners lasted from end to end."),
        ("before" in forms, "A bar that fades in means “by this date”."),
        ("after" in forms, "A bar that fades out means “on or after this date”."),
        ("until" in forms, "An arrow to the left means “until”."),
        ("since" in forms, "An arrow to the right means “since”."),
        ("dashed" in lines, "A dashed outline is our inference."),
        ("dotted" in lines, "A dotted outline is as vague as its source (“about”)."),
        (
            any(mark.said for mark in view.marks),
            "A tail below a mark: the date is that of the statement, the event is undated.",
        ),
        (layout.undated, "What has no date at all stands at the left edge."),
        (bool(layout.axis.cuts), layout.axis.words()),
    ]
    return escape(" ".join(sentence for holds, sentence in said if holds))


def drawing(view: TimelineView, link: Link, prefix: str, style: Style) -> Markup:
    """Return one drawing as SVG."""
    layout = laid(view, style)
    masks = list(_masks(layout, prefix))
    return element(
        "svg",
        {
            "class_": f"figure timeline__svg timeline__svg--{style.name}",
            "viewBox": f"0 0 {number(style.width)} {number(layout.height)}",
            "role": "group",
            "aria-labelledby": f"{prefix}-title {prefix}-desc",
        },
        element("title", {"id": f"{prefix}-title"}, view.title),
        element("desc", {"id": f"{prefix}-desc"}, _description(view)),
        *([element("defs", {}, *masks)] if masks else []),
        element("g", {"class_": "axis", "aria-hidden": "true"}, *_axis(layout)),
        *(_lane(lane, layout, link, prefix) for lane in layout.lanes),
    )


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
    shapes = [_shape(mark, layout, low + 14) for mark in marks]
    labels = [shortened(mark.label, style.type, LONGEST) if style.lanes else "" for mark in marks]
    bodies = [
        Body(
            min(shape.left, shape.glyph - style.row / 2),
            max(shape.right, shape.glyph + style.row / 2),
            advance(text, style.type) if text else 0.0,
            shape.right - shape.glyph - HALF - 10 if shape.form in ("pill", "bar") else 0.0,
        )
        for shape, text in zip(shapes, labels, strict=True)
    ]
    spots, rows = pack(bodies, low, style.width - 2)
    name = _lines(label, style.type, style.lanes - 14) if style.lanes else (label,)
    height = max(rows * style.row, len(name) * 15 + 4 if style.lanes else 0)
    first = top + style.above
    drawn = (
        Drawn(mark, shape, spot, text, first + (spot.row + 0.5) * style.row)
        for mark, shape, spot, text in zip(marks, shapes, spots, labels, strict=True)
    )
    return Lane(key, name, label, top, first + height + 5, tuple(drawn))


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


def _description(view: TimelineView) -> str:
    by_lane: dict[str, int] = defaultdict(int)
    for mark in view.marks:
        by_lane[mark.lane] += 1
    lanes = "; ".join(f"{label}: {by_lane[key]}" for key, label in view.lanes)
    return f"Marks by lane, each a link: {lanes}. The chronology's table holds the same in words."


def _masks(layout: Layout, prefix: str) -> Iterator[Markup]:
    """Yield what lets bars fade in and out, where any do."""
    forms = {one.shape.form for lane in layout.lanes for one in lane.marks}
    for name, which, ends in (
        ("in", {"before", "until"}, (0, 1)),
        ("out", {"after", "since"}, (1, 0)),
    ):
        if not forms & which:
            continue
        stops = [
            element("stop", {"offset": at, "stop-color": "#fff", "stop-opacity": f"{full}"})
            for at, full in zip((0, 1), ends, strict=True)
        ]
        yield element("linearGradient", {"id": f"{prefix}-{name}"}, *stops)
        box = {"width": 1, "height": 1, "fill": f"url(#{prefix}-{name})"}
        yield element(
            "mask",
            {"id": f"{prefix}-fade-{name}", "maskContentUnits": "objectBoundingBox"},
            element("rect", box),
        )


def _axis(layout: Layout) -> Iterator[Markup]:
    """Yield the lanes' panels, the lines of the axis, its labels and its cuts."""
    style, axis = layout.style, layout.axis
    edge = 4 if style.lanes else 2
    stretches = [(piece.left - edge, piece.right + edge) for piece in axis.pieces]
    if stretches:
        stretches[-1] = (stretches[-1][0], style.width)
    column = [(0.0, layout.start - 6)] if layout.undated else []
    if not column and stretches:
        stretches[0] = (0.0, stretches[0][1])
    panels = "".join(
        f"M{number(left)} {number(lane.top)}H{number(right)}V{number(lane.bottom)}H{number(left)}z"
        for lane in layout.lanes
        for left, right in column + stretches
    )
    yield element("path", {"class_": "axis__panel", "d": panels})
    ticks = axis.ticks(style.tick)
    for major in (False, True):
        lines = "".join(
            f"M{number(tick.x)} {number(style.head - 10)}V{number(layout.height - 4)}"
            for tick in ticks
            if tick.major is major
        )
        if lines:
            name = "axis__line axis__line--year" if major else "axis__line"
            yield element("path", {"class_": name, "d": lines})
    size = style.type - 1
    taken = 0.0
    if layout.undated:
        at = style.lanes or 3
        yield element("text", {"x": at, "y": style.head - 14}, "undated")
        taken = at + advance("undated", size)
    for tick in ticks:
        text = tick.label
        if not style.lanes:  # room for years only
            text = text.removeprefix("Jan ")
            if text[0].isalpha():
                continue
        left, right = tick.x, tick.x + advance(text, size)
        if left < taken + 3 or right > min(tick.end + 12, style.width):
            continue
        yield element("text", {"x": left, "y": style.head - 14}, text)
        taken = right
    cuts = "".join(
        f"M{number(cut - 5)} {number(style.head - 1)}l4 -9m3 9l4 -9" for cut in axis.cuts
    )
    if cuts:
        yield element("path", {"class_": "axis__cut", "d": cuts})


def _lane(lane: Lane, layout: Layout, link: Link, prefix: str) -> Markup:
    style = layout.style
    x = 9 if style.lanes else 6
    lines = [
        element("text", {"class_": "lane__name", "x": x, "y": lane.top + 16 + 15 * index}, line)
        for index, line in enumerate(lane.name)
    ]
    return element(
        "g",
        {"class_": f"lane-{lane.id}", "role": "group", "aria-label": lane.label},
        *lines,
        *(_mark(one, layout, link, prefix) for one in lane.marks),
    )


def _mark(one: Drawn, layout: Layout, link: Link, prefix: str) -> Markup:
    mark, style, spot, y = one.mark, layout.style, one.spot, one.y
    note = f" ({mark.note})" if mark.note else ""
    parts = [
        element("title", {}, f"{mark.short}{note}. {mark.word}. {mark.title}"),
        element(
            "rect",
            {
                "class_": "hit",
                "x": spot.left,
                "y": y - style.row / 2,
                "width": spot.right - spot.left,
                "height": style.row,
                "rx": 4,
            },
        ),
        *_span(one.shape, y, prefix),
    ]
    at = one.shape.glyph
    if mark.said:
        edge = at if one.shape.form == "day" else one.shape.left + HALF
        parts.append(
            element("path", {"class_": "tail", "d": f"M{number(edge - 4)} {number(y + 7)}v6l7 -6z"})
        )
    parts.append(
        element(
            "use",
            {
                "xlink:href": f"#g-{mark.status}",
                "x": at - HALF,
                "y": y - HALF,
                "width": 2 * HALF,
                "height": 2 * HALF,
            },
        )
    )
    if spot.side != "none":
        length = advance(one.label, style.type)
        x, side = {
            "inside": (at + HALF + 5, ""),
            "right": (spot.right - length, ""),
            "left": (spot.left + length, "end"),
        }[spot.side]
        text: dict[str, Value] = {"x": x, "y": y + 4} | ({"class_": "left"} if side else {})
        if known(one.label):  # letters of a broader font are set closer
            text |= {"textLength": length, "lengthAdjust": "spacingAndGlyphs"}
        parts.append(element("text", text, _isolated(one.label)))
    names = ["mark", f"is-{mark.status}", f"year-{mark.year}", *(f"who-{a}" for a in mark.actors)]
    return anchor(
        link(mark.record, mark.id),
        f"{mark.label}: {mark.short}, {mark.word}",
        {"class_": " ".join(names)},
        *parts,
    )


def _span(shape: Shape, y: float, prefix: str) -> Iterator[Markup]:
    """Yield what is drawn behind the glyph."""
    line = f" {shape.line}" if shape.line else ""
    box = {"x": shape.left, "y": y - HALF, "width": shape.right - shape.left, "height": THICK}
    if shape.form in ("pill", "bar"):
        yield element("rect", {"class_": f"span{line}", **box, "rx": 8 if shape.form == "pill" else 2})
    elif shape.form != "day":
        before = shape.form in ("before", "until")
        left, right = (shape.left, shape.glyph) if before else (shape.glyph, shape.right)
        box |= {"x": left, "width": right - left, "y": y - 5, "height": 10}
        mask = f"url(#{prefix}-fade-{'in' if before else 'out'})"
        yield element("rect", {"class_": "fade", **box, "mask": mask})
        if shape.form == "until":
            yield element("path", {"class_": "tip", "d": f"M{number(left + 5)} {number(y - 4)}l-4 4l4 4"})
        if shape.form == "since":
            yield element("path", {"class_": "tip", "d": f"M{number(right - 5)} {number(y - 4)}l4 4l-4 4"})


def _isolated(text: str) -> str:
    """Keep a label that is written from right to left apart from what surrounds it."""
    return text if text.isascii() else f"\u2068{text}\u2069"


