"""The timeline: marks in lanes over an axis in pieces, each date drawn as exactly as it is known.

An exact day is a bare glyph; a month, a year or a period is a pill over its whole span; what lasted
is a bar. “By” fades in towards its date, “since” fades out from it; what is undated stands in a
column of its own. An inference is dashed; a tail marks the date of a statement.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from .. import inert
from ..views.timeline import TimelineView
from .advances import advance, known
from .lanes import AFTER, HALF, NARROW, THICK, WIDE, Drawn, Lane, Layout, Shape, Stem, Style, laid
from .svg import Value, anchor, element, number

if TYPE_CHECKING:
    from . import Link

READ = 50
"""Up to so many marks the style sheet can tell of in the readout."""


# On screens a little too narrow for it the wide drawing scrolls, by the keyboard as well.
_SCROLLED: dict[str, Value] = {
    "role": "region",
    "aria-label": "Timeline, which may scroll sideways",
    "tabindex": 0,
}


def timeline(view: TimelineView, link: Link, prefix: str, *, filtered: bool = False) -> Markup:
    """Return both drawings; the style sheet shows the one that fits the screen.

    Where the page has filters, marks carry the classes that they know.
    """
    return Markup("").join(
        element(
            "div",
            {"class_": f"timeline__{style.name}"} | (_SCROLLED if style is WIDE else {}),
            drawing(
                view,
                _same_page if view.beside_rows else link,
                f"{prefix}-{style.name}",
                style,
                filtered=filtered,
                read=prefix,
            ),
        )
        for style in (WIDE, NARROW)
    )


def _same_page(_: str, anchor: str) -> str:
    """Return the address of a row on the page that the figure stands on."""
    return f"#{anchor}"


def caption(view: TimelineView) -> Markup:
    """Return what the key cannot show: how the axis is cut."""
    axis = laid(view, WIDE).axis
    return inert.text(axis.words() if axis.cuts else "")


def drawing(
    view: TimelineView,
    link: Link,
    prefix: str,
    style: Style,
    *,
    filtered: bool = False,
    read: str = "",
) -> Markup:
    """Return one drawing as SVG; `read` is the prefix of the readout that tells of its marks.

    Without one, as in a file of its own, each mark has its sentence as its title.
    """
    layout = laid(view, style)
    forms = {one.shape.form for lane in layout.lanes for one in lane.marks}
    masks = list(fades(forms, prefix))
    write = _Marks(layout, link, prefix, filtered, read, _numbers(view, read))
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
        *(_lane(lane, layout, write) for lane in layout.lanes),
    )


def _numbers(view: TimelineView, read: str) -> dict[str, int]:
    """Return the places of marks in the readout, by key."""
    return {mark.key: number for number, mark in enumerate(view.marks[:READ])} if read else {}


def _description(view: TimelineView) -> str:
    by_lane: dict[str, int] = defaultdict(int)
    for mark in view.marks:
        by_lane[mark.lane] += 1
    lanes = "; ".join(f"{label}: {by_lane[key]}" for key, label in view.lanes)
    return f"Marks by lane, each a link: {lanes}. {view.told}"


def fades(forms: set[str], prefix: str) -> Iterator[Markup]:
    """Yield what lets bars fade in and out, where any of the forms does."""
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
        box: dict[str, Value] = {"width": 1, "height": 1, "fill": f"url(#{prefix}-{name})"}
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


@dataclass(frozen=True, slots=True)
class _Marks:
    """What every mark of a drawing is written with."""

    layout: Layout
    link: Link
    prefix: str
    filtered: bool
    read: str
    numbers: Mapping[str, int]


def _lane(lane: Lane, layout: Layout, write: _Marks) -> Markup:
    """Return a lane: its name, which stays when a choice hides it, and its marks."""
    x = 9 if layout.style.lanes else 6
    lines = [
        element("text", {"class_": "lane__name", "x": x, "y": lane.top + 16 + 15 * index}, line)
        for index, line in enumerate(lane.name)
    ]
    group = {"class_": f"lane-{lane.id}", "role": "group", "aria-label": lane.label}
    return Markup("").join(
        (*lines, element("g", group, *(_mark(one, write) for one in lane.marks)))
    )


def _mark(one: Drawn, write: _Marks) -> Markup:
    style, prefix = write.layout.style, write.prefix
    mark, spot, y = one.mark, one.spot, one.y
    place = write.numbers.get(mark.key)
    parts: list[Markup] = []
    about: dict[str, Value] = {}
    if place is None:
        note = f" ({mark.note})" if mark.note else ""
        parts.append(element("title", {}, f"{mark.short}{note}. {mark.word}. {mark.title}"))
    else:
        about = {"aria-describedby": f"{write.read}-{place}"}
    parts += [
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
        *span(one.shape, y, prefix),
    ]
    if one.stem:
        parts.insert(1, _stem(one.stem))
    at = one.shape.glyph
    if mark.said:
        parts.append(tail(at if one.shape.form == "day" else one.shape.left + HALF, y))
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
            "right": (spot.right - AFTER - length, ""),
            "left": (spot.left + AFTER + length, "end"),
        }[spot.side]
        text: dict[str, Value] = {"x": x, "y": y + 4} | ({"class_": "left"} if side else {})
        if known(one.label):  # letters of a broader font are set closer
            text |= {"textLength": length, "lengthAdjust": "spacingAndGlyphs"}
        parts.append(element("text", text, _isolated(one.label)))
    names = ["mark", f"is-{mark.status}"]
    if place is not None:
        names.append(f"m-{place}")
    if write.filtered:
        names += mark.classes
    return anchor(
        write.link(mark.record, mark.id),
        f"{mark.label}: {mark.short}, {mark.word}",
        {"class_": " ".join(names), **about},
        *parts,
    )


def _stem(stem: Stem) -> Markup:
    """Return the rule of what hangs under a mark, with a branch to each row."""
    down = f"M{number(stem.x)} {number(stem.top)}V{number(max(stem.branches[-1][0], stem.top))}"
    branches = (f"M{number(left)} {number(y)}H{number(right)}" for y, left, right in stem.branches)
    return element("path", {"class_": "stem", "d": down + "".join(branches)})


def tail(x: float, y: float) -> Markup:
    """Return the tail of a mark whose date is that of the statement."""
    return element("path", {"class_": "tail", "d": f"M{number(x - 4)} {number(y + 7)}v6l7 -6z"})


def span(shape: Shape, y: float, prefix: str) -> Iterator[Markup]:
    """Yield what is drawn behind the glyph."""
    line = f" {shape.line}" if shape.line else ""
    box: dict[str, Value] = {
        "x": shape.left,
        "y": y - HALF,
        "width": shape.right - shape.left,
        "height": THICK,
    }
    if shape.form in ("pill", "bar"):
        yield element(
            "rect", {"class_": f"span{line}", **box, "rx": 8 if shape.form == "pill" else 2}
        )
    elif shape.form != "day":
        before = shape.form in ("before", "until")
        left, right = (shape.left, shape.glyph) if before else (shape.glyph, shape.right)
        box |= {"x": left, "width": right - left, "y": y - 5, "height": 10}
        mask = f"url(#{prefix}-fade-{'in' if before else 'out'})"
        yield element("rect", {"class_": "fade", **box, "mask": mask})
        if shape.form == "until":
            yield element(
                "path", {"class_": "tip", "d": f"M{number(left + 5)} {number(y - 4)}l-4 4l4 4"}
            )
        if shape.form == "since":
            yield element(
                "path", {"class_": "tip", "d": f"M{number(right - 5)} {number(y - 4)}l4 4l-4 4"}
            )


def _isolated(text: str) -> str:
    """Keep a label that is written from right to left apart from what surrounds it."""
    rightward = not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return text if rightward else f"\u2068{text}\u2069"
